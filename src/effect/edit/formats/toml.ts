import { parse, TomlError, type TomlValue } from 'smol-toml';
import { BrokenTextError } from '../fact';
import type { Value } from './data';

/** TOML as a value. Throws `BrokenTextError`. */
export function parseToml(text: string): Value {
  try {
    return asValue(parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded' }));
  } catch (error) {
    if (error instanceof RangeError) throw new BrokenTextError('it is nested too deeply', undefined);
    if (!(error instanceof TomlError)) throw error;
    const why = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new BrokenTextError(why, `line ${error.line}, column ${error.column}`);
  }
}

function asValue(value: TomlValue): Value {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(asValue) };
  if (typeof value !== 'object' || value instanceof Date) return { kind: 'scalar', text: String(value) };
  return { kind: 'mapping', members: Object.entries(value).map(([key, each]) => ({ key, value: asValue(each) })) };
}
