import { type Names, namesIn } from '../names';
import { isSecretName } from '../pathNames';
import { type Arg, literalArg, type Nature, SECRET } from '../shell/value';
import { repositoryAt } from './gitRepository';
import type { Call, Parsed, See, Subcommand } from './program';

/** What a command of git does to the repository or beyond: `local` loses nothing, the others say what they do. */
export type Deed =
  | 'local'
  | { readonly kind: 'gitHistory' | 'gitRemote' | 'gitConfig'; readonly detail: string; readonly says: string };

/** One command of git, as data. */
export interface Verb {
  /** Each long option also stands with `--no-` in front, as in git itself. */
  readonly options?: Names;
  /** Roles of its operands, as in other programs. */
  readonly operands?: string;
  /** Its operands are revisions and paths, of which it prints the content, or only names. */
  readonly shows?: 'contents' | 'names';
  /** No option of it can do harm but those listed, so unknown ones don't matter. */
  readonly isHarmless?: boolean;
  /** What it does, when no option of `looks` is given. Nothing: it only prints. */
  readonly does?: Deed;
  /** With one of these it changes nothing, unless `--no-…` takes that back. */
  readonly looks?: Names;
  /** What these options make of it, by the first of their names, in place of `does`. */
  readonly deeds?: Readonly<Record<string, Deed>>;
  readonly prints?: Nature;
  /** Commands of its own; `|` between several names of one. */
  readonly words?: Readonly<Record<string, Verb>>;
  /** Whatever data can't say; called when it does more than look. */
  readonly see?: (call: Call, parsed: Parsed) => ReturnType<See>;
}

export function loses(says: string): Deed {
  return { kind: 'gitHistory', detail: 'git.lose', says };
}

export function reaches(detail: string, says: string): Deed {
  return { kind: 'gitRemote', detail: `git.remote.${detail}`, says };
}

export function sets(detail: string, says: string): Deed {
  return { kind: 'gitConfig', detail: `git.config.${detail}`, says };
}

export function perform(call: Call, deed: Deed, target = 'this repository'): undefined {
  if (deed === 'local' || deed.kind !== 'gitRemote') changeElsewhere(call);
  if (deed === 'local') return call.emit('gitHistory', target, { detail: 'git.local' });
  if (deed.kind === 'gitRemote' && (call.taint & SECRET) !== 0)
    call.emit('upload', target, { detail: 'upload.secret', says: `sends a secret to ${target}` });
  return call.emit(deed.kind, target, { detail: deed.detail, says: deed.says });
}

/** A repository that is neither below the workspace nor made by this very command belongs to other work. */
function changeElsewhere(call: Call): void {
  for (const folder of call.folders ?? []) {
    const place = call.placeOf(folder);
    if (place === undefined || place.area === 'workspace' || place.area === 'temp') continue;
    // A work tree of this repository that stands beside it.
    const store = repositoryAt(call, folder)?.store;
    if (store !== undefined && call.placeOf(store)?.area === 'workspace') continue;
    // The top of the repository that the workspace is a part of.
    if (store !== undefined && place.holds === 'workspace' && !place.isTop) continue;
    if (call.state.written(folder) !== undefined) continue;
    call.emit('write', folder, { detail: 'write.change', says: `changes the repository in ${folder}`, place });
  }
}

/** Contents of a repository elsewhere are those of files elsewhere. */
export function readElsewhere(call: Call): void {
  for (const folder of call.folders ?? []) {
    const place = call.placeOf(folder);
    if (place !== undefined && place.area !== 'workspace' && place.area !== 'temp')
      call.emit('read', folder, { detail: 'read.file', place });
  }
}

/** Opens an editor, a browser or a question that nobody answers: what happens then is not in the command. */
export function asksPerson(call: Call, what: string): undefined {
  return call.unknown('program.beyond', what, `waits for a person in ${what}`);
}

/** A verb as the grammar of programs has it. */
export function subcommandOf(verb: Verb): Subcommand {
  const { options, taken } = withNegations(verb.options ?? '');
  const words = verb.words === undefined ? undefined : subcommandsOf(verb.words);
  const known = new Set(Object.keys(verb.words ?? {}).flatMap((names) => names.split('|')));
  return {
    options,
    ...(verb.isHarmless === true ? { loose: true, hasHarmlessOptions: true } : {}),
    ...(verb.operands === undefined ? {} : { operands: verb.operands }),
    ...(verb.prints === undefined ? {} : { prints: verb.prints }),
    ...(words === undefined ? {} : { subcommands: words }),
    see: (call, parsed) => {
      if (known.has(parsed.operands[0]?.text ?? '') && parsed.dashesAt !== 0) return undefined;
      return act(call, parsed, verb, taken);
    },
  };
}

export function subcommandsOf(verbs: Readonly<Record<string, Verb>>): Readonly<Record<string, Subcommand>> {
  return Object.fromEntries(Object.entries(verbs).map(([names, verb]) => [names, subcommandOf(verb)]));
}

function act(call: Call, parsed: Parsed, verb: Verb, taken: ReadonlyMap<string, string>): ReturnType<See> {
  // `-h` alone prints how it is used.
  if (parsed.options.length === 1 && parsed.operands.length === 0 && parsed.has('-h')) return undefined;
  if (verb.shows !== undefined) show(call, parsed, verb.shows);
  const looks = namesIn(verb.looks ?? '');
  if (looks.length > 0 && isOn(parsed, looks, taken)) return undefined;
  const found = Object.entries(verb.deeds ?? {}).filter(([names]) => parsed.has(...namesIn(names)));
  if (verb.does !== undefined && found.length === 0) perform(call, verb.does);
  for (const [, deed] of found) perform(call, deed);
  if (verb.see !== undefined) return verb.see(call, parsed);
  const [word] = parsed.operands;
  return verb.words === undefined || word === undefined
    ? undefined
    : call.unknown('program.subcommand', word.raw, `uses \`git\` with the word ${word.raw}, which is not known`);
}

/** Whether the last word on one of these options is that it holds. */
function isOn(parsed: Parsed, names: readonly string[], taken: ReadonlyMap<string, string>): boolean {
  const on = new Set<string>();
  for (const { name } of parsed.options) {
    const off = taken.get(name);
    if (off !== undefined) on.delete(off);
    else if (names.includes(name)) on.add(name);
  }
  return on.size > 0;
}

/** Adds `--no-x` to each `--x`, and tells which option each of them takes back. */
function withNegations(options: Names): { options: readonly string[]; taken: ReadonlyMap<string, string> } {
  const tokens = namesIn(options);
  const listed = new Set(tokens.flatMap((token) => token.replace(/[=!].*$/, '').split(',')));
  const taken = new Map<string, string>();
  for (const token of tokens) {
    const names = token.replace(/[=!].*$/, '').split(',');
    for (const name of names) {
      const negated = `--no-${name.slice(2)}`;
      if (!/^--(?!no-)[a-z]/.test(name) || listed.has(negated)) continue;
      taken.set(negated, names[0] ?? name);
    }
  }
  return { options: [...tokens, ...taken.keys(), ...(listed.has('-h') ? [] : ['-h'])], taken };
}

/** Operands that name files: `HEAD:path`, what stands behind `--`, and what is a file on the disk or looks like one. */
function show(call: Call, parsed: Parsed, what: 'contents' | 'names'): void {
  if (what === 'contents') readElsewhere(call);
  parsed.operands.forEach((operand, index) => {
    const { text } = operand;
    if (text === undefined) return;
    const isPath = parsed.dashesAt !== undefined && index >= parsed.dashesAt;
    const inRevision = isPath ? undefined : /^[^:{]+:(?!\/\/)([^:(\s].*)$/s.exec(text)?.[1];
    // `:(top,icase)path`, `:/path`, `:path` of the index; `:!path` leaves a path out.
    const magic = /^:(?:\([^)]*\)|[/!^]*)(?!.*\.\.)/.exec(text)?.[0];
    if (magic !== undefined && /[!^]|exclude/.test(magic)) return;
    const path = inRevision ?? (magic === undefined ? text : text.slice(magic.length));
    if (path === '') return;
    const arg: Arg = { ...literalArg(path, call.part), isPattern: /[*?[]/.test(path), taint: operand.taint };
    const base = path.slice(path.lastIndexOf('/') + 1);
    const isFile =
      isPath ||
      inRevision !== undefined ||
      magic !== undefined ||
      /^(?:\/|~|\.\.?\/)/.test(path) ||
      (base.includes('.') && !path.includes('..')) ||
      (!path.includes('/') && isSecretName(`/${path.toLowerCase()}`)) ||
      call.kindOf(arg) !== 'missing';
    if (isFile) call.file(what === 'contents' ? 'read' : 'names', arg);
  });
}
