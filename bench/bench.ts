import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { measureDecisions } from './decisions';
import { measureEdits } from './edits';
import { measureJudgeTokens } from './judgeTokens';
import { measureLookThrough } from './lookThrough';
import { markdown, type Section } from './measure';
import { measureProbe } from './probe';
import { measureToolCalls } from './toolCalls';

/** Every figure from one run on one machine, so that they can be held against one another. */
async function main(): Promise<void> {
  const load = loadavg()[0]?.toFixed(1) ?? 'unknown';
  const parts: readonly (() => Promise<readonly Section[]>)[] = [
    measureDecisions,
    measureEdits,
    measureLookThrough,
    measureProbe,
    () => measureToolCalls(),
    async () => measureJudgeTokens(),
  ];
  const sections: Section[] = [];
  for (const part of parts) {
    for (const section of await part()) {
      sections.push(section);
      console.log(markdown(section));
    }
  }
  const processor = cpus();
  const machine = [
    `${processor.length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    `${process.platform} ${process.arch} ${release().split('-')[0]}`,
    `Node ${process.versions.node}`,
  ].join(', ');
  const head = `# Results\n\nWritten by \`npm run bench\` in one run. Machine: ${machine}. Load when it began: ${load}. Compare within a run, by the ratios.\n`;
  writeFileSync(resolve('bench', 'RESULTS.md'), [head, ...sections.map(markdown)].join('\n'));
}

void main();
