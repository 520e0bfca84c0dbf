import type { Looking } from '../looking';
import { nameSet } from '../names';
import { isSecretName } from '../pathNames';
import { resolveArg } from '../paths';
import { namesASecret } from '../secretPatterns';
import type { ShellState } from './state';
import { type Arg, type Flow, LISTED_SECRET } from './value';

/** Programs that print names of files below the folders they are given. */
const LISTING = nameSet('ls dir vdir exa eza lsd git find gfind bfs fd fdfind rg grep tree');

export interface Listing {
  readonly name: string;
  readonly args: readonly Arg[];
  readonly folders: readonly string[] | undefined;
  readonly state: ShellState;
  readonly looking: Looking;
}

/** What can be said of names that were listed, by what the folders hold: none that looks like an option, or a secret's. */
export function listed(flow: Flow, { name, args, folders, state, looking }: Listing): Flow {
  if (!LISTING.has(name) || (flow.nature !== 'names' && flow.nature !== 'paths')) return flow;
  const given = args.filter((arg) => arg.text !== undefined && !arg.text.startsWith('-') && !arg.isPattern);
  const places = given.flatMap((arg) => resolveArg(arg, folders, looking).places.map(({ place }) => place.path));
  const within = places.filter((path) => looking.disk.kind(path) === 'folder');
  const names = (within.length > 0 ? within : (folders ?? [])).flatMap((path) => looking.disk.list(path));
  const isDashed =
    names.some((each) => each.startsWith('-')) || state.writtenPaths().some((path) => /(?:^|\/)-[^/]*$/.test(path));
  const taint = mayNameSecret(name, args, names) ? flow.taint | LISTED_SECRET : flow.taint;
  return {
    ...flow,
    taint,
    nature: flow.nature === 'names' && folders !== undefined && !isDashed ? 'paths' : flow.nature,
  };
}

function mayNameSecret(name: string, args: readonly Arg[], names: readonly string[]): boolean {
  const texts = args.map((arg) => arg.text ?? '?');
  const isFind = /find$|^bfs$/.test(name) && !name.startsWith('fd');
  const sought = isFind ? texts.filter((_, index) => /^-i?(?:name|path)$/.test(texts[index - 1] ?? '')) : [];
  if (sought.some((pattern) => namesASecret(pattern, 'glob') !== undefined)) return true;
  if (/^fd/.test(name) && texts.some((text) => !text.startsWith('-') && namesASecret(text, 'regex') !== undefined))
    return true;
  // Whoever asks for everything below a folder isn't after its secrets.
  if (isFind || /^(?:git|rg|grep|tree)$/.test(name)) return false;
  const showsHidden = texts.some((text) => /^--(?:all|almost-all|hidden|unrestricted)$|^-\w*[aAfHu]/.test(text));
  return names.some((each) => isSecretName(`/${each.toLowerCase()}`) && (showsHidden || !each.startsWith('.')));
}
