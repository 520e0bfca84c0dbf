import path from 'node:path';
import type { Node } from 'jsonc-parser';
import type { EditedFile, Fact } from '../fact';
import { inputFacts, plain } from './editorTasks';
import { children, type Found, type Look, select, textIn, textOf, textsOf, written } from './json';
import { assignments, changeFact, commandLine, projectFolder } from './looks';

/** What starting to debug runs: the program, what runs it, and what is run before and after. */
export const launch: Look = (tree, file) => [
  ...select(tree, 'configurations/*').flatMap((configuration) => configurationFacts(configuration, file)),
  ...select(tree, 'compounds/*').flatMap(({ at, node }) => namedTasks(at, node)),
  ...select(tree, 'inputs/*').flatMap(({ at, node }) => inputFacts(at, node)),
];

/** Kinds of debuggers by how they run a program that is no program of its own. */
const RUN_BY: readonly (readonly [type: RegExp, program: string])[] = [
  [/node|chrome|edge|js|bun|deno/, 'node'],
  [/python|debugpy/, 'python3'],
  [/ruby|rdbg/, 'ruby'],
  [/php/, 'php'],
  [/bash|shell/, 'bash'],
  [/^go$|dlv/, 'go run'],
  [/dart|flutter/, 'dart'],
];

/** Members whose texts a debugger, a terminal or the system runs as commands. */
const COMMANDS =
  'command|preLaunchCommands|initCommands|preRunCommands|postRunCommands|launchCommands|stopCommands|exitCommands|attachCommands|autorun';

/** Members that name a program that is started beside. */
const PROGRAMS =
  'miDebuggerPath|debuggerPath|gdbpath|lldbpath|lldbmipath|dlvToolPath|python|pythonPath|runtimeExecutable|runtime|debugAdapterExecutable|debugServerPath|serverpath|openOCDPath|executable|postDebugTask|browserLaunchLocation';

function configurationFacts({ at, node }: Found, file: EditedFile): readonly Fact[] {
  const variants = [node, ...['windows', 'osx', 'linux'].flatMap((system) => children(node, system))];
  return [
    ...variants.flatMap((variant) => [
      ...started(at, variant, node, file),
      ...select(variant, COMMANDS).flatMap(({ node: command }) =>
        textsOf(command).map((text): Fact => ({ kind: 'command', at, text: plain(inDebugger(text)) })),
      ),
      ...['setupCommands', 'customLaunchSetupCommands', 'postRemoteConnectCommands'].flatMap((list) =>
        select(variant, `${list}/*/text`).flatMap(({ node: text }): readonly Fact[] => [
          { kind: 'command', at, text: plain(inDebugger(textOf(text) ?? '')) },
        ]),
      ),
      ...select(variant, PROGRAMS).flatMap(({ node: program }) =>
        textsOf(program).map((text) => changeFact(at, 'change.executable', 'becomes a program that is run', text)),
      ),
      ...select(variant, 'pipeTransport|serverReadyAction|envFile').map(({ at: name, node: value }) =>
        changeFact(at, 'change.executable', `changes how the program is started (${name})`, written(value)),
      ),
    ]),
    ...namedTasks(at, node),
  ];
}

function namedTasks(at: string, node: Node): readonly Fact[] {
  return select(node, 'preLaunchTask|postDebugTask').flatMap(({ at: name, node: value }) => {
    const text = textOf(value) ?? written(value);
    return [changeFact(at, 'change.executable', `is a task that is run as well (${name})`, text)];
  });
}

/** In a debugger a word in front hands the rest to a shell. */
export function inDebugger(text: string): string {
  return text.replace(
    /^\s*(?:-exec\s+|-interpreter-exec\s+\S+\s+)?["']?(?:platform\s+)?(?:shell|!|pipe\s+[^|]*\|)\s*/i,
    '',
  );
}

function started(at: string, variant: Node, whole: Node, file: EditedFile): readonly Fact[] {
  const one = (name: string) => textIn(variant, name) ?? textIn(whole, name);
  const all = (name: string) =>
    [variant, ...(variant === whole ? [] : [whole])].flatMap((each) => children(each, name));
  const program = one('program') ?? one('module') ?? one('script') ?? one('file');
  const runtime = one('runtimeExecutable') ?? one('runtime');
  if (program === undefined && runtime === undefined) return [];
  const type = (one('type') ?? '').toLowerCase();
  const runBy = runtime ?? RUN_BY.find(([of]) => of.test(type))?.[1];
  const words = [
    ...(runtime === undefined && runBy !== undefined ? runBy.split(' ') : [runBy ?? []].flat()),
    ...all('runtimeArgs').flatMap(textsOf),
    ...(program === undefined ? [] : [...(one('module') === program ? ['-m'] : []), program]),
    ...all('args').flatMap(textsOf),
  ];
  const root = projectFolder(file);
  const folder = path.resolve(root, plain(one('cwd') ?? '.'));
  const before = assignments([...all('env'), ...all('environment')]);
  return [{ kind: 'command', at, text: before + plain(commandLine(words)), folder }];
}
