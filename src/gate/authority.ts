import type { PersonWord } from '../judge/judge';

/** What the person said to a task, as its session has it. */
export type Said = Extract<PersonWord, { readonly kind: 'said' }>;
type Decided = Exclude<PersonWord, Said>;

/** What the person answered, and to which question of the agent. */
export interface Answer {
  readonly question: string;
  readonly text: string;
}

/** What a task has heard of the person up to now. */
export interface SaidSoFar {
  /** How many messages, of which each may be about anything. */
  readonly messages: number;
  readonly answers: readonly Answer[];
}

/**
 * What the person wrote and decided in each task, in the order in which it happened: all of it, for as long as the task
 * is known. Only a person's own acts get here, so that no text can claim to be one.
 */
export class Authority {
  readonly #decided = new Map<string, Decided[]>();

  constructor(private readonly said: (taskId: string) => readonly Said[]) {}

  note(taskId: string, word: Decided): void {
    const known = this.#decided.get(taskId);
    if (known === undefined) this.#decided.set(taskId, [word]);
    else known.push(word);
  }

  words(taskId: string): readonly PersonWord[] {
    const all: readonly PersonWord[] = [...this.said(taskId), ...(this.#decided.get(taskId) ?? [])];
    return all.toSorted((a, b) => a.at - b.at);
  }

  /**
   * What the person said that may change what they want: an approval or a denial doesn't, nor does the note with it, which
   * is about that one action. A denial's note may still name what to do instead of what it refuses; an approval's refuses
   * nothing that it could offer another way for, and "yes, but never that" names what stays refused.
   */
  saidSoFar(taskId: string): SaidSoFar {
    const words = this.words(taskId);
    const answers = words.filter((word) => word.kind === 'answered');
    return { messages: words.filter(({ kind }) => kind === 'said').length, answers };
  }
}
