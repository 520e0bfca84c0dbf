import { isCodeFile } from '../shell/codeFiles';
import { type Arg, literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';

/** Programs that copy, move or link files. */
export const copyingPrograms: readonly Program[] = [
  {
    names: 'cp gcp',
    options: [
      '-abcdfHiLlNnPpRrsuvXxTZ -t,--target-directory=write -S,--suffix=',
      '--archive --force --interactive --link --no-clobber --parents --recursive --update=? --debug',
      '--verbose --symbolic-link --preserve=? --no-preserve= --remove-destination --strip-trailing-slashes',
      '--reflink=? --sparse= --backup=? --no-target-directory --dereference --no-dereference --attributes-only',
      '--one-file-system --copy-contents --keep-directory-symlink --context=?',
    ],
    see: (call, parsed) => {
      if (parsed.has('-l', '--link', '-s', '--symbolic-link'))
        for (const source of sourcesOf(parsed)) call.file('write', source, 'write.link');
      return copy(call, parsed, parsed.has('--parents'));
    },
  },
  {
    names: 'mv gmv',
    options: [
      '-bfhinuvTZ -t,--target-directory=write -S,--suffix= --force --interactive --no-clobber --update=? --verbose',
      '--backup=? --no-target-directory --strip-trailing-slashes --no-copy --exchange --debug --context',
    ],
    see: move,
  },
  {
    names: 'ln gln link',
    options: [
      '-bfhinsrvLPFdT -t,--target-directory=write -S,--suffix=',
      '--symbolic --force --interactive --relative --verbose --no-dereference --backup=? --no-target-directory',
      '--logical --physical --directory',
    ],
    see: link,
  },
  {
    names: 'install ginstall',
    options: [
      '-bcCdDpsTvZ -m,--mode= -o,--owner= -g,--group= -t,--target-directory=write -S,--suffix= --backup=?',
      '--directory --compare --verbose --preserve-timestamps --strip --strip-program=no --no-target-directory',
      '--preserve-context --context=?',
    ],
    see: (call, parsed) => {
      const mode = parsed.value('-m')?.text ?? '';
      if (/^0?[2-7]\d{3}$|[ug+=][rwxX]*s/.test(mode))
        call.unknown('write.mode', mode, 'lets a program run as its owner');
      if (!parsed.has('-d', '--directory')) return copy(call, parsed, false);
      for (const operand of parsed.operands) call.file('folder', operand);
      return undefined;
    },
  },
];

function sourcesOf(parsed: Parsed): readonly Arg[] {
  return parsed.has('-t') ? parsed.operands : parsed.operands.slice(0, -1);
}

/** All that the sources may become: the target itself, or names in it. */
function destinations(call: Call, parsed: Parsed, areWholePaths: boolean): Arg[] {
  const target = parsed.has('-t') ? parsed.value('-t') : parsed.operands.at(-1);
  if (target === undefined) return [];
  const sources = sourcesOf(parsed);
  const isFolder =
    parsed.has('-t') || call.kindOf(target) === 'folder' || /\/$/.test(target.text ?? '') || sources.length > 1;
  if (!isFolder && !areWholePaths) return [target];
  return [
    target,
    ...sources.flatMap(({ text }) => {
      const name = areWholePaths ? text : text?.replace(/\/+$/, '').split('/').at(-1);
      if (name === undefined || /^\.{0,2}$/.test(name)) return [];
      const below = (folder: string) => `${folder.replace(/\/$/, '')}/${name}`;
      return [
        {
          ...target,
          text: target.text === undefined ? undefined : below(target.text),
          head: below(target.head),
          isPattern: target.isPattern || /[*?[]/.test(name),
        },
      ];
    }),
  ];
}

/** The last operand (or `-t`) is written, all others read. */
function copy(call: Call, parsed: Parsed, areWholePaths: boolean): undefined {
  const sources = sourcesOf(parsed);
  for (const source of sources) call.file('read', source);
  const [only] = sources;
  const written =
    only !== undefined && sources.length === 1 ? call.state.written(call.resolve(only)?.[0] ?? '') : undefined;
  const [target, ...more] = destinations(call, parsed, areWholePaths);
  if (target === undefined) return undefined;
  if (only?.text === '/dev/null' && (call.name !== 'install' || call.kindOf(target) === 'file'))
    call.file('delete', target, 'delete.truncate');
  const isExample =
    sources.length === 1 && /(?:^|\/)\.?env[\w.-]*\.(?:example|sample|template|dist)$/.test(only?.text ?? '');
  for (const each of [target, ...more]) {
    // The first settings of a project come from its example; those that are there must not go.
    const isFirst = isExample && (parsed.has('-n', '--no-clobber') || call.kindOf(each) === 'missing');
    call.file('write', each, isFirst ? 'write.example' : undefined);
  }
  // What is run from there later is known, too.
  if (written !== undefined) for (const path of call.resolve(target) ?? []) call.state.didWrite(path, written);
  else keepOwn(call, sources, [target, ...more]);
  return undefined;
}

/** What the workspace had before is its own wherever it is put, as what is built of it. */
function keepOwn(call: Call, sources: readonly Arg[], targets: readonly Arg[]): void {
  const paths = sources.map((source) => (source.isPattern ? undefined : call.resolve(source)));
  const isWritten = (path: string) =>
    call.state
      .writtenPaths()
      .some((each) => each === path || each.startsWith(`${path}/`) || path.startsWith(`${each}/`));
  // A text that becomes code by its new name was none before.
  const isCode = (source: Arg) => isCodeFile(source.text ?? '') || call.kindOf(source) === 'folder';
  if (!sources.every((source) => call.areaOf(source) === 'workspace' && isCode(source))) return;
  if (paths.some((each) => each === undefined || each.some(isWritten))) return;
  for (const target of targets)
    for (const path of call.resolve(target) ?? [])
      if (call.state.written(path)?.text === undefined)
        call.state.didWrite(path, { text: undefined, taint: call.taint, isBuilt: true });
}

function move(call: Call, parsed: Parsed): undefined {
  const sources = sourcesOf(parsed);
  const targets = destinations(call, parsed, false);
  const isGone = targets.some(({ text }) => text === '/dev/null');
  for (const source of sources) {
    call.file('read', source, 'read.names');
    call.file('delete', source, isGone ? undefined : 'delete.own.moved');
  }
  const [only] = sources;
  const written =
    only !== undefined && sources.length === 1 ? call.state.written(call.resolve(only)?.[0] ?? '') : undefined;
  const isOfWorth = !sources.every((source) => call.isOwnOrGenerated(source));
  for (const target of targets) call.file('write', target);
  const [first] = targets;
  if (written !== undefined && first !== undefined)
    for (const path of call.resolve(first) ?? []) call.state.didWrite(path, written);
  else keepOwn(call, sources, targets);
  if (isOfWorth) didMove(call, targets);
  return undefined;
}

/** What was moved is the only copy there is: deleting it by its new name loses it. */
export function didMove(call: Call, targets: readonly Arg[]): void {
  const [target, ...named] = targets;
  // Into a folder: the names in it, not all else that it holds.
  for (const each of named.length > 0 && target !== undefined && call.kindOf(target) === 'folder' ? named : targets)
    for (const path of call.resolve(each) ?? []) call.state.origins.bringIn(path);
}

/** A link is another name for its target, to be written through: making it counts as writing there. */
function link(call: Call, parsed: Parsed): undefined {
  const isAlone = parsed.operands.length === 1 && !parsed.has('-t');
  const sources = isAlone ? parsed.operands : sourcesOf(parsed);
  const targets = isAlone ? [] : destinations(call, parsed, false);
  const isSymbolic = parsed.has('-s', '--symbolic') && !parsed.has('-r', '--relative');
  const [target, ...named] = targets;
  for (const source of sources)
    call.file(
      'write',
      isSymbolic && target !== undefined ? seenFrom(source, target, named.length > 0) : source,
      'write.link',
    );
  for (const each of isAlone ? [nameHere(parsed.operands[0])] : targets) {
    if (each === undefined) continue;
    // What was there is taken away first.
    if (parsed.has('-f', '--force') && call.kindOf(each) === 'file' && !call.isOwnOrGenerated(each))
      call.file('delete', each, 'delete.replaced');
    call.file('write', each, 'write.link');
    if (each !== target || named.length === 0)
      for (const path of call.resolve(each) ?? []) {
        call.state.origins.make(path);
        call.state.origins.link(path);
      }
  }
  return undefined;
}

/** A symbolic link leads on from the folder it lies in. */
function seenFrom(source: Arg, target: Arg, isFolder: boolean): Arg {
  const { text } = target;
  if (source.text === undefined || text === undefined || source.isPattern || /^[/~]/.test(source.text)) return source;
  const folder = isFolder ? text.replace(/\/$/, '') : text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : '.';
  const seen = `${folder}/${source.text}`;
  return { ...source, text: seen, head: seen };
}

function nameHere(source: Arg | undefined): Arg | undefined {
  const name = source?.text?.replace(/\/+$/, '').split('/').at(-1);
  return name === undefined || source === undefined ? undefined : literalArg(name, source);
}
