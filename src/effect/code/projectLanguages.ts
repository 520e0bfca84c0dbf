import { OWN_FILE } from './codeFinding';
import { JAVASCRIPT } from './javaScript';
import { parseJavaScript } from './javaScriptSyntax';
import type { Language, Method } from './language';
import { PROJECT_JAVASCRIPT, PROJECT_PYTHON, projectMethod } from './projectFunctions';
import { PYTHON } from './python';
import { CodeSyntaxError, type Statement } from './syntax';
import { parseTypeScript } from './typeScriptSyntax';
import { listOf, textOf, type Value } from './values';

/** Languages that are read as a project's own code. */
export type ProjectLanguage = 'javascript' | 'typescript' | 'tsx' | 'python';

const FOREIGN: Value = { kind: 'foreign', taint: 0 };

/** Whatever is called of these isn't known, and matters. */
const REFUSED = /^(?:vm|marshal|ctypes|inspector)$/;

function tolerant(
  language: Language,
): Pick<Language, 'natureOf' | 'isRefusedMember' | 'isCalledByName' | 'method' | 'signatureOfMethod' | 'argv'> {
  const own = [...(language.name === 'javascript' ? [textOf('node')] : []), textOf(OWN_FILE, { isLikely: true })];
  return {
    natureOf(module) {
      const nature = language.natureOf(module);
      return nature === 'refused' && !REFUSED.test(module) ? 'foreign' : nature;
    },
    isRefusedMember: () => false,
    method: (of, name): Method | undefined => projectMethod(of, name) ?? language.method(of, name),
    signatureOfMethod: () => undefined,
    isCalledByName: () => true,
    argv(args) {
      const isTold = args.every((each) => each.kind !== 'data' || each.given === undefined);
      return listOf([...own, ...args], isTold, isTold ? 0 : own.length);
    },
  };
}

function javaScript(parse: (code: string) => readonly Statement[]): Language {
  return {
    ...JAVASCRIPT,
    ...tolerant(JAVASCRIPT),
    parse,
    global(name) {
      if (name === 'this') return FOREIGN;
      if (/^(?:WebSocket|EventSource|Image)$/.test(name)) return { kind: 'ref', name: `globalThis.${name}` };
      if (name === 'window' || name === 'self') return { kind: 'ref', name: 'globalThis' };
      const value = JAVASCRIPT.global(name);
      // Only on a command line are all modules of the language there by their names.
      return value?.kind === 'ref' && !/^(?:globalThis|process$|module$)/.test(value.name) ? undefined : value;
    },
    constant(name) {
      if (name === 'process.mainModule') return { kind: 'ref', name: 'module' };
      return JAVASCRIPT.constant(name);
    },
    native: (name) => PROJECT_JAVASCRIPT.get(name) ?? JAVASCRIPT.native(name),
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
    native: (name) => PROJECT_PYTHON.get(name) ?? PYTHON.native(name),
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
