import type { Given } from './language';
import { exactText, type Value } from './values';

/** An argument by its place or its name. */
export function argument({ items, named }: Given, index: number, ...names: readonly string[]): Value | undefined {
  const item = items[index];
  if (item !== undefined) return item;
  for (const name of names) {
    const value = named.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function givenOf(...items: readonly Value[]): Given {
  return { items, named: new Map(), isOpen: false };
}

/** Text as one word, where it is known. */
export function textArgument(given: Given, index: number, ...names: readonly string[]): string | undefined {
  return exactText(argument(given, index, ...names));
}

export function allOf({ items, named }: Given): readonly Value[] {
  return [...items, ...named.values()];
}
