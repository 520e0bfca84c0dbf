import { sha256 } from '../../../src/action/digest';
import type { Situation } from '../../../src/action/situation';
import type { Carrying } from '../../../src/gate/carriers';
import type { Verdict } from '../../../src/policy/verdict';

/** What the gate would hand to a carrier, noting what the carrier tells. */
export class CarryingFixture {
  readonly controller = new AbortController();
  readonly kept: string[] = [];
  readonly started: { readonly pid: number; readonly startedAt: number }[] = [];
  /** Runs as the last look. */
  onLook: () => void = () => undefined;
  onStart: () => void = () => undefined;
  /** Runs as each look after acting. */
  onLookAfter: () => void = () => undefined;
  looks = 0;

  constructor(
    private readonly parts: {
      readonly environment?: Readonly<Record<string, string>>;
      readonly roots?: readonly string[];
      readonly actionId?: string;
      readonly taskId?: string;
    } = {},
  ) {}

  get carrying(): Carrying {
    return {
      actionId: this.parts.actionId ?? 'action 1',
      taskId: this.parts.taskId ?? 'task 1',
      signal: this.controller.signal,
      situation: this.#situation(),
      checkUnchanged: () => {
        this.looks += 1;
        this.onLook();
      },
      checkStill: () => this.onLookAfter(),
      didStart: (process) => {
        this.started.push(process);
        this.onStart();
      },
      keep: (data) => {
        this.kept.push(data.toString());
        return sha256(data);
      },
      judgeFollowUp: (): Verdict => {
        throw new Error('not an edit');
      },
    };
  }

  #situation(): Situation {
    return {
      mode: 'auto',
      roots: this.parts.roots ?? ['/work'],
      home: '/home/me',
      temp: [],
      ownState: [],
      environment: this.parts.environment ?? { PATH: process.env.PATH ?? '' },
      platform: 'posix',
      isCaseSensitive: true,
      unavailable: {},
    };
  }
}
