import { DECODED, REMOTE } from '../shell/value';
import { type CodeFinding, type CodeText, plainText } from './codeFinding';

/** Functions of many languages that run programs; what they are given follows. */
const RUNS = new RegExp(
  [
    String.raw`\bos\.(?:system|popen|exec\w*|spawn\w*|execute)|\bio\.popen|\bIO\.popen|\bOpen3\.\w+|\bsubprocess\.\w+|\b(?:child_process|cp)\.(?:exec|spawn)\w*|child_process['\"]\)\s*\.\s*(?:exec|spawn)\w*`,
    String.raw`\bgetRuntime\s*\(\s*\)\s*\.\s*exec|\bProcess(?:\.(?:Start|start|run|spawn|runSync)|Builder|StartInfo)|\bSystem\.cmd|\bKernel\.(?:system|exec|spawn)|\bexec\.Command(?:Context)?|\bCommand::new|\b(?:sh|cmd)!|\bInvoke-Expression|\biex\b`,
    String.raw`\bsyscall\.Exec|\bos:cmd|\b(?:callCommand|callProcess|readProcess|readCreateProcess|rawSystem|createProcess)\b|\baddSystemCommand|\bDeno\.Command|\bdo shell script`,
    String.raw`\b(?:public_)?send\s*\(?\s*:(?:system|exec|spawn|eval)(?=\s*,)|\b(?:array_map|array_walk|array_filter|call_user_func(?:_array)?|register_shutdown_function|usort)\s*\(\s*['\"](?:system|exec|passthru|shell_exec|popen)['"](?=\s*,)`,
    // Of any object's own methods, these are any object's own.
    String.raw`(?<![\w$.]|->)(?:system|_?w?popen|shell_exec|passthru|proc_open|pcntl_exec|getoutput|getstatusoutput|check_output|check_call|execSync|execFileSync|execFile|spawn(?:Sync)?|exec(?:l|v|lp|vp)?|execa\w*)(?![\w.])`,
  ].join('|'),
  'g',
);
/** What stands between the function and its first text, and between its texts. */
const OPENS =
  /(?:\s*\(|\s*,|\s)\s*(?:(?:ctx|context\.\w+\(\)|\w+\.Context\(\))\s*,\s*)?(?:(?:listOf|List\.of|Arrays\.asList)\s*\(|new\s+String\s*\[\s*\]\s*\{|\[|\{|&\[|vec!\[|new\s*\[\]\s*\{)?\s*/y;
const BETWEEN =
  /(?:[\s,()[\]{}&]|\.args?\b|\.arg_list\b|new\s+String|vec!|listOf|List\.of|Arrays\.asList|\.to_string|\.into)*/y;
const TEXT = /[rRuUbBfF@$]{0,2}(?:"((?:[^"\\\n]|\\[^\n]){0,2000})"|'((?:[^'\\\n]|\\[^\n]){0,2000})'|`([^`]{0,2000})`)/y;
/** Text in these is run by a shell. */
const TICKS = /(?<![\w`)\]])`([^`\n]{1,500})`|(?:%x|\bqx)\s*([({[|!/])([^)}\]|!/\n]{1,500})/g;
const NAME = /[$@]?([A-Za-z_]\w{0,60})\b(?!\s*[.([])/y;
/** A name that is given something: what follows may be texts. */
const GIVEN =
  /[$@]?\b([A-Za-z_]\w{0,60})\s*(?::\s*[&\w<>[\] ]{1,30})?:?=(?=\s*(?:["'`[{]|new\s+String|vec!|listOf|List\.of|@?\())/g;
const MOST_NAMES = 400;
/** `open` reads from a program where its text begins or ends with a bar. */
const PIPED = /\bopen\s*\(?\s*(?:[\w$]+\s*,\s*)?(?:["']\s*\|([^"'\n]{1,500})["']|["']([^"'\n]{1,500})\|\s*["'])/g;
const NAMED_TWICE = /\bexecl|\bexecv|syscall\.Exec/;
const MOST_WORDS = 24;
const MOST_FOUND = 200;

const DECODES =
  /\b(?:eval|Function|exec|loadstring|load|assert|create_function|instance_eval|class_eval|Invoke-Expression|iex|loads)\s*\(?\s*(?:[\w.:[\]\\]+[.(]+\s*){0,4}(?:atob|b64decode|urlsafe_b64decode|base64_decode|base64\.decode\w*|decodestring|unhexlify|fromhex|fromCharCode|FromBase64String|gzinflate|gzuncompress|str_rot13|decode64|strict_decode64|decode_base64|unpack1?)\b|\bBuffer\.from\s*\([^()\n]{0,200}['"](?:base64|hex)['"]\s*\)[^;\n]{0,60}\beval\b|-e(?:nc(?:odedcommand)?)?\s+['"]?[A-Za-z0-9+/]{40,}={0,2}/i;
const FETCHES =
  /\b(?:iex|Invoke-Expression|eval|exec)\b[^;\n]{0,120}(?:DownloadString|Invoke-WebRequest|Invoke-RestMethod|\biwr\b|\birm\b|urlopen|requests\.get|file_get_contents\s*\(\s*['"]https?:|Net::HTTP\.get|open-uri|curl_exec)|(?:\biwr\b|\birm\b|Invoke-WebRequest|Invoke-RestMethod|DownloadString)[^;\n]{0,200}\|\s*(?:iex|Invoke-Expression)\b/i;
/** What whoever asks for a page sends with it. */
const ASKED =
  /(?:\b(?:eval|assert|system|exec|shell_exec|passthru|popen|proc_open|create_function)\s*\(|`)\s*@?[\w(]{0,40}\$_(?:GET|POST|REQUEST|COOKIE)\b/;
const CONNECTS =
  /\b(?:fsockopen|TCPSocket\.(?:new|open)|net\.Dial|IO::Socket::INET|Socket\s*\(\s*"|TcpStream::connect|socket\.(?:tcp|connect)|Net\.Sockets\.TCPClient)/;
const BARE_SHELL =
  /["'`](?:\/bin\/|\/usr\/bin\/)?(?:ba|z|da)?sh(?: -i)?["'`]\s*[)\],;]|["'](?:cmd|powershell)(?:\.exe)?["']\s*[)\],;]/;
const GIVES_AWAY =
  /(?:Stdin|Stdout|stdin|stdout|STDIN|STDOUT)\b[^\n]{0,40}(?:conn|sock|\bs\b|stream|client|\$s)|(?:proc_open|exec|popen)\b[^\n]{0,60}<&|fdopen|dup2|GetStream/i;

/** What code of any language shows in its text alone: programs with literal words, text that is decoded or fetched and run. */
export function shownByText(source: string, hasTicks = false): readonly CodeFinding[] {
  const found: CodeFinding[] = [];
  const named = new Names(source);
  for (const { index, 0: name } of source.matchAll(RUNS)) {
    if (found.length >= MOST_FOUND) break;
    const given = wordsAfter(source, index + name.length, named);
    // These are given the program's name twice.
    const words = NAMED_TWICE.test(name) && given.length > 1 ? given.filter((_, at) => at !== 1) : given;
    const [first] = words;
    if (first === undefined) continue;
    if (words.length === 1) found.push({ kind: 'shell', text: first });
    else found.push({ kind: 'command', words });
  }
  if (hasTicks)
    for (const [, ticked, , quoted] of source.matchAll(TICKS))
      found.push({ kind: 'shell', text: plainText((ticked ?? quoted ?? '').trim()) });
  for (const [, first, last] of source.matchAll(PIPED))
    found.push({ kind: 'shell', text: plainText((first ?? last ?? '').trim()) });
  if (DECODES.test(source)) found.push({ kind: 'code', text: madeOf(DECODED) });
  if (FETCHES.test(source) || ASKED.test(source)) found.push({ kind: 'code', text: madeOf(REMOTE) });
  if (CONNECTS.test(source) && BARE_SHELL.test(source) && GIVES_AWAY.test(source))
    found.push({
      kind: 'effect',
      effect: 'run',
      detail: 'run.reverseShell',
      target: 'a shell',
      says: 'gives another machine a shell on this one',
    });
  return found;
}

function madeOf(taint: number): CodeText {
  return { text: undefined, isLikely: false, taint, name: 'text that is made while running' };
}

/** Names that are given literal words once, and nothing else. */
class Names {
  #known: Map<string, readonly CodeText[] | undefined> | undefined;

  constructor(private readonly source: string) {}

  wordsOf(name: string): readonly CodeText[] | undefined {
    this.#known ??= this.#read();
    return this.#known.get(name);
  }

  #read(): Map<string, readonly CodeText[] | undefined> {
    const known = new Map<string, readonly CodeText[] | undefined>();
    for (const { index, 0: whole, 1: name = '' } of this.source.matchAll(GIVEN)) {
      if (known.size >= MOST_NAMES) break;
      const words = wordsAfter(this.source, index + whole.length, undefined);
      known.set(name, known.has(name) || words.length === 0 ? undefined : words);
    }
    return known;
  }
}

/** The literal words that a call is given, up to what isn't one. */
function wordsAfter(source: string, at: number, named: Names | undefined): readonly CodeText[] {
  const words: CodeText[] = [];
  let next = skip(OPENS, source, at);
  while (words.length < MOST_WORDS) {
    TEXT.lastIndex = next;
    const match = TEXT.exec(source);
    if (match === null) {
      NAME.lastIndex = next;
      const [whole, name = ''] = NAME.exec(source) ?? [];
      const known = whole === undefined ? undefined : named?.wordsOf(name);
      if (whole === undefined || known === undefined) break;
      words.push(...known);
      next = skip(BETWEEN, source, next + whole.length);
      continue;
    }
    const [whole, double, single, tick] = match;
    words.push(plainText(unescaped(double ?? single ?? tick ?? '')));
    next = skip(BETWEEN, source, next + whole.length);
  }
  // A word that is known only when it runs.
  if (words.length > 0 && /[\w$]/.test(source[next] ?? '') && /,\s*$/.test(source.slice(0, next).slice(-8)))
    words.push({ text: undefined, isLikely: false, taint: 0, name: 'a word of the command' });
  return words.filter(({ text }) => text !== '');
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(source)?.[0].length ?? 0);
}

function unescaped(text: string): string {
  return text.replace(/\\([\\'"`$])/g, '$1').replace(/\\n/g, '\n');
}
