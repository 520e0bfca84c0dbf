import { runBundled } from '../../scripts/bundled.mjs';

process.exitCode = await runBundled({ entry: 'eval/probe/train.ts', name: 'trainProbe' });
