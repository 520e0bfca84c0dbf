import type { EffectKind } from '../effect';
import { isHarmlessDevice, locate, SERIAL_PORT } from '../locate';
import type { Looking } from '../looking';
import { nameSet } from '../names';
import { isGenerated, resolveArg } from '../paths';
import type { Place } from '../place';
import type { Emitted, Role } from '../programs/program';
import { isOfTask } from '../script/provenance';
import { isCodeFile, makesOfWhatIsThere } from './codeFiles';
import { isListedName } from './listedNames';
import type { ShellState } from './state';
import { isTameEdit } from './tameEdit';
import { type Arg, CHANGED, LISTED_SECRET, REMOTE, SECRET, type Taint } from './value';

/** They read every file they are given, and show of it what was looked for or how much there is. */
const SEARCHING = nameSet(
  'grep egrep fgrep rg ag ack wc file stat ls du md5sum sha1sum sha256sum cksum test [ diff cmp',
);

/** What the effects on files need of the call they belong to. */
export interface FileCall {
  readonly name: string;
  readonly args: readonly Arg[];
  readonly state: ShellState;
  readonly looking: Looking;
  readonly folders: readonly string[] | undefined;
  taint: Taint;
  /** The Python code that it runs just now. */
  readonly source: string | undefined;
  /** It is the project's own code that calls. */
  readonly isTrusted: boolean;
  /** Real paths of what it wrote so far. */
  readonly wrote: Set<string>;
  emit(kind: EffectKind, target: string, more: Emitted): undefined;
}

interface At {
  readonly place: Place;
  readonly shown: string;
  readonly isContents: boolean;
}

/** What happens to each file that an argument may be, by the role it has for the program. */
export function fileEffects(call: FileCall, role: Role, arg: Arg, detail: string | undefined): void {
  if (arg.text !== undefined && isHarmlessDevice(arg.text)) return;
  const resolved = resolveArg(arg, call.folders, call.looking);
  const shown = arg.text ?? arg.raw;
  if (resolved.unknown !== undefined) unknownFile(call, role, arg, resolved.unknown);
  for (const { place, isContents } of resolved.places) fileAt(call, role, { place, isContents, shown }, detail);
}

function unknownFile(call: FileCall, role: Role, arg: Arg, name: string): void {
  if (role === 'names') return;
  const isListed = role === 'read' && isListedName(arg, call.folders, call.looking);
  if (isListed && ((arg.taint & LISTED_SECRET) === 0 || SEARCHING.has(call.name))) return;
  const kind = role === 'read' ? 'read' : role === 'delete' ? 'delete' : 'write';
  // Files the command itself found below the workspace may be edited in place, as by a formatter.
  if (role === 'edit' && arg.unknown?.nature === 'paths' && arg.head === '') {
    const { situation, disk } = call.looking;
    const [root = ''] = situation.roots;
    call.emit('write', name, {
      detail: 'write.change',
      certainty: 'possible',
      place: locate(root, situation, disk),
    });
    return;
  }
  call.emit(kind, name, { detail: `${kind}.unknownPath`, certainty: 'possible' });
}

function fileAt(call: FileCall, role: Role, { place, isContents, shown }: At, detail: string | undefined): void {
  if (isHarmlessDevice(place.path)) return;
  if (role === 'read' || role === 'names') {
    if (place.isSecret && role === 'read') call.taint |= SECRET;
    const written = call.state.written(place.path);
    if (written !== undefined) call.taint |= written.taint;
    else if (call.looking.situation.history?.changed[place.path] === 'downloaded') call.taint |= REMOTE;
    if (call.isTrusted && isOfTask(place.path, call.looking)) call.taint |= CHANGED;
    // A name alone tells no secret, but the list of a folder of keys is one.
    const isQuiet = role === 'names' && place.isSecret && !/[\\/]\.(?:ssh|gnupg|aws|kube|azure)$/i.test(place.path);
    call.emit('read', shown, {
      detail: detail ?? (role === 'names' ? 'read.names' : 'read.file'),
      place: isQuiet ? { ...place, isSecret: false } : place,
    });
  } else if (role === 'delete') {
    deleteAt(call, { shown, place, isContents: isContents || /[\\/]$/.test(shown) }, detail);
  } else {
    const onDevice = deviceDetail(place);
    const isMade = role !== 'edit' && !/^write\.(?:link|mode)/.test(detail ?? '');
    // Who may run it is no content.
    if (detail?.startsWith('write.mode') !== true) {
      const before = call.state.written(place.path);
      // Code that the command itself put there is no less its own for being formatted.
      const isBuilt =
        (makesOfWhatIsThere(call.name, call.args, place.path) || isEdit(call, place.path)) &&
        (before === undefined || before.isBuilt === true || !isCodeFile(place.path));
      call.state.didWrite(place.path, { text: undefined, taint: call.taint, isBuilt }, isMade);
    }
    call.wrote.add(place.path);
    call.emit('write', shown, {
      detail:
        onDevice ?? detail ?? (role === 'folder' ? 'write.folder' : role === 'edit' ? 'write.change' : 'write.create'),
      place,
    });
  }
}

/** How writing to a device is told; undefined for what lies elsewhere. */
export function deviceDetail({ area, path }: Place): string | undefined {
  if (area !== 'device') return undefined;
  return SERIAL_PORT.test(path) ? 'write.port' : 'disk.write';
}

function isEdit({ source }: FileCall, path: string): boolean {
  return source !== undefined && isTameEdit(source, path);
}

function deleteAt(call: FileCall, { shown, place, isContents }: At, detail: string | undefined): void {
  const { looking } = call;
  const { origins } = call.state;
  if (origins.holdsForeign(place.path, isContents))
    call.emit('delete', shown, {
      detail: 'delete.moved',
      says: `deletes ${shown}, with what the same command moved or linked there`,
      place,
    });
  else if (isGenerated(place, looking) || isMade(place, looking))
    call.emit('delete', shown, { detail: 'delete.generated', place });
  else if (isOwn(call, place)) call.emit('delete', shown, { detail: 'delete.own', place });
  else call.emit('delete', shown, { detail: detail ?? (isContents ? 'delete.contents' : 'delete.file'), place });
}

function isMade({ path: file }: Place, { made, disk }: Looking): boolean {
  return made.has(file) && disk.kind(file) !== 'folder';
}

/** Whether all that the argument may be can be made again, or was made by this task. */
export function isOwnOrGenerated(call: FileCall, arg: Arg): boolean {
  const { places, unknown } = resolveArg(arg, call.folders, call.looking);
  const { looking } = call;
  const { origins } = call.state;
  return (
    unknown === undefined &&
    places.every(
      ({ place, isContents }) =>
        !origins.holdsForeign(place.path, isContents) &&
        (place.area === 'temp' || isGenerated(place, looking) || isOwn(call, place)),
    )
  );
}

/** Made by this command, or by the task before it. */
export function isOwn(call: FileCall, { path }: Place): boolean {
  const { disk, paths, situation } = call.looking;
  const isMissing = (each: string) => {
    paths.add(each);
    return disk.kind(each) === 'missing';
  };
  return situation.created?.includes(path) === true || call.state.origins.isOwn(path, isMissing);
}
