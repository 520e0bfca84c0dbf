import { type Arg, literalArg } from '../shell/value';
import { lookIntoJustfile } from './justLook';
import type { Call, Parsed, Program } from './program';
import { lookIntoTaskfile } from './taskLook';
import { runPythonTask } from './taskScripts';
import { lookAtArguments } from './toolArguments';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms, wrapped } from './verbs';

const byTask = (call: Call, parsed: Parsed): undefined => {
  for (const [index, operand] of parsed.operands.entries()) {
    // What follows the first may be its arguments.
    if (index > 0 && operand.text === 'release') continue;
    const assigned = /^\w+=(.*)$/s.exec(operand.text ?? '');
    if (assigned === null) lookAtTarget(call, operand);
    else if (/[$`;|&<>\n]/.test(assigned[1] ?? ''))
      call.unknown('value.script', operand.raw, 'sets a variable of the tasks to something that can run');
  }
  return undefined;
};

const tools: readonly VerbTool[] = [
  {
    names: 'just',
    options: [
      '-f,--justfile= -d,--working-directory=cwd --shell=no --shell-arg=no --chooser=no --set= -s,--show= -E,--dotenv-path=read',
      '--dotenv-filename= --completions= --color= --list-heading= --usage= --tempdir=write --timestamp-format= --edit! -e! -c,--command! --choose!',
      '--cygpath=no --group= -n,--dry-run -l,--list=? --evaluate --fmt --check --dump --summary --groups --variables --unstable --man',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      if (call.args.some((arg) => /[$`]/.test(arg.text ?? '')))
        call.unknown('value.script', call.name, 'sets a variable of the tasks to something that can run');
      if (parsed.has('-n', '-l', '-s', '--usage', '--summary', '--evaluate', '--dump')) return true;
      byJust(call, parsed);
      return byTask(call, parsed);
    },
  },
  {
    names: 'task go-task invoke inv doit earthly pake tusk mask poe taskipy toast bake',
    options: [
      '-f= --file=file -t,--taskfile= -d,--dir=cwd -w=cwd -r,--search-root=read -c,--collection= --justfile=file --config=file',
      '-o,--output= -g,--global! -l,--list -a,--list-all -n,--dry --summary --status -v -s -p --artifact= --build-arg= --push!',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      if (parsed.has('-l', '-a', '--summary', '--status') && parsed.operands.length === 0) return true;
      for (const { name, value } of parsed.options)
        if (name === '-f' && value !== undefined && /^(?:doit|pake|mask)$/.test(call.name))
          call.runFile('settings', value);
      for (const operand of parsed.operands)
        if (/^[\w.-]+\.[a-z]+\/\S+\+/.test(operand.text ?? ''))
          call.emit('install', operand.raw, { detail: 'install.run', says: `fetches and runs ${operand.raw}` });
      if (/^(?:go-)?task$/.test(call.name) && !parsed.has('-n', '--dry', '--summary', '--status'))
        byTaskfile(call, parsed);
      // The runner of taskipy is called as that of Taskfiles.
      const table = call.name === 'poe' ? 'poe' : /^(?:task|taskipy)$/.test(call.name) ? 'taskipy' : undefined;
      const [first, ...words] = parsed.operands;
      if (table !== undefined && first?.text !== undefined) runPythonTask(call, table, first.text, words);
      return byTask(call, parsed);
    },
  },
  {
    names: 'mage',
    options: '-d=cwd -w=cwd -compile=write -goos= -goarch= -t= -l -f -v -h -init -clean -debug -keep',
    longSingle: true,
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: byTask,
  },
  {
    names: 'nix',
    options: [
      '-c,--command! -f,--file=file -o,--out-link=write --option=no --override-input=no --inputs-from=no --substituters=no --store=no --builders=no',
      '--no-sandbox! --extra-substituters=no --trusted-public-keys=no --impure --expr=no -E=no --arg=no --argstr= --include,-I=no --eval-store=no',
      '--extra-experimental-features= --experimental-features= -L --print-build-logs --accept-flake-config! --to=no --from=no --profile=write',
    ],
    verbs: {
      looks:
        'flake\\ show flake\\ metadata flake\\ info search log path-info why-depends store\\ ls store\\ cat store\\ diff-closures show-config config profile\\ list profile\\ history derivation\\ show hash registry\\ list',
      works: 'flake\\ check flake\\ lock flake\\ init build fmt print-dev-env bundle eval',
      restores: 'flake\\ update',
      installs: 'profile run shell develop flake\\ new flake\\ clone upgrade-nix env registry channel',
      publishes: 'copy store\\ sign key daemon',
      forgets: 'store store\\ gc store\\ delete store\\ optimise',
      beyond: 'repl edit',
    },
    wraps: 'develop shell run',
    operands: 'edit',
    see: nix,
  },
  {
    names: 'nix-build nix-shell nix-instantiate',
    options:
      '-A,--attr= -o,--out-link=write --run= --command= -p,--packages= -I=no --option=no --arg=no --argstr= -E,--expr=no --no-sandbox! --substituters=no --pure --parse --eval --strict --json -K -k',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      if (parsed.has('-p')) {
        call.emit('install', parsed.value('-p')?.raw ?? 'packages', { detail: 'install.named' });
        return true;
      }
      const run = parsed.value('--run') ?? parsed.value('--command');
      if (run !== undefined) call.script(run);
      else if (call.name === 'nix-shell') call.unknown('program.beyond', 'nix-shell', 'starts a shell');
      for (const operand of parsed.operands)
        if (/^<|:\/\//.test(operand.text ?? '<'))
          call.unknown('program.beyond', operand.raw, 'builds something from elsewhere');
        else if (/[/~]/.test(operand.head)) call.runFile('settings', operand);
      return run !== undefined;
    },
  },
  {
    names: 'nix-env nix-store nix-channel nix-collect-garbage nixos-rebuild home-manager darwin-rebuild guix',
    options: '-q -Q --query --references --requisites --referrers --roots -a -P --tree --list-generations -l --list',
    verbs: {},
    otherwise: 'installs',
    alone: 'installs',
    see: (call, parsed) =>
      /^nix-(?:env|store|channel)$/.test(call.name) &&
      parsed.has('-q', '--query', '--list-generations', '-l', '--list'),
  },
];

export const taskRunners: readonly Program[] = verbPrograms(tools);

function byJust(call: Call, parsed: Parsed): void {
  const file = parsed.value('-f');
  if (file !== undefined) call.runFile('just', file);
  const given = new Map<string, string>();
  const words: string[] = [];
  const set = /(?:^|\0)--set\0([^\0]*)\0([^\0]*)/.exec(call.args.map(({ text }) => text ?? '').join('\0'));
  if (set !== null) given.set(set[1] ?? '', set[2] ?? '');
  // What stands behind a recipe is for the recipe, whatever it looks like.
  const [first] = parsed.operands;
  for (const operand of first === undefined ? [] : call.args.slice(Math.max(0, call.args.indexOf(first)))) {
    const [, name = '', value = ''] = /^([A-Za-z_][\w-]*)=(.*)$/s.exec(operand.text ?? '') ?? [];
    if (name !== '' && words.length === 0) given.set(name, value);
    else words.push(operand.text ?? '${' + 'argument}');
  }
  const says = lookIntoJustfile(call, { words, given, file: file?.text });
  if (says !== undefined) call.runHere('run.makeTarget', words.join(' '), says);
}

function byTaskfile(call: Call, parsed: Parsed): void {
  const file = parsed.value('-t');
  if (file !== undefined) call.runFile('task', file);
  const given = new Map<string, string>();
  const names: string[] = [];
  const own = parsed.operands.slice(0, parsed.dashesAt ?? parsed.operands.length);
  for (const operand of own) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(operand.text ?? '') ?? [];
    if (name !== '') given.set(name, value);
    else names.push(operand.text ?? operand.raw);
  }
  const rest = parsed.operands.slice(own.length).map((operand) => operand.text ?? '$' + '{argument}');
  const says = lookIntoTaskfile(call, { names, given, rest: rest.join(' '), file: file?.text });
  if (says !== undefined) call.runHere('run.makeTarget', names.join(' '), says);
}

const NIX_OPTIONS =
  '-f,--file=file --option=no --override-input=no --inputs-from=no --impure -E,--expr=no --profile=write -i -k= -u= --phase=';

/** A flake of this folder, or none named: `.#x`, `./sub`. */
function isOwnFlake(arg: Arg): boolean {
  return /^(?:\.|\.\/[\w/.-]*|)(?:#.*)?$/.test(arg.text ?? '?');
}

function nix(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [verb, ...words] = parsed.operands;
  if (verb === undefined) return undefined;
  if (/^(?:develop|shell|run)$/.test(verb.text ?? '')) {
    const at = words.findIndex((arg) => /^(?:-c|--command|--)$/.test(arg.text ?? ''));
    const before = at < 0 ? words : words.slice(0, at);
    const [flake] = wrapped(call, NIX_OPTIONS, before);
    const command = at < 0 || words[at]?.text === '--' ? [] : words.slice(at + 1);
    if (flake !== undefined && !isOwnFlake(flake)) {
      call.emit('install', flake.raw, { detail: 'install.run', says: `fetches and runs ${flake.raw}` });
      return true;
    }
    if (verb.text === 'run') call.runHere('run.build', 'nix run', 'builds and runs the project');
    else if (command.length > 0) call.command(command);
    else call.unknown('program.beyond', `nix ${verb.raw}`, 'starts a shell');
    return true;
  }
  if (phrase === 'build' || phrase === 'eval' || phrase === 'flake check')
    for (const word of parsed.operands.slice(phrase.split(' ').length))
      if (!isOwnFlake(word))
        call.emit('install', word.raw, { detail: 'install.url', says: `fetches and builds ${word.raw}` });
  if (phrase === 'flake init' && call.args.some((arg) => /^(?:-t|--template)/.test(arg.text ?? '')))
    doVerb(call, 'installs', 'flake init', parsed);
  if (phrase.startsWith('store') && verb.text === 'store' && parsed.operands[1]?.text === 'ls') {
    lookAtArguments(call, { args: [literalArg('.', call.part)] });
    return true;
  }
  return undefined;
}
