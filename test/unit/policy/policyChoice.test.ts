import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/policy/defaults';
import { choosePolicy, type PolicyChoice, PRESETS, readPolicyFile } from '../../../src/policy/policyChoice';
import { DECISIONS, SETTLERS } from '../../../src/policy/verdict';
import { commandAction, judge } from '../../corpus/judging';

const decide = (command: string, choice: PolicyChoice) =>
  judge(commandAction(command), 'auto', choosePolicy(choice).policy).decision;

describe('a choice of policy', () => {
  it('is the default policy when nothing is chosen', () => {
    const { policy, problems } = choosePolicy({});
    assert.deepEqual(policy, defaultPolicy);
    assert.deepEqual(problems, []);
  });

  it('asks less with every preset from cautious to permissive', () => {
    const commands = defaultPolicy.layers.flatMap(({ rules }) => rules.flatMap(({ matches }) => matches));
    for (const command of commands.filter((example) => !/^\[|^\w+: /.test(example))) {
      const ranks = PRESETS.map((preset) => DECISIONS.indexOf(decide(command, { preset })));
      assert.deepEqual(ranks, [...ranks].sort().reverse(), command);
    }
  });

  const decisions: readonly [title: string, command: string, choice: PolicyChoice, decision: string][] = [
    ['balanced runs tests', 'npm test', { preset: 'balanced' }, 'allow'],
    ['cautious asks before tests', 'npm test', { preset: 'cautious' }, 'ask'],
    ['cautious still reads', 'cat README.md', { preset: 'cautious' }, 'allow'],
    ['permissive lets requests pass', 'curl https://example.com/', { preset: 'permissive' }, 'allow'],
    ['permissive still asks before a push', 'git push', { preset: 'permissive' }, 'ask'],
    ['permissive still asks about secrets', 'cat .env', { preset: 'permissive' }, 'ask'],
    ['permissive still asks what it does not understand', 'frobnicate', { preset: 'permissive' }, 'ask'],
    ['permissive still blocks the floor', 'rm -rf ~', { preset: 'permissive' }, 'block'],
    ['a threshold of its own counts more than the preset', 'npm test', { preset: 'cautious', askAt: 40 }, 'allow'],
    ['a severity lets pass what no minimum holds', 'git push', { severities: { 'git.remote': 10 } }, 'allow'],
    ['a severity makes stricter', 'npm test', { severities: { 'run.workspace': 95 } }, 'block'],
    ['a severity never goes below a minimum', 'cat .env', { severities: { 'files.read-secret': 0 } }, 'ask'],
    ['a severity never reaches the floor', 'rm -rf ~', { severities: { 'floor.holds-everything': 0 } }, 'block'],
    ['a higher threshold to block turns a block into a question', 'crontab jobs.txt', { blockAt: 100 }, 'ask'],
  ];
  for (const [title, command, choice, decision] of decisions) {
    it(title, () => assert.equal(decide(command, choice), decision));
  }

  it('leaves no action to a judge whose rule the person has made stricter', () => {
    const settler = (severity: number) => {
      const { policy } = choosePolicy({ severities: { 'run.unknown': severity } });
      const { decision, settledBy } = judge(commandAction('frobnicate --all'), 'auto', policy);
      return [decision, settledBy];
    };
    assert.deepEqual(settler(50), ['ask', 'judge']);
    assert.deepEqual(settler(30), ['ask', 'judge']);
    assert.deepEqual(settler(51), ['ask', 'grant']);
  });

  it('leaves an action to no judge when one of several rules that ask was made stricter', () => {
    const settledBy = (severities: PolicyChoice['severities']) =>
      judge(commandAction('frobnicate && wget https://example.com/a'), 'auto', choosePolicy({ severities }).policy)
        .settledBy;
    assert.equal(settledBy({}), 'judge');
    assert.equal(settledBy({ 'network.fetch': 55 }), 'grant');
  });

  it('never loosens who may settle a rule', () => {
    const { policy } = choosePolicy({ severities: Object.fromEntries(severityIds().map((id) => [id, 100])) });
    for (const [index, { rules }] of policy.layers.entries()) {
      for (const [place, rule] of rules.entries()) {
        const before = defaultPolicy.layers[index]?.rules[place]?.settledBy;
        assert.ok(before !== undefined && SETTLERS.indexOf(rule.settledBy) >= SETTLERS.indexOf(before), rule.id);
      }
    }
  });

  it('reports names of rules that are none, and severities that can not be changed', () => {
    const { problems } = choosePolicy({ severities: { 'git.psuh': 10, 'floor.root': 5, 'mode.plan': 5 } });
    assert.deepEqual(problems, [
      'no rule is called git.psuh, so its severity changes nothing',
      "the severity of floor.root can't be changed",
      "the severity of mode.plan can't be changed",
    ]);
  });

  it('blocks what would be asked about when the thresholds are the wrong way round, and says so', () => {
    const { policy, problems } = choosePolicy({ askAt: 60, blockAt: 50 });
    assert.equal(policy.blockAt, 60);
    assert.match(problems.join(), /below askAt/);
  });
});

describe('a policy file', () => {
  it('may add rules of its own, which can only tighten', () => {
    const read = readPolicyFile(
      JSON.stringify({
        rules: [
          {
            id: 'own.migrations',
            when: { effects: ['write', 'delete'], paths: ['migrations/**', '~/notes/*'] },
            severity: 60,
            settledBy: 'person',
            reason: ', and migrations are mine.',
          },
          { id: 'own.no-curl', when: { programs: ['curl'] }, severity: 95, settledBy: 'person', reason: '.' },
        ],
      }),
    );
    assert.ok('policy' in read);
    const of = (command: string) => judge(commandAction(command), 'auto', read.policy);
    assert.equal(of('touch migrations/2026/x.sql').decision, 'ask');
    assert.equal(of('touch migrations/2026/x.sql').layer, 'user');
    assert.equal(of('touch src/migrations.ts').decision, 'allow');
    assert.equal(of('curl -s localhost:3000').decision, 'block');
    assert.equal(of('rm -rf ~').rule, 'floor.holds-everything');
  });

  const wrong: readonly [title: string, text: string, error: RegExp][] = [
    ['that is no JSON', '{', /no JSON/],
    ['with an unknown key', '{"allowEverything": true}', /allowEverything/],
    ['with an unknown preset', '{"preset": "yolo"}', /^preset: /],
    ['with a threshold out of range', '{"askAt": 101}', /^askAt: /],
    [
      'with a rule without a reason',
      '{"rules":[{"id":"a.b","when":{},"severity":1,"settledBy":"judge"}]}',
      /rules\.0\.reason/,
    ],
    ['with a severity that is text', '{"severities": {"git.remote": "low"}}', /severities\.git\.remote/],
  ];
  for (const [title, text, error] of wrong) {
    it(`${title} is refused, saying where`, () => {
      const read = readPolicyFile(text);
      assert.ok('error' in read);
      assert.match(read.error, error);
    });
  }
});

/** Rules whose severity a person may choose. */
function severityIds(): string[] {
  const chosen = defaultPolicy.layers.filter(({ layer }) => layer !== 'floor' && layer !== 'mode');
  return chosen.flatMap(({ rules }) => rules.map(({ id }) => id));
}
