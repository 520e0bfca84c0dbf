import type { Found } from '../sign';

/** Any character that a model reads and a person doesn't see. A joiner inside an emoji or between letters of its script is ordinary. */
const ANY =
  /[\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]|\u200d|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]|[\ufe00-\ufe0f]{4}/u;

const KINDS: readonly (readonly [test: RegExp, weight: number])[] = [
  // Tags: letters twice over. The flags of Scotland, Wales and England are the only ordinary use.
  [/(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,8})[\u{e0020}-\u{e007e}]{3,}/gu, 12],
  [/(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,8})[\u{e0020}-\u{e007e}]/gu, 4],
  [/(?<=[^\n])[\u202d\u202e][^\n\u202c]{0,200}/gu, 10],
  [/[\u2066-\u2068\u202a\u202b](?=[^\n]{0,200}[{};=()][^\n]{0,80})[^\n\u2069\u202c]{0,200}/gu, 6],
  [/(?:[\u200b\u200c\u2060-\u2064\ufeff]|\u200d){6,}/gu, 10],
  [/[\u{e0100}-\u{e01ef}]{3,}|[\ufe00-\ufe0f]{4,}/gu, 10],
  [/(?:[A-Za-z](?:[\u00ad\u200b\u200c\u2060-\u2064\ufeff]|\u200d){1,4}){4,}[A-Za-z]/gu, 8],
];

export function readUnseen(text: string): readonly Found[] {
  if (!ANY.test(text)) return [];
  const found: Found[] = [];
  for (const [test, weight] of KINDS) {
    let count = 0;
    for (const match of text.matchAll(test)) {
      found.push({
        id: 'invisible',
        says: 'has characters that a person does not see',
        weight,
        start: match.index,
        end: match.index + match[0].length,
        isHidden: true,
      });
      if (++count === 5) break;
    }
  }
  return found;
}
