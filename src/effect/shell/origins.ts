import type { Budget } from '../budget';
import { nameMatcher } from '../nameMatcher';

/** This many paths are compared in about a step of the budget. */
const STEP_OF_COMPARING = 16;

/**
 * Where files come from, as far as the command line itself brought them about. Every copy of the shell's state shares
 * one: what a subshell or a substitution does, it does to the same disk.
 */
export class Origins {
  #made = NONE;
  #broughtIn = NONE;
  #links = NONE;

  /** `texts`: by path, every text that a file may come to hold. */
  constructor(
    private readonly budget: Budget,
    private readonly texts: Map<string, readonly string[]> = new Map(),
  ) {}

  /** Word for word. What is appended to replaces what was there before; of branches, each counts. */
  write(path: string, text: string): void {
    const others = this.texts.get(path)?.filter((other) => !text.startsWith(other)) ?? [];
    this.budget.spend(others.length / STEP_OF_COMPARING);
    this.texts.set(path, [...others, text]);
  }

  /** It was written, or made as a folder. */
  make(path: string): void {
    this.#made = withPath(this.#made, path);
  }

  /** Content that was elsewhere before and is nowhere else now: whatever its name says, it is not the path's own. */
  bringIn(path: string): void {
    this.#broughtIn = withPath(this.#broughtIn, path);
  }

  /** Another name for something elsewhere. */
  link(path: string): void {
    this.#links = withPath(this.#links, path);
  }

  isLink(path: string): boolean {
    return this.#links.has(path);
  }

  /** Whether something that was moved in, or that a link leads to, would go with this file or folder. */
  holdsForeign(path: string, isContents: boolean): boolean {
    this.budget.spend((this.#broughtIn.size + this.#links.size) / STEP_OF_COMPARING);
    if (/[*?[]/.test(path)) {
      const matches = nameMatcher(path);
      const folder = path.slice(0, path.search(/[^\\/]*[*?[]/));
      return [...this.#broughtIn, ...this.#links].some((each) => matches(each) || isWithin(folder, `${each}/`));
    }
    for (const each of this.#broughtIn) if (isWithin(each, path) || isWithin(path, each)) return true;
    for (const each of this.#links)
      if (path === each ? isContents : isWithin(path, each) || (isContents && isWithin(each, path))) return true;
    return false;
  }

  /** Whether the command made this, given what was on the disk before. */
  isOwn(path: string, isMissing: (path: string) => boolean): boolean {
    if (!isMissing(path)) return false;
    this.budget.spend(this.#made.size / STEP_OF_COMPARING);
    for (const each of this.#made) if (isWithin(each, path) || (isWithin(path, each) && isMissing(each))) return true;
    return false;
  }
}

/** Few commands bring any about: until then there is no set to fill. */
const NONE: Set<string> = new Set();

function withPath(paths: Set<string>, path: string): Set<string> {
  return paths === NONE ? new Set([path]) : paths.add(path);
}

/** `path` is `folder`, or lies below it. */
function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || /[\\/]/.test(path[folder.length] ?? ''));
}
