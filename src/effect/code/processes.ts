import { allOf, argument } from './arguments';
import { type CodeText, plainText } from './codeFinding';
import type { Evaluator, Given, Native } from './language';
import { codeTexts, DATA, dataOf, exactText, type ListValue, optionsOf, taintOf, type Value } from './values';

const SHELL = /(?:^|[\s/;|&])(?:ba|z|k|da|fi|c)?sh\b|powershell|cmd\.exe/;

/** Text given to a shell. */
export function shellText(evaluator: Evaluator, value: Value, name: string): number {
  let taint = 0;
  for (const text of codeTexts(value, `what ${name} is given`)) {
    if (SHELL.test(text.text ?? '')) evaluator.mark('shell');
    taint |= evaluator.report({ kind: 'shell', text });
  }
  return taint;
}

/** A program and its arguments: each list of words it may be. */
export function commandWords(
  evaluator: Evaluator,
  program: Value,
  rest: Value | undefined,
  more: { readonly cwd?: Value | undefined; readonly input?: Value | undefined },
): number {
  let taint = 0;
  const [cwd] = codeTexts(more.cwd, 'the folder it works in');
  const [input] = codeTexts(more.input, 'what it is given to read');
  for (const first of optionsOf(program)) {
    const words = first.kind === 'list' ? wordsOf(first) : [codeTexts(first, 'the program')];
    if (rest !== undefined) words.push(...wordsOf(rest));
    for (const each of eachCommand(words)) {
      if (SHELL.test(each[0]?.text ?? '')) {
        evaluator.mark('shell');
        if (each.slice(1).every(({ text }) => text === '-i' || text === '-l')) evaluator.mark('terminal');
      }
      taint |= evaluator.report({ kind: 'command', words: each, cwd, input });
    }
  }
  return taint;
}

/** More commands than these are not told apart. */
const MOST_COMMANDS = 16;

/** A command for each text that a word of it may be. */
function eachCommand(words: readonly (readonly CodeText[])[]): readonly (readonly CodeText[])[] {
  let all: (readonly CodeText[])[] = [[]];
  for (const options of words) {
    const [only] = options;
    const isTold = all.length * options.length <= MOST_COMMANDS && only !== undefined;
    const taint = options.reduce((sum, option) => sum | option.taint, 0);
    const told = isTold ? options : [{ ...MANY, taint }];
    all = all.flatMap((command) => told.map((option) => [...command, option]));
  }
  return all;
}

const MANY: CodeText = {
  text: undefined,
  isLikely: false,
  taint: 0,
  name: 'words that were put together while running',
};

/** Each word, as all texts that it may be. */
function wordsOf(value: Value): (readonly CodeText[])[] {
  if (value.kind !== 'list') return value.kind === 'number' ? [] : [[{ ...MANY, taint: taintOf(value) }]];
  const known = value.isExact ? value.items : value.items.slice(0, value.lead);
  const words = known.map((item) => codeTexts(item, 'a word of the command'));
  return value.isExact ? words : [...words, [restOfWords(value)]];
}

/** What may be any number of words. */
function restOfWords(list: ListValue): CodeText {
  const [first, ...more] = list.items.slice(list.lead);
  const given = first?.kind === 'data' && more.length === 0 ? first.given : undefined;
  return { ...MANY, taint: taintOf(list), isMany: true, ...(given?.as === 'all' && { given }) };
}

/** `subprocess.run` and its like. */
export const pythonCommand: Native = (evaluator, given, name) => {
  const command = argument(given, 0, 'args') ?? DATA;
  const { named } = given;
  if (given.isOpen || named.has('**')) evaluator.unknown(`${name} with options that aren't known`);
  for (const odd of ['executable', 'preexec_fn', 'startupinfo'])
    if (named.has(odd)) evaluator.unknown(`${name} with ${odd}`);
  environment(evaluator, named.get('env'));
  for (const each of ['stdin', 'stdout', 'stderr'].map((option) => named.get(option)))
    if (each !== undefined) evaluator.escape(each);
  const isShell = named.has('shell') && !isFalse(named.get('shell'));
  let taint = 0;
  if (isShell) {
    const [first = command] = command.kind === 'list' ? command.items : [command];
    const cwd = named.get('cwd');
    if (cwd === undefined) taint = shellText(evaluator, first, name);
    else
      for (const each of codeTexts(first, `what ${name} is given`))
        taint |= evaluator.report({
          kind: 'command',
          words: [plainText('sh'), plainText('-c'), each],
          cwd: codeTexts(cwd, 'the folder it works in')[0],
        });
  } else if (optionsOf(command).some((each) => each.kind === 'text')) {
    // Without a shell, one text is the program's name.
    taint = commandWords(evaluator, command, undefined, { cwd: named.get('cwd'), input: named.get('input') });
  } else taint = commandWords(evaluator, command, undefined, { cwd: named.get('cwd'), input: named.get('input') });
  return { kind: 'handle', type: 'process', at: undefined, taint };
};

/** `shell=False` reads as a number without value. */
function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'number' && value.value === 0;
}

/** Variables a program is given: as if the shell set them. */
export function environment(evaluator: Evaluator, value: Value | undefined): void {
  if (value === undefined) return;
  for (const each of optionsOf(value)) {
    if (each.kind === 'map') {
      for (const [name, held] of each.entries) setVariable(evaluator, name, held);
      for (const held of each.rest)
        if (held.kind !== 'handle' && held.kind !== 'data')
          evaluator.unknown('an environment put together while running');
    } else if (each.kind !== 'handle' && each.kind !== 'number' && !(each.kind === 'data' && each.taint !== 0))
      evaluator.unknown('an environment put together while running');
  }
}

export function setVariable(evaluator: Evaluator, name: string, value: Value): void {
  for (const text of codeTexts(value, `what ${name} is set to`)) evaluator.report({ kind: 'set', name, value: text });
}

/** A request: what flows into it is told first, so that a secret among it counts. */
export function request(evaluator: Evaluator, url: Value, isUpload: boolean, given: Given): Value {
  const taint = allOf(given).reduce((all, each) => all | taintOf(each), 0);
  let back = 0;
  for (const each of allOf(given)) evaluator.escape(each);
  for (const text of codeTexts(url, 'an address')) {
    if (!isLocal(text)) evaluator.mark('socket');
    back |= evaluator.report({ kind: 'request', url: { ...text, taint: text.taint | taint }, isUpload });
  }
  return dataOf(back | taint);
}

function isLocal({ text, head }: CodeText): boolean {
  return /^(?:\w+:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?)(?:[:/?]|$)/.test(text ?? head ?? '');
}

/** Whether a method's name, as in `requests.request('GET', …)`, only asks. */
export function isAsking(value: Value | undefined): boolean {
  return /^(?:get|head|options)$/i.test(exactText(value) ?? '');
}
