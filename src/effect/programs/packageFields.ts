import { type Arg, literalArg } from '../shell/value';
import type { Call } from './program';

/** `scripts.test`, `engines.node`: keys one within another, and no places in lists. */
const KEYS = /^[\w@/-]+(?:\.[\w@/-]+)*$/;
const NOT_KEYS = /^(?:__proto__|constructor|prototype)$/;

/**
 * `npm pkg set key=value …`, `npm pkg delete key …`: package.json says something else from then on, which is looked at as
 * an edit that does the same. False where it can't be told what it will say.
 */
export function changePackageFile(call: Call, verb: string, fields: readonly Arg[]): boolean {
  // Of other packages, or values of other kinds.
  if (fields.length === 0 || call.args.some(({ head }) => head.startsWith('-'))) return false;
  const file = literalArg('package.json', call.part);
  const text = call.textOf(file);
  const [path, ...others] = call.resolve(file) ?? [];
  const said = text === undefined ? undefined : objectIn(text);
  if (said === undefined || path === undefined || others.length > 0) return false;
  let taint = 0;
  for (const field of fields) {
    const [, keys = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(field.text ?? '') ?? [];
    if (!KEYS.test(keys) || (verb === 'set') !== (value !== undefined) || !put(said, keys.split('.'), value))
      return false;
    taint |= field.taint;
  }
  call.file('write', file);
  call.state.didWrite(path, { text: `${JSON.stringify(said, null, 2)}\n`, taint });
  return true;
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function put(object: Record<string, unknown>, keys: readonly string[], value: string | undefined): boolean {
  const [key = '', ...inner] = keys;
  if (NOT_KEYS.test(key)) return false;
  if (inner.length === 0) {
    if (value === undefined) delete object[key];
    else object[key] = value;
    return true;
  }
  const held = object[key] ?? {};
  if (!isObject(held)) return false;
  object[key] = held;
  return put(held, inner, value);
}
