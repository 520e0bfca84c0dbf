import { tsPlugin } from '@sveltejs/acorn-typescript';
import { type Options, Parser, type Program } from 'acorn';
import { statementsOf } from './javaScriptSyntax';
import { CodeSyntaxError, type Statement } from './syntax';

const OPTIONS: Options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowHashBang: true,
  // The plugin can't do without.
  locations: true,
};
const PLAIN = Parser.extend(tsPlugin({ jsx: false }));
const WITH_ELEMENTS = Parser.extend(tsPlugin({ jsx: true }));

/**
 * TypeScript, and with `hasElements` JSX, as the JavaScript that it becomes: types are gone, elements are calls of their
 * components. Throws `CodeSyntaxError`.
 */
export function parseTypeScript(code: string, hasElements: boolean): readonly Statement[] {
  let program: Program;
  try {
    program = (hasElements ? WITH_ELEMENTS : PLAIN).parse(code, OPTIONS);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new CodeSyntaxError("text that can't be parsed");
  }
  plainMembers(program);
  return statementsOf(program);
}

interface Node extends Record<string, unknown> {
  readonly type: string;
}

const PLACES = new Set(['type', 'start', 'end', 'loc', 'range']);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The same without types; undefined for what is nothing but types. */
function plain(value: unknown): unknown {
  if (Array.isArray(value))
    return value.flatMap((each) => {
      const one = plain(each);
      return one === undefined ? [] : Array.isArray(one) ? one : [one];
    });
  if (!isNode(value)) return value;
  if (value.declare === true || value.importKind === 'type' || value.exportKind === 'type') return undefined;
  switch (value.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TSTypeCastExpression':
      return plain(value.expression);
    case 'TSParameterProperty':
      return plain(value.parameter);
    case 'TSEnumDeclaration':
      return plain(enumObject(value));
    case 'TSModuleDeclaration':
      return value.global === true ? undefined : namespace(value);
    case 'TSModuleBlock':
      return { ...value, type: 'BlockStatement', body: plain(value.body) };
    case 'TSImportEqualsDeclaration':
      return plain(variable(value.id, reference(value.moduleReference)));
    case 'TSExportAssignment':
      return plain({ ...value, type: 'ExpressionStatement' });
    case 'AccessorProperty':
      return plain({ ...value, type: 'PropertyDefinition' });
    case 'ClassDeclaration':
    case 'ClassExpression':
      return plainMembers(withDecorators(value));
    case 'FunctionDeclaration':
      return isNode(value.body) ? plainMembers(withoutThis(value)) : undefined;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return plainMembers(withoutThis(value));
    case 'MethodDefinition':
      return isNode(value.value) && isNode(value.value.body) ? plainMembers(value) : undefined;
    case 'ExportDefaultDeclaration': {
      const declaration = plain(value.declaration);
      return declaration === undefined ? undefined : { ...value, declaration };
    }
    case 'JSXElement':
    case 'JSXFragment':
      return element(value);
    default:
      return value.type.startsWith('TS') ? undefined : plainMembers(value);
  }
}

function plainMembers<T extends object>(node: T): T {
  for (const [key, value] of Object.entries(node))
    if (!PLACES.has(key) && typeof value === 'object' && value !== null) Reflect.set(node, key, plain(value));
  return node;
}

/** A parameter for the type of `this` is none. */
function withoutThis(node: Node): Node {
  const params = Array.isArray(node.params) ? node.params : [];
  const [first]: readonly unknown[] = params;
  return isNode(first) && first.name === 'this' ? { ...node, params: params.slice(1) } : node;
}

/** Decorators are called when the class is made: so are blocks of it. */
function withDecorators(node: Node): Node {
  const found = [...listOf(node.decorators)];
  const { body } = node;
  if (!isNode(body)) return node;
  const members = listOf(body.body);
  for (const member of members) {
    found.push(...listOf(member.decorators));
    if (isNode(member.value)) for (const each of listOf(member.value.params)) found.push(...listOf(each.decorators));
  }
  if (found.length === 0) return node;
  const calls = found.map(({ expression }) => ({ type: 'ExpressionStatement', expression }));
  return { ...node, decorators: [], body: { ...body, body: [{ type: 'StaticBlock', body: calls }, ...members] } };
}

function listOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function variable(id: unknown, init: unknown): unknown {
  return { type: 'VariableDeclaration', kind: 'var', declarations: [{ type: 'VariableDeclarator', id, init }] };
}

function property(key: unknown, value: unknown): unknown {
  return { type: 'Property', kind: 'init', computed: false, method: false, shorthand: false, key, value };
}

function enumObject({ id, members }: Node): unknown {
  const properties = listOf(members).map((member) =>
    property(member.id, member.initializer ?? { type: 'Literal', value: 0 }),
  );
  return variable(id, { type: 'ObjectExpression', properties });
}

/** What it exports is found by its name within it; elsewhere it is unknown. */
function namespace({ body }: Node): unknown {
  return isNode(body) ? plain(body) : undefined;
}

/** `require('x')`, or `a.b` of a namespace. */
function reference(value: unknown): unknown {
  if (!isNode(value)) return value;
  if (value.type === 'TSExternalModuleReference')
    return { type: 'CallExpression', callee: { type: 'Identifier', name: 'require' }, arguments: [value.expression] };
  if (value.type === 'TSQualifiedName')
    return { type: 'MemberExpression', object: reference(value.left), property: value.right, computed: false };
  return value;
}

function element(node: Node): unknown {
  const opening = isNode(node.openingElement) ? node.openingElement : undefined;
  const properties = listOf(opening?.attributes).map((each) =>
    each.type === 'JSXSpreadAttribute'
      ? { type: 'SpreadElement', argument: plain(each.argument) }
      : property({ type: 'Literal', value: nameOf(each.name) }, attribute(each.value)),
  );
  const children = listOf(node.children).flatMap((each) => {
    if (each.type === 'JSXText') return [];
    if (each.type === 'JSXSpreadChild') return [{ type: 'SpreadElement', argument: plain(each.expression) }];
    const child = contained(each);
    return child === undefined ? [] : [child];
  });
  const given = [{ type: 'ObjectExpression', properties }, ...children];
  const callee = component(opening?.name);
  return callee === undefined
    ? { type: 'ArrayExpression', elements: given }
    : { type: 'CallExpression', callee, arguments: given };
}

function attribute(value: unknown): unknown {
  return isNode(value) ? (contained(value) ?? { type: 'Literal', value: null }) : { type: 'Literal', value: true };
}

function contained(node: Node): unknown {
  if (node.type !== 'JSXExpressionContainer') return plain(node);
  return isNode(node.expression) && node.expression.type !== 'JSXEmptyExpression' ? plain(node.expression) : undefined;
}

/** A name in lower case is the page's own. */
function component(name: unknown): unknown {
  if (!isNode(name)) return undefined;
  if (name.type === 'JSXMemberExpression') {
    const object = component(name.object) ?? { type: 'Identifier', name: nameOf(name.object) };
    return { type: 'MemberExpression', object, property: { type: 'Identifier', name: nameOf(name.property) } };
  }
  return name.type === 'JSXIdentifier' && /^[A-Z]/.test(nameOf(name))
    ? { type: 'Identifier', name: nameOf(name) }
    : undefined;
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : '';
}
