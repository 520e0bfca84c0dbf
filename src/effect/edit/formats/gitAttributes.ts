import type { Fact, Format } from '../fact';
import { changeFact } from './looks';

/** Drivers that git has itself, or that only store large files. */
const BUILT_IN: Readonly<Record<string, RegExp>> = {
  filter: /^lfs$/,
  merge: /^(?:text|binary|union|ours|lfs)$/,
  diff: /^(?:lfs|ada|bash|bibtex|cpp|csharp|css|dts|elixir|fortran|fountain|golang|html|ini|java|kotlin|markdown|matlab|objc|pascal|perl|php|python|r|ruby|rust|scheme|tex|typescript)$/,
};

/** Which files git gives to programs that its settings name. */
export const gitAttributes: Format = {
  name: 'attributes of git',
  reads: ({ folded }) => /(?:^|\/)(?:\.gitattributes|\.git\/info\/attributes|\.config\/git\/attributes)$/.test(folded),
  facts: (text) => text.split(/\r?\n/).flatMap(driversIn),
};

function driversIn(line: string): readonly Fact[] {
  if (/^\s*#/.test(line)) return [];
  const [, pattern = '', rest = ''] = /^\s*("(?:[^"\\]|\\.)*"|\S+)\s*(.*)$/.exec(line) ?? [];
  return [...rest.matchAll(/(?:^|\s)(filter|diff|merge)=(\S+)/g)].flatMap(([, kind = '', driver = '']) =>
    BUILT_IN[kind]?.test(driver) === true
      ? []
      : [
          changeFact(
            `${pattern}.${kind}`,
            'change.gitSetting',
            `gives ${pattern} to the program that git's settings have for ${driver}`,
            `${kind}=${driver}`,
          ),
        ],
  );
}
