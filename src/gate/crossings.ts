import type { BoundAct, Boundary, Situation } from '../action/situation';
import type { Analysis, Effect } from '../effect/effect';
import { isPathAmong } from '../policy/pathPatterns';

/** Commands of git that change the repository without a commit. */
const NO_COMMIT =
  /^(?:\S*\/)?git(?:\s+-\S+)*\s+(?:add|rm|mv|restore|switch|checkout|branch|stash|tag|config|init|worktree|clean|reset|notes|gc|prune|remote|submodule|sparse-checkout|bisect)\b/;

/**
 * With the effects that cross a line the person drew, one for each line: each as an effect of its own beside what it is,
 * so that no rule about anything else can let it pass.
 */
export function withCrossings(analysis: Analysis, situation: Situation): Analysis {
  const { effects } = analysis;
  const crossings = (situation.boundaries ?? []).flatMap((boundary) => {
    const crossing = effects.find((effect) => isAcross(effect, boundary, situation));
    return crossing === undefined ? [] : [crossingOf(crossing, boundary)];
  });
  return crossings.length === 0 ? analysis : { ...analysis, effects: [...effects, ...crossings] };
}

function crossingOf({ part, target, place, program }: Effect, boundary: Boundary): Effect {
  const isAct = boundary.kind === 'act';
  return {
    kind: 'cross',
    target: isAct ? boundary.act : target,
    place: isAct ? undefined : place,
    part,
    program,
    certainty: 'certain',
    detail: `boundary.${boundary.kind}`,
    says: `crosses a line that the task draws: “${short(boundary.said)}”`,
  };
}

const LONGEST_SAID = 120;

function short(said: string): string {
  const line = said.replace(/\s+/g, ' ').replace(/[.;,:]+$/, '');
  return line.length > LONGEST_SAID ? `${line.slice(0, LONGEST_SAID - 1)}…` : line;
}

/** What git moves or removes it is seen to change. */
const GIT_MOVES = /\bgit\s[^\n]*\b(?:mv|rm)\s/;

function isAcross(effect: Effect, boundary: Boundary, situation: Situation): boolean {
  const { kind, place } = effect;
  if (boundary.kind === 'act') {
    const isExcepted = place !== undefined && isPathAmong(place.path, boundary.except ?? [], situation);
    return !isExcepted && doesAct(effect, boundary.act);
  }
  if ((kind !== 'write' && kind !== 'delete') || place?.area !== 'workspace') return false;
  if (boundary.kind === 'only') return !isPathAmong(place.path, boundary.paths, situation);
  if (boundary.isAway === true && kind !== 'delete' && !GIT_MOVES.test(effect.part.text)) return false;
  if (boundary.except !== undefined && isPathAmong(place.path, boundary.except, situation)) return false;
  return (
    isPathAmong(place.path, boundary.paths, situation) ||
    // With a folder goes what is in it.
    (kind === 'delete' && isAbove(place.path, boundary.paths, situation))
  );
}

function isAbove(folder: string, patterns: readonly string[], { roots }: Situation): boolean {
  return roots.some((root) => {
    if (root === folder) return true;
    if (!folder.startsWith(root)) return false;
    const steps = `${folder.slice(root.length + 1).replaceAll('\\', '/')}/`;
    return patterns.some((pattern) => pattern.startsWith(steps));
  });
}

function doesAct({ kind, detail = '', part, place }: Effect, act: BoundAct): boolean {
  switch (act) {
    case 'commit':
      return kind === 'gitHistory' && !NO_COMMIT.test(part.text.trim());
    case 'push':
      return kind === 'gitRemote' && detail.startsWith('git.remote.push');
    case 'install':
      return kind === 'install';
    case 'delete':
      return kind === 'delete' && place?.area === 'workspace' && detail !== 'delete.own.moved';
    case 'create':
      return kind === 'write' && detail === 'write.create' && place?.area === 'workspace';
    case 'network':
      return ['fetch', 'upload', 'install', 'gitRemote', 'publish', 'deploy'].includes(kind);
    case 'publish':
      return kind === 'publish';
    case 'deploy':
      return kind === 'deploy';
  }
}
