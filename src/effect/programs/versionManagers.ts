import { literalArg } from '../shell/value';
import type { Call, Parsed, Program, Subcommand } from './program';

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
      'install|i|uninstall|upgrade|up|use|u|plugins|self-update|prune|trust|implode': installing,
      'exec|x': running,
      'run|r|watch|w': { loose: true, see: (call) => call.runHere('run.packageScript', call.name) },
    },
  },
  {
    names: 'opam',
    subcommands: {
      'env|list|show|switch|config|info|search|var|--version|lint': looking,
      'install|remove|update|upgrade|pin|init|repo|reinstall': installing,
      exec: running,
    },
  },
];
