import { namesASecret } from '../secretPatterns';
import { type Arg, type Flow, LISTED_SECRET, literalArg, unknownArg } from '../shell/value';
import { parseArguments, sliceArg } from './grammar';
import { replaced } from './placeholder';
import type { Call, Subcommand } from './program';

/** All but what it runs: that takes the words up to a semicolon. */
const GRAMMAR: Subcommand = {
  options: [
    '-HIusigFalLp01qh -d,--max-depth= --min-depth= --exact-depth= -t,--type= -e,--extension= -S,--size= -E,--exclude=',
    '-o,--owner= -c,--color= -j,--threads= -C,--base-directory=cwd --changed-within= --changed-before= --newer= --older=',
    '--max-results= --format= --batch-size= --and= --path-separator= --search-path=names --ignore-file=read',
    '--hidden --no-hidden --no-ignore --ignore --no-ignore-vcs --no-ignore-parent --no-global-ignore-file --unrestricted',
    '--case-sensitive --ignore-case --glob --regex --fixed-strings --absolute-path --relative-path --list-details --follow',
    '--full-path --print0 --prune --quiet --show-errors --one-file-system --strip-cwd-prefix=? --no-require-git --hyperlink=?',
    '--version --help --has-results',
  ],
};
/** Its placeholders: the path, and what is left of it. */
const PLACEHOLDER = /\{(?:\/\/?|\/?\.)?\}/g;

export function fd(call: Call): Flow | undefined {
  const { rest, commands } = split(call.args);
  const mayBeOption = (arg: Arg) => arg.text === undefined && arg.head === '' && arg.unknown?.nature !== 'plain';
  const parsed = parseArguments(GRAMMAR, rest, { mayBeOption, untilOperand: false });
  if (parsed.strange !== undefined)
    call.unknown(
      'program.option',
      parsed.strange.arg.raw,
      `gives fd ${parsed.strange.arg.raw}, which may run something`,
    );
  const base = parsed.value('-C');
  if (base !== undefined) call.folders = call.resolve(base);
  for (const { role, value } of parsed.roles) if (role !== 'cwd' && value !== undefined) call.file(role, value);
  const [pattern, ...folders] = parsed.operands;
  for (const folder of folders) call.file('names', folder);
  const roots = [
    ...folders,
    ...parsed.options.flatMap(({ name, value }) => (name === '--search-path' && value !== undefined ? [value] : [])),
  ];
  const isInside = (roots.length > 0 ? roots : [literalArg('.', call.part)]).every(
    (root) => call.areaOf(root) === 'workspace',
  );
  const isSecret =
    pattern?.text !== undefined &&
    namesASecret(pattern.text, parsed.has('-g', '--glob') ? 'glob' : 'regex') !== undefined;
  const taint =
    isSecret || (parsed.has('-H', '--hidden', '-u', '--unrestricted') && !parsed.has('-e')) ? LISTED_SECRET : 0;
  const nature = isInside ? 'paths' : 'any';
  const value: Arg = {
    ...unknownArg({ name: 'what fd finds', nature }, { ...call.part, raw: '{}' }, taint),
    splits: false,
  };
  for (const words of commands) {
    const marker = words.flatMap((word) => word.text?.match(PLACEHOLDER) ?? []);
    call.command(
      marker.length === 0
        ? [...words, value]
        : words.map((word) => marker.reduce((whole, each) => replaced(whole, each, value), word)),
      { ...call.stdin, text: '' },
    );
  }
  if (commands.length > 0) return undefined;
  return { ...call.out(undefined, isInside ? 'names' : 'any'), taint: call.taint | taint };
}

/** The commands after `-x`, `-X` and their long names, to which other short options may be joined; and all else. */
function split(args: readonly Arg[]): { rest: Arg[]; commands: Arg[][] } {
  const rest: Arg[] = [];
  const commands: Arg[][] = [];
  let index = 0;
  while (index < args.length) {
    const arg = args[index++];
    if (arg === undefined) break;
    if (arg.text === '--') {
      rest.push(arg, ...args.slice(index));
      break;
    }
    const start = /^--exec(?:-batch)?(?:=|$)|^-[HIusigFalLp01q]*[xX]/.exec(arg.head)?.[0];
    if (start === undefined) {
      rest.push(arg);
      continue;
    }
    const letters = start.startsWith('--') ? '' : start.slice(0, -1);
    if (letters.length > 1) rest.push({ ...arg, text: letters, head: letters });
    const end = args.findIndex((each, at) => at >= index && each.text === ';');
    const attached = arg.head.length > start.length ? [sliceArg(arg, start.length)] : [];
    commands.push([...attached, ...args.slice(index, end < 0 ? args.length : end)]);
    index = end < 0 ? args.length : end + 1;
  }
  return { rest, commands };
}
