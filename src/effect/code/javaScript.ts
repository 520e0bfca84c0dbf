import { nameSet } from '../names';
import { javaScriptNative } from './javaScriptFunctions';
import { javaScriptMethod } from './javaScriptMethods';
import {
  CAREFUL_MODULES,
  GLOBALS,
  JAVASCRIPT_METHOD_SIGNATURES,
  JAVASCRIPT_REFUSED_MEMBERS,
  JAVASCRIPT_SIGNATURES,
  PURE_MODULES,
  REFUSED_MODULES,
} from './javaScriptModules';
import { parseJavaScript } from './javaScriptSyntax';
import type { Language, ModuleNature } from './language';
import { DATA, joinValues, listOf, textOf, type Value } from './values';

/** Names of these that are followed: all else of them only computes. */
const FOLLOWED = nameSet('process require module exports global globalThis fetch import.meta eval Function');
const ALIASES: Readonly<Record<string, string>> = {
  'fs.promises': 'fs',
  'fs-extra.default': 'fs-extra',
  'graceful-fs': 'fs',
  'path.posix': 'path',
  'util.promisify': 'util',
  sys: 'util',
  'dns.promises': 'dns',
};

/** What a page has, in code that is handed to a browser. */
const BROWSER = nameSet(
  'document window location localStorage sessionStorage navigator history getComputedStyle HTMLElement Element Node screen innerWidth innerHeight',
);

/** Members of any object that lead to all of the language. */
const TELLING: ReadonlyMap<string, string> = new Map([
  ['child_process', 'child_process'],
  ['fs', 'fs'],
  ['process', 'process'],
  ['require', 'globalThis.require'],
  ['eval', 'globalThis.eval'],
  ['Function', 'globalThis.Function'],
  ['globalThis', 'globalThis'],
  ['getBuiltinModule', 'process.getBuiltinModule'],
]);

/** `node:fs/promises` is `fs`, `fs.readFileSync` is `fs.readFile`. */
function canonical(name: string): string {
  const plain = name
    .replace(/^fs(?:-extra)?\.promises\b/, (whole) => whole.replace('.promises', ''))
    .replace(/^(fs|fs-extra|child_process|rimraf|del|cross-spawn|execa)\.(\w+?)Sync$/, '$1.$2')
    .replace(/^(\w[\w-]*)\.default\b/, '$1');
  if (/^fs-extra\.\w/.test(plain) && javaScriptNative(plain) === undefined) return plain.replace('fs-extra', 'fs');
  return plain;
}

function natureOf(module: string): ModuleNature {
  if (PURE_MODULES.has(module)) return 'pure';
  if (CAREFUL_MODULES.has(module)) return 'careful';
  if (REFUSED_MODULES.has(module) || REFUSED_MODULES.has(module.split('/')[0] ?? '') || module.startsWith('_'))
    return 'refused';
  return 'foreign';
}

function isModule(name: string): boolean {
  return PURE_MODULES.has(name) || CAREFUL_MODULES.has(name);
}

export const JAVASCRIPT: Language = {
  name: 'javascript',
  parse: parseJavaScript,
  argv: (args) => listOf([joinValues(args)], false),
  global(name) {
    if (name === '__dirname') return textOf('.', { isLikely: true });
    if (name === '__filename') return textOf('./main.js', { isLikely: true });
    if (name === 'process' || name === 'module') return { kind: 'ref', name };
    if (name === 'this' || name === 'global' || name === 'globalThis') return { kind: 'ref', name: 'globalThis' };
    if (BROWSER.has(name)) return DATA;
    if (name === 'import()') return { kind: 'ref', name: 'globalThis.require' };
    if (name === 'super') return { kind: 'foreign', taint: 0 };
    if (FOLLOWED.has(name) || GLOBALS.has(name)) return { kind: 'ref', name: `globalThis.${name}` };
    // `node -e` has the modules of the language as globals.
    return isModule(name) && name !== 'test' && name !== 'sys' ? { kind: 'ref', name } : undefined;
  },
  moduleName(name) {
    const plain = canonical(
      name
        .replace(/^node:/, '')
        .replace(/^([a-z_]+)\/(\w+)$/, (whole, first: string, second: string) =>
          isModule(first) ? `${first}.${second}` : whole,
        ),
    );
    return Object.hasOwn(ALIASES, plain) ? (ALIASES[plain] ?? plain) : plain;
  },
  natureOf,
  moduleOf(name) {
    if (name.startsWith('globalThis')) return 'globalThis';
    const parts = name.split('.');
    for (let count = parts.length; count > 0; count--) {
      const module = parts.slice(0, count).join('.');
      if (isModule(module)) return module;
    }
    return /^[^.]*\.js\b/.exec(name)?.[0] ?? parts[0];
  },
  constant(name): Value | undefined {
    const plain = canonical(name);
    if (
      plain !== name &&
      (isModule(plain) || javaScriptNative(plain) !== undefined || JAVASCRIPT_SIGNATURES.has(plain))
    )
      return { kind: 'ref', name: plain };
    const [, global] = /^globalThis\.([\w.]+)$/.exec(name) ?? [];
    if (global !== undefined) {
      const [first = ''] = global.split('.');
      if (first === global && (first === 'process' || first === 'module')) return { kind: 'ref', name: first };
      if (first === global && /^global(?:This)?$/.test(first)) return { kind: 'ref', name: 'globalThis' };
      if (first === global && !GLOBALS.has(first) && !FOLLOWED.has(first))
        return isModule(first) ? { kind: 'ref', name: first } : DATA;
    }
    if (name === 'path.sep' || name === 'path.posix.sep') return textOf('/');
    if (name === 'os.EOL') return textOf('\n');
    if (name === 'os.devNull') return textOf('/dev/null');
    return undefined;
  },
  native: (name) => javaScriptNative(canonical(name)),
  signature(name) {
    const known = JAVASCRIPT_SIGNATURES.get(canonical(name));
    if (known !== undefined) return known;
    const [, global = ''] = /^globalThis\.(.+)$/.exec(name) ?? [];
    const [first = ''] = global.split('.');
    const member = global.slice(first.length + 1);
    if (first === '' || FOLLOWED.has(first) || !GLOBALS.has(first)) return undefined;
    if (first === 'Object' || first === 'Reflect')
      return /^(?:|is|hasOwn|groupBy|isFrozen|isSealed|preventExtensions|prototype\.\w+\.call|prototype\.\w+)$/.test(
        member,
      ) &&
        (first === 'Object' || member !== '')
        ? ''
        : undefined;
    return '';
  },
  method: javaScriptMethod,
  signatureOfMethod: (name) => JAVASCRIPT_METHOD_SIGNATURES.get(name),
  isRefusedMember: (name) => JAVASCRIPT_REFUSED_MEMBERS.has(name),
  moduleMember: (name) => TELLING.get(name),
  isPrivate: () => false,
  isHarmlessOption: () => true,
  mayAssign: (name) => {
    const [, global = ''] = /^globalThis\.(\w+)$/.exec(name) ?? [];
    if (global !== '') return !GLOBALS.has(global) && !FOLLOWED.has(global);
    return (
      /^(?:globalThis\.exports\.\w+|module\.exports|globalThis\.console\.\w+)/.test(name) ||
      natureOf(name.split('.')[0] ?? '') === 'foreign'
    );
  },
  isHarmlessValue: (name) =>
    /^(?:globalThis\.(?:console|JSON|Number|String|Boolean|parseInt|parseFloat|Math|Object|Promise|Array|Set|Map|Date|Symbol|BigInt|Error|TypeError|encodeURIComponent|decodeURIComponent|isNaN|Buffer|URL)\b|(?:path|util|os|assert|url|crypto)\.)/.test(
      name,
    ),
  isCalledByName: () => false,
};
