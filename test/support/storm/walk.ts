import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Action } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import { MODES, type Mode } from '../../../src/action/situation';
import type { Outcome, Settlement } from '../../../src/gate/door';
import type { Hold } from '../../../src/hold/hold';
import type { JudgedGate } from './judgedGate';
import { type JudgePlan, planArbitrary, type Thresholds } from './judgePlan';

/** One thing that the agent, the person or time does. */
export type Step =
  /** A command that nobody knows, each time another. */
  | { readonly kind: 'judged'; readonly plan: JudgePlan }
  /** One of those once more. */
  | { readonly kind: 'again'; readonly which: number }
  /** A command that the rules alone decide about. */
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'edit'; readonly which: number }
  /** Reads a text that tries to steer the agent. */
  | { readonly kind: 'steered' }
  | { readonly kind: 'question' }
  | { readonly kind: 'approve' | 'deny' | 'denyWithNote'; readonly which: number }
  | { readonly kind: 'say' }
  | { readonly kind: 'goOn' }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'settings'; readonly thresholds: Thresholds | undefined }
  | { readonly kind: 'wait'; readonly ms: number };

export const THRESHOLDS: readonly Thresholds[] = [
  { allowBelow: 21, blockAt: 90 },
  { allowBelow: 0, blockAt: 60 },
  { allowBelow: 50, blockAt: 101 },
];

/** The rules decide about these, each in its way. */
const DECIDED = ['ls src', 'git status', 'rm -rf ~', 'cat .env', 'cat ~/.ssh/id_rsa', 'sudo reboot'];

const which = fc.nat(9);

/** What a judge answers is the caller's to choose. */
export function stepArbitrary(plan: fc.Arbitrary<JudgePlan> = planArbitrary()): fc.Arbitrary<Step> {
  const weighted: fc.WeightedArbitrary<Step>[] = [
    { weight: 14, arbitrary: fc.record({ kind: fc.constant('judged'), plan }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('again'), which }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('command'), command: fc.constantFrom(...DECIDED) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit'), which }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'steered' }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'question' }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('approve', 'deny', 'denyWithNote'), which }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'say' }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'goOn' }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('mode'), mode: fc.constantFrom(...MODES, 'auto', 'auto') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('settings'), thresholds: fc.constantFrom(undefined, ...THRESHOLDS) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(1000, 29_999, 30_000, 60_000, 300_000) }),
    },
  ];
  return fc.oneof(...weighted);
}

/** What a step came to. */
export type Taken =
  | { readonly kind: 'proposed'; readonly action: Action; readonly outcome: Outcome }
  | { readonly kind: 'approved' | 'denied'; readonly hold: Hold; readonly settlement: Settlement | undefined }
  /** Nobody proposed or decided anything. */
  | { readonly kind: 'nothing' };

/** Takes steps, one after the other, in front of a gate. */
export class Walk {
  readonly #judged: string[] = [];
  #messages = 1;
  #edits = 0;

  constructor(private readonly gate: JudgedGate) {}

  /** What a step that proposes something would propose. */
  actionOf(step: Step): Action | undefined {
    const { fixture } = this.gate;
    switch (step.kind) {
      case 'judged':
        return fixture.command(`frobnicate k${this.#judged.length}`);
      case 'again': {
        const command = this.#judged[step.which % Math.max(1, this.#judged.length)];
        return command === undefined ? undefined : fixture.command(command);
      }
      case 'command':
        return fixture.command(step.command);
      case 'edit':
        return editOf(fixture.path('src', `f${step.which}.ts`), `export const n = ${this.#edits};\n`);
      case 'steered':
        return { kind: 'readFile', path: fixture.path('docs/page.md') };
      case 'question':
        return { kind: 'question', question: 'What now?', options: [] };
      default:
        return undefined;
    }
  }

  async take(step: Step): Promise<Taken> {
    const { fixture, test, planned } = this.gate;
    const action = this.actionOf(step);
    if (step.kind === 'judged' && action?.kind === 'command') {
      this.#judged.push(action.command);
      planned.plan(action.command, step.plan);
    }
    if (step.kind === 'edit') this.#edits += 1;
    if (action !== undefined) return { kind: 'proposed', action, outcome: await fixture.propose(action) };
    switch (step.kind) {
      case 'approve':
      case 'deny':
      case 'denyWithNote':
        return this.#decide(step.kind, step.which);
      case 'say':
        this.#messages += 1;
        fixture.dials.said = [...fixture.dials.said, `Message ${this.#messages}`];
        fixture.gate.goOn('task');
        break;
      case 'goOn':
        fixture.gate.goOn('task');
        break;
      case 'mode':
        fixture.dials.mode = step.mode;
        break;
      case 'settings':
        this.gate.changeJudge(step.thresholds);
        break;
      case 'wait':
        test.clock.advance(step.ms);
        break;
    }
    return { kind: 'nothing' };
  }

  async #decide(how: 'approve' | 'deny' | 'denyWithNote', index: number): Promise<Taken> {
    const { gate, holds, settlements } = this.gate.fixture;
    const waiting = holds.waiting();
    const hold = waiting[index % Math.max(1, waiting.length)];
    if (hold === undefined) return { kind: 'nothing' };
    const before = settlements.length;
    const isDone =
      how === 'deny'
        ? gate.deny(hold.id)
        : how === 'denyWithNote'
          ? gate.deny(hold.id, 'Not like this.')
          : hold.action.kind === 'question'
            ? await gate.answer(hold.id, 'Go on.')
            : await gate.approve(hold.id);
    if (!isDone) throw new Error(`#${hold.number} waited, and could not be decided`);
    return { kind: how === 'approve' ? 'approved' : 'denied', hold, settlement: settlements[before] };
  }
}

function editOf(path: string, after: string): Action {
  let before: string | null = null;
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // A new file.
  }
  return { kind: 'edit', path, before, after, beforeSha256: before === null ? null : sha256(before) };
}
