import { readFileSync } from 'node:fs';

/** How far apart two clocks may tell the start of one process, in milliseconds. */
const TOLERANCE_MS = 5000;

/** Names this process in the ledger: its id alone will be another process's one day. */
export function ownHost(): string {
  return `${process.pid}-${Math.round(performance.timeOrigin)}`;
}

/** Whether the process that wrote under this name is still there. In doubt it is, since it may hold what is open. */
export function isLiveHost(host: string): boolean {
  if (host === ownHost()) return true;
  const [pid = Number.NaN, startedAt = Number.NaN] = host.split('-').map(Number);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isRunning(pid)) return false;
  const actual = startOf(pid);
  return actual === undefined || Number.isNaN(startedAt) || Math.abs(actual - startedAt) <= TOLERANCE_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process started, in milliseconds since the epoch, where the system tells: in a container ids come again soon. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold any character.
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const bootedAt = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
    return Number.isFinite(ticks) && Number.isFinite(bootedAt) ? bootedAt * 1000 + ticks * 10 : undefined;
  } catch {
    return undefined;
  }
}
