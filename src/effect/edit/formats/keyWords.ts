import type { Member, Value } from './data';

/**
 * Text of `name value` lines, as ssh, curl and the older yarn read it: between both stands a blank, `=` or `:`. Dashes in
 * front of a name count for nothing. Nothing is malformed.
 */
export function parseKeyWords(text: string): Value {
  const members = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((line): readonly Member[] => {
      const [, key, value = ''] = /^\s*-{0,2}([^\s=:#;"]+|"[^"]+")(?:\s*[=:]\s*|\s+|$)(.*)$/.exec(line) ?? [];
      if (key === undefined) return [];
      return [{ key: unquoted(key), value: { kind: 'scalar', text: unquoted(value.trim().replace(/;$/, '')) } }];
    });
  return { kind: 'mapping', members };
}

function unquoted(text: string): string {
  const [, , inner] = /^(["'])([\s\S]*)\1$/.exec(text) ?? [];
  return inner ?? text;
}
