import type { EditedFile, Format } from './fact';
import { builds } from './formats/builds';
import { editorFiles } from './formats/editorFiles';
import { otherCode } from './formats/otherCode';
import { otherManifests } from './formats/otherManifests';
import { packageJson } from './formats/packageJson';
import { packageLocks } from './formats/packageLock';
import { projectCode } from './formats/projectCode';
import { remoteReference } from './formats/remoteReference';
import { settings } from './formats/settings';
import { toolSettings } from './formats/toolSettings';

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
];

export function formatsOf(file: EditedFile): readonly Format[] {
  return FORMATS.filter((format) => format.reads(file));
}
