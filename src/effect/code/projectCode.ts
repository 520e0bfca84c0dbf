import { TooMuchError } from '../budget';
import { DECODED, REMOTE, SECRET, type Taint } from '../shell/value';
import type { CodeFinding, CodeText } from './codeFinding';
import { codeSettings } from './codeSettings';
import type { Language } from './language';
import { ProjectEvaluation } from './projectEvaluation';
import { type ProjectLanguage, projectLanguage } from './projectLanguages';
import { CodeSyntaxError, TooMuchCodeError } from './syntax';
import { shownByText } from './textTriggers';

/** Longer files aren't parsed, in UTF-16 units. */
const LONGEST = 512 * 1024;
const COMMENT_LINES = /^[ \t]*(?:\/\/|#|\*[ \t/]).*$/gm;
/** Words by which code may find a function of its own without saying its name. */
const LOOKS_UP: Readonly<Record<Language['name'], RegExp>> = {
  python:
    /\b(?:globals|locals|vars|eval|exec|compile|modules|getattr|getattribute|gc|inspect|f_globals|f_locals|import_module|runpy|ctypes)\b|__(?:dict|globals|getattribute|getattr|import|builtins|loader|spec|call|self|wrapped)__|(?<!["'])__main__|__main__["']\s*[\])]/,
  javascript: /\b(?:exports|eval|Function|globalThis|global|window|callee|caller|vm|require\.main|children)\b/,
};
const TOO_MUCH = 'too much code to look through';

/** The language of a file that is read as code of a project; undefined for others. */
export function projectLanguageOf(file: string): ProjectLanguage | undefined {
  if (/\.pyw?$|(?:^|[/\\])(?:SConstruct|SConscript|wscript)$/i.test(file)) return 'python';
  if (/\.(?:[cm]?js|jsx)$/i.test(file)) return 'javascript';
  if (/\.d\.[cm]?ts$/i.test(file)) return undefined;
  if (/\.tsx$/i.test(file)) return 'tsx';
  return /\.[cm]?ts$/i.test(file) ? 'typescript' : undefined;
}

interface ScanOptions {
  readonly isRun?: boolean;
  readonly isLoaded?: boolean;
  /** That it is run with, where all of them are known. */
  readonly words?: readonly string[] | undefined;
}

/**
 * What the code of a project plainly shows that it does, at any depth and whether or not anything calls it: programs with
 * their literal words, files with literal paths, addresses with literal hosts, variables of the environment, modules, text
 * run as code. What it calls that isn't known is ordinary. A pure function of the text; each finding stands in it once.
 * `isRun`: also what it changes, asks or runs where it isn't shown with what. Without `isLoaded` nothing else calls its
 * functions: one that it calls itself is looked at only as it does that.
 */
export function scanProjectCode(
  language: ProjectLanguage,
  source: string,
  { isRun = false, isLoaded = true, words }: ScanOptions = {},
): readonly CodeFinding[] {
  const findings = new Map<string, CodeFinding>();
  const known = new Map<string, Taint>();
  const report = (finding: CodeFinding): Taint => {
    const told = plainlyShown(finding) ?? (isRun && reachesUnknown(finding) ? finding : undefined);
    if (told !== undefined) findings.set(JSON.stringify(told), told);
    const key = JSON.stringify(finding);
    const taint = known.get(key) ?? flowsBack(finding);
    known.set(key, taint);
    return taint;
  };
  if (source.length > LONGEST) {
    for (const finding of shownByText(source)) report(finding);
    report({ kind: 'unknown', what: TOO_MUCH });
    return [...findings.values()];
  }
  const evaluated = projectLanguage(language);
  try {
    const statements = evaluated.parse(source);
    for (const finding of codeSettings(statements)) report(finding);
    const isCalledByItself = !isLoaded && !LOOKS_UP[evaluated.name].test(source);
    new ProjectEvaluation(isCalledByItself ? asProgram(evaluated) : evaluated, report, words).run(statements);
  } catch (error) {
    const isTooMuch = error instanceof TooMuchCodeError || error instanceof TooMuchError || error instanceof RangeError;
    if (!isTooMuch && !(error instanceof CodeSyntaxError)) throw error;
    // What has no syntax that is known, or goes on too long, still shows the calls that are written out in it.
    for (const finding of writtenOut(source)) report(finding);
    if (isTooMuch) report({ kind: 'unknown', what: TOO_MUCH });
    else if (isRun) report({ kind: 'unknown', what: "syntax that isn't understood" });
  }
  return [...findings.values()];
}

/** Nothing else calls its functions by their names. */
function asProgram(language: Language): Language {
  return { ...language, isCalledByName: ({ code }) => /^(?:test|pytest_)/.test(code.name) };
}

/** Whether a text has no syntax that is known. */
export function isBroken(language: ProjectLanguage, source: string): boolean {
  try {
    projectLanguage(language).parse(source);
    return false;
  } catch (error) {
    if (error instanceof CodeSyntaxError || error instanceof RangeError) return true;
    throw error;
  }
}

/** The calls that are written out in a text, whether or not it is code. */
export function writtenOut(source: string): readonly CodeFinding[] {
  return shownByText(source.replace(COMMENT_LINES, ''));
}

/** What of a finding is shown by the code itself; undefined where nothing that counts is. */
function plainlyShown(finding: CodeFinding): CodeFinding | undefined {
  switch (finding.kind) {
    case 'read':
    case 'write':
    case 'edit':
    case 'delete':
    case 'names':
    case 'folder':
      return isShown(finding.file) ? finding : undefined;
    case 'file':
    case 'modules':
    case 'cwd':
      return finding.file.text === undefined ? undefined : finding;
    case 'request':
      return requestShown(finding);
    case 'command':
      return commandShown(finding);
    default:
      return finding;
  }
}

/** In a file that is run as it is: what it changes or asks depends on what it is given. */
function reachesUnknown({ kind }: CodeFinding): boolean {
  return kind === 'write' || kind === 'edit' || kind === 'delete' || kind === 'request' || kind === 'command';
}

/** A path, or one that begins where no relative one does. A number stands in for what isn't a text. */
function isShown({ text, head = '', isLikely }: CodeText): boolean {
  if (text !== undefined) return text !== '' && !(isLikely && /^\d+$/.test(text));
  return /^(?:[/~\\]|[A-Za-z]:|\.\.[/\\])/.test(head);
}

/** Functions that change files or processes are told as commands, and count as far as what they are given is shown. */
function commandShown(finding: Extract<CodeFinding, { kind: 'command' }>): CodeFinding | undefined {
  const [program, ...words] = finding.words;
  if (program?.text !== undefined && !isShown(program)) return undefined;
  if (program === undefined || program.name !== program.text || !/^(?:rm|mv|cp|ln|chmod|kill)$/.test(program.name))
    return finding;
  const operands = words.filter(({ text, name }) => text !== name);
  return operands.some(isShown) ? finding : undefined;
}

function requestShown(finding: Extract<CodeFinding, { kind: 'request' }>): CodeFinding | undefined {
  const { url } = finding;
  if ((url.text !== undefined && isShown(url)) || (url.taint & SECRET) !== 0) return finding;
  const { head = '' } = url;
  // The host is all there.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(head)) return undefined;
  return { ...finding, url: { ...url, text: `${head}some`, isLikely: true } };
}

/** What comes back from what was found, where nothing but the code is known. */
function flowsBack(finding: CodeFinding): Taint {
  switch (finding.kind) {
    case 'read':
      return namesSecret(finding.file.text ?? '') ? SECRET : 0;
    case 'request':
      return REMOTE;
    case 'shell':
      return ofCommand(finding.text.text ?? finding.text.head ?? '') | (finding.text.taint & DECODED);
    case 'command':
      return ofCommand(finding.words.map(({ text = '' }) => text).join(' '));
    default:
      return 0;
  }
}

function ofCommand(text: string): Taint {
  const isFetching = /(?:^|[\s;|&(/])(?:curl|wget|nc|ncat|fetch)\s/.test(text);
  return (isFetching ? REMOTE : 0) | (namesSecret(text) ? SECRET : 0);
}

const SECRET_FILE =
  /(?:^|[\s/\\'"=])(?:\.env(?:\.(?!example|sample|template|dist|defaults?)[\w.]+)?|\.netrc|\.pgpass|\.git-credentials|id_(?:rsa|ed25519|ecdsa|dsa)|\.vault-token)(?=$|[\s'";|&)])|\.ssh[/\\](?!config\b|known_hosts\b|\S*\.pub\b)|\.aws[/\\]credentials|\.kube[/\\]config|\.docker[/\\]config\.json|\.gnupg[/\\]|\/etc\/(?:shadow|gshadow)\b|Login Data|cookies\.sqlite|wallet\.dat/i;

/** Whether a path, or a command line, names a file that holds keys or passwords. */
export function namesSecret(text: string): boolean {
  return SECRET_FILE.test(text);
}
