/**
 * Names as data: separated by blanks, in one string or in several, each string a group with one meaning.
 * A blank that belongs to a name is written `\ `.
 */
export type Names = string | readonly string[];

/** What was made of names, kept for as long as the names are. All of them are data: no command brings its own. */
export class MadeOfNames<T> {
  readonly #ofTexts = new Map<string, T>();
  readonly #ofLists = new WeakMap<readonly string[], T>();

  constructor(private readonly make: (names: Names) => T) {}

  get(names: Names): T {
    const known = typeof names === 'string' ? this.#ofTexts.get(names) : this.#ofLists.get(names);
    if (known !== undefined) return known;
    const made = this.make(names);
    if (typeof names === 'string') this.#ofTexts.set(names, made);
    else this.#ofLists.set(names, made);
    return made;
  }
}

const read = new MadeOfNames(readNames);

export function namesIn(names: Names): readonly string[] {
  return read.get(names);
}

function readNames(names: Names): readonly string[] {
  const found = [names]
    .flat()
    .join(' ')
    .split(/(?<!\\) +/);
  return found.filter((name) => name !== '').map((name) => name.replaceAll('\\ ', ' '));
}

export function nameSet(names: Names): ReadonlySet<string> {
  return new Set(namesIn(names));
}

/** `a|b|c`: the keys of subcommands, and any of the names inside a pattern. What patterns treat as special stays so. */
export function either(names: Names): string {
  return namesIn(names).join('|');
}

/** Matches each of the names as a whole; `*` in a name stands for anything. */
export function wholeName(names: Names): RegExp {
  return new RegExp(
    `^(?:${namesIn(names)
      .map((name) => globSource(name, '.*'))
      .join('|')})$`,
  );
}

/**
 * Any of some paths, as the source of a pattern: `*` stands for anything but a slash, `?` for one such character, `**`
 * for anything at all but nothing, `{a,b}` for one of the two, `[ab]` for one of these characters.
 */
export function anyPath(names: Names): string {
  return `(?:${namesIn(names)
    .map((name) => globSource(name, '[^/]*'))
    .join('|')})`;
}

function globSource(glob: string, star: string): string {
  return glob.replace(/\*\*|[*?{,}.+()|^$\\]/g, (mark) => {
    switch (mark) {
      case '**':
        return '.+';
      case '*':
        return star;
      case '?':
        return '[^/]';
      case '{':
        return '(?:';
      case '}':
        return ')';
      case ',':
        return '|';
      default:
        return `\\${mark}`;
    }
  });
}
