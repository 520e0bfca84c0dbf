import type { EditAction } from '../action/action';
import type { ActionRow } from '../ledger/actionLog';

/** The two sides of an edit as the ledger keeps it, or undefined when it isn't one or is no longer there. */
export function recordedEdit(
  row: ActionRow,
  content: (sha256: string) => string | undefined,
): Pick<EditAction, 'path' | 'before' | 'after'> | undefined {
  if (row.kind !== 'edit') return undefined;
  const value = row.proposed ?? parsed(row.content === undefined ? undefined : content(row.content));
  const { path, before, after } = value;
  if (typeof path !== 'string' || typeof after !== 'string') return undefined;
  return typeof before === 'string' || before === null ? { path, before, after } : undefined;
}

function parsed(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
