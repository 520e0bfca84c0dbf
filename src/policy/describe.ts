import { assertNever } from '../action/action';
import type { Effect } from '../effect/effect';

/** What an effect does, as the end of a sentence that begins with the part: "deletes /work/app/src". */
export function describeEffect(effect: Effect): string {
  if (effect.says !== undefined) return effect.says;
  const target = effect.target === '' ? 'something' : effect.target;
  const perhaps = effect.certainty === 'possible' ? 'may ' : '';
  const verb = (third: string, bare: string) => (perhaps === '' ? third : perhaps + bare);
  switch (effect.kind) {
    case 'read':
      return `${verb('reads', 'read')} ${target}`;
    case 'write':
      return `${verb('writes', 'write')} ${target}`;
    case 'delete':
      return `${verb('deletes', 'delete')} ${target}`;
    case 'run':
      return `${verb('runs', 'run')} ${target}`;
    case 'fetch':
      return `${verb('requests', 'request')} ${target}`;
    case 'upload':
      return `${verb('sends', 'send')} data to ${target}`;
    case 'listen':
      return `${verb('listens', 'listen')} on ${target}`;
    case 'install':
      return `${verb('installs', 'install')} ${target}`;
    case 'publish':
      return `${verb('publishes', 'publish')} ${target}`;
    case 'gitHistory':
      return `${verb('changes', 'change')} git history (${target})`;
    case 'gitRemote':
      return `${verb('talks', 'talk')} to the git remote ${target}`;
    case 'gitConfig':
      return `${verb('changes', 'change')} git configuration (${target})`;
    case 'deploy':
      return `${verb('changes', 'change')} ${target}`;
    case 'database':
      return `${verb('changes', 'change')} the database ${target}`;
    case 'escalate':
      return `${verb('runs', 'run')} with more rights (${target})`;
    case 'persist':
      return `${verb('stays', 'stay')} behind: ${target}`;
    case 'weaken':
      return `${verb('weakens', 'weaken')} ${target}`;
    case 'process':
      return `${verb('controls', 'control')} the process ${target}`;
    case 'environment':
      return `${verb('sets', 'set')} ${target}, which later programs obey`;
    case 'editorState':
      return `${verb('changes', 'change')} ${target} in the editor`;
    case 'askPerson':
      return 'asks you a question';
    case 'change':
      return `${verb('changes', 'change')} ${target}`;
    case 'follow':
      return `does what a suspicious text named (${target})`;
    case 'cross':
      return `crosses a line that the task draws (${target})`;
    case 'unknown':
      return `can't be understood (${target})`;
    default:
      return assertNever(effect.kind);
  }
}
