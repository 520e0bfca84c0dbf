import { either } from '../names';

/**
 * Words that a piece of code needs to start, reach, read, write or decode anything, in whichever language: all of a
 * family by how they begin.
 */
const MIGHTY = new RegExp(
  [
    `(?<![A-Za-z])(?:${either([
      'exec spawn fork system popen shell subprocess child proc eval compile import\\s*\\( importlib require function\\s*\\(',
      'new\\s+function constructor prototype getattr setattr global this\\s*\\[ window locals vars',
      'fs shutil unlink rm remove rmtree rmdir delete os kill signal atexit command cmd sys asm unsafe goto',
      'socket net http fetch axios request url curl wget nc ncat ssh ftp smtp dns web',
      'bash sh zsh sudo powershell cmd base64 atob btoa buffer fromcharcode chr pickle marshal yaml ctypes dlopen runtime',
      'reflect deno bun open read write file path env secret token passw key build install prepare script hook worker vm',
      'loader plugin preset transform inherit extends\\s*: include_ bytes decode unescape',
    ])})`,
    // What is put together, looked up or quoted for a shell.
    '`|\\$\\(|\\$\\{|\\\\x|\\\\u|\\]\\s*\\(|[\'"]\\s*[+.]\\s*[\'"]|%x|<\\(|\\|\\s*\\w+\\s|__',
  ].join('|'),
  'i',
);
/** Source text, where words alone are data and names. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|rs|java|kt|cc?|cpp|h|hpp|cs|swift|scala|css)$/;
/** In a manifest any other word may be a command or a package. */
const MANIFEST_WORDS = /(?<![\w-])(?!(?:version|name|true|false|[sgi])(?![\w-]))[A-Za-z]+/;

const LONGEST = 20_000;

/**
 * Whether text that is put into a file of code can't make that file do more than compute: then it runs as the code
 * around it would have. On the cautious side, and only by its words.
 */
export function isTameText(text: string, file: string): boolean {
  if (text.length > LONGEST) return false;
  return SOURCE.test(file) ? !MIGHTY.test(text) : !MANIFEST_WORDS.test(text) && !MIGHTY.test(text);
}
