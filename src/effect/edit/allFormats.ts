import type { EditedFile, Format } from './fact';
import { packageJson } from './formats/packageJson';
import { shellScript } from './formats/shellScript';

/** Every format that is read. A file may have several: what each of them finds counts. */
const FORMATS: readonly Format[] = [packageJson, shellScript];

export function formatsOf(file: EditedFile): readonly Format[] {
  return FORMATS.filter((format) => format.reads(file));
}
