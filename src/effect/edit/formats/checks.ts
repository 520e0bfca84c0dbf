import type { Fact } from '../fact';
import { items, type Look, select, textIn, textOf } from './json';
import { changeFact, values } from './looks';

const RULES = ['rules/*', 'overrides/*/rules/*', 'linter/rules/*', 'linter/rules/*/*'];

/** Rules of linters that are switched off: by `off`, by 0, or by a list that begins with it. */
export const rulesOff: Look = (tree) =>
  [...RULES, ...RULES.map((pattern) => `overrides/*/${pattern}`)].flatMap((pattern) =>
    select(tree, pattern).flatMap(({ at, node }): readonly Fact[] => {
      const level = textOf(node) ?? textOf(items(node)[0]) ?? textIn(node, 'level');
      if (level === undefined || !/^(?:off|0|false)$/i.test(level)) return [];
      return [changeFact(at, 'change.check.rule', `switches the rule ${at.replace(/^.*rules\./, '')} off`, level)];
    }),
  );

/** What a compiler of TypeScript must go on finding. */
const STRICT = [
  'strict|noImplicitAny|strictNullChecks|strictFunctionTypes|strictBindCallApply|strictPropertyInitialization',
  'noImplicitThis|alwaysStrict|useUnknownInCatchVariables|noUncheckedIndexedAccess|exactOptionalPropertyTypes|checkJs',
  'strictTemplates|strictInjectionParameters|noImplicitOverride|noUnusedLocals|noUnusedParameters|noImplicitReturns',
].join('|');

export const typeChecksOff: Look = (tree, file) => [
  ...values(
    'change.check',
    'switches checks of types off',
    [`compilerOptions|angularCompilerOptions/${STRICT}`],
    isNo,
  )(tree, file),
  ...values('change.check', 'lets what is not right be built', ['compilerOptions/noCheck'], isYes)(tree, file),
];

/** Checks of types that are there as long as they are switched on. */
export const typeChecks: Look = values(
  'change.check',
  'no longer switches checks of types on',
  [`compilerOptions|angularCompilerOptions/${STRICT}`],
  isYes,
);

/** Whole tools switched off, or told that all is well. */
export const toolsOff: Look = (tree, file) => [
  ...values(
    'change.check',
    'switches checks off',
    ['linter|formatter|assist/enabled', 'overrides/*/linter/enabled'],
    isNo,
  )(tree, file),
  ...values(
    'change.check',
    'ignores every file',
    ['ignorePatterns/*', 'ignorePatterns', 'files/ignore/*'],
    isEverything,
  )(tree, file),
];

/** Rules that a tool recommends, all of them. */
export const recommendedOff: Look = values(
  'change.check',
  'switches all recommended rules off',
  ['linter/rules/recommended', 'overrides/*/linter/rules/recommended'],
  isNo,
);

export function isNo(text: string): boolean {
  return /^(?:false|0|off|no|never)$/i.test(text);
}

export function isYes(text: string): boolean {
  return !/^(?:false|0|off|no|never|null|)$/i.test(text);
}

function isEverything(text: string): boolean {
  return /^(?:\.?\/?(?:\*\*?|\*\*\/\*|\*\.\*|\*\*\/\*\.\*|src(?:\/\*\*?(?:\/\*)?)?)|\.|\*\*\/\*\.\{?[tj]sx?.*)$/.test(
    text,
  );
}
