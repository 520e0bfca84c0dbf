import { DECODED } from '../shell/value';
import {
  DATA,
  dataOf,
  exactText,
  joinValues,
  type ListValue,
  listOf,
  type MapValue,
  mapTexts,
  NUMBER,
  oneOf,
  optionsOf,
  taintOf,
  textOf,
  type Value,
  wordsFrom,
} from './values';

/** Each of what a loop over the value gives. */
export function eachOf(value: Value): Value {
  return joinValues(
    optionsOf(value).map((each): Value => {
      switch (each.kind) {
        case 'list':
          return each.items.length === 0 ? DATA : joinValues(each.items.map((item) => oneOf(item)));
        case 'map':
          return each.rest.length === 0 && each.entries.size > 0 ? textOf([...each.entries.keys()]) : DATA;
        case 'foreign':
          return each;
        case 'opaque':
        case 'ref':
          return { kind: 'opaque', what: 'an item of something' };
        case 'method':
          return eachOf(each.of.kind === 'foreign' ? each.of : DATA);
        case 'handle':
          return each.type === 'modules' ? { kind: 'opaque', what: 'a module' } : dataOf(each.taint);
        default:
          return dataOf(taintOf(each));
      }
    }),
  );
}

/** One item by its number; `isShifted` where the number may be another. */
export function itemOf(value: Value, index: number | undefined, isShifted = false): Value {
  return joinValues(
    optionsOf(value).map((each): Value => {
      if (each.kind !== 'list') return eachOf(each);
      if (index === undefined || isShifted) return eachOf(each);
      if (!each.isExact) return itemOfOpen(each, index);
      return each.items[index < 0 ? each.items.length + index : index] ?? DATA;
    }),
  );
}

function itemOfOpen(list: ListValue, index: number): Value {
  const { lead, items } = list;
  if (index < 0) return eachOf(list);
  const [first, ...more] = items.slice(lead);
  if (index >= lead) return first !== undefined && more.length === 0 ? oneOf(first, index - lead) : eachOf(list);
  return items[index] ?? DATA;
}

export function entryOf(map: MapValue, name: string | undefined): Value {
  if (name === undefined) return joinValues([...map.entries.values(), ...map.rest, DATA]);
  const held = map.entries.get(name);
  const all = [...(held === undefined ? [] : [held]), ...map.rest];
  return all.length === 0 ? DATA : joinValues(all);
}

export function valuesOf(map: MapValue): Value {
  return listOf([joinValues([...map.entries.values(), ...map.rest])], false);
}

export function pairsOf(map: MapValue): Value {
  const pairs = [...map.entries].map(([name, value]): Value => listOf([textOf(name), value]));
  if (map.rest.length > 0) pairs.push(listOf([DATA, joinValues(map.rest)]));
  return listOf(pairs, false);
}

/** A piece of a text: of a name found on the disk it is still such a name, of any other it isn't known. */
export function pieceOf(value: Value, index: Value): Value {
  if (value.kind !== 'text') return dataOf(taintOf(value));
  if (value.isLikely && value.texts.every((text) => text.includes('*') && !text.includes('..')))
    return mapTexts(value, () => '*', { isPath: false });
  const text = exactText(value);
  const at = index.kind === 'number' ? index.value : undefined;
  if (text !== undefined && at !== undefined) return textOf(text.at(at) ?? '');
  return dataOf(value.taint);
}

/** What `%` and `.format` make of a text. */
export function formatted(template: string, values: readonly Value[], isPercent: boolean): Value | undefined {
  const pieces: Value[] = [];
  let next = 0;
  const pattern = isPercent ? /%(?:(%)|[sd])/g : /\{\{|\}\}|\{(\d*)\}/g;
  let from = 0;
  for (const match of template.matchAll(pattern)) {
    pieces.push(textOf(template.slice(from, match.index)));
    from = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}' || match[1] === '%') pieces.push(textOf(match[0].slice(0, 1)));
    else {
      const at = match[1] === undefined || match[1] === '' ? next++ : Number(match[1]);
      const value = values[at];
      if (value === undefined) return undefined;
      pieces.push(value);
    }
  }
  const rest = template.slice(from);
  const all = [...pieces, textOf(rest)];
  const isOdd = isPercent ? /%/ : /[{}]/;
  if (all.some((piece, index) => piece.kind === 'text' && index % 2 === 0 && isOdd.test(piece.texts[0] ?? '')))
    return undefined;
  return listOf(all);
}

export function lengthOf(value: Value): Value {
  return value.kind === 'list' && value.isExact ? { kind: 'number', value: value.items.length } : NUMBER;
}

/** What of a list stands from an item on. */
export function restOf(list: ListValue, from: number): ListValue {
  const { items, isExact, lead } = list;
  if (isExact) return listOf(items.slice(from));
  if (from >= 0 && from <= lead) return listOf(items.slice(from), false, lead - from);
  const [first, ...more] = items.slice(lead);
  if (from > lead && first?.kind === 'data' && first.given?.as === 'all' && more.length === 0)
    return listOf([wordsFrom(first.given.from + from - lead)], false);
  return listOf([eachOf(list)], false);
}

/** `value[from:to]`: of a list a list, of a text a text. */
export function sliceOf(value: Value, from: Value | undefined, to: Value | undefined, step: Value | undefined): Value {
  const known = (each: Value | undefined): number | undefined => (each?.kind === 'number' ? each.value : undefined);
  const isKnown = [from, to].every((each) => each === undefined || known(each) !== undefined) && step === undefined;
  return joinValues(
    optionsOf(value).map((each): Value => {
      if (each.kind === 'list')
        return isKnown && each.isExact
          ? listOf(each.items.slice(known(from), known(to)))
          : isKnown && to === undefined
            ? restOf(each, known(from) ?? 0)
            : listOf([eachOf(each)], false);
      if (each.kind === 'foreign' || each.kind === 'opaque' || each.kind === 'ref') return each;
      if (each.kind !== 'text') return dataOf(taintOf(each));
      const text = exactText(each);
      if (text !== undefined && isKnown) return textOf(text.slice(known(from), known(to)));
      const piece = pieceOf(each, NUMBER);
      // Backwards, or every second letter: text that was hidden.
      return step === undefined ? piece : dataOf(taintOf(each) | DECODED);
    }),
  );
}
