import type { Away, AwayCode, JudgeCase, Opinion } from '../../src/judge/judge';

/** An opinion as a judge gives it. */
export function opinion(decision: Opinion['decision'], severity: number, reason: string): Opinion {
  return { status: 'decided', decision, severity, reason, by: 'model', stages: [], isRemembered: false };
}

export function away(why: AwayCode, message = why as string): Away {
  return { status: 'away', why, message, stages: [] };
}

/** The case of a command that nobody knows. */
export function caseOfCommand(command: string): JudgeCase {
  const part = { start: 0, end: command.length, text: command };
  return {
    taskId: 'task',
    action: { kind: 'command', command, cwd: '/work', timeoutMs: 1000, background: false },
    verdict: {
      decision: 'ask',
      rule: 'run.unknown',
      layer: 'default',
      severity: 50,
      settledBy: 'judge',
      part,
      reason: 'Nobody knows this program.',
      effects: [{ kind: 'unknown', target: command, part, certainty: 'possible' }],
      findings: [],
      parts: [],
    },
    digest: `digest of ${command}`,
    person: [{ kind: 'said', at: 0, text: 'fix the tests' }],
    instructions: [],
    recent: [],
    taints: [],
    where: { mode: 'auto', roots: ['/work'], platform: 'posix' },
    scripts: [],
  };
}
