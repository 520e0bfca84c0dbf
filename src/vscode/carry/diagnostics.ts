import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { DiagnosticsAction } from '../../action/action';
import type { Disk } from '../../action/situation';
import type { CarriedOut, Carrier } from '../../gate/carriers';
import { documentAt, openQuietly, uriOf } from './openDocuments';
import { refused } from './results';
import { takeTab } from './strayTab';
import { closeUnlessTaken, tabOf } from './tabs';

/** Problems told at most, and characters of each; the rest is counted. */
const MAX_PROBLEMS = 100;
const MAX_MESSAGE = 400;

/** How long a language may take to say the first word on a file it sees anew, and on one it knows. */
const NEW_FILE_MS = 5000;
const KNOWN_FILE_MS = 1500;
/** Languages speak several times; after this much silence they are done. */
const SILENCE_MS = 600;

interface Problem {
  readonly path: string;
  readonly diagnostic: vscode.Diagnostic;
}

/** Tells what problems the editor's languages see in one file, or in all of the workspace. */
export function diagnosticsCarrier(
  disk: Disk,
  /** What a file that nobody asked for by name must not tell of itself: problems can quote it. */
  isSecret: (path: string) => boolean = () => false,
): Carrier<DiagnosticsAction> {
  return async ({ path }, { signal, situation, checkUnchanged }) => {
    checkUnchanged();
    if (path === undefined) {
      await untilQuiet(undefined, 0, signal);
      const isWanted = (file: string) => situation.roots.some((root) => isWithin(file, root)) && !isSecret(file);
      const problems = problemsWhere(isWanted, disk);
      const scope = 'in the files the editor has looked at (open files, and what its languages check by themselves)';
      return report(problems, scope, situation.roots);
    }
    const kind = disk.kind(path);
    if (kind !== 'file') return refused(`${path} is ${kind === 'missing' ? 'not there' : 'not a file'}.`);
    const isKnown = documentAt(path, disk) !== undefined;
    const uri = uriOf(path, disk);
    const document = await openQuietly(uri);
    if (document === undefined) return refused(`The editor can't open ${path} as text.`);
    // Most languages look only at files that are in a tab: one behind the others, for as long as it takes.
    const opened = tabOf(uri) === undefined ? await openBehind(uri) : undefined;
    try {
      const patience = document.languageId === 'plaintext' ? 0 : isKnown && !opened ? KNOWN_FILE_MS : NEW_FILE_MS;
      await untilQuiet(uri, patience, signal);
      const real = disk.realPath(path);
      const found = problemsWhere((file) => file === real, disk);
      return report(found, `in ${path}`, situation.roots);
    } finally {
      const tab = opened === undefined ? undefined : tabOf(uri);
      if (tab !== undefined) await closeUnlessTaken(tab);
    }
  };
}

async function openBehind(uri: vscode.Uri): Promise<true> {
  takeTab(uri);
  await vscode.commands.executeCommand('vscode.open', uri, { background: true, preserveFocus: true, preview: false });
  return true;
}

/** Waits for a first word (on one file, or any) at most `patience`, then for silence, and in all never long. */
async function untilQuiet(uri: vscode.Uri | undefined, patience: number, signal: AbortSignal): Promise<void> {
  const started = Date.now();
  let lastWord: number | undefined;
  const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uri === undefined || uris.some((changed) => changed.toString() === uri.toString())) lastWord = Date.now();
  });
  try {
    while (!signal.aborted) {
      const now = Date.now();
      const silence = now - (lastWord ?? started);
      if (now - started > NEW_FILE_MS * 2) return;
      if (silence >= (lastWord === undefined ? Math.max(patience, SILENCE_MS) : SILENCE_MS)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    listener.dispose();
  }
}

function problemsWhere(isWanted: (realPath: string) => boolean, disk: Disk): readonly Problem[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([uri, diagnostics]) => uri.scheme === 'file' && diagnostics.length > 0)
    .map(([uri, diagnostics]) => ({ path: disk.realPath(uri.fsPath), diagnostics }))
    .filter(({ path }) => isWanted(path))
    .flatMap(({ path, diagnostics }) => diagnostics.map((diagnostic) => ({ path, diagnostic })));
}

function report(problems: readonly Problem[], scope: string, roots: readonly string[]): CarriedOut {
  if (problems.length === 0) return { ok: true, text: `No problems ${scope}.`, summary: 'no problems' };
  const sorted = problems.toSorted(
    (a, b) =>
      a.diagnostic.severity - b.diagnostic.severity ||
      a.path.localeCompare(b.path) ||
      a.diagnostic.range.start.compareTo(b.diagnostic.range.start),
  );
  const lines = sorted.slice(0, MAX_PROBLEMS).map((problem) => describe(problem, roots));
  const rest = problems.length - lines.length;
  const summary = countBySeverity(problems);
  const more = rest > 0 ? [`and ${rest} more; ask for one file at a time.`] : [];
  return { ok: true, text: [`${summary} ${scope}:`, ...lines, ...more].join('\n'), summary };
}

function describe({ path, diagnostic }: Problem, roots: readonly string[]): string {
  const { range, message, source, code, severity } = diagnostic;
  const root = roots.find((folder) => isWithin(path, folder));
  const where = `${root === undefined ? path : relative(root, path)}:${range.start.line + 1}:${range.start.character + 1}`;
  const name = typeof code === 'object' ? code.value : code;
  const from = [source, name].filter((part) => part !== undefined && part !== '').join(' ');
  const text = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
  return `${where} ${SEVERITIES[severity]}: ${text.replaceAll(/\s*\n\s*/g, ' ')}${from === '' ? '' : ` (${from})`}`;
}

const SEVERITIES: Readonly<Record<vscode.DiagnosticSeverity, string>> = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
};

function countBySeverity(problems: readonly Problem[]): string {
  const count = (severity: vscode.DiagnosticSeverity) =>
    problems.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  const others = problems.length - errors - warnings;
  const parts = [plural(errors, 'error'), plural(warnings, 'warning'), plural(others, 'hint')];
  return parts.filter((part) => part !== undefined).join(', ');
}

function plural(count: number, noun: string): string | undefined {
  return count === 0 ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isWithin(path: string, root: string): boolean {
  const steps = relative(root, path);
  return steps.split(sep)[0] !== '..' && !isAbsolute(steps);
}
