import type { Boundary, Disk, Situation } from '../action/situation';
import type { PersonWord } from '../judge/judge';
import { type IsThere, type Lifted, liftedIn, linesIn } from './boundaryWords';
import { sentencesOf } from './sayings';

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
    const sentences = sentencesOf(ownWords(word).slice(0, LONGEST_WORD)).map((said) => said.slice(0, LONGEST_SENTENCE));
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

/** UTF-16 units of one message and of each sentence that are looked through, and lines that are kept. */
const LONGEST_WORD = 100_000;
const LONGEST_SENTENCE = 1000;
const MOST_BOUNDARIES = 200;

function ownWords(word: PersonWord): string {
  switch (word.kind) {
    case 'said':
    case 'answered':
      return word.text;
    case 'approved':
    case 'denied':
      return word.note ?? '';
  }
}

function boundaryOf(line: ReturnType<typeof linesIn>[number], said: string, isThere: IsThere): Boundary {
  if (line.kind === 'act') return { ...line, said };
  return { kind: line.kind, paths: line.paths.map((path) => patternOf(path, isThere)), said };
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

function left(boundary: Boundary, { acts, paths, isAll }: Lifted, isThere: IsThere): readonly Boundary[] {
  if (boundary.kind === 'act') return acts.includes(boundary.act) ? [] : [boundary];
  if (isAll) return [];
  if (paths.length === 0) return [boundary];
  const patterns = paths.map((path) => patternOf(path, isThere));
  if (boundary.kind === 'only') return [{ ...boundary, paths: [...boundary.paths, ...patterns] }];
  return [{ ...boundary, except: [...(boundary.except ?? []), ...patterns] }];
}
