import type { Names } from '../../names';
import type { Fact, Format } from '../fact';
import { textsAt, type Value } from './data';
import { changeFact } from './looks';
import { documentsIn, type Language } from './settingsFile';

/** A format with limits that the project has set itself: lower ones, or none, let more through. */
export function withLimits(language: Language, format: Format, paths: Names): Format {
  return {
    ...format,
    weakened: (before, after) => {
      const has = limitsIn(documentsIn(language, after), paths);
      return [...limitsIn(documentsIn(language, before), paths)].flatMap(([at, limit]): readonly Fact[] => {
        const now = has.get(at);
        if (now !== undefined && now >= limit) return [];
        const says =
          now === undefined ? `takes the limit of ${limit} away` : `lowers the limit from ${limit} to ${now}`;
        return [changeFact(at, 'change.check', says, at)];
      });
    },
  };
}

function limitsIn(documents: readonly Value[], paths: Names): ReadonlyMap<string, number> {
  return new Map(
    documents.flatMap((document) =>
      textsAt(document, paths).flatMap(({ at, value }) => {
        // Of options in one text, the one that sets a limit.
        const text = /--cov-fail-under[= ](\S+)/.exec(value.text)?.[1] ?? value.text;
        const number = Number(text.replace(/%$/, ''));
        return text.trim() === '' || !Number.isFinite(number) ? [] : [[at, number] as const];
      }),
    ),
  );
}
