import type { Action } from '../action/action';
import type { ChangedBy } from '../action/situation';
import type { ModelUsage } from '../model/modelClient';

/** Where a text comes from, which decides how much it may say before it is suspicious. */
export interface TextSource {
  /** What the agent did to get it. */
  readonly action: Action;
  /** The task that asked for it. */
  readonly taskId: string;
  /** For a person: `README.md`, `https://example.com`, `npm test`. */
  readonly name: string;
  /** The file, as the workspace names it, or the address: where it stands says something of what it is. */
  readonly path?: string | undefined;
  /** Who wrote it, as far as that can be told: of a file by its history, `network` for what came from there. */
  readonly by: ChangedBy | 'project' | 'network' | 'output';
}

/** One thing that was found, for person, agent and judge. */
export interface FoundSign {
  /** Which kind of attempt: `override`, `fake-turn`. */
  readonly id: string;
  /** For a person, in a few words. */
  readonly says: string;
  /** The text around it, on one line and short. */
  readonly excerpt: string;
}

/** What the probe makes of a text before the agent reads it. */
export interface Probed {
  /** What the agent reads: the text itself, or fenced with a warning, with secrets masked. */
  readonly text: string;
  /** Empty for a text that nothing speaks against. */
  readonly signs: readonly FoundSign[];
  /** The parts of the text that are suspicious, as they were returned: what they name is kept in mind. */
  readonly passages: readonly string[];
  /** The request to a model, where there was one. */
  readonly asked?: ProbeRun | undefined;
}

export interface ProbeRun {
  readonly model: string;
  /** Milliseconds. */
  readonly took: number;
  readonly usage: ModelUsage;
  /** `steers`: it tries to steer the agent; `quotes`: it only speaks of such; `away`: no answer, so that it counts. */
  readonly answer: 'steers' | 'quotes' | 'away';
}

/** Looks through what a tool returned before it enters the conversation. Never rejects but with the signal's reason. */
export interface Probe {
  inspect(text: string, source: TextSource, signal: AbortSignal): Promise<Probed>;
}
