import type { Effect } from '../effect';

/**
 * Whether an effect of what runs in a container or on another machine matters beyond it. Its files, packages and processes
 * are its own, made for this and thrown away after; what it takes from the network to run, sends away, publishes or hides
 * is not.
 */
export function reachesBeyond({ kind, detail = '' }: Effect): boolean {
  switch (kind) {
    case 'publish':
    case 'deploy':
      return true;
    case 'upload':
      return detail !== 'upload.local';
    case 'run':
      return /^run\.(?:remote|decoded|reverseShell)\b/.test(detail);
    case 'fetch':
      return /^fetch\.odd\b/.test(detail);
    case 'gitRemote':
      return /^git\.remote\.push\b/.test(detail);
    case 'unknown':
      return /^(?:run|path|shell\.(?:nul|carriageReturn|control|invisible|space|surrogate|padding|parseError|tooMuch))\b/.test(
        detail,
      );
    default:
      return false;
  }
}
