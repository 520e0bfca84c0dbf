import { runBundled } from '../scripts/bundled.mjs';

process.exitCode = await runBundled({ entry: 'eval/judge.ts', name: 'evalJudge', args: process.argv.slice(2) });
