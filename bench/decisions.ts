import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'unbash';
import type { Action } from '../src/action/action';
import type { Situation } from '../src/action/situation';
import { analyse } from '../src/effect/analyse';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { NodeDisk } from '../src/run/nodeDisk';
import { micros, type Section, summarise, times } from './measure';

/** What agents type all day, short and long. */
const routine = [
  'ls -la src',
  'pwd',
  'cat package.json',
  'head -50 src/index.ts',
  'git status',
  'git status --short && git branch --show-current',
  'git diff --stat HEAD~1',
  'git log --oneline -20',
  'git log --format="%h|%an|%s" -5 -- src',
  'git add -A && git commit -m "Round discounts to whole cents"',
  'grep -rn "percentOf" src test',
  'rg -n --glob "*.ts" "export function \\w+" src | head -40',
  'find src -name "*.test.ts" -not -path "*/node_modules/*" | wc -l',
  'npm test',
  'npm run build 2>&1 | tail -20',
  'CI=true npm test -- --reporter dot',
  'node --test test/checkout.test.js',
  'npx tsc --noEmit',
  'cd packages/core && npm test',
  'pytest -q tests/test_cart.py -k "voucher and not slow"',
  'cargo test --workspace --quiet',
  'go test ./... -run TestCheckout -count=1',
  'make build',
  'mkdir -p build/reports && cp dist/*.js build/',
  'sed -n 1,80p src/checkout.js',
  "awk -F, '{ sum += $3 } END { print sum / NR }' data/orders.csv",
  'wc -l $(git ls-files "*.js")',
  'for f in src/*.js; do node --check "$f" || echo "bad: $f"; done',
  'if [ -f package-lock.json ]; then npm ci; else npm install; fi',
  'diff <(sort a.txt) <(sort b.txt)',
  'node -e \'console.log(require("./package.json").version)\'',
  "cat > notes.md <<'EOF'\n# Notes\n\n- vouchers lower the goods\n- shipping stays\nEOF",
  'git commit -m "$(cat <<\'EOF\'\nFix the voucher\n\nIt was taken off the shipping too.\nEOF\n)"',
  'docker ps --format "{{.Names}}"',
  'ps aux | grep node | head',
  'echo "PATH is $PATH" > /dev/null',
  'tar tzf dist.tgz | sort | head -20',
  'jq -r ".scripts | keys[]" package.json',
  'curl -s http://localhost:3000/health | jq .status',
  'rm -rf dist coverage',
];

const rounds = 300;
const warmUp = 300;

/** The whole static decision of a command, beside the parse of its text alone, in turns on the same commands. */
export function measureDecisions(): Section {
  const disk = new NodeDisk();
  const situation = situationHere();
  const decide = (command: string) => {
    const action: Action = { kind: 'command', command, cwd: situation.roots[0] ?? '', timeoutMs: 0, background: false };
    return evaluate(analyse(action, situation, disk), situation, defaultPolicy);
  };
  const cold = routine.map((command) => timed(() => decide(command)));
  for (let round = 0; round < warmUp; round += 1) {
    for (const command of routine) {
      decide(command);
      parse(command);
    }
  }
  const decided = routine.map((): number[] => []);
  const parsed = routine.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of routine.entries()) {
      decided[index]?.push(timed(() => decide(command)));
      parsed[index]?.push(timed(() => parse(command)));
    }
  }
  // A command counts by its own median, so that one long command doesn't stand for all.
  const decision = summarise(decided.map((samples) => summarise(samples).median));
  const parsing = summarise(parsed.map((samples) => summarise(samples).median));
  const ratio = summarise(
    decided.map((samples, index) => summarise(samples).median / summarise(parsed[index] ?? []).median),
  );
  const all = summarise(decided.flat());
  const first = summarise(cold);
  const allowed = routine.filter((command) => decide(command).decision === 'allow').length;
  return {
    title: 'A static decision, from a command to its verdict',
    how:
      `${routine.length} routine commands, ${rounds} rounds, in turns with the parser (unbash) alone on the same text. ` +
      `Median over commands of each one's median. ${allowed} of them are allowed without a model.`,
    head: ['', 'median', 'p90', 'p99 of all', 'against the parser'],
    rows: [
      ['parser alone', micros(parsing.median), micros(parsing.p90), micros(summarise(parsed.flat()).p99), times(1)],
      ['whole decision, warm', micros(decision.median), micros(decision.p90), micros(all.p99), times(ratio.median)],
      ['whole decision, the first time', micros(first.median), micros(first.p90), micros(first.p99), ''],
    ],
  };
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) * 1000;
}

function situationHere(): Situation {
  return {
    mode: 'auto',
    roots: [realpathSync(resolve('samples/shop'))],
    home: realpathSync(homedir()),
    temp: [realpathSync(tmpdir())],
    ownState: [join(homedir(), '.chaperone-bench')],
    environment: { PATH: process.env.PATH ?? '' },
    platform: process.platform === 'win32' ? 'windows' : 'posix',
    isCaseSensitive: process.platform === 'linux',
    unavailable: {},
  };
}
