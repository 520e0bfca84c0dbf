import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action, ActionKind } from '../../src/action/action';
import { sha256 } from '../../src/action/digest';
import type { Disk, Mode, Situation } from '../../src/action/situation';
import type { CarriedOut, Carriers, Carrying } from '../../src/gate/carriers';
import type { Settlement, World } from '../../src/gate/door';
import type { Evidence } from '../../src/gate/evidence';
import { Gate, type GateParts } from '../../src/gate/gate';
import type { Swap } from '../../src/gate/passage';
import type { RefusalLimits } from '../../src/gate/refusals';
import { Holds } from '../../src/hold/holds';
import type { Judge } from '../../src/judge/judge';
import type { NewEntry } from '../../src/ledger/entry';
import { defaultPolicy } from '../../src/policy/defaults';
import { LocalProbe } from '../../src/probe/localProbe';
import type { Probe } from '../../src/probe/probe';
import { NodeDisk } from '../../src/run/nodeDisk';
import { nodeEvidence } from '../../src/run/nodeEvidence';

/** What a test can turn while the gate runs. */
export interface Dials {
  mode: Mode;
  judge: Judge | undefined;
  environment: Record<string, string>;
  unavailable: Situation['unavailable'];
  /** Makes the ledger refuse a line. */
  refuse: (entry: NewEntry) => boolean;
  /** Sees each line that the ledger took. */
  record: (entry: NewEntry) => void;
  disk: Disk;
  evidence: Evidence;
  /** How long the gate waits for a file that is changing. */
  settleMs: number | undefined;
  /** What the person said, oldest first. */
  said: readonly string[];
  /** Whom to ask instead for what the person said. */
  personSaid: GateParts['personSaid'] | undefined;
  instructions: GateParts['instructions'];
  refusalLimits: RefusalLimits;
  probe: Probe;
  /** Runs in the carrier of every action before its last look. */
  beforeLook: (action: Action) => Promise<void> | void;
  /** Runs after the last look, as the action itself. */
  act: (action: Action, carrying: Carrying) => Promise<CarriedOut> | CarriedOut;
}

/**
 * The real gate, policy, analysis and disk on a temporary workspace. Carriers note what they were asked to do, and change
 * files for real where the action is about files.
 */
export class GateFixture {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone gate ')));
  readonly root = join(this.base, 'work');
  readonly ownState = join(this.base, 'own');
  readonly holds = new Holds();
  readonly entries: NewEntry[] = [];
  readonly carried: Action[] = [];
  readonly settlements: Settlement[] = [];
  readonly swaps: Swap[] = [];
  readonly errors: string[] = [];
  readonly debugged: string[] = [];
  readonly dials: Dials;
  readonly gate: Gate;
  #calls = 0;

  constructor(dials: Partial<Dials> = {}) {
    this.dials = {
      mode: 'auto',
      judge: undefined,
      environment: { PATH: '/usr/bin:/bin', HOME: homedir() },
      unavailable: {},
      refuse: () => false,
      record: () => undefined,
      disk: new NodeDisk(),
      evidence: nodeEvidence,
      settleMs: undefined,
      said: ['fix the tests'],
      personSaid: undefined,
      instructions: undefined,
      refusalLimits: { inARow: 3, inAll: 20 },
      probe: new LocalProbe(),
      beforeLook: () => undefined,
      act: (action) => changeFiles(action),
      ...dials,
    };
    this.gate = new Gate({
      world: this.#world(),
      carriers: this.#carriers(),
      holds: this.holds,
      policy: () => defaultPolicy,
      judge: () => this.dials.judge,
      evidence: this.dials.evidence,
      settleMs: this.dials.settleMs,
      record: (entry) => {
        if (this.dials.refuse(entry)) throw new Error('disk full');
        this.entries.push(entry);
        this.dials.record(entry);
      },
      keep: (data) => sha256(data),
      personSaid: (taskId) =>
        this.dials.personSaid?.(taskId) ?? this.dials.said.map((text, at) => ({ kind: 'said', at, text })),
      instructions: (taskId) => this.dials.instructions?.(taskId) ?? [],
      probe: { inspect: (text, source, signal) => this.dials.probe.inspect(text, source, signal) },
      refusalLimits: () => this.dials.refusalLimits,
      lastNumber: 0,
      log: {
        info: () => undefined,
        debug: (message) => this.debugged.push(message),
        error: (message) => this.errors.push(message),
      },
    });
    this.gate.onDidSettle((settlement) => this.settlements.push(settlement));
    this.gate.onDidFindSwap((swap) => this.swaps.push(swap));
  }

  propose(action: Action, signal: AbortSignal = new AbortController().signal) {
    this.#calls += 1;
    return this.gate.propose(action, { taskId: 'task', callId: `call${this.#calls}`, signal });
  }

  command(command: string, cwd = this.root): Action {
    return { kind: 'command', command, cwd, timeoutMs: 10_000, background: false };
  }

  situation(): Situation {
    return {
      mode: this.dials.mode,
      roots: [this.root],
      home: join(this.base, 'home'),
      temp: [join(this.base, 'temp')],
      ownState: [this.ownState],
      environment: this.dials.environment,
      platform: 'posix',
      isCaseSensitive: true,
      unavailable: this.dials.unavailable,
    };
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  dispose(): void {
    rmSync(this.base, { recursive: true, force: true });
  }

  #world(): World {
    const { dials } = this;
    return {
      get disk() {
        return dials.disk;
      },
      situation: () => this.situation(),
      look: async (path) => {
        try {
          const bytes = await readFile(path);
          return { kind: 'text', text: bytes.toString('utf8'), sha256: sha256(bytes) };
        } catch {
          return { kind: 'missing' };
        }
      },
    };
  }

  #carriers(): Carriers {
    const carry = async (action: Action, carrying: Carrying): Promise<CarriedOut> => {
      await this.dials.beforeLook(action);
      carrying.checkUnchanged();
      this.carried.push(action);
      return this.dials.act(action, carrying);
    };
    const kinds: Record<ActionKind, true> = {
      readFile: true,
      listFiles: true,
      searchText: true,
      edit: true,
      delete: true,
      rename: true,
      command: true,
      readOutput: true,
      stopCommand: true,
      fetch: true,
      diagnostics: true,
      question: true,
      plan: true,
    };
    return Object.fromEntries(Object.keys(kinds).map((kind) => [kind, carry])) as unknown as Carriers;
  }
}

async function changeFiles(action: Action): Promise<CarriedOut> {
  if (action.kind === 'edit') await writeFile(action.path, action.after);
  if (action.kind === 'delete') await rm(action.path);
  if (action.kind === 'rename') await rename(action.from, action.to);
  return { ok: true, text: 'done', summary: 'done' };
}
