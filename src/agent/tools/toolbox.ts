import type Anthropic from '@anthropic-ai/sdk';
import { deleteFile, renameFile, writeFile } from './changingFiles';
import { readOutput, runCommand, stopCommand } from './commands';
import { editFile } from './editFile';
import { fetchUrl, getDiagnostics, listFiles, readFile, searchText } from './reading';
import { askUser, updatePlan } from './talking';
import type { Tool } from './tool';

/** Every tool of the agent, in the order in which the model reads them. */
export const TOOLS: readonly Tool[] = [
  readFile,
  listFiles,
  searchText,
  editFile,
  writeFile,
  deleteFile,
  renameFile,
  runCommand,
  readOutput,
  stopCommand,
  fetchUrl,
  getDiagnostics,
  askUser,
  updatePlan,
];

export function toolNamed(name: string): Tool | undefined {
  return TOOLS.find((tool) => tool.name === name);
}

/** The tools as the model is told of them, with a breakpoint of its prompt cache at their end. */
export function toolsForModel(): Anthropic.Tool[] {
  const last = TOOLS.length - 1;
  return TOOLS.map(({ forModel }, index) =>
    index === last ? { ...forModel, cache_control: { type: 'ephemeral' } } : forModel,
  );
}
