import { DOMParser, type Element, type Node, ParseError } from '@xmldom/xmldom';
import { BrokenTextError } from '../fact';
import type { Member, Value } from './data';

const DEEPEST = 200;

/**
 * XML as a value: an element is a member under its name without prefix; its attributes are members with `@` in front.
 * An element that holds only text is that text; beside attributes or elements its text is the member `#text`. Throws
 * `BrokenTextError`.
 */
export function parseXml(text: string): Value {
  const root = documentElement(text.replace(/^\uFEFF/, ''));
  return { kind: 'mapping', members: [{ key: nameOf(root), value: asValue(root, 0) }] };
}

function documentElement(text: string): Element {
  let broken: string | undefined;
  try {
    const document = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') broken ??= message;
      },
    }).parseFromString(text, 'text/xml');
    const root = document.documentElement;
    if (broken === undefined && root !== null) return root;
    throw new BrokenTextError(broken ?? 'there is nothing in it', undefined);
  } catch (error) {
    if (error instanceof BrokenTextError) throw error;
    if (error instanceof RangeError) throw new BrokenTextError('it is nested too deeply', undefined);
    if (!(error instanceof ParseError)) throw error;
    const { lineNumber, columnNumber } = error.locator ?? {};
    throw new BrokenTextError(
      error.message.split('\n')[0] ?? '',
      lineNumber === undefined || lineNumber === 0 ? undefined : `line ${lineNumber}, column ${columnNumber ?? 1}`,
    );
  }
}

function asValue(element: Element, depth: number): Value {
  if (depth > DEEPEST) throw new BrokenTextError('it is nested too deeply', undefined);
  const members: Member[] = [];
  for (let i = 0; i < element.attributes.length; i++) {
    const attribute = element.attributes.item(i);
    if (attribute !== null && !attribute.name.startsWith('xmlns'))
      members.push({ key: `@${attribute.localName ?? attribute.name}`, value: scalar(attribute.value) });
  }
  let text = '';
  for (let node: Node | null = element.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) members.push({ key: nameOf(node), value: asValue(node, depth + 1) });
    else if (node.nodeType === TEXT || node.nodeType === CDATA) text += node.nodeValue ?? '';
  }
  if (members.length === 0) return scalar(text.trim());
  return {
    kind: 'mapping',
    members: text.trim() === '' ? members : [...members, { key: '#text', value: scalar(text.trim()) }],
  };
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

function nameOf(element: Element): string {
  return element.localName ?? element.nodeName;
}

function scalar(text: string): Value {
  return { kind: 'scalar', text };
}
