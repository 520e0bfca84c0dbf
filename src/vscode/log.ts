import * as vscode from 'vscode';
import type { Redactor } from './redact';

/** Decisions at info, timings at debug, payloads at trace. Never a key. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
  /** Payloads are only put into words when somebody wants them. */
  trace(message: () => string): void;
  show(): void;
}

/** The one channel of the extension. Everything that goes into it passes the redactor. */
export function createLog(redactor: Redactor): Log & vscode.Disposable {
  const channel = vscode.window.createOutputChannel('Chaperone', { log: true });
  const write = (level: 'error' | 'warn' | 'info' | 'debug' | 'trace') => (message: string) =>
    channel[level](redactor.redact(message));
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    trace: (message) => {
      if (channel.logLevel === vscode.LogLevel.Trace) write('trace')(message());
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
