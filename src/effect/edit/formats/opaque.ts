import type { EditedFile, Fact } from '../fact';

/** Something in a text that can't be followed; `says` continues a sentence that begins with the file. */
export function opaqueFact(says: string, { shown }: EditedFile): Fact {
  const target = `${shown}: ${says}`;
  return { kind: 'effect', at: 'the text', effect: 'unknown', detail: 'edit.opaque', target, says, text: shown };
}
