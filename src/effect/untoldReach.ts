import path from 'node:path';
import type { Effect, EffectKind } from './effect';
import type { CalledWords, Looking } from './looking';

/** Where an action goes that its line doesn't say, and the texts that decide it. */
export interface UntoldReach {
  readonly effect: Effect;
  /** What it is that says so, for a person. */
  readonly says: string;
  readonly text: string;
}

const OUTWARD: ReadonlySet<EffectKind> = new Set(['fetch', 'upload', 'install', 'gitRemote', 'publish', 'unknown']);

const MOST_BYTES = 100_000;
/** UTF-16 units: in longer ones nearly every word stands somewhere. */
const LONGEST_MADE = 2000;
/** Bytes. */
const MOST_PART = 500;
const MOST_FILES = 50;
/** Programs that turn a text into another one, which nobody reads before. */
const DECODES =
  /\b(?:base(?:32|64)|b64decode|basenc|uudecode|openssl|gpg|gunzip|zcat|xxd\s+-\w*r)\b|\btr\s+["']?[\w-]*[a-z]-[a-z]/i;

/**
 * What can't be told of where an action goes: a host that a program or a file gives, a file that lists addresses, settings
 * of the program, modules that the repository lists.
 */
export function untoldReaches(
  line: string,
  effects: readonly Effect[],
  calls: readonly CalledWords[],
  looking: Looking,
): readonly UntoldReach[] {
  const files = new Files(looking);
  const used = effects.flatMap(({ kind, place }) =>
    place !== undefined && (kind === 'read' || kind === 'run') ? [place.path] : [],
  );
  const isOutward = effects.some(({ kind }) => OUTWARD.has(kind));
  return effects.flatMap((effect): readonly UntoldReach[] => {
    const { kind, detail = '', part, target } = effect;
    const own = () => calls.filter((call) => call.part === part || isSamePart(call, effect));
    if (/^(?:fetch|upload)\.unknownHost$/.test(detail)) {
      return [
        ...files.told(effect, used),
        { effect, says: 'its command line', text: [line, ...files.short(used)].join('\n') },
      ];
    }
    if (detail === 'git.remote.fetch.submodule') return files.told(effect, files.named('.gitmodules', undefined));
    if (kind === 'environment' && isOutward)
      return files.told(
        effect,
        valuesIn(part.text).flatMap((value) => files.named(value, undefined)),
      );
    if (kind !== 'unknown') return [];
    if (detail.startsWith('code.')) return [{ effect, says: 'its code', text: part.text }];
    if (detail === 'value.script')
      return files.told(
        effect,
        own().flatMap((call) => call.words.flatMap((word) => files.named(word, call))),
      );
    if (detail !== 'program.option') return [];
    return own().flatMap((call) =>
      valuesOf(target, call.words).flatMap((value) =>
        /^(?:-|\/dev\/(?:stdin|fd\/\d+)|[<>]\(.*)$/s.test(value)
          ? [{ effect, says: 'its command line', text: line }, ...files.told(effect, used)]
          : files.told(effect, files.named(value, call)),
      ),
    );
  });
}

/** Whether what decides is decoded only when it runs; a variable of the environment is not. */
export function isDecoded({ effect: { detail = '', target }, text }: UntoldReach): boolean {
  return detail.endsWith('unknownHost') && !target.startsWith('$') && DECODES.test(text);
}

/** Whether each part of a host stands in a text as a word of its own. */
export function hasPartsOf(host: string, { text }: UntoldReach): boolean {
  if (text.length > LONGEST_MADE) return false;
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}-]+/u));
  return host.split(/[./]/).every((label) => words.has(label));
}

class Files {
  constructor(private readonly looking: Looking) {}

  told(effect: Effect, paths: readonly string[]): readonly UntoldReach[] {
    return [...new Set(paths)].slice(0, MOST_FILES).flatMap((file) => {
      const { disk, texts } = this.looking;
      const held = [...(texts.get(file) ?? []), disk.kind(file) === 'file' ? disk.text(file, MOST_BYTES) : undefined];
      const says = `\`${path.basename(file)}\``;
      return held.flatMap((text) => (text === undefined ? [] : [{ effect, says, text }]));
    });
  }

  /** Texts of files that are short enough to be no more than a part of a name. */
  short(paths: readonly string[]): readonly string[] {
    const { disk, texts } = this.looking;
    return [...new Set(paths)]
      .slice(0, MOST_FILES)
      .flatMap((file) => [
        ...(texts.get(file) ?? []),
        disk.kind(file) === 'file' ? (disk.text(file, MOST_PART) ?? '') : '',
      ]);
  }

  /** The files that a word may be, where there are such. */
  named(word: string, call: CalledWords | undefined): readonly string[] {
    const { situation, disk, texts } = this.looking;
    const api = situation.platform === 'windows' ? path.win32 : path.posix;
    if (word === '' || word.length > 1000 || /[\n\0]/.test(word)) return [];
    const folders = call?.folders ?? situation.roots;
    return folders
      .map((folder) => disk.realPath(api.resolve(folder, word.replace(/^@/, ''))))
      .filter((file) => texts.has(file) || disk.kind(file) === 'file');
  }
}

function isSamePart({ part }: CalledWords, { part: other }: Effect): boolean {
  return part.start === other.start && part.end === other.end && part.standsIn === other.standsIn;
}

/** What is given to an option: behind it, after a sign, or written to it. */
function valuesOf(option: string, words: readonly string[]): readonly string[] {
  // Where it is told by its other name, any word may be what it was given.
  if (!words.some((word) => word.startsWith(option)))
    return words.slice(1).map((word) => word.replace(/^--?[\w-]+=/, ''));
  return words.flatMap((word, at) => {
    if (!word.startsWith(option)) return [];
    if (word === option) return words.slice(at + 1, at + 2);
    return [word.slice(option.length).replace(/^=/, '')];
  });
}

function valuesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\w=(["']?)([^\s"']+)\1/g), ([, , value = '']) => value);
}
