import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Action } from '../../../src/action/action';
import type { CarriedOut, Carrying } from '../../../src/gate/carriers';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { nodeEvidence } from '../../../src/run/nodeEvidence';
import { GateFixture } from '../../support/gateFixture';
import {
  contentNow,
  EVIL,
  GOOD,
  NOTHING,
  SWAPS,
  type Swappable,
  swapperCode,
  watchedDisk,
  watchedEvidence,
} from '../../support/swapping';

/** Longer than it takes until a change can be told from one right after it. */
const SETTLED_MS = 30;
/** Tries with a swap at known points, for each kind of swap. */
const TRIES = 2200;
const TRIES_WITH_A_PROCESS = 400;

/** One run of a script, and what it read of it on the way. */
interface Run {
  readonly read: string[];
  isEvilBefore: boolean;
}

describe('a script that is swapped while it is judged and run', function () {
  this.timeout(120_000);
  let fixture: GateFixture;
  let point: () => void;
  let run: Run;

  beforeEach(() => {
    point = () => undefined;
    const disk = watchedDisk(new NodeDisk(), () => point());
    const evidence = watchedEvidence(nodeEvidence, () => point());
    fixture = new GateFixture({ disk, evidence, settleMs: 0, act });
    mkdirSync(fixture.root, { recursive: true });
    run = { read: [], isEvilBefore: false };
  });
  afterEach(() => fixture.dispose());

  /** As a shell does it: starts right after the last look, and reads its script in its own time. */
  function act(action: Action, carrying: Carrying): CarriedOut {
    assert.ok(action.kind === 'command');
    const script = join(fixture.root, action.command.slice('bash '.length));
    const read = () => {
      point();
      run.read.push(contentNow(script));
      point();
    };
    read();
    carrying.checkStill();
    read();
    read();
    carrying.checkStill();
    return { ok: true, text: '', summary: '' };
  }

  /** Proposes the run of a script, or approves it where it was held before. */
  async function attempt(script: string, holdId: string | undefined): Promise<void> {
    run = { read: [], isEvilBefore: false };
    fixture.swaps.length = 0;
    fixture.dials.beforeLook = () => {
      run.isEvilBefore = contentNow(script) === EVIL;
    };
    if (holdId === undefined) await fixture.propose(runOf(script));
    else await fixture.gate.approve(holdId);
  }

  function runOf(script: string): Action {
    return fixture.command(`bash ${relative(fixture.root, script)}`);
  }

  function assertSafe(what: string): void {
    const ranEvil = run.read.some((text) => text !== GOOD && text !== NOTHING);
    const isTold = fixture.swaps.length > 0;
    assert.ok(!ranEvil || isTold, `${what}: ran what was swapped in, and nobody was told`);
  }

  for (const [how, make] of Object.entries(SWAPS)) {
    for (const by of ['verdict', 'person'] as const) {
      it(`never runs unnoticed when ${how}, at whichever point, allowed by a ${by}`, async () => {
        const prepare = async (count: number) => {
          const scripts = Array.from({ length: count }, (_, i) => make(fixture.path(`${how.length}-${made++}-${i}`)));
          await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
          return Promise.all(scripts.map(async (each) => ({ ...each, holdId: await held(each, by) })));
        };
        // How many points there are, and that nothing is told where nothing is swapped.
        const [plain] = await prepare(1);
        assert.ok(plain !== undefined);
        let points = 0;
        point = () => {
          points += 1;
        };
        await attempt(plain.script, plain.holdId);
        point = () => undefined;
        assert.deepEqual([run.read, fixture.swaps], [[GOOD, GOOD, GOOD], []]);
        assert.ok(points > 20, `${points}`);

        const pairs = pairsUpTo(points, TRIES / 2);
        const scripts = await prepare(pairs.length);
        let [ran, told] = [0, 0];
        for (const [index, [first, second]] of pairs.entries()) {
          const swappable = scripts[index];
          assert.ok(swappable !== undefined);
          let count = 0;
          point = () => {
            count += 1;
            if (count === first) swappable.swap();
            if (count === second) swappable.swapBack();
          };
          await attempt(swappable.script, swappable.holdId);
          point = () => undefined;
          assertSafe(`swapped at ${first}, back at ${second} of ${points}`);
          const isEvilThroughout = run.isEvilBefore && run.read[0] === EVIL && count < second;
          assert.ok(
            !isEvilThroughout,
            `swapped at ${first} of ${points}: ran though it was another before the last look`,
          );
          ran += run.read.length > 0 ? 1 : 0;
          told += fixture.swaps.length;
        }
        assert.ok(ran > 0 && told > 0, `${ran} ran, ${told} were told`);
      });
    }
  }

  let made = 0;

  async function held({ script }: Swappable, by: 'verdict' | 'person'): Promise<string | undefined> {
    if (by === 'verdict') return undefined;
    fixture.dials.mode = 'manual';
    const outcome = await fixture.propose(runOf(script));
    assert.ok(outcome.status === 'held');
    return fixture.holds.all().find(({ actionId }) => actionId === outcome.actionId)?.id;
  }

  for (const how of Object.keys(SWAPS)) {
    it(`never runs unnoticed when a process sees to it that ${how}, again and again`, async () => {
      const folder = fixture.path('swapped');
      const file = join(__dirname, '..', '..', 'support', 'swapping.ts');
      const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', swapperCode(file, how, folder)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        await once(child.stdout, 'data');
        const script = how.includes('folder') ? join(folder, 'scripts', 'run.sh') : join(folder, 'run.sh');
        let ran = 0;
        for (let index = 0; index < TRIES_WITH_A_PROCESS; index++) {
          await attempt(script, undefined);
          assertSafe(`try ${index}`);
          ran += run.read.length > 0 ? 1 : 0;
        }
        assert.ok(ran > 0, 'it was run at all');
      } finally {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    });
  }
});

/** Points at which to swap and to swap back, evenly out of all; the latter may never come. */
function pairsUpTo(points: number, most: number): readonly (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (let first = 1; first <= points; first++)
    for (let second = first + 1; second <= points + 1; second++) all.push([first, second]);
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)] ?? [1, 2]);
}
