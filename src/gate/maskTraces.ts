import { readableForms } from '../effect/readableForms';

/** Begins as a mask does, with whatever signs an agent puts there. */
const BEGUN = /[<«‹⟨]\s*masked[-_ ]?\d{1,6}\b|<\s*<\s*masked\s*[:>]/gi;
/** Has the number and what a mask says, whatever stands around it. */
const TOLD = /\bmasked[-_ ]?(\d{1,6})\s*:\s*an?\s[\w ]{2,60}/gi;
/** The first word of every mask in base64, in each of its three places, and in hexadecimal, and backwards. */
const ENCODED = /PDxtYXNrZWQt|8bWFza2VkL|8PG1hc2tlZC|3c3c6d61736b65642d|-deksam<</gi;

/** What in a text was meant for a mask, however it is written: without some of its signs, escaped, split, or encoded. */
export function maskTraces(text: string, masks: Iterable<string>): ReadonlySet<string> {
  const traces = new Set<string>();
  const bare = text.replace(/["'`\\]/g, '');
  for (const form of [text, bare, ...readableForms(text)]) {
    for (const pattern of [BEGUN, TOLD]) for (const [found] of form.matchAll(pattern)) traces.add(found.toLowerCase());
    for (const mask of masks) {
      // The second half of one: what it says, and how it ends.
      const end = mask.slice(mask.indexOf(': ') + 2);
      if (form.includes(end)) traces.add(end);
    }
  }
  for (const [found] of text.matchAll(ENCODED)) traces.add(found);
  return traces;
}
