import * as vscode from 'vscode';
import type { FetchAction, PlanAction, QuestionAction } from '../../action/action';
import type { Situation } from '../../action/situation';
import { locate } from '../../effect/locate';
import type { Carrier, Carriers } from '../../gate/carriers';
import type { World } from '../../gate/door';
import type { Commands } from '../../run/commands';
import { findRipgrep } from '../../run/findRipgrep';
import { listFilesCarrier } from '../../run/listFiles';
import { readFileCarrier } from '../../run/readFile';
import { searchTextCarrier } from '../../run/searchText';
import { editCarrier } from './applyEdit';
import { deleteCarrier } from './deleteFile';
import { diagnosticsCarrier } from './diagnostics';
import { renameCarrier } from './renameFile';
import { refused } from './results';
import type { CommandTerminals } from './terminal';

export interface CarrierParts {
  readonly world: Pick<World, 'disk' | 'situation'>;
  readonly commands: Commands;
  readonly terminals: CommandTerminals;
  readonly fetch: Carrier<FetchAction>;
}

/** All that reads or changes the world, for the gate: files through the editor, the rest through `run/`. */
export function editorCarriers({ world, commands, terminals, fetch }: CarrierParts): Carriers {
  const { disk } = world;
  const ripgrep = () => ripgrepOf(world.situation());
  const isSecret = (path: string) => locate(path, world.situation(), disk).isSecret;
  return {
    readFile: readFileCarrier(disk),
    listFiles: listFilesCarrier({ disk, ripgrep }),
    searchText: searchTextCarrier({ disk, ripgrep, isSecret }),
    edit: editCarrier(disk),
    delete: deleteCarrier(disk),
    rename: renameCarrier(disk),
    command: async (action, carrying) => terminals.tell(carrying.actionId, await commands.command(action, carrying)),
    readOutput: async (action, carrying) =>
      terminals.tell(action.commandId, await commands.readOutput(action, carrying)),
    stopCommand: async (action, carrying) =>
      terminals.tell(action.commandId, await commands.stopCommand(action, carrying)),
    fetch,
    diagnostics: diagnosticsCarrier(disk, isSecret),
    question: answerQuestion,
    plan: acknowledgePlan,
  };
}

function ripgrepOf({ environment, platform }: Situation): string | undefined {
  return findRipgrep({ appRoot: vscode.env.appRoot, environment, platform });
}

/** The gate holds a question until a person answers it; what is carried out is their answer. */
const answerQuestion: Carrier<QuestionAction> = async (_question, { answer }) =>
  answer === undefined
    ? refused('Nobody answered this question.')
    : { ok: true, text: `The person answered: ${answer}`, summary: 'answered' };

const acknowledgePlan: Carrier<PlanAction> = async ({ steps }) => {
  const done = steps.filter(({ status }) => status === 'done').length;
  return { ok: true, text: 'The plan is shown to the person.', summary: `${done} of ${steps.length} steps done` };
};
