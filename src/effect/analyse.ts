import type { Action, ActionKind, ActionOf } from '../action/action';
import { messageOf } from '../action/errorText';
import type { Disk, Situation } from '../action/situation';
import { analyseEdit } from './edit/analyseEdit';
import { howMuchGoes } from './edit/howMuch';
import { loadedTexts } from './edit/loadedTexts';
import { renamedText, writtenTexts } from './edit/otherWays';
import type { Analysis, Effect } from './effect';
import { fetchEffects } from './fetchEffects';
import { locate } from './locate';
import { type Looking, lookingAt } from './looking';
import { onFile, whole } from './onFile';
import { analyseCommand } from './shell/analyseCommand';
import { followed } from './taintTrace';

type Analyser<K extends ActionKind> = (action: ActionOf<K>, looking: Looking) => readonly Effect[];

/** One a kind: an action whose effects nobody wrote down doesn't compile. */
const ANALYSERS: { readonly [K in ActionKind]: Analyser<K> } = {
  readFile: (action, looking) => onFile('read', 'read', action.path, 'read.file', looking),
  listFiles: (action, looking) => [
    ...onFile('read', 'list', action.path, 'read.folder', looking),
    ...outsideGlob(action.path, action.glob, 'list', looking),
  ],
  searchText: (action, looking) => [
    ...onFile('read', 'search', action.path, 'read.tree', looking),
    ...outsideGlob(action.path, action.glob, 'search', looking),
  ],
  edit: analyseEdit,
  delete: (action, looking) => {
    const effects = onFile('delete', 'delete', action.path, deleteDetail(action.path, looking), looking);
    return [...effects, ...effects.slice(0, 1).flatMap(({ part }) => howMuchGoes(action.path, part, looking))];
  },
  rename: (action, looking) => [
    ...onFile('delete', 'rename', action.from, deleteDetail(action.from, looking), looking),
    ...onFile('write', 'rename to', action.to, 'write.create', looking),
    ...renamedText(action, looking),
  ],
  command: analyseCommand,
  readOutput: () => [],
  stopCommand: (action) => [
    {
      kind: 'editorState',
      target: `command ${action.commandId}`,
      part: whole('stop command'),
      certainty: 'certain',
      detail: 'task.stopCommand',
      says: `stops command ${action.commandId}`,
    },
  ],
  fetch: fetchEffects,
  diagnostics: () => [],
  question: (action) => [
    {
      kind: 'askPerson',
      target: action.question,
      part: whole('ask the person'),
      certainty: 'certain',
      says: 'waits for your answer',
    },
  ],
  plan: () => [],
};

/** Every effect an action would have. Never throws: what goes wrong here is an effect that can't be allowed. */
export function analyse(action: Action, situation: Situation, disk: Disk): Analysis {
  const looking = lookingAt(situation, disk);
  try {
    const why = situation.unavailable[action.kind];
    const own = analyseKind(action, looking);
    const read = looking.loaded.size === 0 ? own : [...own, ...loadedTexts(looking)];
    const written = looking.texts.size === 0 ? read : [...read, ...writtenTexts(action, looking)];
    const effects = situation.taint === undefined ? written : [...written, ...followed(action, written, looking)];
    return analysisOf(why === undefined ? effects : [...effects, unavailable(action, why)], looking);
  } catch (error) {
    const why = messageOf(error);
    const text = action.kind === 'command' ? action.command : action.kind;
    const effect: Effect = {
      kind: 'unknown',
      target: why,
      part: { start: 0, end: text.length, text },
      certainty: 'possible',
      detail: 'analysis.failed',
      says: "couldn't be analysed",
    };
    return analysisOf([effect], looking);
  }
}

function analysisOf(effects: readonly Effect[], looking: Looking): Analysis {
  const { paths, scripts, downloads, programs, parts } = looking;
  return {
    effects,
    paths: [...paths],
    scripts: [...scripts],
    downloads: [...downloads],
    programs: [...programs],
    parts,
  };
}

/** Nobody here can carry it out, whatever it would do. */
function unavailable(action: Action, why: string): Effect {
  const part = whole(action.kind === 'command' ? action.command : action.kind);
  return {
    kind: 'unknown',
    target: action.kind,
    part,
    certainty: 'certain',
    detail: 'unavailable',
    says: `can't be carried out here: ${why.replace(/\.$/, '')}`,
  };
}

function analyseKind<K extends ActionKind>(action: ActionOf<K>, looking: Looking): readonly Effect[] {
  const analyser: Analyser<K> | undefined = ANALYSERS[action.kind as K];
  if (analyser === undefined) throw new Error(`no action is called ${JSON.stringify(action.kind)}`);
  return analyser(action, looking);
}

/** A pattern that climbs out of its folder reads elsewhere than it says. */
function outsideGlob(folder: string, glob: string | undefined, verb: string, looking: Looking): Effect[] {
  if (glob === undefined || !/(?:^|[\\/{,])\.\.(?:[\\/},]|$)|^(?:[\\/~]|[a-z]:)/i.test(glob)) return [];
  const place = locate(folder, looking.situation, looking.disk);
  return [
    {
      kind: 'unknown',
      target: glob,
      place,
      part: whole(`${verb} ${glob}`),
      certainty: 'possible',
      detail: 'path.outsideGlob',
      says: 'looks outside its folder',
    },
  ];
}

/** One file is kept in the content store before it goes; a folder is not looked through here. */
function deleteDetail(file: string, looking: Looking): string {
  return looking.disk.kind(file) === 'folder' ? 'delete.recursive' : 'delete.kept';
}
