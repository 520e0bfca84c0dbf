import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { main } from './expectedError.mjs';

/** What is documented from the source itself. */
export const POLICY_DOCUMENT = path.join(ROOT, 'docs', 'policy.md');
export const JUDGE_DOCUMENT = path.join(ROOT, 'docs', 'judge.md');

main(import.meta.url, async () => {
  await installDependencies();
  const { importSource } = await import('./starting/importSource.mjs');
  const { policyDocument } = await importSource('src/policy/document.ts');
  const { defaultPolicy } = await importSource('src/policy/defaults.ts');
  writeFileSync(POLICY_DOCUMENT, policyDocument(defaultPolicy));
  const { judgeDocument } = await importSource('src/judge/document.ts');
  const { readSettings } = await importSource('src/agent/settings.ts');
  const { judgeAllowBelow, judgeBlockAt } = readSettings(() => undefined).settings;
  writeFileSync(JUDGE_DOCUMENT, judgeDocument({ allowBelow: judgeAllowBelow, blockAt: judgeBlockAt }));
});
