import type { Action } from '../../src/action/action';
import { sha256 } from '../../src/action/digest';
import { Emitter } from '../../src/action/emitter';
import { labelOf } from '../../src/action/label';
import type { CarriedOut } from '../../src/gate/carriers';
import type { Door, Look, Outcome, Proposal, SettledHow, Settlement } from '../../src/gate/door';
import type { Unmasked } from '../../src/gate/masks';
import type { Decision, Verdict } from '../../src/policy/verdict';

export interface Proposed {
  readonly action: Action;
  readonly proposal: Proposal;
}

/** A door that decides as a test says, over files in memory. For the agent's tests; the gate has its own. */
export class ScriptedDoor implements Door {
  readonly files = new Map<string, string>();
  /** Paths that only a person may let the agent read. */
  readonly unreadable = new Set<string>();
  /** What was proposed, in order. */
  readonly proposed: Proposed[] = [];
  /** What was carried out, in the order in which it ended. */
  readonly carried: Action[] = [];
  readonly #held: { readonly number: number; readonly proposed: Proposed }[] = [];
  readonly #settled = new Emitter<Settlement>();
  readonly onDidSettle = this.#settled.event;

  decide: (action: Action) => Decision = () => 'allow';
  saferWay: string | undefined;
  /** Stands in for what the files don't answer. */
  carry: (action: Action, proposal: Proposal) => Promise<CarriedOut> | CarriedOut = (action) => this.carryOut(action);

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.files.set(path, text);
  }

  foresee(): void {
    // A script judges nothing.
  }

  async propose(action: Action, proposal: Proposal): Promise<Outcome> {
    const actionId = `action-${this.proposed.length + 1}`;
    const proposed = { action, proposal };
    this.proposed.push(proposed);
    if (proposal.signal.aborted) return { status: 'stopped', actionId };
    const decision = action.kind === 'question' ? 'ask' : this.decide(action);
    const verdict = this.#verdict(action, decision);
    if (decision === 'block') return { status: 'blocked', actionId, verdict };
    if (decision === 'ask') {
      const number = this.#held.length + 1;
      this.#held.push({ number, proposed });
      return { status: 'held', actionId, verdict, number };
    }
    const result = await this.carry(action, proposal);
    if (proposal.signal.aborted) return { status: 'stopped', actionId };
    this.carried.push(action);
    return { status: 'done', actionId, verdict, result };
  }

  unmask(_taskId: string, text: string): Unmasked {
    return { kind: 'text', text };
  }

  mask(_taskId: string, text: string): string {
    return text;
  }

  hasMask(): boolean {
    return false;
  }

  async look(path: string): Promise<Look> {
    const text = this.files.get(path);
    if (text === undefined) return { kind: 'missing' };
    if (text.includes('\0')) return { kind: 'refused', why: `${path} is binary.`, sha256: sha256(text) };
    return { kind: 'text', text, sha256: sha256(text) };
  }

  mayRead(path: string): boolean {
    return !this.unreadable.has(path);
  }

  /** Ends a hold as a person or the gate would. */
  settle(number: number, ending: SettledHow): void {
    const held = this.#held.find((one) => one.number === number);
    if (held === undefined) throw new Error(`Nothing is held as #${number}`);
    const { action, proposal } = held.proposed;
    const { taskId, callId } = proposal;
    this.#settled.fire({ taskId, callId, actionId: `held-${number}`, number, label: labelOf(action), ...ending });
  }

  carryOut(action: Action): CarriedOut {
    switch (action.kind) {
      case 'readFile': {
        const text = this.files.get(action.path);
        if (text === undefined) return { ok: false, text: `There is no file ${action.path}.`, summary: 'no such file' };
        return { ok: true, text, summary: `${text.split('\n').length} lines` };
      }
      case 'edit':
        this.files.set(action.path, action.after);
        return { ok: true, text: `Wrote ${action.path}.`, summary: '1 line changed' };
      case 'delete':
        this.files.delete(action.path);
        return { ok: true, text: `Deleted ${action.path}.`, summary: 'deleted' };
      case 'command':
        return { ok: true, text: `ran ${action.command}`, summary: 'exit 0 in 0.1 s', exitCode: 0 };
      default:
        return { ok: true, text: `${action.kind} done`, summary: 'done' };
    }
  }

  #verdict(action: Action, decision: Decision): Verdict {
    const label = labelOf(action);
    return {
      decision,
      rule: `test.${decision}`,
      layer: 'default',
      severity: 10,
      settledBy: 'person',
      part: { start: 0, end: label.length, text: label },
      reason: `${label} is for a person to decide`,
      saferWay: decision === 'allow' ? undefined : this.saferWay,
      effects: [],
      findings: [],
      parts: [],
    };
  }
}
