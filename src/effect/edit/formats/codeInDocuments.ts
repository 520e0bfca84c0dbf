import type { Node } from 'jsonc-parser';
import { shownByText } from '../../code/textTriggers';
import { changedLines } from '../difference';
import type { Fact, Format } from '../fact';
import { parseJson, select, textIn, textOf, textsOf } from './json';
import { factsOfCode } from './projectCode';
import { scriptFact } from './settingsFile';

/** Code in documents that is run when they are opened, run or built: notebooks, reports, and TeX. */
export const codeInDocuments: readonly Format[] = [
  {
    name: 'a notebook',
    reads: ({ folded }) => folded.endsWith('.ipynb'),
    mayMatter: (before, after, difference) => {
      const [was, is] = changedLines(before, after, difference);
      return MATTERS.test(is) || MATTERS.test(was);
    },
    facts: (text) => {
      const tree = parseJson(text);
      const language =
        select(tree, 'metadata/kernelspec/language').map(({ node }) => textOf(node))[0] ??
        select(tree, 'metadata/language_info/name').map(({ node }) => textOf(node))[0] ??
        select(tree, 'metadata/kernelspec/name').map(({ node }) => textOf(node))[0] ??
        'python';
      return cellsOf(tree, language);
    },
  },
  {
    name: 'a report',
    reads: ({ folded }) => /\.(?:[rq]md|rmarkdown|rnw|snw|jmd)$/.test(folded),
    facts: (text) => [
      ...[...text.matchAll(CHUNK)].flatMap(([, , language = 'r', code = '']) => cellFacts(language, code)),
      ...[...text.matchAll(NOWEB)].flatMap(([, code = '']) => cellFacts('r', code)),
      ...[...text.matchAll(INLINE)].flatMap(([, language = 'r', code = '']) => cellFacts(language, code)),
    ],
  },
  {
    name: 'TeX',
    reads: ({ folded }) => /\.(?:tex|sty|cls|ltx|dtx|lco|def|tikz)$/.test(folded),
    mayMatter: (_before, after) => /write\s*18|ShellEscape|\{?\s*\|\s*["'\w]|directlua|luaexec|luacode/.test(after),
    facts: (text) => {
      const code = text.replace(/(?<!\\)%.*$/gm, '');
      return [
        ...[...code.matchAll(TEX_SHELL)].map(([, braces, quoted, plain]) =>
          scriptFact('what TeX has a shell run', (braces ?? quoted ?? plain ?? '').trim()),
        ),
        ...(/directlua|luaexec|luacode/.test(code) ? findings(shownByText(code)) : []),
      ];
    },
  },
];

/** Lines of a notebook without any of these are text, numbers and pictures. */
const MATTERS =
  /[!%]|\\u|\b(?:import|exec|eval|open|system|run|spawn|popen|get_ipython|fetch|requests?|os|sh|subprocess|cell_type|language|kernelspec|name|getattr|__\w+)\b/;
const CHUNK = /^[ \t]*(`{3,}|~{3,})[ \t]*\{[ \t]*\.?(\w+)[^}\n]*\}[^\n]*\n([\s\S]*?)^[ \t]*\1/gm;
const NOWEB = /^<<[^\n]*>>=[^\n]*\n([\s\S]*?)^@/gm;
const INLINE = /`(r|python)[ \t]+([^`\n]+)`/g;
const TEX_SHELL =
  /\\(?:(?:immediate\s*)?write\s*18\s*|ShellEscape\s*)\{((?:[^{}]|\{[^{}]*\}){1,2000})\}|\\(?:@@)?input\s*\{?\s*\|\s*(?:"([^"\n]{1,2000})"|([^}\s"]{1,2000}))/g;

function cellsOf(tree: Node, language: string): readonly Fact[] {
  const cells = ['cells/*', 'worksheets/*/cells/*'].flatMap((pattern) => select(tree, pattern));
  const code: string[] = [];
  const facts: Fact[] = [];
  for (const { node } of cells) {
    if (textIn(node, 'cell_type')?.toLowerCase() !== 'code') continue;
    const source = ['source', 'input'].flatMap((name) => select(node, name)).map((each) => textsOf(each.node).join(''));
    const text = source.join('\n');
    const magic = /^\s*%%(?:script\s+(?:\S*\/)?)?(\w+|!)/.exec(text);
    const [line = ''] = magic ?? [];
    if (magic === null || /^(?:time|timeit|capture|prun|memit|skip)$/.test(magic[1] ?? '')) code.push(text);
    else facts.push(...cellFacts(magic[1] ?? '', text.slice(text.indexOf('\n', line.length) + 1)));
  }
  return [...facts, ...cellFacts(language, code.join('\n'))];
}

function cellFacts(language: string, code: string): readonly Fact[] {
  switch (language.toLowerCase().replace(/\d+$/, '')) {
    case 'bash':
    case 'sh':
    case 'zsh':
    case 'fish':
    case 'system':
    case 'sx':
    case '!':
      return [scriptFact('a cell for a shell', code)];
    case 'python':
    case 'ipython':
    case 'pypy':
      return pythonFacts(code);
    case 'javascript':
    case 'js':
    case 'node':
      return factsOfCode('javascript', code);
    case 'typescript':
    case 'ts':
    case 'deno':
      return factsOfCode('typescript', code);
    default:
      return findings(shownByText(code, /^(?:ruby|perl|julia)$/i.test(language)));
  }
}

/** Lines of a cell that go to a shell: what they name of the code around them is filled in. */
const TO_SHELL = /^[ \t]*(?:[\w, ]+=[ \t]*)?(?:!!?|%(?:system|sx)[ \t])[ \t]*(.*)$/;
const INSTALLS = /^[ \t]*%(pip|conda|mamba|uv)\b(.*)$/;

function pythonFacts(code: string): readonly Fact[] {
  const forShell: string[] = [];
  const lines = code.split('\n').map((line) => {
    const shell = TO_SHELL.exec(line)?.[1] ?? INSTALLS.exec(line)?.slice(1).join('');
    if (shell === undefined) return /^[ \t]*[%?]|\?\s*$/.test(line) ? '' : line;
    forShell.push(shell.replace(/\{[^{}]*\}/g, '$FILLED_IN'));
    return `${/^\s*/.exec(line)?.[0] ?? ''}pass`;
  });
  const rest = lines
    .join('\n')
    .replace(/get_ipython\(\)\s*\.\s*(?:system|getoutput)\s*\(/g, "__import__('os').system(");
  return [
    ...(forShell.length === 0 ? [] : [scriptFact('lines for a shell', forShell.join('\n'))]),
    ...factsOfCode('python', rest),
  ];
}

function findings(shown: ReturnType<typeof shownByText>): readonly Fact[] {
  return shown.map((finding): Fact => ({ kind: 'finding', at: 'the code', finding }));
}
