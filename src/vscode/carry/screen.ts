import * as vscode from 'vscode';

/** Characters kept for whoever opens the terminal later, and at most sent to it at once. */
const REPLAY = 200_000;
const FLUSH_MS = 16;

export interface ScreenEvents {
  /** Ctrl+C was pressed. */
  onInterrupt(): void;
  /** The person closed the terminal. */
  onClose(): void;
}

/** What a person sees of commands: a terminal that remembers what was printed before it was opened. */
export class Screen implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#write.event;
  #replay = '';
  #pending = '';
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(private readonly events: ScreenEvents) {}

  open(): void {
    this.#isOpen = true;
    this.#pending = '';
    if (this.#replay !== '') this.#write.fire(this.#replay);
  }

  close(): void {
    this.#isOpen = false;
    this.events.onClose();
  }

  handleInput(data: string): void {
    if (data.includes('\x03')) this.events.onInterrupt();
  }

  /** Shows text that is fit for a terminal. Much in short time is sent together, and of too much only the end. */
  print(text: string): void {
    this.#replay = cutFront(this.#replay + text);
    if (!this.#isOpen) return;
    this.#pending = cutFront(this.#pending + text);
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  dispose(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#write.dispose();
  }

  #flush(): void {
    this.#timer = undefined;
    const text = this.#pending;
    this.#pending = '';
    if (text !== '') this.#write.fire(text);
  }
}

function cutFront(text: string): string {
  // Cut now and then only, since cutting copies.
  if (text.length <= 2 * REPLAY) return text;
  const lineEnd = text.indexOf('\n', text.length - REPLAY);
  const rest = text.slice(lineEnd < 0 ? text.length - REPLAY : lineEnd + 1);
  return `\x1b[0m\x1b[2m${vscode.l10n.t('… earlier output is not shown …')}\x1b[0m\r\n${rest}`;
}
