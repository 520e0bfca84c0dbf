import type { EditedFile, Format } from './fact';
import { builds } from './formats/builds';
import { codeInDocuments } from './formats/codeInDocuments';
import { codeTags } from './formats/codeTags';
import { editorFiles } from './formats/editorFiles';
import { kubernetes } from './formats/kubernetes';
import { lineDependencies } from './formats/lineDependencies';
import { lineSettings } from './formats/lineSettings';
import { otherCode } from './formats/otherCode';
import { otherManifests } from './formats/otherManifests';
import { packageJson } from './formats/packageJson';
import { packageLocks } from './formats/packageLock';
import { projectCode } from './formats/projectCode';
import { remoteReference } from './formats/remoteReference';
import { settings } from './formats/settings';
import { shellScript } from './formats/shellScript';
import { switchedOff } from './formats/switchedOff';
import { toolSettings } from './formats/toolSettings';
import { unknownText } from './formats/unknownText';

/** Every format that is read. A file may have several: what each of them finds counts. */
const FORMATS: readonly Format[] = [
  ...packageJson,
  ...packageLocks,
  ...toolSettings,
  ...otherManifests,
  ...editorFiles,
  ...settings,
  remoteReference,
  ...builds,
  projectCode,
  otherCode,
  ...codeInDocuments,
  lineDependencies,
  lineSettings,
];

/** These read texts of many kinds, each for one thing only. */
const OF_ANY_KIND: ReadonlySet<Format> = new Set([
  lineDependencies,
  lineSettings,
  kubernetes,
  remoteReference,
  switchedOff,
  codeTags,
  shellScript,
]);

/** By name, as far as they were asked for. */
const known = new Map<string, readonly Format[]>();
const MOST_KNOWN = 2000;

export function formatsOf(file: EditedFile): readonly Format[] {
  const name = `${file.shown}\0${file.path}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const formats = findFormats(file);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, formats);
  return formats;
}

function findFormats(file: EditedFile): readonly Format[] {
  const found = FORMATS.filter((format) => format.reads(file));
  const isUnknown = found.every(
    (format) =>
      OF_ANY_KIND.has(format) || (format === projectCode && !/\.[^/]*$/.test(file.folded.replace(/^.*\//, ''))),
  );
  return isUnknown && unknownText.reads(file) ? [...found, unknownText] : found;
}

/** Those that files of this name are in, not those that look over texts of any kind. */
export function ownFormatsOf(file: EditedFile): readonly Format[] {
  return FORMATS.filter((format) => !OF_ANY_KIND.has(format) && format.reads(file));
}
