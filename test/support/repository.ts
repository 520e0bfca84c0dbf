import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ChangedBy, History, Situation } from '../../src/action/situation';
import { analyse } from '../../src/effect/analyse';
import type { Analysis } from '../../src/effect/effect';
import { defaultPolicy } from '../../src/policy/defaults';
import { evaluate } from '../../src/policy/evaluate';
import type { Verdict } from '../../src/policy/verdict';
import { NodeDisk } from '../../src/run/nodeDisk';
import { commandAction, situation } from '../corpus/judging';

/** A project on the real disk, which commands are judged in. */
export class Repository {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-repository-')));
  readonly #disk = new NodeDisk();
  history: History | undefined;

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith('#!')) chmodSync(file, 0o755);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(target, join(this.root, path));
  }

  delete(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** From here on a task is known to have changed these. */
  begin(changed: Readonly<Record<string, ChangedBy>> = {}, more: Partial<History> = {}): void {
    this.history = {
      startedAt: Date.now() + 3_600_000,
      changed: Object.fromEntries(Object.entries(changed).map(([path, by]) => [join(this.root, path), by])),
      hasRunCommands: false,
      lengths: {},
      uncommitted: [],
      unsaved: [],
      ...more,
    };
  }

  analyse(command: string): Analysis {
    return analyse(commandAction(command, this.root), this.situation, this.#disk);
  }

  judge(command: string): Verdict {
    return evaluate(this.analyse(command), this.situation, defaultPolicy);
  }

  get situation(): Situation {
    const { root, history } = this;
    return { ...situation, roots: [root], home: '/home/dev', temp: ['/nowhere/tmp'], history };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
