import * as vscode from 'vscode';
import { CONTEXT_KEYS, type ContextKeyName } from './contributions';

/** Sets context keys, each only when it changes. */
export class ContextKeys {
  readonly #values = new Map<ContextKeyName, boolean>();

  set(values: Readonly<Record<ContextKeyName, boolean>>): void {
    for (const [name, key] of Object.entries(CONTEXT_KEYS) as [ContextKeyName, string][]) {
      if (this.#values.get(name) === values[name]) continue;
      this.#values.set(name, values[name]);
      void vscode.commands.executeCommand('setContext', key, values[name]);
    }
  }
}
