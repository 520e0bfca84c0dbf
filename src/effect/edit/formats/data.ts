import { MadeOfNames, type Names, namesIn } from '../../names';

/**
 * What a settings file says, whatever its language: YAML, TOML, INI and XML are all read into this. Of members with one
 * name all are there, since programs differ in which of them counts.
 */
export type Value = Mapping | List | Scalar;

export interface Mapping {
  readonly kind: 'mapping';
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: string;
  readonly value: Value;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** Text, a number, a truth or nothing, all as the text they are written as. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly text: string;
}

/** A value, and where it stands: the keys to it, without the places in lists, which change with what is added before. */
export interface Found<T extends Value = Value> {
  readonly at: string;
  readonly value: T;
}

export function membersOf(value: Value | undefined): readonly Member[] {
  return value?.kind === 'mapping' ? value.members : [];
}

/** The items of a list, and of lists in it; a value that is no list is its own item. */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items.flatMap(itemsOf) : [value];
}

/** The last member of that name, as most readers have it. Keys don't differ by case: where they do, nothing is lost. */
export function memberOf(value: Value | undefined, key: string): Value | undefined {
  return membersOf(value).findLast((member) => isKey(member.key, key))?.value;
}

export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' ? value.text : undefined;
}

export function textAt(value: Value | undefined, key: string): string | undefined {
  return textOf(memberOf(value, key));
}

export function textsIn(value: Value | undefined): readonly string[] {
  return value === undefined ? [] : itemsOf(value).flatMap((item) => textOf(item) ?? []);
}

export function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|yes|on|y|1|enabled?|always)$/i.test(text.trim());
}

export function isFalse(text: string | undefined): boolean {
  return text !== undefined && /^(?:false|no|off|n|0|disabled?|none|never)$/i.test(text.trim());
}

function isKey(key: string, wanted: string): boolean {
  return key === wanted || key.toLowerCase() === wanted.toLowerCase();
}

/** A step on the way to a value: any key that matches, the items of a list, or any way down. */
type Step = RegExp | 'items' | 'anywhere';

/**
 * Every value that one of the paths leads to. A path is keys with dots between them: `*` in a key stands for anything,
 * `key[]` for the items of what stands there (itself, where it is no list), `**` for any way down. A dot that belongs to
 * a key is written `\.`.
 */
export function valuesAt(value: Value, paths: Names): readonly Found[] {
  const found: Found[] = [];
  for (const steps of stepsOf.get(paths)) follow(value, steps, 0, '', found);
  return found;
}

/** As `valuesAt`, only the texts. */
export function textsAt(value: Value, paths: Names): readonly Found<Scalar>[] {
  return valuesAt(value, paths).flatMap(({ at, value: found }) =>
    found.kind === 'scalar' ? [{ at, value: found }] : [],
  );
}

const stepsOf = new MadeOfNames<readonly (readonly Step[])[]>((paths) => namesIn(paths).map(stepsIn));

function stepsIn(path: string): readonly Step[] {
  return path.split(/(?<!\\)\./).flatMap((part): readonly Step[] => {
    if (part === '**') return ['anywhere'];
    const isList = part.endsWith('[]');
    const key = (isList ? part.slice(0, -2) : part).replaceAll('\\.', '.');
    const step = key === '' ? [] : [keyPattern(key)];
    return isList ? [...step, 'items'] : step;
  });
}

function keyPattern(key: string): RegExp {
  return new RegExp(`^${key.replace(/[.+?^$()|[\]{}\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'is');
}

/** Goes on from `value` with the steps from `next`, and adds what it arrives at. */
function follow(value: Value, steps: readonly Step[], next: number, at: string, found: Found[]): void {
  const step = steps[next];
  if (step === undefined) found.push({ at, value });
  else if (step === 'items') for (const item of itemsOf(value)) follow(item, steps, next + 1, at, found);
  else if (step === 'anywhere') {
    follow(value, steps, next + 1, at, found);
    if (value.kind === 'list') for (const item of value.items) follow(item, steps, next, at, found);
    else if (value.kind === 'mapping')
      for (const member of value.members) follow(member.value, steps, next, below(at, member.key), found);
  } else if (value.kind === 'mapping')
    for (const member of value.members)
      if (step.test(member.key)) follow(member.value, steps, next + 1, below(at, member.key), found);
}

function below(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
