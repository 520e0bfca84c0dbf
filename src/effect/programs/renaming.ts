import path from 'node:path';
import { type Arg, literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';

/** Programs that give many files new names at once. */
export const renamingPrograms: readonly Program[] = [
  {
    names: 'rename prename perl-rename file-rename rename.ul',
    options: [
      '-nvfdos0uilaNcCSXzw -e,--expr= --no-act --dry-run --nono --verbose --force --interactive --last --all',
      '--symlink --no-overwrite',
      '--path --fullpath --filename --basename --nofullpath --nopath --unicode=? --null -x --keep-extension',
      '--lower-case --upper-case',
      '-p! --mkpath! -E= -D= -T= --just-print --print -s= -S= --subst= --subst-all= -A= -P= --prepend= --append= -M!',
      '-R!',
    ],
    see: rename,
  },
  {
    names: 'mmv mcp mln mad',
    options: '-mxrcoalshdpgtvnD',
    see: (call, parsed) => {
      const [from, to] = parsed.operands;
      if (from === undefined || to === undefined) {
        call.unknown('program.operand', call.name, "renames files by patterns that can't be told");
        return undefined;
      }
      taken(call, [{ ...from, isPattern: true }]);
      call.file('write', { ...to, text: to.text?.replace(/#[ul]?\d/g, 'x'), head: to.head.replace(/#[ul]?\d/g, 'x') });
      return undefined;
    },
  },
  {
    names: 'vidir qmv qcp imv massren edir',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'opens an editor on the names of files'),
  },
];

/** `s/a/b/`, `y/a/b/`, `lc`: what a name becomes; any other code may do anything. */
const SUBSTITUTION = /^s([^\w\s\\])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1[gixsm]*$/s;
const TRANSLATION = /^(?:y|tr)([^\w\s\\])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1[cdsr]*$/s;
const CASE = /^(?:\$_ ?= ?)?(?:lc|uc|ucfirst|lcfirst)(?:\(?\$_\)?)?$/;

function rename(call: Call, parsed: Parsed): undefined {
  const given = parsed.options.flatMap(({ name, value }) => (name === '-e' && value !== undefined ? [value] : []));
  const [first, ...rest] = parsed.operands;
  const expressions = given.length > 0 ? given : first === undefined ? [] : [first];
  const isPerl = given.length > 0 || /^(?:s|y|tr)[^\w\s]|[$;({]/.test(first?.text ?? '$');
  const files = given.length > 0 ? parsed.operands : isPerl ? rest : rest.slice(1);
  const into = isPerl ? expressions.flatMap((expression) => namesInto(call, expression)) : [rest[0]?.text ?? '/'];
  if (parsed.has('-n', '--no-act', '--dry-run', '--nono', '--just-print') && isPerl) {
    for (const file of files) call.file('names', file);
    return undefined;
  }
  taken(call, files);
  // A new name may lead elsewhere, or be one that other programs look for.
  for (const text of into)
    for (const name of [text, `${text}x`, `x${text}`]) call.file('write', literalArg(name, call.part), 'write.mode');
  return undefined;
}

function namesInto(call: Call, expression: Arg): readonly string[] {
  const parts = expression.text?.split(/;\s*/) ?? [undefined];
  return parts.flatMap((part): readonly string[] => {
    if (part === '') return [];
    const match = part === undefined ? null : (SUBSTITUTION.exec(part.trim()) ?? TRANSLATION.exec(part.trim()));
    if (part !== undefined && CASE.test(part.trim())) return [];
    const text = match?.[3];
    if (text === undefined || /[$@`](?![\d&])|\(\?\{/.test(`${match?.[2]?.replace(/\$$/, '')}${text}`)) {
      call.unknown('code.opaque', expression.raw, `renames files by code that is not looked into`);
      return [];
    }
    return [text.replace(/\\([^\w])/g, '$1').replace(/\$[\d&]|\\[\dULEul]/g, '')];
  });
}

/** They get another name: nothing is lost, but what was known of the old one no longer holds. */
function taken(call: Call, files: readonly Arg[]): void {
  for (const file of files) {
    call.file('edit', file);
    if (!call.isOwnOrGenerated(file))
      for (const each of call.resolve(file) ?? []) call.state.origins.bringIn(path.posix.dirname(each));
  }
}
