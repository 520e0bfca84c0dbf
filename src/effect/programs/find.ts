import { either } from '../names';
import { namesASecret } from '../secretPatterns';
import { type Arg, type Flow, literalArg, unknownArg } from '../shell/value';
import { replaced } from './placeholder';
import type { Call } from './program';

type Output = Flow | undefined;

/** Tests of find that take the next word. */
const FIND_PLAIN = new RegExp(
  `^-(?:${either([
    'name iname path ipath wholename iwholename lname ilname regex iregex regextype',
    'type xtype size perm user group uid gid links inum samefile fstype context used maxdepth mindepth',
    'mtime atime ctime mmin amin cmin newer\\w* anewer cnewer printf',
  ])})$`,
);
const FIND_FLAG = new RegExp(
  `^(?:[!(),]|\\\\[!()]|-(?:${either([
    'not and or a o true false prune quit print print0 ls empty readable writable executable nouser nogroup',
    'depth d follow mount xdev x H L P E X s O\\d daystart noleaf warn nowarn ignore_readdir_race help version',
  ])}))$`,
);

export function find(call: Call): Output {
  const args = call.args;
  let i = 0;
  while (/^-(?:[HLPEXdsx]+|O\d|D)$/.test(args[i]?.text ?? '')) i++;
  const starts: Arg[] = [];
  while (i < args.length && !/^[-(!,]/.test(args[i]?.head ?? '-') && args[i] !== undefined) {
    const arg = args[i];
    if (
      arg !== undefined &&
      arg.text === undefined &&
      arg.head === '' &&
      arg.unknown?.nature !== 'paths' &&
      arg.unknown?.nature !== 'plain'
    )
      call.unknown('value.option', arg.raw, `gives find ${arg.raw}, which may be an action`);
    if (arg !== undefined) starts.push(arg);
    i++;
  }
  const roots = starts.length > 0 ? starts : [literalArg('.', call.part)];
  for (const root of roots) call.file('names', root);
  const isFiltered =
    args.some((arg) => /^-i?(?:name|path|wholename|regex)$/.test(arg.text ?? '')) &&
    !args.some((arg) => /^(?:-o|-or|,|!|-not)$/.test(arg.text ?? ''));
  const names = args.flatMap((arg, index) =>
    /^-i?name$/.test(args[index - 1]?.text ?? '') && arg.text !== undefined ? [arg.text] : [],
  );
  const isBounded = isFiltered || args.some((arg) => /^-(?:mtime|mmin|size|empty|newer\w*)$/.test(arg.text ?? ''));
  let isPathy =
    roots.every((root) => root.text !== undefined && !root.text.startsWith('-') && !root.isPattern) &&
    !args.some((arg) => arg.text === '-printf' || arg.text === '-L');
  const areAllInside = roots.every((root) => call.areaOf(root) === 'workspace');
  for (; i < args.length; i++) {
    const arg = args[i];
    const text = arg?.text;
    if (arg === undefined) break;
    if (text === undefined) {
      // As the value of a test it is only text.
      call.unknown('value.option', arg.raw, `gives find ${arg.raw}, which may be an action`);
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      const end = args.findIndex(
        (each, index) => index > i && (each.text === ';' || (each.text === '+' && args[index - 1]?.text === '{}')),
      );
      const stop = end < 0 ? args.length : end;
      const isEach = args[stop]?.text !== '+';
      const value = found(call, roots, areNamed(args.slice(0, i)) ? names : [], areAllInside).map((one) => ({
        ...one,

        splits: one.splits && !isEach,
      }));
      const words = args.slice(i + 1, stop);
      const { folders } = call;
      // It works in the folder of what it found.
      if (/dir$/.test(text) && !areAllInside) call.folders = undefined;
      const each = value.map((one) => words.map((word) => replaced(word, '{}', one)));
      if (words.some((word) => word.text?.includes('{}')))
        for (const command of each) call.command(command, { ...call.stdin, text: '' });
      else call.command(words);
      call.folders = folders;
      i = stop;
    } else if (text === '-delete') deleteFound(call, roots, args.slice(0, i), names, isBounded);
    else if (/^-(?:fprint0?|fls)$/.test(text)) {
      const file = args[++i];
      if (file !== undefined) call.file('write', file);
    } else if (text === '-fprintf') {
      const file = args[++i];
      if (file !== undefined) call.file('write', file);
      i++;
    } else if (text === '-files0-from') {
      const list = args[++i];
      if (list !== undefined && list.text !== '-') call.file('read', list);
    } else if (text === '-newermt') i++;
    else if (FIND_PLAIN.test(text)) i++;
    else if (!FIND_FLAG.test(text) && !/^-newer/.test(text))
      call.unknown('program.option', text, `gives find ${text}, which is not known`);
    if (arg.text === '-o' || arg.text === ',') isPathy &&= true;
  }
  // A search for secrets prints their names.
  if (names.some((name) => namesASecret(name, 'glob') !== undefined)) return call.out();
  return call.out(undefined, isPathy && areAllInside ? 'paths' : areAllInside ? 'names' : 'any');
}

/** Whether what is found by then can only have the names looked for: a tree of tests may let others through. */
function areNamed(before: readonly Arg[]): boolean {
  return (
    before.some((arg) => /^-i?name$/.test(arg.text ?? '')) &&
    before.every(
      (arg, index) => arg.text !== undefined || /^-(?:i?name|i?path)$/.test(before[index - 1]?.text ?? ''),
    ) &&
    !before.some((arg) => /^(?:-o|-or|,|\\?!|-not)$/.test(arg.text ?? ''))
  );
}

/** Tests that every name passes. */
const ANY_NAME = /^[*?./]*$/;

/** What stands for `{}`: each name that is looked for below each folder, or anything below it. */
function found(call: Call, roots: readonly Arg[], names: readonly string[], areAllInside: boolean): Arg[] {
  const value: Arg = unknownArg(
    { name: 'what find finds', nature: areAllInside ? 'paths' : 'any' },
    { ...call.part, raw: '{}' },
  );
  if (names.length === 0)
    return roots.flatMap((root) => {
      if (!areAllInside) return [{ ...value, head: root.text ?? '' }];
      // A file, or a folder of such files as no others are, is told by its name.
      const isNamed = call
        .resolve(root)
        ?.some((path) => call.placeOf(path)?.isSecret === true || call.placeOf(path)?.protectedAs !== undefined);
      return isNamed === true ? [root, { ...root, text: `${root.text}/some`, head: `${root.head}/some` }] : [value];
    });
  return roots.flatMap((root) =>
    names.map(
      (name): Arg => ({
        ...literalArg(`${(root.text ?? '?').replace(/\/$/, '')}/${name}`, call.part),
        isPattern: /[*?[]/.test(name),
        raw: `${root.raw}/${name}`,
      }),
    ),
  );
}

function deleteFound(
  call: Call,
  roots: readonly Arg[],
  before: readonly Arg[],
  names: readonly string[],
  isBounded: boolean,
): void {
  // Tests after -delete come too late to hold it back.
  const isNamed = areNamed(before) && !names.some((name) => ANY_NAME.test(name));
  const isTest = (arg: Arg, index: number) =>
    /^-(?:i?path|wholename|i?regex)$/.test(arg.text ?? '')
      ? !ANY_NAME.test(before[index + 1]?.text ?? '')
      : /^-(?:mtime|mmin|size|empty|newer\w*)$/.test(arg.text ?? '');
  // What is empty holds nothing to lose.
  const isKind = before.findIndex((arg) => arg.text === '-type');
  if (
    before[isKind + 1]?.text === 'd' &&
    before.some((arg) => arg.text === '-empty') &&
    !before.some((arg) => /^(?:-o|-or|!|-not|,|[()])$/.test(arg.text ?? '?'))
  ) {
    for (const root of roots) call.file('delete', below(root, 'some'), 'delete.emptyFolder');
    return;
  }
  for (const root of roots) {
    const isBefore = isNamed || (isBounded && before.some(isTest));
    if (isNamed)
      for (const name of names)
        call.file(
          'delete',
          { ...below(root, name), head: `${root.head}/${name}`, isPattern: false },
          'delete.recursive',
        );
    else if (isBefore) call.file('delete', below(root, 'some'), 'delete.recursive');
    else call.file('delete', root, 'delete.recursive');
  }
}

function below(root: Arg, name: string): Arg {
  return { ...root, text: root.text === undefined ? undefined : `${root.text.replace(/\/$/, '')}/${name}` };
}
