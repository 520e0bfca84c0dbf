import type { Node } from 'jsonc-parser';
import type { Fact, Format } from '../fact';
import { parseJson } from './json';

/** The manifest of a package of npm and its like. */
export const packageJson: Format = {
  name: 'JSON',
  reads: ({ folded }) => /(?:^|\/)package\.json$/.test(folded),
  facts: (text) => scriptsOf(parseJson(text)),
};

function scriptsOf(tree: Node): readonly Fact[] {
  return members(tree)
    .filter(({ name }) => name === 'scripts')
    .flatMap(({ value }) => members(value))
    .flatMap(({ name, value }): readonly Fact[] =>
      typeof value.value === 'string' ? [{ kind: 'command', at: `scripts.${name}`, text: value.value }] : [],
    );
}

function members(node: Node): readonly { readonly name: string; readonly value: Node }[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [{ name: String(key.value), value }],
  );
}
