import type { Arg } from '../shell/value';
import { isHarmlessSetting } from './gitSettings';
import { asksPerson, perform, sets, type Verb } from './gitVerb';
import type { Call, Parsed } from './program';

const WHERE = '--global --system --local --worktree -f,--file= --blob= --includes';
const SHOWN = [
  '-t,--type= --bool --int --bool-or-int --bool-or-str --path --expiry-date -z,--null --name-only --show-origin --show-scope',
  '--default= --show-names',
];

/** `git config`, in its old form (`--get x`, `x y`) and its new one (`get x`, `set x y`). */
export const configVerb: Verb = {
  options: [
    WHERE,
    ...SHOWN,
    '--get --get-all --get-regexp --get-urlmatch --replace-all --add --unset --unset-all --rename-section --remove-section -l,--list',
    '--fixed-value -e,--edit --get-color --get-colorbool --append --comment=',
  ],
  words: {
    list: { options: [WHERE, ...SHOWN], see: (call, parsed) => read(call, parsed, undefined) },
    get: {
      options: [WHERE, ...SHOWN, '--all --regexp --value= --fixed-value --url='],
      see: (call, parsed) => read(call, parsed, parsed.operands[0]),
    },
    set: {
      options: [WHERE, ...SHOWN, '--all --value= --fixed-value --append --comment='],
      see: (call, parsed) => change(call, parsed, parsed.operands[0], parsed.operands[1]),
    },
    unset: {
      options: [WHERE, '--all --value= --fixed-value'],
      see: (call, parsed) => change(call, parsed, parsed.operands[0], undefined),
    },
    'rename-section|remove-section': {
      options: WHERE,
      see: (call, parsed) =>
        perform(call, sets('set', `changes the git settings ${parsed.operands[0]?.raw ?? ''}`.trim())),
    },
    edit: { options: WHERE, see: (call) => asksPerson(call, 'an editor') },
  },
  see: (call, parsed) => {
    if (parsed.has('-e')) return asksPerson(call, 'an editor');
    const [key, value] = parsed.operands;
    if (parsed.has('--rename-section', '--remove-section'))
      return perform(call, sets('set', `changes the git settings ${key?.raw ?? ''}`.trim()));
    if (parsed.has('--unset', '--unset-all')) return change(call, parsed, key, undefined);
    if (parsed.has('--add', '--replace-all', '--append')) return change(call, parsed, key, value);
    const isRead =
      parsed.has('--get', '--get-all', '--get-regexp', '--get-urlmatch', '-l', '--get-color', '--get-colorbool') ||
      parsed.operands.length < 2;
    return isRead ? read(call, parsed, key) : change(call, parsed, key, value);
  },
};

function read(call: Call, parsed: Parsed, key: Arg | undefined): ReturnType<NonNullable<Verb['see']>> {
  const file = parsed.value('-f');
  if (file !== undefined) call.file('read', file);
  if (/token|password|passwd|extraheader|secret/i.test(key?.text ?? ''))
    call.emit('read', 'saved passwords', { detail: 'read.environment', says: 'reads a password from the settings' });
  return undefined;
}

function change(call: Call, parsed: Parsed, key: Arg | undefined, value: Arg | undefined): undefined {
  const file = parsed.value('-f');
  // Settings of submodules have a file of their own, and so may whatever else is written so.
  if (file !== undefined) return call.file('write', file);
  const name = key?.text ?? '';
  const isHere = !parsed.has('--global', '--system');
  const isKnown = value === undefined || value.text !== undefined || /^user\.(?:name|email)$/i.test(name);
  // For one command it may be left out, but not for all that come.
  const skipsHooks = /^core\.hookspath$/i.test(name);
  if (isHere && isKnown && !skipsHooks && isHarmlessSetting(name, value?.text))
    return perform(call, sets('harmless', `sets ${name} in this repository`), name);
  return perform(
    call,
    sets('set', `changes the git setting ${name || (key?.raw ?? '')}${isHere ? '' : ' of every repository'}`),
    `${name} ${value?.text ?? ''}`.trim().slice(0, 60),
  );
}
