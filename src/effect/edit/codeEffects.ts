import path from 'node:path';
import { type CodeFinding, type CodeText, type FileUse, isOwnFile } from '../code/codeFinding';
import { UNKNOWN } from '../code/values';
import type { Effect, EffectKind } from '../effect';
import { isHarmlessDevice, locate } from '../locate';
import type { Looking } from '../looking';
import type { Place } from '../place';
import { analyseShellText } from '../shell/analyseText';
import type { Origin } from '../shell/origin';
import { DECODED, REMOTE, SECRET } from '../shell/value';
import { lookAtUrl } from '../url';
import type { EditedFile } from './fact';
import { quoted, told, workspaceFolder } from './formats/looks';

/** Where code stands that an edit changes. */
interface Standing {
  readonly file: EditedFile;
  readonly origin: Origin;
}

/** A word that is known only when the code runs, as a shell would be given it. */
const GIVEN = '"$given"';

/**
 * What it means that code of the project now does something. It isn't run by the edit, and what it does to whom is the
 * program's own business: only what no program should do, or what would be held as a command, counts.
 */
export function effectsOfCode(finding: CodeFinding, standing: Standing, looking: Looking): readonly Effect[] {
  switch (finding.kind) {
    case 'shell':
      return ofShell(finding.text, standing, looking);
    case 'command':
      return ofWords(finding.words, standing, looking);
    case 'code':
      return ofText(finding.text, standing);
    case 'read':
    case 'write':
    case 'edit':
    case 'delete':
    case 'folder':
      return ofFile(finding.kind, finding.file, standing, looking);
    case 'request':
      return ofRequest(finding.url, finding.isUpload, standing);
    case 'effect':
      return /^change\.|^run\.reverseShell$/.test(finding.detail) ? [effect(standing, finding.effect, finding)] : [];
    case 'names':
    case 'file':
    case 'cwd':
    case 'modules':
    case 'module':
    case 'environment':
    case 'set':
    case 'unknown':
      return [];
  }
}

function effect(
  { origin }: Standing,
  kind: EffectKind,
  { detail, target, says, place }: { detail: string; target: string; says?: string; place?: Place },
): Effect {
  const part = { ...origin, text: told(target) };
  return { kind, detail, target, part, certainty: 'certain', ...(says && { says }), ...(place && { place }) };
}

function ofShell(
  { text, shape, head = '', taint, isLikely }: CodeText,
  standing: Standing,
  looking: Looking,
): readonly Effect[] {
  if (text !== undefined) return ofCommandLine(text, isLikely, standing, looking);
  if (shape !== undefined)
    return [
      ...ofCommandLine(shape.replaceAll(UNKNOWN, GIVEN), isLikely, standing, looking),
      // Whatever it fetches, it runs.
      ...ofCommandLine(shape.replaceAll(UNKNOWN, 'given'), isLikely, standing, looking).filter(({ detail = '' }) =>
        /^run\.(?:remote|decoded|reverseShell)$/.test(detail),
      ),
    ];
  return head === '' ? ofTainted(taint, 'a command', standing) : [];
}

function ofWords(words: readonly CodeText[], standing: Standing, looking: Looking): readonly Effect[] {
  const [program, ...rest] = words;
  if (program !== undefined && program.name === program.text) {
    const files = changedFiles(program.name, rest, standing, looking);
    if (files !== undefined) return files;
  }
  if (program?.text === undefined) return program === undefined ? [] : ofTainted(program.taint, 'a command', standing);
  const [file] = rest;
  // It starts itself anew.
  if (file !== undefined && isOwnFile(file) && /^(?:python3|node)$/.test(program.text)) return [];
  // A whole command line, as `popen("ls -l", "r")` takes it.
  if (/\S\s/.test(program.text)) return ofCommandLine(program.text, program.isLikely, standing, looking);
  const isShell = /(?:^|\/)(?:ba|z|da|k)?sh$/.test(program.text);
  const code = words.find(({ text }, index) => isShell && text === undefined && words[index - 1]?.text === '-c');
  if (code !== undefined && code.shape === undefined) return ofTainted(code.taint, 'a command', standing);
  const line = words
    .map(({ text, shape }) => (text !== undefined ? quoted(text) : shape === undefined ? GIVEN : doubleQuoted(shape)))
    .join(' ');
  // Paths beside the file itself are told from where it lies.
  const isBeside = words.some(({ text, isLikely }) => isLikely && text?.startsWith('.') === true);
  return ofCommandLine(line, isBeside, standing, looking);
}

/** Functions that change files are told as the commands that do the same: what counts is where the files lie. */
function changedFiles(
  name: string,
  words: readonly CodeText[],
  standing: Standing,
  looking: Looking,
): readonly Effect[] | undefined {
  const [first, second] = words.filter((word) => word.text !== word.name && (word.text ?? word.head) !== undefined);
  const of = (use: FileUse, file: CodeText | undefined) =>
    file === undefined ? [] : ofFile(use, file, standing, looking);
  // What isn't known was left out: then the only one may be either.
  const isWhole = words.every((word) => (word.text ?? word.head) !== undefined);
  const last = isWhole ? second : undefined;
  switch (name) {
    case 'rm':
      return of('delete', first);
    case 'mv':
      return [...of(isWhole ? 'delete' : 'write', first), ...of('write', last)];
    case 'cp':
      return [...of('read', first), ...of('write', last)];
    case 'ln':
      return of('write', last);
    default:
      return undefined;
  }
}

function doubleQuoted(shape: string): string {
  return `"${shape.replace(/[\\"`$]/g, '\\$&').replaceAll(UNKNOWN, '$given')}"`;
}

/** As the command that it is; what of it is known only when it runs is ordinary. What stands there whole counts whole. */
function ofCommandLine(
  text: string,
  isBeside: boolean,
  { file, origin }: Standing,
  looking: Looking,
): readonly Effect[] {
  const run = { text, origin, folders: [isBeside ? path.dirname(file.path) : workspaceFolder(file)] };
  const effects = analyseShellText(run, looking);
  if (!isBeside && !text.includes(GIVEN) && !text.includes('$given')) return effects;
  return effects.filter(
    ({ kind, detail = '' }) =>
      !/^(?:unknown|environment|listen)$/.test(kind) && !/\.unknown(?:Path|Host)$|^read\.environment$/.test(detail),
  );
}

function ofText({ taint }: CodeText, standing: Standing): readonly Effect[] {
  return ofTainted(taint, 'code', standing);
}

function ofTainted(taint: number, as: string, standing: Standing): readonly Effect[] {
  if ((taint & REMOTE) !== 0)
    return [
      effect(standing, 'change', { detail: 'change.remoteCode', target: as, says: `runs as ${as} what it fetches` }),
    ];
  if ((taint & DECODED) !== 0)
    return [
      effect(standing, 'change', { detail: 'change.decoded', target: as, says: `runs as ${as} what it decodes` }),
    ];
  return [];
}

function ofFile(use: FileUse, text: CodeText, standing: Standing, looking: Looking): readonly Effect[] {
  const name = text.text ?? text.head ?? '';
  const place = placeOf(name, text.isLikely, standing.file, looking);
  if (isHarmlessDevice(place.path)) return [];
  const isInside = place.area === 'workspace' || place.area === 'temp';
  if (use === 'read')
    return place.isSecret && !isInside ? [effect(standing, 'read', { detail: 'read.file', target: name, place })] : [];
  // Of a path of which only the beginning is known, that is where it leads to.
  const isOrdinary = !place.isSecret && place.protectedAs === undefined && place.holds === undefined;
  if (isInside && isOrdinary) return [];
  const kind = use === 'delete' ? 'delete' : 'write';
  return [effect(standing, kind, { detail: `${kind}.${use}`, target: name, place })];
}

function placeOf(name: string, isLikely: boolean, file: EditedFile, { situation, disk }: Looking): Place {
  const folder = isLikely || name.startsWith('..') ? path.dirname(file.path) : workspaceFolder(file);
  const full = /^~(?=$|[/\\])/.test(name) ? situation.home + name.slice(1) : path.resolve(folder, name);
  return locate(full, situation, disk);
}

/** Reasons for an address to be odd which are ordinary in a program: it may talk to services of its own network. */
const ORDINARY = /^is (?:an address of a private network|no )/;
/** Asked for which address of its own a machine would use, and answering everybody. */
const PUBLIC_RESOLVER = /^(?:8\.8\.[48]\.[48]|1\.[01]\.[01]\.1)(?::\d+)?$/;

function ofRequest({ text, head, taint, name }: CodeText, isUpload: boolean, standing: Standing): readonly Effect[] {
  const address = text ?? head ?? '';
  // Of the host that the page itself comes from.
  if (/^(?:[.?#]|\/(?!\/))/.test(address) && (taint & SECRET) === 0) return [];
  const look = lookAtUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
  const host = address === '' ? name : look.host;
  if ((taint & SECRET) !== 0 && look.nature !== 'local')
    return [effect(standing, 'upload', { detail: 'upload.secret', target: host, says: `sends a secret to ${host}` })];
  if (look.nature !== 'odd' || address === '' || ORDINARY.test(look.why ?? '') || PUBLIC_RESOLVER.test(address))
    return [];
  return [
    effect(standing, 'fetch', { detail: 'fetch.odd', target: host, says: `requests ${host}, which ${look.why}` }),
  ].map((each) => (isUpload ? { ...each, says: `sends data to ${host}, which ${look.why}` } : each));
}
