import type { Fact, Format } from '../fact';
import { commandFacts } from './commandLines';
import { dependencyFact } from './dependencies';
import { changeFact, told } from './looks';

/** More commands than anybody keeps in a file. */
const MOST_COMMANDS = 100;

/** Comments of Go that `go generate` runs as commands. */
export const goGenerate: Format = {
  name: 'code of Go',
  reads: ({ folded }) => folded.endsWith('.go'),
  mayMatter: (_before, after) => after.includes('//go:generate'),
  facts: (text, file) =>
    commandFacts(
      [...text.matchAll(/^\/\/go:generate[ \t]+(.+)$/gm)].slice(0, MOST_COMMANDS).map(([, line = '']) => line.trim()),
      file,
    ),
};

/** What a module of Go is made of: the modules that it requires, and what stands for them. */
export const goModule: Format = {
  name: 'a module of Go',
  reads: ({ folded }) => /(?:^|\/)go\.(?:mod|work)$/.test(folded),
  facts: (text) => factsOfModule(text),
};

function factsOfModule(text: string): readonly Fact[] {
  const facts: Fact[] = [];
  let block = '';
  for (const full of text.split(/\r?\n/)) {
    const line = full.replace(/\/\/.*$/, '').trim();
    const [, opened] = /^(\w+)\s*\($/.exec(line) ?? [];
    if (opened !== undefined) block = opened;
    else if (line === ')') block = '';
    else {
      const [word = '', ...rest] = line.split(/\s+/);
      const words = block === '' ? rest : [word, ...rest];
      facts.push(...factsOfLine(block === '' ? word : block, words.map(bare)));
    }
  }
  return facts;
}

function factsOfLine(verb: string, words: readonly string[]): readonly Fact[] {
  const [name = ''] = words;
  if (verb === 'require' && name !== '') return [dependencyFact(`require.${name}`, name, words[1] ?? '')];
  if (verb === 'tool' && name !== '') return [dependencyFact(`tool.${name}`, name, '')];
  if (verb !== 'replace') return [];
  const target = words[words.indexOf('=>') + 1] ?? '';
  // Beside the module itself there is only what the workspace holds.
  if (target === '' || /^\.{1,2}(?:\/|$)/.test(target)) return [];
  const says = `takes ${told(name)} from ${told(target)}`;
  return [changeFact(`replace.${name}`, 'change.dependency.source', says, target)];
}

function bare(word: string): string {
  return word.replace(/^["`](.*)["`]$/, '$1');
}
