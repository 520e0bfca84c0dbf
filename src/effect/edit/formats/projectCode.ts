import type { CodeFinding } from '../../code/codeFinding';
import { isBroken, projectLanguageOf, scanProjectCode, writtenOut } from '../../code/projectCode';
import type { ProjectLanguage } from '../../code/projectLanguages';
import { changedLines } from '../difference';
import type { Difference, EditedFile, Fact, Format } from '../fact';

/** Longer files are looked at only where they change. */
const LONG = 512 * 1024;
/** Code within code is looked into that deep. */
const DEEPEST = 3;

/** JavaScript, TypeScript and Python, and the scripts of components. */
export const projectCode: Format = {
  name: 'code',
  reads: ({ folded }) => languageOf(folded) !== undefined || HAS_NO_ENDING.test(folded),
  mayMatter,
  facts(text, { folded }) {
    const language = languageOf(folded) ?? firstLineSays(text);
    if (language === undefined) return [];
    const facts = factsOf(language, isComponent(folded) ? scriptsOf(text) : text, 0);
    return isProduction(folded) ? [...facts, ...debugFacts(text)] : facts;
  },
  roughFacts(before, after, difference, { folded }) {
    const language = languageOf(folded);
    const as = (text: string) => (isComponent(folded) ? scriptsOf(text) : text);
    if (language === undefined) return [];
    if (changedLines(before, after, difference).some(mayReach)) return [];
    if (!isBroken(language, as(after))) return [];
    return writtenOut(as(before)).map((finding) => ({ kind: 'finding', at: 'the code', finding }));
  },
};

const HAS_NO_ENDING = /(?:^|\/)[^/.]+$/;

function languageOf(file: string): ProjectLanguage | undefined {
  return isComponent(file) ? 'tsx' : projectLanguageOf(file);
}

function isComponent(file: string): boolean {
  return /\.(?:vue|svelte|astro|x?html?)$/.test(file);
}

/** Of a file without an ending, which the system gives to the program that its first line names. */
function firstLineSays(text: string): ProjectLanguage | undefined {
  const [, program] = /^\uFEFF?#![^\n]*\b(python|node|tsx|ts-node|deno|bun)/.exec(text.slice(0, 200)) ?? [];
  if (program === undefined) return undefined;
  if (program === 'python') return 'python';
  return program === 'node' ? 'javascript' : 'typescript';
}

function scriptsOf(text: string): string {
  const front = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script\s*>/gi)].map(([, code = '']) => code);
  return [front, ...scripts].join('\n');
}

/** What code does wherever it stands. */
export function factsOfCode(language: ProjectLanguage, text: string): readonly Fact[] {
  return factsOf(language, text, 0);
}

function factsOf(language: ProjectLanguage, text: string, depth: number): readonly Fact[] {
  return scanProjectCode(language, text).flatMap((finding): readonly Fact[] => {
    if (finding.kind === 'code' && finding.text.text !== undefined)
      return depth < DEEPEST ? factsOf(language, finding.text.text, depth + 1) : [];
    return counts(finding) ? [{ kind: 'finding', at: 'the code', finding }] : [];
  });
}

/** What an edit is never held for needn't be compared. */
function counts({ kind }: CodeFinding): boolean {
  return !/^(?:names|file|cwd|modules|module|environment|set|unknown)$/.test(kind);
}

function isProduction(file: string): boolean {
  return /(?:^|\/)[^/]*(?:prod|production)[^/]*(?:\/[^/]*)?\.py$/.test(file);
}

function debugFacts(text: string): readonly Fact[] {
  return /^DEBUG\s*=\s*True\b/m.test(text)
    ? [
        {
          kind: 'effect',
          at: 'DEBUG',
          effect: 'change',
          detail: 'change.authentication',
          target: 'DEBUG',
          text: 'DEBUG = True',
          says: 'shows everybody what only developers should see (`DEBUG = True`)',
        },
      ]
    : [];
}

/** Words of code through which anything that counts is reached. */
const REACHES = new RegExp(
  [
    // Programs and code
    String.raw`child_process|exec|spawn|popen|\bsystem\b|subprocess|shelljs|\bzx\b|\bpty\b|\beval\b|\bFunction\b|\bvm\b|\bcompile\b|marshal|runpy|__\w+__`,
    String.raw`import_module|getattr|globalThis|\bglobal\b|\bbinding\b|dlopen|_load|mainModule|\bconstructor\s*[(.[]|setTimeout\s*\(\s*['"${'`'}]`,
    String.raw`\b(?:require|import)\s*\(\s*(?!(['"${'`'}])[\w@./:-]+\1\s*\))|\[\s*['"${'`'}][^'"${'`'}\]\n]*['"${'`'}]\s*\+`,
    String.raw`\bcurl\b|\bwget\b|\b(?:ba|z|da)?sh\b|\brm\s+-|BrowserWindow|webPreferences|appendSwitch|contextIsolation|nodeIntegration|webSecurity`,
    // Other machines
    String.raw`fetch|axios|\bgot\b|\bky\b|requests\b|httpx|aiohttp|urllib|https?\b|\bnet\b|\btls\b|socket|\bdns\b|connect|XMLHttp|Beacon|superagent|needle`,
    // Text that isn't what it is
    String.raw`atob|b64|base64|CharCode|CodePoint|unhexlify|fromhex|\bBuffer\b|unescape|\\u|\\x|\\[0-7]|\\N`,
    // Files
    String.raw`(?:write|append|output|create|ensure|copy|move|remove|rename|unlink|rm|mkdir|mkd|chmod|chown|symlink|link|truncate|touch)(?:File|Sync|Stream|Dir|Json|dir|dirs|tree|_text|_bytes|file|p|_to)|\brm\b|\bcp\b|rimraf|rmtree|unlink|\brename|\bchmod\b|symlink|makedirs|\bopen\s*\(|FileHandler|shutil|os\.remove|\bremove\s*\(\s*['"${'`'}\w]`,
    String.raw`['"${'`'}](?:~|/(?:etc|home|root|usr|var|opt|srv|Users|bin|sbin|lib|dev|proc|sys|boot|mnt|private|Library|System)\b|[A-Za-z]:[\\/])|\.\.['"${'`'}]|\.\./\.\.(?![^'"${'`'}\n]*['"${'`'}];?\s*$)|homedir|expanduser|\bhome\s*\(|\bHOME\b`,
    // Secrets
    String.raw`\.env\b(?!\s*[.[?])|environ\b(?!\s*[.[])|\.ssh|\.aws|id_rsa|credentials|shadow|\.kube|\.netrc|\.npmrc|\.docker|\.gnupg|\.pgpass`,
    // Checks
    String.raw`verify|unauthorized|strictSSL|ssl|csrf|\borigin\b|algorithms|checkServer|CERT_|authentication_classes|(?:skip|disable|require)_?auth|invalid(?:Cert|Host|Sign)|Insecure|ignoreHTTPS|^DEBUG`,
  ].join('|'),
  'im',
);
/** Letters that a language takes for others. */
const LIKE_OTHERS = /[\u{1D400}-\u{1D7FF}\uFF21-\uFF5A\u00AA\u00BA\u2100-\u214F\u2C7C\u2C7D\u1D2C-\u1D6A]/u;
/** A file with one of these in it runs what it is given, wherever it is given. */
const STRONG = /child_process|exec(?:a|\()|subprocess|os\.system|popen|eval\(|Function\(|shelljs/;
/** Of what is too long to be parsed, words that are hardly ever ordinary; the rest is taken for data. */
const RARELY_ORDINARY =
  /child_process|execa|subprocess|os\.system|popen|\beval\s*\(|\bexec\s*\(|\bFunction\s*\(|__import__|atob|b64decode|unauthorized|\.env\b|\.ssh|\.aws|id_rsa|169\.254/i;

function mayMatter(before: string, after: string, difference: Difference, { folded }: EditedFile): boolean {
  if (languageOf(folded) === undefined && firstLineSays(after) === undefined) return false;
  const [was, is] = changedLines(before, after, difference);
  if (after.length > LONG) return RARELY_ORDINARY.test(is) || LIKE_OTHERS.test(is);
  if (REACHES.test(is) || LIKE_OTHERS.test(is)) return true;
  // What was taken out may have kept other code from being code.
  if (REACHES.test(was) || isUneven(was) || isUneven(is)) return reaches(after);
  return !(isInert(is) && isInert(was)) && STRONG.test(after);
}

function reaches(text: string): boolean {
  return REACHES.test(text) || LIKE_OTHERS.test(text);
}

/** Whether comments or texts over several lines begin or end in it. */
function isUneven(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1;
  return (
    count('/*') !== count('*/') ||
    ['"""', "'''", '`'].some((mark) => count(mark) % 2 !== 0) ||
    /<\/?script/i.test(text) ||
    count('<!--') !== count('-->')
  );
}

/** Whether it does anything itself, or what stands around it may have been a text or a comment, or become one. */
function mayReach(lines: string): boolean {
  return (
    reaches(lines) ||
    /\/\*|\*\/|"""|'''|`|<!--|-->|<\/?script|\\\s*$/im.test(lines) ||
    lines.split('\n').some((line) => ['"', "'"].some((mark) => (line.split(mark).length - 1) % 2 !== 0))
  );
}

/** Nothing but comments and empty lines. */
function isInert(lines: string): boolean {
  return lines.split('\n').every((line) => /^\s*(?:\/\/|#|\*|$)/.test(line));
}
