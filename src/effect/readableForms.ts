/** As much of a text as is looked at for names, in UTF-16 units. */
export const LONGEST_READABLE = 200_000;
const ENTITIES: Readonly<Record<string, string>> = {
  period: '.',
  sol: '/',
  colon: ':',
  commat: '@',
  amp: '&',
  hyphen: '-',
};

/**
 * The ways to read a text that a model has and a pattern hasn't: as it stands; without what can't be seen, with escapes
 * and "dot" put back; and what is encoded in it.
 */
export function readableForms(given: string): readonly string[] {
  const text = given.slice(0, LONGEST_READABLE);
  const plain = undisguised(text);
  return [...new Set([text, plain, ...decoded(plain)])];
}

function undisguised(text: string): string {
  return (
    text
      // Characters for tags repeat ASCII and are never drawn.
      .replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
      .replace(/\p{Cf}/gu, '')
      .normalize('NFKC')
      .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (all, hex, decimal) =>
        character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), all),
      )
      .replace(/&(\w{2,8});/g, (all, name: string) => ENTITIES[name] ?? all)
      .replace(
        /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi,
        (all, braced?: string, four?: string, two?: string) =>
          character(Number.parseInt(braced ?? four ?? two ?? '', 16), all),
      )
      .replace(/%([2-7][0-9a-f])/gi, (all, hex: string) => character(Number.parseInt(hex, 16), all))
      .replace(/\bh(?:xx|\*\*)p(s?)(?=:|\[)/gi, 'http$1')
      .replace(/\[:\]/g, ':')
      .replace(/ ?[[({<] ?(?:\.|dot|punkt|punto|point) ?[\])}>] ?/gi, '.')
      .replace(/(?<=[\p{L}\p{N}]) dot (?=[\p{L}\p{N}])/giu, '.')
      .replace(/["'`]\s{0,4}(?:\+|plus|\.\.|~|&)?\s{0,4}["'`](?=[\w./-])/gi, '')
  );
}

function character(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

const MOST_DECODED = 50;

/** What base64 and hexadecimal runs of a text say, where that is text. */
function decoded(text: string): readonly string[] {
  const runs = [
    ...Array.from(text.matchAll(/[A-Za-z0-9+/_-]{12,4000}={0,2}/g), ([run]) => Buffer.from(run, 'base64')),
    ...Array.from(text.matchAll(/(?:[0-9a-f]{2}[ :]?){8,2000}/gi), ([run]) =>
      Buffer.from(run.replace(/[ :]/g, ''), 'hex'),
    ),
  ];
  return runs.slice(0, MOST_DECODED).flatMap((bytes) => {
    const said = bytes.toString('utf8');
    return /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\s]+$/u.test(said) ? [said] : [];
  });
}
