import { Letters, SEPARATOR, SPACE, UNSEEN } from './letters';

/** Nothing follows. */
export const DEAD = -1;
/** What ends at a node: whole words, or the beginnings of words. */
export const WHOLE = 1;
export const BEGUN = 2;
/** So far are the bits of a node's ways moved, to make room for what ends there. */
export const END_BITS = 2;

/** Letters and ways through them: a node's way by a letter stands in one row with those of all others. */
export class Trie {
  readonly letters = new Letters();
  /** Of each node: where its ways begin in the row, and what ends there. */
  readonly nodes: Int32Array;
  /** Whose way it is and where it leads, in turns. By a letter: at the beginning of a node's ways plus the letter. */
  readonly ways: Int32Array;
  /** The numbers of the words that end at a node, and of those that begin with what leads to it. */
  readonly whole: readonly (readonly number[] | undefined)[];
  readonly begun: readonly (readonly number[] | undefined)[];

  constructor(phrases: readonly (readonly [text: string, number: number])[]) {
    this.letters.learn(phrases.map(([text]) => text));
    const growing = new Growing();
    for (const [text, number] of phrases) growing.add(this.letters, text, number);
    this.whole = growing.whole;
    this.begun = growing.begun;
    const [base, ways] = growing.inOneRow();
    this.ways = ways;
    this.nodes = base.map(
      (at, node) =>
        (at << END_BITS) | (this.whole[node] === undefined ? 0 : WHOLE) | (this.begun[node] === undefined ? 0 : BEGUN),
    );
  }
}

/** A node with more ways than these looks for its place behind those of the others. */
const FEW = 1;
const MOST_LETTERS = 2048;

/** The trie while words are added: of each node the first child, and of each child the next one. */
class Growing {
  readonly whole: (number[] | undefined)[] = [undefined];
  readonly begun: (number[] | undefined)[] = [undefined];
  readonly #child: number[] = [0];
  readonly #sibling: number[] = [0];
  readonly #letter: number[] = [0];
  /** The children of the root, by letter: they are many. */
  readonly #first = new Int32Array(MOST_LETTERS);

  add(letters: Letters, phrase: string, number: number): void {
    const isStem = phrase.endsWith('*');
    const text = isStem ? phrase.slice(0, -1) : phrase;
    let node = 0;
    let isSpaced = true;
    for (let i = 0; i < text.length; i++) {
      const letter = letters.of[text.charCodeAt(i)] ?? SEPARATOR;
      if (letter === UNSEEN || (letter === SEPARATOR && isSpaced)) continue;
      isSpaced = letter === SEPARATOR;
      node = this.#grow(node, isSpaced ? SPACE : letter);
    }
    const isOpen = isStem || letters.isJoined[text.charCodeAt(text.length - 1)] === 1;
    const ends = isOpen ? this.begun : this.whole;
    const numbers = ends[node];
    if (numbers === undefined) ends[node] = [number];
    else if (!numbers.includes(number)) numbers.push(number);
  }

  #grow(node: number, letter: number): number {
    if (node === 0) {
      const known = this.#first[letter] ?? 0;
      if (known !== 0) return known;
    } else
      for (let child = this.#child[node] ?? 0; child !== 0; child = this.#sibling[child] ?? 0)
        if (this.#letter[child] === letter) return child;
    const next = this.whole.length;
    this.whole.push(undefined);
    this.begun.push(undefined);
    this.#child.push(0);
    this.#letter.push(letter);
    this.#sibling.push(this.#child[node] ?? 0);
    this.#child[node] = next;
    if (node === 0) this.#first[letter] = next;
    return next;
  }

  /** Where the ways of each node begin, and all ways: node and where it leads, in turns. */
  inOneRow(): readonly [base: Int32Array, ways: Int32Array] {
    const nodes = this.whole.length;
    const base = new Int32Array(nodes);
    let ways = new Int32Array((nodes + MOST_LETTERS) * 4).fill(DEAD);
    // No letter is so high that a way stood before the row.
    let free = MOST_LETTERS;
    let last = free;
    for (let node = 0; node < nodes; node++) {
      const first = this.#child[node] ?? 0;
      if (first === 0) continue;
      const letters: number[] = [];
      for (let child = first; child !== 0; child = this.#sibling[child] ?? 0) letters.push(this.#letter[child] ?? 0);
      while ((ways[free << 1] ?? DEAD) !== DEAD) free++;
      // Few ways fill the gaps that many leave.
      const lowest = Math.min(...letters);
      let at = (letters.length > FEW ? last : free) - lowest;
      while (letters.some((letter) => (ways[(at + letter) << 1] ?? DEAD) !== DEAD)) at++;
      if (letters.length > FEW) last = at + lowest;
      const end = (at + Math.max(...letters) + 1) << 1;
      if (end > ways.length) {
        const longer = new Int32Array(end * 2).fill(DEAD);
        longer.set(ways);
        ways = longer;
      }
      base[node] = at;
      for (let child = first; child !== 0; child = this.#sibling[child] ?? 0) {
        const way = (at + (this.#letter[child] ?? 0)) << 1;
        ways[way] = node;
        ways[way | 1] = child;
      }
    }
    return [base, ways];
  }
}
