import path from 'node:path';
import type { Node } from 'jsonc-parser';
import type { EditedFile, Fact } from '../fact';
import { children, type Found, type Look, select, textIn, textOf, textsOf, written } from './json';
import { assignments, changeFact, commandLine, projectFolder, quoted } from './looks';

/** Tasks of an editor, each judged as the command that it runs, on every system. */
export const tasks: Look = (tree, file) => [
  ...select(tree, 'tasks/*').flatMap((task) => taskFacts(task, file)),
  // Another editor has nothing but the list.
  ...(tree.type === 'array' ? select(tree, '*').flatMap((task) => taskFacts(task, file)) : []),
  // The oldest form has one command for the whole file.
  ...(children(tree, 'command').length > 0 ? taskFacts({ at: 'tasks', node: tree }, file) : []),
  ...select(tree, 'inputs/*').flatMap(({ at, node }) => inputFacts(at, node)),
];

/** Values that an editor asks for, or has another command find. */
export function inputFacts(at: string, input: Node): readonly Fact[] {
  if (!/^command$/i.test(textIn(input, 'type') ?? '')) return [];
  const facts: Fact[] = [
    changeFact(
      at,
      'change.executable',
      'is a command of the editor that it runs to find a value',
      textIn(input, 'command') ?? '',
    ),
  ];
  for (const args of children(input, 'args'))
    for (const command of [textOf(args), ...children(args, 'command').map(textOf)])
      if (command !== undefined) facts.push({ kind: 'command', at, text: command });
  return facts;
}

function taskFacts({ at, node }: Found, file: EditedFile): readonly Fact[] {
  const variants = [node, ...['windows', 'osx', 'linux'].flatMap((system) => children(node, system))];
  const facts: Fact[] = variants.flatMap((variant) => variantFacts(at, variant, node, file));
  for (const when of children(node, 'runOptions').flatMap((options) => children(options, 'runOn')))
    if (!/^default$/i.test(textOf(when) ?? ''))
      facts.push(changeFact(at, 'change.autorun', 'runs by itself when the folder is opened', written(node)));
  return facts;
}

function variantFacts(at: string, variant: Node, task: Node, file: EditedFile): readonly Fact[] {
  const facts: Fact[] = [];
  const folder = folderOf(variant, task, file);
  const environment = [variant, task]
    .flatMap((each) => children(each, 'options'))
    .flatMap((each) => children(each, 'env'));
  const before = assignments(environment);
  for (const text of taskCommands(variant, task))
    facts.push({ kind: 'command', at, text: before + plain(text), folder });
  for (const shell of select(variant, 'options/shell/executable')) {
    const text = textOf(shell.node) ?? '';
    facts.push(changeFact(at, 'change.executable', 'becomes the shell that runs the task', text));
  }
  return facts;
}

function folderOf(variant: Node, task: Node, file: EditedFile): string {
  const root = projectFolder(file);
  const given = [variant, task]
    .flatMap((each) => select(each, 'options/cwd'))
    .map(({ node }) => textOf(node))
    .find((each) => each !== undefined);
  return given === undefined ? root : path.resolve(root, plain(given));
}

/** What a task runs, for each of the values that its members can have. */
function taskCommands(variant: Node, task: Node): readonly string[] {
  const type = (textIn(task, 'type') ?? 'shell').toLowerCase();
  const script = textIn(variant, 'script') ?? textIn(variant, 'task') ?? textIn(variant, 'target');
  if (script !== undefined && /^(?:npm|gulp|grunt|jake)$/.test(type))
    return [commandLine(type === 'npm' ? ['npm', 'run', script] : ['npx', type, script])];
  const own = children(variant, 'command');
  const commands = own.length > 0 || variant === task ? own : children(task, 'command');
  const lists = [variant, task].map((each) => children(each, 'args')).find((each) => each.length > 0) ?? [];
  return commands.flatMap((command) => {
    const program = wordOf(command);
    if (program === undefined) return [];
    // A shell gets a command as it is written, and arguments in quotes only where blanks stand in them.
    const isShell = type !== 'process';
    const start = isShell ? program : quoted(program);
    const rest = lists.map((list) => (list.children ?? []).flatMap((item) => wordOf(item) ?? []));
    return (rest.length > 0 ? rest : [[]]).map((words) =>
      [start, ...words.map((word) => (isShell && !/\s/.test(word) ? word : quoted(word)))].join(' '),
    );
  });
}

/** A word, or an object that says how it is quoted. */
function wordOf(node: Node): string | undefined {
  return textOf(node) ?? textIn(node, 'value') ?? (node.type === 'array' ? textsOf(node).join(' ') : undefined);
}

/** Without the editor's own variables, as far as they are known; the others are words that nobody knows. */
export function plain(text: string): string {
  return text
    .replace(/\$\{(?:workspaceFolder|workspaceRoot|workspaceFolder:[^}]*|cwd|fileWorkspaceFolder)\}/gi, '.')
    .replace(/\$\{pathSeparator\}|\$\{\/\}/gi, '/')
    .replace(/\$\{env:(\w+)\}/gi, '$${$1}')
    .replace(
      /\$\{(input|config|command|file\w*|relativeFile\w*|selectedText|lineNumber|userHome|extensionInstallFolder|defaultBuildTask)(?::([^}]*))?\}/gi,
      (_, kind: string, name = '') => `\${${kind}_${String(name).replace(/\W/g, '_')}}`,
    );
}
