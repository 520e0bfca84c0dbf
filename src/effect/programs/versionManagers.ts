import { literalArg } from '../shell/value';
import type { Call, Parsed, Program, Subcommand } from './program';
import { lookAtArguments } from './toolArguments';
import { lookAtTarget } from './verbs';

const looking: Subcommand = { loose: true };

const installing: Subcommand = {
  loose: true,
  see: (call, { operands }) =>
    call.emit('install', operands.map((operand) => operand.raw).join(' ') || 'a version', {
      detail: 'install.named',
      says: 'changes which versions are installed',
    }),
};

/** Chooses a version for this folder by writing a file; without an operand only says which one it is. */
const choosing: Subcommand = {
  loose: true,
  see: (call, { operands }) => {
    const file = call.name === 'pyenv' ? './.python-version' : './.tool-versions';
    if (operands.length > 0) call.file('write', literalArg(file, call.part));
    return undefined;
  },
};

const choosingForAll: Subcommand = {
  loose: true,
  see: (call, { operands }) =>
    operands.length > 0 ? call.file('write', literalArg('~/.tool-versions', call.part)) : undefined,
};

/** Alone, or with a word that looks, it only tells. */
const onlyAlone: Subcommand = {
  loose: true,
  see: (call, parsed) =>
    /^(?:ls|list|list-all|get|info|deps|validate|show|)$/.test(parsed.operands[0]?.text ?? '')
      ? undefined
      : call.unknown('program.subcommand', parsed.operands[0]?.raw ?? '', `changes the settings of ${call.name}`),
};

function task(call: Call, { operands }: Parsed): undefined {
  const [name] = operands;
  if (name !== undefined) lookAtTarget(call, name);
  call.runHere('run.packageScript', call.name, "runs the project's tasks");
  return lookAtArguments(call, { operands: 'edit' });
}

const running: Subcommand = { stopsAtOperand: true, options: '-c,--command=shell', see: inner };

function inner(call: Call, { operands }: Parsed): ReturnType<Call['out']> | undefined {
  const command = operands.findIndex((operand) => operand.text === '--');
  const words = command < 0 ? operands : operands.slice(command + 1);
  return words.length === 0 ? undefined : call.command(words);
}

/** Programs that hold several versions of a language side by side. */
export const versionManagers: readonly Program[] = [
  {
    names: 'pyenv rbenv nodenv goenv jenv',
    options: '--version --help',
    subcommands: {
      'versions|version|version-name|version-file|which|whence|root|prefix|shims|commands|help|init|rehash|completions':
        looking,
      'virtualenv-init|virtualenvs|activate|deactivate|hooks': looking,
      'install|uninstall|virtualenv|virtualenv-delete|add|remove': installing,
      'local|shell': choosing,
      global: choosingForAll,
      exec: running,
    },
  },
  {
    names: 'mise rtx',
    options: '--version --help -q,--quiet -v,--verbose -C,--cd=cwd',
    subcommands: {
      'ls|list|current|where|which|env|doctor|activate|deactivate|hook-env|version|outdated|ls-remote|bin-paths':
        looking,
      'tasks|settings|plugins|generate|completion|registry|config|outdated|set|unset': onlyAlone,
      'install|i|uninstall|upgrade|up|use|u|self-update|prune|trust|implode|link|unuse': installing,
      'exec|x': running,
      'run|r|watch|w': { loose: true, see: task },
    },
  },
  {
    names: 'asdf',
    options: '--version --help',
    subcommands: {
      'list|current|where|which|info|latest|shimversions|reshim|help|version|cmd|env': looking,
      plugin: onlyAlone,
      'plugin-list|plugin-list-all': looking,
      'install|uninstall|plugin-add|plugin-remove|plugin-update|update': installing,
      'local|set': choosing,
      'global|shell': choosingForAll,
      exec: running,
    },
  },
  {
    names: 'sdk',
    subcommands: {
      'current|c|list|ls|version|v|help|home|h|offline|env|use|u|broadcast': looking,
      'install|i|uninstall|rm|default|d|upgrade|ug|selfupdate|update|flush|config': installing,
    },
  },
  {
    names: 'opam',
    subcommands: {
      'env|list|show|config|info|search|var|--version|lint|tree|option|opam-version': looking,
      install: {
        loose: true,
        see: (call, parsed) =>
          call.args.some((arg) => arg.text === '--deps-only') && parsed.operands.every((each) => each.text === '.')
            ? call.emit('install', 'what the project lists', { detail: 'install.manifest' })
            : installing.see?.(call, parsed),
      },
      switch: onlyAlone,
      'publish|admin|source|lock|clean': installing,
      'remove|update|upgrade|pin|init|repo|reinstall': installing,
      exec: running,
    },
  },
];
