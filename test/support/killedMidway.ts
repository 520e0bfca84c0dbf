/**
 * A process of its own for the test that kills one: proposes an edit through the real gate with a real ledger, says so
 * when the carrier is about to act, and waits to be killed.
 */
import { mkdirSync } from 'node:fs';
import { Ledger } from '../../src/ledger/ledger';
import { GateFixture } from './gateFixture';

const [ledgerFile = ''] = process.argv.slice(2);
const ledger = Ledger.open(ledgerFile, 'killed');
const fixture = new GateFixture({
  record: (entry) => void ledger.append(entry),
  act: async () => {
    console.log('about to act');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    return { ok: true, text: '', summary: '' };
  },
});
mkdirSync(fixture.root, { recursive: true });
void fixture.propose({
  kind: 'edit',
  path: fixture.path('a.txt'),
  before: null,
  after: 'a',
  beforeSha256: null,
});
