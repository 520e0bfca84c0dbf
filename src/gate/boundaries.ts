import type { BoundAct, Boundary, Disk, Situation } from '../action/situation';
import type { PersonWord } from '../judge/judge';
import { ownText } from '../judge/personText';
import { type Lifted, liftedIn, linesIn } from './boundaryWords';
import { requestsIn } from './ownRequests';
import type { IsThere } from './pathWords';

type Where = Pick<Situation, 'roots'>;

interface Known {
  readonly words: number;
  readonly boundaries: readonly Boundary[];
}

/** The lines that the person has drawn in each task, for as long as they haven't lifted them themselves. */
export class Boundaries {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly words: (taskId: string) => readonly PersonWord[],
    private readonly world: { readonly disk: Pick<Disk, 'kind'> },
  ) {}

  /** What the situation of the task has of them. */
  of(taskId: string, { roots }: Where): { readonly boundaries?: readonly Boundary[] } {
    const words = this.words(taskId);
    let known = this.#known.get(taskId);
    if (known?.words !== words.length) {
      const isThere = (name: string) => roots.some((root) => this.world.disk.kind(`${root}/${name}`) !== 'missing');
      known = { words: words.length, boundaries: boundariesOf(words, isThere) };
      this.#known.set(taskId, known);
    }
    return known.boundaries.length === 0 ? {} : { boundaries: known.boundaries };
  }

  forget(taskId: string): void {
    this.#known.delete(taskId);
  }
}

/** What a person asks for in one breath lifts nothing of what they say in the same. */
export function boundariesOf(words: readonly PersonWord[], isThere: IsThere): readonly Boundary[] {
  let drawn: readonly Boundary[] = [];
  for (const word of words) {
    const sentences = requestsIn(endsOf(ownText(word)));
    const lines = sentences.flatMap((said) =>
      linesIn(said, isThere).map((line) => boundaryOf(line, said.trim(), isThere)),
    );
    // What is said with an approval is about that one action: it may rule out more, and gives nothing else free.
    if (drawn.length > 0 && word.kind !== 'approved')
      for (const said of sentences)
        if (linesIn(said, isThere).length === 0)
          drawn = drawn.flatMap((one) => left(one, liftedIn(said, isThere), isThere));
    drawn = [...drawn, ...lines].slice(-MOST_BOUNDARIES);
  }
  return drawn;
}

/** UTF-16 units of one message that are looked through, and lines that are kept. */
const LONGEST_WORD = 50_000;
const MOST_BOUNDARIES = 200;

/** What is longest is pasted, before what is asked for or after it. A sentence that the cut tears says nothing. */
function endsOf(text: string): string {
  if (text.length <= LONGEST_WORD) return text;
  const end = text.slice(-LONGEST_WORD / 2);
  const whole = /[.!?;]\s|\n/.exec(end);
  return `${text.slice(0, LONGEST_WORD / 2)}\n${whole === null ? '' : end.slice(whole.index + 1)}`;
}

function boundaryOf(line: ReturnType<typeof linesIn>[number], said: string, isThere: IsThere): Boundary {
  if (line.kind === 'act') return { ...line, said };
  return { ...line, paths: line.paths.map((path) => patternOf(path, isThere)), said };
}

/** As rules name paths: a name alone stands for files of that name in any folder, unless it is that of one at the top. */
function patternOf(path: string, isThere: IsThere): string {
  const bare = path
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/(?<=.)\/$/, '');
  // Globs have no way to name a bracket itself: any one character stands for it.
  const plain = bare.replace(/[[\]{}]/g, '?');
  return /[/*]/.test(path) || isThere(bare) ? plain : `**/${plain}`;
}

function left(boundary: Boundary, lifted: Lifted, isThere: IsThere): readonly Boundary[] {
  const named = (paths: readonly string[]) => paths.map((path) => patternOf(path, isThere));
  switch (boundary.kind) {
    case 'act':
      return lifted.acts.includes(boundary.act) ? [] : [excepting(boundary, named(pathsFor(boundary.act, lifted)))];
    case 'only':
      if (lifted.isAll || (boundary.paths.length === 0 && lifted.isGo && lifted.paths.length === 0)) return [];
      return [{ ...boundary, paths: [...boundary.paths, ...named(lifted.paths)] }];
    case 'never':
      return lifted.isAll ? [] : [excepting(boundary, named(lifted.paths))];
  }
}

function pathsFor(act: BoundAct, { deleted, created }: Lifted): readonly string[] {
  if (act === 'delete') return deleted;
  return act === 'create' ? created : [];
}

function excepting(boundary: Exclude<Boundary, { kind: 'only' }>, paths: readonly string[]): Boundary {
  return paths.length === 0 ? boundary : { ...boundary, except: [...(boundary.except ?? []), ...paths] };
}
