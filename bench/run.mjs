import { runBundled } from '../scripts/bundled.mjs';

// Loading is part of what it measures. It looks for its parser beside itself.
const external = ['@vscode/tree-sitter-wasm'];
process.exitCode = await runBundled({ entry: 'bench/bench.ts', name: 'bench', external });
