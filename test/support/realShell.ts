import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one command line made the real shell run. */
export interface Ran {
  /** Arguments of each call of `record`, in order. */
  readonly calls: readonly (readonly string[])[];
  /** The shell's exit status; not 0 where it gave up on the way. */
  readonly status: number;
}

/**
 * Real bash in a throw-away folder whose PATH holds `record`, which writes down what it is given, and the named tools of
 * the machine. Nothing but harmless commands made for it may be run in it.
 */
export class RealShell {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-shell-')));
  readonly work = join(this.base, 'work');
  readonly home = join(this.base, 'home');
  readonly bin = join(this.base, 'bin');
  readonly temp = join(this.base, 'temp');
  readonly #log = join(this.base, 'log');

  constructor(tools: readonly string[] = []) {
    for (const folder of [this.work, this.home, this.bin, this.temp]) mkdirSync(folder);
    const stub = join(this.bin, 'record');
    writeFileSync(stub, `#!/bin/sh\nprintf '%s\\0' "$#" "$@" >> '${this.#log}'\n`);
    chmodSync(stub, 0o755);
    for (const tool of tools) {
      const found = whereIs(tool);
      if (found !== undefined) symlinkSync(found, join(this.bin, tool));
    }
  }

  get environment(): Readonly<Record<string, string>> {
    return { PATH: this.bin, HOME: this.home, LANG: 'C.UTF-8', USER: 'dev', TMPDIR: this.temp };
  }

  /** Each command line in a bash of its own, one after the other; with `prepare` each in a folder of its own too. */
  run(commands: readonly string[], prepare?: (folder: string) => void): readonly Ran[] {
    const cases = mkdtempSync(join(this.base, 'cases-'));
    const bash = whereIs('bash') ?? '/bin/bash';
    writeFileSync(this.#log, '');
    for (const [index, command] of commands.entries()) {
      writeFileSync(join(cases, String(index)), command);
      if (prepare === undefined) continue;
      const folder = join(cases, `work${index}`);
      mkdirSync(folder);
      prepare(folder);
    }
    const folder = prepare === undefined ? this.work : `${cases}/work`;
    const driver = `for ((i = 0; i < ${commands.length}; i++)); do
      IFS= read -r -d '' command < '${cases}'/$i
      (cd '${folder}'${prepare === undefined ? '' : '$i'} && '${bash}' --norc --noprofile -c "$command" bash)
      printf '%s\\0' end $? >> '${this.#log}'
    done`;
    const { error, status } = spawnSync(bash, ['--norc', '--noprofile', '-c', driver], {
      env: this.environment,
      cwd: this.work,
      stdio: 'ignore',
      timeout: 120_000,
    });
    if (error !== undefined || status !== 0) throw new Error(`bash failed: ${error?.message ?? status}`);
    return readLog(readFileSync(this.#log, 'utf8'));
  }

  dispose(): void {
    rmSync(this.base, { recursive: true, force: true });
  }
}

function readLog(text: string): Ran[] {
  const fields = text.split('\0');
  const all: Ran[] = [];
  let calls: string[][] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const [first, second] = fields.slice(at, at + 2);
    if (first === 'end') {
      all.push({ calls, status: Number(second) });
      calls = [];
      at += 2;
    } else {
      const count = Number(first);
      calls.push(fields.slice(at + 1, at + 1 + count));
      at += 1 + count;
    }
  }
  return all;
}

/** The real file of a program, past the shims of version managers, which need more than themselves. */
export function whereIs(tool: string): string | undefined {
  const asks: Readonly<Record<string, string>> = {
    python3: "python3 -c 'import sys; print(sys.executable)'",
    ruby: "ruby -e 'puts RbConfig.ruby'",
    node: "node -p 'process.execPath'",
    perl: "perl -e 'print $^X'",
  };
  const ask = asks[tool] ?? `type -P ${tool}`;
  const { stdout, status } = spawnSync('bash', ['-c', ask], { encoding: 'utf8' });
  const found = stdout?.trim() ?? '';
  return status === 0 && found.startsWith('/') ? realpathSync(found) : undefined;
}
