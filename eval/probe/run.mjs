import { runBundled } from '../../scripts/bundled.mjs';

const [program = 'figures', ...args] = process.argv.slice(2);
process.exitCode = await runBundled({ entry: `eval/probe/${program}.ts`, name: `${program}Probe`, args });
