import { isSecretName, protectedAs } from '../pathNames';
import type { Range } from './evaluation';
import type { Arg, Taint, Unknown, Value } from './value';

/** One argument in the making. */
class Field {
  text = '';
  head = '';
  unknown: Unknown | undefined;
  isPattern = false;
  isLikely = true;
  isNumeric = true;
  splits = false;
  taint: Taint = 0;
  /** It exists even if it is empty. */
  isQuoted = false;

  add(text: string): void {
    this.text += text;
    if (this.unknown === undefined) this.head += text;
  }

  /** `likely`: what stands for it where all of it is known but plain words. */
  addUnknown(unknown: Unknown, isSplit: boolean, likely?: string): void {
    if (this.unknown === undefined) this.unknown = unknown;
    else if (unknown.nature !== 'plain') this.unknown = { name: this.unknown.name, nature: 'any' };
    if (unknown.isNumber !== true) this.isNumeric = false;
    if (likely !== undefined) this.text += likely;
    else if (unknown.nature === 'plain') this.text += '0';
    else this.isLikely = false;
    if (isSplit) this.splits = true;
  }

  /** What the unknown in it is known to be, given the text that follows it. */
  named(): Unknown | undefined {
    if (this.unknown === undefined) return undefined;
    const after = this.text.slice(this.head.length);
    const { name, nature } = this.unknown;
    const isKept = nature === 'any' || (nature === 'plain' ? isPlainTail(after) : isPathTail(after));
    const isSwitch = this.unknown.isSwitch === true && this.head === '' && after.length <= 1;
    return { name, nature: isKept ? nature : 'any', isNumber: this.isNumeric, ...(isSwitch && { isSwitch }) };
  }
}

function isPlainTail(text: string): boolean {
  return /^[\w:+.-]*$/.test(text);
}

/** Behind a path it leads to nothing but an ordinary file beside or below. */
function isPathTail(text: string): boolean {
  const below = `/x${text.toLowerCase()}`;
  return (
    text === '' ||
    (/^[\w./+@-]*$/.test(text) &&
      !/(?:^|\/)\.\.?(?:\/|$)/.test(text) &&
      !isSecretName(below) &&
      protectedAs(below, false) === undefined)
  );
}

const GLOB = /[*?[]/;

/** The arguments that a word becomes, as its parts are added one after the other. */
export class Fields {
  readonly #all: Field[] = [];
  #current: Field | undefined;

  /** `isSingle`: where bash neither splits words nor puts in the names that match. */
  constructor(readonly isSingle: boolean) {}

  current(): Field {
    if (this.#current === undefined) {
      this.#current = new Field();
      this.#all.push(this.#current);
    }
    return this.#current;
  }

  /** Text that stays as it is, and makes an argument even if it is empty. */
  addQuoted(text: string): void {
    const into = this.current();
    into.add(text);
    into.isQuoted = true;
  }

  addPattern(text: string): void {
    this.current().add(text);
    if (!this.isSingle) this.current().isPattern = true;
  }

  /** Text that bash splits at blanks, and takes as a pattern where it looks like one. */
  addSplit(text: string, taint: Taint = 0, isPattern = false): void {
    text.split(/([ \t\n]+)/).forEach((piece, index) => {
      if (index % 2 === 1) this.#current = undefined;
      else if (piece !== '') {
        const into = this.current();
        into.add(piece);
        into.taint |= taint;
        if (isPattern || GLOB.test(piece)) into.isPattern = true;
      }
    });
  }

  addValue(value: Value, isQuoted: boolean): void {
    const isWhole = isQuoted || this.isSingle;
    if (value.kind === 'list') {
      value.items.forEach((item, index) => {
        if (index > 0 && !this.isSingle) this.#current = undefined;
        else if (index > 0) this.current().add(' ');
        this.#addArg(item, isWhole);
      });
      if (value.items.length === 0 && isQuoted && this.isSingle) this.current().isQuoted = true;
    } else if (value.kind === 'unknown') {
      const { head = '' } = value;
      if (isWhole) this.current().add(head);
      else this.addSplit(head, value.taint);
      const into = this.current();
      // What bash splits or takes as a pattern is no longer one known text.
      const isOne = isWhole || !/[\s*?[]/.test(value.likely ?? '');
      const likely = isOne ? value.likely?.slice(head.length) : undefined;
      into.addUnknown(value.unknown, !isWhole || (value.isList === true && !this.isSingle), likely);
      into.taint |= value.taint;
      if (isWhole) into.isQuoted = true;
    } else if (isWhole) {
      this.addQuoted(value.text);
      if (value.isPattern === true) this.current().isPattern = true;
      this.current().taint |= value.taint;
    } else this.addSplit(value.text, value.taint, value.isPattern);
  }

  finish(word: Range & { readonly text: string }): Arg[] {
    return this.#all
      .filter((each) => each.text !== '' || each.unknown !== undefined || each.isQuoted)
      .map((each) => ({
        text: each.unknown === undefined ? each.text : undefined,
        head: each.head,
        likely: each.unknown !== undefined && each.isLikely ? each.text : undefined,
        unknown: each.named(),
        isPattern: each.isPattern,
        splits: each.splits,
        taint: each.taint,
        start: word.pos,
        end: word.end,
        raw: word.text,
      }));
  }

  #addArg(arg: Arg, isWhole: boolean): void {
    const { text, taint, isPattern } = arg;
    if (text !== undefined) this.addValue({ kind: 'text', text, isPattern, taint }, isWhole);
    else {
      const unknown = arg.unknown ?? { name: arg.raw, nature: 'any' };
      this.addValue(
        { kind: 'unknown', unknown, taint, head: arg.head, isList: arg.splits, likely: arg.likely },
        isWhole,
      );
      if (isPattern) this.current().isPattern = true;
    }
  }
}
