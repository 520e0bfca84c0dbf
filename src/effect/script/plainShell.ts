/** A shell that recipes may as well be given to: they are judged as its commands. */
const PLAIN_SHELL =
  /^(?:(?:\/usr)?\/bin\/env\s+(?:-S\s+)?)?(?:(?:\/usr(?:\/local)?)?\/bin\/|\/opt\/homebrew\/bin\/)?(?:ba|da|z|k|a)?sh(?:\.exe)?$/;
/** Options with which a shell does the same, or stops earlier. */
const PLAIN_FLAG =
  /^(?:-[euxvcfl]*[oc]?|pipefail|errexit|nounset|xtrace|-i|--norc|--noprofile|--posix|inherit_errexit|-O|nullglob|globstar|extglob)$/;

/** Whether a program with its options is a shell and nothing else; an empty text is the one that is there anyhow. */
export function isPlainShell(text: string): boolean {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const isEnv = /(?:^|\/)env$/.test(words[0] ?? '');
  const program = isEnv ? words.slice(0, words[1] === '-S' ? 3 : 2).join(' ') : (words[0] ?? '');
  const rest = words.slice(isEnv ? (words[1] === '-S' ? 3 : 2) : 1);
  // A shell that make looks for itself.
  const isFound = /^\$\((?:command -v|which|type -P) (?:ba|z|da)?sh(?: \|\|.*| 2>.*)?\)$/.test(text.trim());
  return isFound || (PLAIN_SHELL.test(program) && rest.every((word) => PLAIN_FLAG.test(word)));
}

/** Whether these are nothing but options of a shell. */
export function arePlainFlags(text: string): boolean {
  return text
    .trim()
    .split(/\s+/)
    .every((word) => word === '' || PLAIN_FLAG.test(word));
}
