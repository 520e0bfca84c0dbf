import type { EditedFile, Format } from './fact';
import { builds } from './formats/builds';
import { otherManifests } from './formats/otherManifests';
import { packageJson } from './formats/packageJson';
import { remoteReference } from './formats/remoteReference';
import { toolSettings } from './formats/toolSettings';

/** Every format that is read. A file may have several: what each of them finds counts. */
const FORMATS: readonly Format[] = [packageJson, ...toolSettings, ...otherManifests, remoteReference, ...builds];

export function formatsOf(file: EditedFile): readonly Format[] {
  return FORMATS.filter((format) => format.reads(file));
}
