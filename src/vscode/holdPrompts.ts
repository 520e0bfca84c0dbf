import * as vscode from 'vscode';
import { assertNever } from '../action/action';
import type { Hold } from '../hold/hold';
import { type HeldItem, heldItem } from './heldModel';
import { quickText } from './quickText';

/** What a person sees and picks when a command was called without a click on a row. */
export class HoldPrompts {
  constructor(
    private readonly roots: () => readonly string[],
    /** Shows all of a hold beside the prompt. */
    private readonly open: (hold: Hold) => Promise<void>,
  ) {}

  /** Asks which of several is meant. */
  async pick(holds: readonly Hold[], title: string): Promise<Hold | undefined> {
    const items = holds.map((hold) => ({ ...this.#itemOf(hold), hold }));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('{0} held', holds.length),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.hold;
  }

  /** Asks before something runs: shows what, verbatim, and why it was held. `withNote`: a note is asked for next. */
  async confirm(hold: Hold, withNote: boolean): Promise<'approve' | 'deny' | undefined> {
    if (!this.#fitsOneLine(hold)) await this.open(hold);
    const t = vscode.l10n.t;
    const { label, detail } = this.#itemOf(hold);
    const approve = withNote ? t('Approve with Note…') : t('Approve');
    const items = [
      { label: `$(check) ${approve}`, description: label, detail, choice: 'approve' as const },
      { label: `$(close) ${t('Deny')}`, choice: 'deny' as const },
      { label: `$(go-to-file) ${t('Open')}`, choice: 'open' as const },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: t('Run #{0} now?', hold.number),
      placeHolder: label,
      ignoreFocusOut: true,
    });
    if (picked?.choice !== 'open') return picked?.choice;
    await this.open(hold);
    return undefined;
  }

  /** Lists all that would run and asks once; what is left ticked is approved. */
  async confirmAll(holds: readonly Hold[]): Promise<readonly Hold[]> {
    const t = vscode.l10n.t;
    const items = holds.map((hold) => ({ ...this.#itemOf(hold), hold, picked: true }));
    const picked = await vscode.window.showQuickPick(items, {
      title: holds.length === 1 ? t('Approve 1 Held Action') : t('Approve {0} Held Actions', holds.length),
      placeHolder: t('Untick what should not run'),
      canPickMany: true,
      ignoreFocusOut: true,
    });
    return (picked ?? []).map(({ hold }) => hold);
  }

  /** What the person has to say with their decision: empty for nothing, undefined if they turn away. */
  async note(hold: Hold, decision: 'approve' | 'deny'): Promise<string | undefined> {
    const t = vscode.l10n.t;
    const isApproval = decision === 'approve';
    const note = await vscode.window.showInputBox({
      title: isApproval ? t('Approve #{0}', hold.number) : t('Deny #{0}', hold.number),
      prompt: isApproval
        ? t('What the agent should know. Only this action is approved.')
        : t('What the agent should know or do instead'),
      ignoreFocusOut: true,
    });
    return note?.trim();
  }

  /** The person's answer to a question of the agent: one of its options, or their own words. */
  async answer(hold: Hold): Promise<string | undefined> {
    if (hold.action.kind !== 'question') return undefined;
    const { question, options } = hold.action;
    // Whoever answers has to have seen all that they answer to.
    if (![question, ...options].every(fitsOneLine)) await this.open(hold);
    const title = vscode.l10n.t('The Agent Asks (#{0})', hold.number);
    const ask = () =>
      vscode.window.showInputBox({ title, prompt: withoutMarkup(quickText(question)), ignoreFocusOut: true });
    if (options.length === 0) return ask();
    const own = { label: `$(edit) ${vscode.l10n.t('Something else…')}`, option: undefined };
    const items = [...options.map((option) => ({ label: quickText(option), option })), own];
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: quickText(question),
      ignoreFocusOut: true,
    });
    if (picked === undefined) return undefined;
    return picked.option ?? ask();
  }

  #itemOf(hold: Hold): HeldItem {
    return heldItem(hold, this.roots(), vscode.l10n.t);
  }

  /** A prompt shows one line, and an edit isn't told by its path. */
  #fitsOneLine({ action }: Hold): boolean {
    switch (action.kind) {
      case 'edit':
        return false;
      case 'command':
        return fitsOneLine(action.command);
      case 'readFile':
      case 'listFiles':
      case 'searchText':
      case 'delete':
      case 'rename':
      case 'readOutput':
      case 'stopCommand':
      case 'fetch':
      case 'diagnostics':
      case 'question':
      case 'plan':
        return true;
      default:
        return assertNever(action);
    }
  }
}

function fitsOneLine(text: string): boolean {
  return text.length <= 80 && !text.includes('\n');
}

/** The line below an input box draws links. */
function withoutMarkup(text: string): string {
  return text.replace(/\]\(/g, ']\u200b(');
}
