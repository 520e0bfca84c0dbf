import type { Found, Scalar } from './data';
import { commandLine } from './looks';

/** A value that is filled in, as a shell would have it: something that isn't known beforehand. */
export const FILLED_IN = '$FILLED_IN';

const DEEPEST = 4;
/** Longer texts are not put together: they stand for something unknown. In UTF-16 units. */
const LONGEST = 64 * 1024;

/** Values that a file sets under a name and uses elsewhere in it. */
export class NamedTexts {
  readonly #texts: ReadonlyMap<string, string>;
  #length = 0;

  constructor(
    found: readonly Found<Scalar>[],
    private readonly reference: RegExp,
  ) {
    this.#texts = new Map(found.map(({ at, value }) => [lastName(at).toLowerCase(), value.text]));
  }

  into(text: string): string {
    this.#length = 0;
    return this.#into(text, 0);
  }

  #into(text: string, depth: number): string {
    return text.replace(this.reference, (_, name: string) => {
      const known = this.#texts.get(name.toLowerCase());
      if (known === undefined || depth >= DEEPEST || this.#length > LONGEST) return FILLED_IN;
      this.#length += known.length;
      return this.#into(known, depth + 1);
    });
  }
}

/** Variables as a shell would set them. */
export function exportsOf(found: readonly Found<Scalar>[]): string {
  return found
    .slice(0, MOST_VARIABLES)
    .flatMap(({ at, value }) => {
      const name = lastName(at);
      return /^[A-Za-z_]\w*$/.test(name) ? [`export ${name}=${commandLine([value.text])}\n`] : [];
    })
    .join('');
}

const MOST_VARIABLES = 200;

/** The name of a value, which may stand beside a description of it. */
function lastName(at: string): string {
  return /([^.]*?)(?:\.value)?$/.exec(at)?.[1] ?? at;
}
