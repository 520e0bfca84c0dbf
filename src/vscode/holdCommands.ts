import * as vscode from 'vscode';
import type { Hold } from '../hold/hold';
import type { Holds } from '../hold/holds';
import type { CommandBoundary } from './commandBoundary';
import type { Documents } from './documents';
import type { EngineLoader } from './engineLoader';
import { holdLabel } from './heldModel';
import { expiredIn, type HeldView, holdIn, taskIn } from './heldView';
import { HoldPrompts } from './holdPrompts';
import type { LiveRows } from './liveRows';
import { UserError } from './userError';

export interface HoldCommandParts {
  readonly holds: Holds;
  readonly live: LiveRows;
  readonly view: HeldView;
  readonly documents: Documents;
  readonly engine: EngineLoader;
  readonly boundary: CommandBoundary;
  readonly roots: () => readonly string[];
  readonly dismiss: (actionId: string) => void;
}

/**
 * The commands that settle what is held. Approving acts at once only on a click on a live row; called in any other way
 * it shows what would run and asks. Denying only makes things stricter and asks nobody.
 */
export class HoldCommands {
  readonly #prompts: HoldPrompts;

  constructor(private readonly parts: HoldCommandParts) {
    this.#prompts = new HoldPrompts(parts.roots, (hold) => parts.documents.openHold(hold, { preserveFocus: true }));
  }

  register(): readonly vscode.Disposable[] {
    const { boundary, view } = this.parts;
    return [
      boundary.register('approveHold', (...args) => this.#approveRow(args)),
      boundary.register('approveHoldWithNote', (...args) => this.#approveRow(args, true)),
      boundary.register('approve', () => this.#approvePicked()),
      boundary.register('approveWithNote', () => this.#approvePicked(true)),
      boundary.register('approveAll', () => this.#approveAll(this.#approvable())),
      boundary.register('approveTaskHolds', (row) => this.#approveTask(row)),
      boundary.register('denyHold', (row) => this.#denyOne(this.#meant(row))),
      boundary.register('denyHoldWithNote', (row) => this.#denyWithNote(this.#meant(row))),
      boundary.register('deny', () => this.#denyPicked()),
      boundary.register('denyWithNote', () => this.#denyPicked(true)),
      boundary.register('answerHold', (row) => this.#answer(this.#meant(row))),
      boundary.register('openHold', (row) => this.#open(row)),
      boundary.register('showHeldDiff', (row) => this.#open(row)),
      boundary.register('showHeldCommand', (row) => this.#explain(row)),
      boundary.register('copyHold', (row) => this.#copy(row)),
      boundary.register('dismissHold', (row) => this.#dismiss(row)),
      boundary.register('showHeld', () => view.show()),
    ];
  }

  async #approveRow(args: readonly unknown[], withNote = false): Promise<void> {
    const clicked = this.parts.live.clicked(args);
    if (clicked !== undefined) {
      if (clicked.action.kind === 'question') return this.#answer(clicked);
      return withNote ? this.#approveWithNote(clicked) : this.#approve(clicked);
    }
    // A click that fell into the moment in which the tree was read anew comes without its row.
    if (args.length === 2 && args[0] === undefined) {
      throw new UserError(vscode.l10n.t('The list has just changed. Click again.'));
    }
    const hold = this.#meant(args[0]);
    if (hold.action.kind === 'question') return this.#answer(hold);
    await this.#confirm(hold, withNote);
  }

  async #approvePicked(withNote = false): Promise<void> {
    const holds = this.#waiting();
    if (holds.length === 0) throw nothingHeld();
    const [first] = holds;
    const hold = holds.length === 1 ? first : await this.#prompts.pick(holds, vscode.l10n.t('Approve Which Action?'));
    if (hold === undefined) return;
    if (hold.action.kind === 'question') await this.#answer(hold);
    else await this.#confirm(hold, withNote);
  }

  async #confirm(hold: Hold, withNote: boolean): Promise<void> {
    const choice = await this.#prompts.confirm(hold, withNote);
    if (choice === 'approve') await (withNote ? this.#approveWithNote(hold) : this.#approve(hold));
    if (choice === 'deny') await this.#denyOne(hold);
  }

  async #approveTask(row: unknown): Promise<void> {
    const taskId = taskIn(row);
    await this.#approveAll(this.#approvable().filter((hold) => hold.taskId === taskId));
  }

  async #approveAll(holds: readonly Hold[]): Promise<void> {
    if (holds.length === 0) throw nothingHeld();
    const chosen = await this.#prompts.confirmAll(holds);
    await Promise.all(chosen.map((hold) => this.#approve(hold)));
  }

  /** The box for the note doesn't show the action: it opens only for one that was clicked on, or shown before. */
  async #approveWithNote(seen: Hold): Promise<void> {
    const note = await this.#prompts.note(seen, 'approve');
    if (note !== undefined) await this.#approve(seen, note === '' ? undefined : note);
  }

  /** Approves what the person saw: if it says something else by now, they have to look again. */
  async #approve(seen: Hold, note?: string): Promise<void> {
    const engine = await this.parts.engine.get();
    const now = this.parts.holds.get(seen.id);
    if (now === undefined || now.status !== 'waiting') throw noLongerWaiting(seen);
    if (now.digest !== seen.digest) {
      throw new UserError(vscode.l10n.t('#{0} has changed since you looked. Look at it again.', seen.number));
    }
    if (!(await engine.gate.approve(seen.id, note))) throw noLongerWaiting(seen);
  }

  async #denyPicked(withNote = false): Promise<void> {
    const holds = this.#waiting();
    if (holds.length === 0) throw nothingHeld();
    const hold = await this.#prompts.pick(holds, vscode.l10n.t('Deny Which Action?'));
    if (hold !== undefined) await (withNote ? this.#denyWithNote(hold) : this.#denyOne(hold));
  }

  async #denyWithNote(hold: Hold): Promise<void> {
    const note = await this.#prompts.note(hold, 'deny');
    if (note !== undefined) await this.#denyOne(hold, note === '' ? undefined : note);
  }

  async #denyOne(hold: Hold, note?: string): Promise<void> {
    const engine = await this.parts.engine.get();
    if (!engine.gate.deny(hold.id, note)) throw noLongerWaiting(hold);
  }

  async #answer(hold: Hold): Promise<void> {
    if (hold.action.kind !== 'question') throw new UserError(vscode.l10n.t('#{0} is not a question.', hold.number));
    const text = await this.#prompts.answer(hold);
    if (text === undefined || text.trim() === '') return;
    const engine = await this.parts.engine.get();
    if (!(await engine.gate.answer(hold.id, text.trim()))) throw noLongerWaiting(hold);
  }

  async #open(row: unknown): Promise<void> {
    const expired = expiredIn(row);
    if (expired !== undefined) return this.parts.documents.openRow(expired);
    await this.parts.documents.openHold(this.#meant(row), { preserveFocus: true });
  }

  async #explain(row: unknown): Promise<void> {
    const expired = expiredIn(row);
    const { id, number } = expired ?? { id: undefined, number: undefined };
    const hold = id === undefined ? this.#meant(row) : undefined;
    await this.parts.documents.openExplanation(id ?? hold?.actionId ?? '', number ?? hold?.number, {
      preserveFocus: true,
    });
  }

  async #copy(row: unknown): Promise<void> {
    const expired = expiredIn(row);
    const hold = expired === undefined ? this.#meant(row) : undefined;
    const text =
      hold === undefined
        ? (expired?.label ?? '')
        : hold.action.kind === 'command'
          ? hold.action.command
          : hold.action.kind === 'edit'
            ? hold.action.after
            : holdLabel(hold.action, []);
    await vscode.env.clipboard.writeText(text);
  }

  #dismiss(row: unknown): void {
    const expired = expiredIn(row ?? this.parts.view.selected());
    if (expired !== undefined) this.parts.dismiss(expired.id);
  }

  /** The hold meant by a row of ours: the one that was clicked on, or had the focus when a key was pressed. */
  #meant(row: unknown): Hold {
    const hold = this.parts.live.holdOf(row);
    if (hold !== undefined) return hold;
    const shown = holdIn(row);
    if (shown !== undefined && this.parts.holds.get(shown.id) !== undefined) {
      throw new UserError(vscode.l10n.t('#{0} has changed since you looked. Look at it again.', shown.number));
    }
    // The tree is read anew, or nothing has the focus. What was selected last may be something else.
    if (row === undefined || row === null || taskIn(row) !== undefined) {
      throw new UserError(vscode.l10n.t('Select a held action first.'));
    }
    throw new UserError(vscode.l10n.t('There is no such held action.'));
  }

  #waiting(): readonly Hold[] {
    return this.parts.holds.waiting();
  }

  #approvable(): readonly Hold[] {
    return this.#waiting().filter(({ action }) => action.kind !== 'question');
  }
}

function noLongerWaiting({ number }: Hold): UserError {
  return new UserError(vscode.l10n.t('#{0} was no longer waiting.', number));
}

function nothingHeld(): UserError {
  return new UserError(vscode.l10n.t('Nothing is held.'));
}
