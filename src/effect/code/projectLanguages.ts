import { JAVASCRIPT } from './javaScript';
import { parseJavaScript } from './javaScriptSyntax';
import type { Evaluator, Language, Native } from './language';
import { PYTHON } from './python';
import { CodeSyntaxError, type Statement } from './syntax';
import { parseTypeScript } from './typeScriptSyntax';
import { codeTexts, DATA, exactText, joinValues, optionsOf, type Value } from './values';

/** Languages that are read as a project's own code. */
export type ProjectLanguage = 'javascript' | 'typescript' | 'tsx' | 'python';

const FOREIGN: Value = { kind: 'foreign', taint: 0 };

/** Text run as code: what it does is told, where it is known. */
const running: Native = (evaluator, given) => {
  const code = given.items.at(-1) ?? DATA;
  return runText(evaluator, code, 'eval');
};
const runningFirst: Native = (evaluator, given) => runText(evaluator, given.items[0] ?? DATA, 'text run as code');

function runText(evaluator: Evaluator, code: Value, name: string): Value {
  if (code.kind === 'data' && code.file !== undefined) {
    for (const file of codeTexts(code.file, `what ${name} is given`)) evaluator.report({ kind: 'file', file });
    return FOREIGN;
  }
  for (const text of codeTexts(code, name)) evaluator.report({ kind: 'code', text });
  return FOREIGN;
}

/** A string in place of a function. */
const later: Native = (evaluator, given, name) => {
  const [first] = given.items;
  if (first?.kind === 'text') return runText(evaluator, first, name);
  return JAVASCRIPT.native(name)?.(evaluator, given, name) ?? DATA;
};

/** Members of modules of the language looked up by a name that isn't known. */
const lookingUp: Native = (evaluator, given) => {
  const [object = DATA, key = DATA, fallback] = given.items;
  const name = exactText(key);
  if (name !== undefined)
    return joinValues([evaluator.member(object, name), ...(fallback === undefined ? [] : [fallback])]);
  for (const each of optionsOf(object))
    if (each.kind === 'ref' && POWERFUL.test(each.name))
      evaluator.unknown(`a member of ${each.name} named while running`);
  return FOREIGN;
};

/** Modules and objects whose members run programs, or are all of the language. */
const POWERFUL =
  /^(?:globalThis|process|child_process|fs|module|vm|globalThis\.require|os|sys|subprocess|shutil|builtins|importlib|pty|ctypes)$/;
/** Unknowns that are more than code which isn't followed: names of code made or found while running. */
const DYNAMIC =
  /^(?:eval|exec\(\)|eval\(\)|compile\(\)|Function|vm\.(?!createContext\b|isContext\b|constants\b)\w+|the module (?:data|https?):|the loader of modules|(?:require|import) of a module named while running|process\.(?:binding|dlopen|_linkedBinding|execve)|module\.(?:_\w+|register)|code given as text|operator\.(?:attrgetter|methodcaller)|run_module|runpy\.\w+|ctypes\.\w+|marshal\.\w+)/;

export function isDynamic(what: string): boolean {
  const [, owner] = /^a member of (\S+) named while running$/.exec(what) ?? [];
  return owner === undefined ? DYNAMIC.test(what) : POWERFUL.test(owner);
}

const JAVASCRIPT_NATIVES: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['globalThis.eval', running],
  ['globalThis.Function', running],
  ['globalThis.setTimeout', later],
  ['globalThis.setInterval', later],
  ['net.Socket', () => ({ kind: 'handle', type: 'socket', at: undefined, taint: 0 })],
  ['tls.connect', (evaluator, given, name) => JAVASCRIPT.native('net.connect')?.(evaluator, given, name) ?? DATA],
  ...['runInThisContext', 'runInNewContext', 'runInContext', 'Script', 'compileFunction', 'SourceTextModule'].map(
    (name): [string, Native] => [`vm.${name}`, runningFirst],
  ),
]);
const PYTHON_NATIVES: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['builtins.eval', runningFirst],
  ['builtins.exec', runningFirst],
  ['builtins.getattr', lookingUp],
]);
/** Whatever is called of these isn't known, and matters. */
const REFUSED = /^(?:vm|marshal|ctypes|inspector)$/;

function tolerant(language: Language): Pick<Language, 'natureOf' | 'isRefusedMember' | 'isCalledByName'> {
  return {
    natureOf(module) {
      const nature = language.natureOf(module);
      return nature === 'refused' && !REFUSED.test(module) ? 'foreign' : nature;
    },
    isRefusedMember: () => false,
    isCalledByName: () => true,
  };
}

function javaScript(parse: (code: string) => readonly Statement[]): Language {
  return {
    ...JAVASCRIPT,
    ...tolerant(JAVASCRIPT),
    parse,
    global(name) {
      if (name === 'this') return FOREIGN;
      if (name === 'window' || name === 'self') return { kind: 'ref', name: 'globalThis' };
      const value = JAVASCRIPT.global(name);
      // Only on a command line are all modules of the language there by their names.
      return value?.kind === 'ref' && !/^(?:globalThis|process$|module$)/.test(value.name) ? undefined : value;
    },
    constant(name) {
      if (name === 'process.mainModule') return { kind: 'ref', name: 'module' };
      return JAVASCRIPT.constant(name);
    },
    native: (name) => JAVASCRIPT_NATIVES.get(name) ?? JAVASCRIPT.native(name),
    isHarmlessValue: () => true,
  };
}

const LANGUAGES: Readonly<Record<ProjectLanguage, Language>> = {
  javascript: javaScript(parseAnyJavaScript),
  typescript: javaScript((code) => parseTypeScript(code, false)),
  tsx: javaScript((code) => parseTypeScript(code, true)),
  python: {
    ...PYTHON,
    ...tolerant(PYTHON),
    native: (name) => PYTHON_NATIVES.get(name) ?? PYTHON.native(name),
    isHarmlessValue: () => true,
  },
};

export function projectLanguage(language: ProjectLanguage): Language {
  return LANGUAGES[language];
}

/** Files of JavaScript hold elements and types as well, where something is there to take them out. */
function parseAnyJavaScript(code: string): readonly Statement[] {
  try {
    return parseJavaScript(code);
  } catch (error) {
    if (!(error instanceof CodeSyntaxError)) throw error;
    return parseTypeScript(code, true);
  }
}
