import {
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Disk, DiskView } from '../../src/action/situation';
import type { Evidence } from '../../src/gate/evidence';

/** Equally long, so that no size tells them apart. */
export const GOOD = 'echo hello world\n';
export const EVIL = 'git push -f a b\n\n';

/** What is read where there is no script just then. */
export const NOTHING = 'nothing';

/** A script that can be made another and itself again. */
export interface Swappable {
  /** As a command names it. */
  readonly script: string;
  swap(): void;
  swapBack(): void;
}

/** Each kind leaves as little behind as it can: the same file comes back, with the same times as far as they can be set. */
export const SWAPS = {
  'another file is moved into its place': (folder: string): Swappable => {
    mkdirSync(folder);
    const [script, aside, other] = [join(folder, 'run.sh'), join(folder, 'aside'), join(folder, 'other')];
    writeFileSync(script, GOOD);
    writeFileSync(other, EVIL);
    return {
      script,
      swap: () => {
        renameSync(script, aside);
        renameSync(other, script);
      },
      swapBack: () => {
        renameSync(script, other);
        renameSync(aside, script);
      },
    };
  },
  'its content is overwritten and its time set back': (folder: string): Swappable => {
    mkdirSync(folder);
    const script = join(folder, 'run.sh');
    writeFileSync(script, GOOD);
    const { atime, mtime } = lstatSync(script);
    const write = (text: string) => {
      writeFileSync(script, text, { flag: 'r+' });
      utimesSync(script, atime, mtime);
    };
    return { script, swap: () => write(EVIL), swapBack: () => write(GOOD) };
  },
  'the link to it is made to lead elsewhere': (folder: string): Swappable => {
    mkdirSync(folder);
    const script = join(folder, 'run.sh');
    writeFileSync(join(folder, 'good.sh'), GOOD);
    writeFileSync(join(folder, 'evil.sh'), EVIL);
    symlinkSync('good.sh', script);
    const lead = (to: string) => {
      unlinkSync(script);
      symlinkSync(to, script);
    };
    return { script, swap: () => lead('evil.sh'), swapBack: () => lead('good.sh') };
  },
  'a link takes the place of its folder': (folder: string): Swappable => {
    const [own, aside, other] = [join(folder, 'scripts'), join(folder, 'aside'), join(folder, 'other')];
    for (const each of [folder, own, other]) mkdirSync(each);
    writeFileSync(join(own, 'run.sh'), GOOD);
    writeFileSync(join(other, 'run.sh'), EVIL);
    return {
      script: join(own, 'run.sh'),
      swap: () => {
        renameSync(own, aside);
        symlinkSync('other', own);
      },
      swapBack: () => {
        unlinkSync(own);
        renameSync(aside, own);
      },
    };
  },
} as const;

/** What a shell that reads the script now would run. */
export function contentNow(script: string): string {
  try {
    return readFileSync(script, 'utf8');
  } catch {
    return NOTHING;
  }
}

/** The same disk, with something done before each look at it. */
export function watchedDisk(disk: Disk, point: () => void): Disk {
  return { ...watched(disk, point), snapshot: () => viewOf(disk.snapshot?.(), point) };
}

function viewOf(view: DiskView | undefined, point: () => void): DiskView {
  if (view === undefined) throw new Error('the real disk has snapshots');
  return {
    ...watched(view, point),
    textSeen: (path) => view.textSeen(path),
    linksFollowed: () => view.linksFollowed(),
  };
}

function watched(disk: Disk, point: () => void): Omit<Disk, 'snapshot'> {
  const after = <T>(look: () => T): T => {
    point();
    return look();
  };
  return {
    realPath: (path) => after(() => disk.realPath(path)),
    kind: (path) => after(() => disk.kind(path)),
    list: (path) => after(() => disk.list(path)),
    text: (path, maxBytes) => after(() => disk.text(path, maxBytes)),
    changedAt: (path) => after(() => disk.changedAt?.(path)),
  };
}

export function watchedEvidence(evidence: Evidence, point: () => void): Evidence {
  const after = <T>(look: () => T): T => {
    point();
    return look();
  };
  return {
    fingerprint: (path) => after(() => evidence.fingerprint(path)),
    identify: (path) => after(() => evidence.identify(path)),
    program: (name, situation) => after(() => evidence.program(name, situation)),
  };
}

/**
 * The code of a process that swaps the script of a folder and swaps it back as fast as it can, leaving it alone in
 * between for long enough that it is run at all.
 */
export function swapperCode(file: string, script: string, folder: string): string {
  return `
    const { SWAPS } = require(${JSON.stringify(file)});
    const { swap, swapBack } = SWAPS[${JSON.stringify(script)}](${JSON.stringify(folder)});
    const wait = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
    process.stdout.write('ready');
    for (;;) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 22 + Math.random() * 10);
      swap();
      wait(Math.random() * 0.5);
      swapBack();
    }`;
}
