import { assertNever } from '../action/action';

/** What a read-only document of ours shows. */
export type Shown =
  | { readonly kind: 'action'; readonly actionId: string }
  | { readonly kind: 'before' | 'after'; readonly actionId: string }
  | { readonly kind: 'transcript'; readonly taskId: string };

const ID = /^[\w-]{1,64}$/;

/** The path of a document; its last part is what the tab says. */
export function pathOf(shown: Shown, name: string): string {
  switch (shown.kind) {
    case 'action':
      return `/action/${shown.actionId}/${name}`;
    case 'before':
    case 'after':
      return `/${shown.kind}/${shown.actionId}/${tabName(name)}`;
    case 'transcript':
      return `/transcript/${shown.taskId}/${name}`;
    default:
      return assertNever(shown);
  }
}

export function shownAt(path: string): Shown | undefined {
  const [, kind, id = ''] = path.split('/');
  if (!ID.test(id)) return undefined;
  switch (kind) {
    case 'action':
      return { kind, actionId: id };
    case 'before':
    case 'after':
      return { kind, actionId: id };
    case 'transcript':
      return { kind, taskId: id };
    default:
      return undefined;
  }
}

/** Languages whose editors do no more with a file than colour it and look into the project. */
const PLAIN_LANGUAGES =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|swift|c|cc|cpp|h|hpp|cs|rb|php|sh|css|scss|less|sql|lua|md|txt)$/i;

/**
 * A proposed file is looked at before anybody trusts it. JSON, YAML and XML name schemas in their text, which editors
 * fetch from wherever they point as soon as they recognise the file: those are shown under a name that says nothing.
 */
function tabName(file: string): string {
  const name = file.replace(/[/\\]/g, '_');
  return PLAIN_LANGUAGES.test(name) ? name : `${name} (text)`;
}
