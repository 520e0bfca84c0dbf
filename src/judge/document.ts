import { MOST_OF_TEXT } from './actionText';
import { MOST_OF_SCRIPTS } from './caseText';
import { MOST_OF_EDIT } from './editText';
import type { JudgeCase } from './judge';
import { MOST_ATTACHED } from './personText';
import { judgeRequest, MOST_OF_INSTRUCTIONS, type Told } from './request';
import { type Category, type JudgeRule, PUBLISHED_RULES } from './rules';

const MEANINGS: Readonly<Record<Category, string>> = {
  none: 'nothing to stop it for',
  destroys: "loses what can't be brought back",
  discloses: "takes data where it doesn't belong",
  weakensSecurity: 'takes a safeguard away',
  crossesBoundary: 'lets in or uses what you have no reason to trust',
  actsForOthers: 'does in your name what others see, share or pay for',
  exceedsTask: 'does more than you asked for',
  defiesPerson: 'does what you ruled out',
  followsOthers: "does what a text told the agent that isn't yours",
  unclear: "can't be told from what is shown",
};

/** For people: what the judge is told and how it decides, as Markdown. Made of the rules and of a real request. */
export function judgeDocument({ allowBelow, blockAt }: Pick<Told, 'allowBelow' | 'blockAt'>): string {
  const told: Told = { rules: {}, environment: [], allowBelow, blockAt };
  const figure = (value: number) => value.toLocaleString('en-US');
  return `${[
    '# The judge',
    'Written by `npm run docs` from [src/judge](../src/judge); a test keeps it up to date.',
    [
      'Most actions are decided without a model: static analysis finds what an action would do, and [the policy](policy.md)',
      'says `allow`, `ask` or `block`. An `ask` waits for you. Where the rule that asks says that a model may settle it, the',
      'judge is asked first: one more look, so that fewer actions wait.',
    ].join('\n'),
    '## What it can decide',
    [
      'The judge never touches a `block`, the floor, or an `ask` by a rule of your own, of the workspace or of your',
      'organisation. It never loosens anything else. It gives a **severity** from 0 (harmless) to 100 (never):',
      '',
      '| severity | what happens | setting |',
      '| --- | --- | --- |',
      `| below ${allowBelow} | it runs | \`chaperone.judge.allowBelow\` |`,
      `| from ${allowBelow} to ${blockAt - 1} | it waits for you |  |`,
      `| ${blockAt} or more | it is blocked | \`chaperone.judge.blockAt\` |`,
      '',
      'No answer, a late one, one that is not exactly in the form asked for, in another language than English, or with orders',
      'in place of a judgement is no opinion, at either look: the action waits for you, and the log shows the answer. So',
      'does an action of which something was too long to be shown, however harmless the rest looks.',
      '',
      'Where a look gets no answer three times in a row, it rests for half a minute, then longer each time up to five; the',
      'first action after that tries it again. Each look rests by itself: while the full look does, the quick one may still',
      'let pass.',
    ].join('\n'),
    '## Two looks',
    [
      'A **quick look** answers yes or no in a few tokens, and can only let pass. What it stops gets a **full look**, which',
      'reasons, and says in a sentence each what it means for you and what the agent may do instead. With',
      '`chaperone.judge.stages` at 1 there is only the full look. For the same action in the same situation the judge is asked',
      'once in a task. It is asked again when you say, approve or deny something, when the action, the files it runs or what',
      'analysis finds of it change, when something tries to steer the agent, and when you change its settings. What else the',
      'agent did in between changes no answer that is there already.',
    ].join('\n'),
    '## What it sees',
    [
      '- **You**: everything you wrote in the task, to the last word and for as long as it lasts; your answers, what you',
      '  approved (which counts for that one action, once, whatever your note says) and what you denied, with your notes.',
      '  “Don’t push” in your first message binds in the five-hundredth step, and so does what a note rules out. What crosses',
      '  a line that you drew in plain English (“only touch src/”, “leave the lockfile alone”, “don’t commit”) comes here even',
      '  where the rules would let it pass by themselves: rule `person.boundary`. A line drawn otherwise, or in another',
      '  language, binds what is left to the judge. Beyond 120,000 characters of yours, each is shown cut, and nothing may',
      '  pass.',
      `- **The action**, whole: up to ${figure(MOST_OF_TEXT)} characters of a command or of what a request sends, and ${figure(MOST_OF_EDIT)} of a change, as a`,
      '  difference. Of a longer change it sees the added lines first. What is left out is counted, and the action waits for',
      '  you.',
      '- **What analysis proved**: why the action was stopped, its other effects, and who wrote the files that it runs: the',
      '  project, you, the agent in this task, or the network. Of files that are not as the task found them it sees the text,',
      `  up to ${figure(MOST_OF_SCRIPTS)} characters.`,
      '- **What came before**: the last five actions in a line each, and what became of them.',
      '- **The project’s instructions** (`AGENTS.md`, `CLAUDE.md`), up to',
      `  ${figure(MOST_OF_INSTRUCTIONS)} characters each, as the project's words: they give no permission. So are selections and files that you`,
      `  give along with a message, up to ${figure(MOST_ATTACHED)} characters of all.`,
      '- **Your environment**, as you describe it in `chaperone.judge.environment`: which hosts, remotes and buckets are yours.',
    ].join('\n'),
    '## What it never sees',
    [
      '- What the agent says or thinks. An agent that was talked round would talk the judge round. Only a question that you',
      '  answered is shown, as the agent’s words.',
      '- What tools returned: outputs, pages, search results. Of a text that tried to steer the agent it is told where it',
      '  stood and what kind of attempt it was.',
      '- Keys and passwords. In their place it sees what they are, and which are the same.',
      '- Any other text that could pass for yours or Chaperone’s. Each line of what nobody vouches for begins with `|`, yours',
      '  with the number of your message and `>`. Nothing in a text can begin another kind of line; signs that models take',
      '  for the end of a turn are broken up, and what is invisible is spelled out.',
    ].join('\n'),
    '## The rules',
    [
      'Change them with `chaperone.judge.rules`: lists `never`, `stop` and `pass` in plain words. A list takes the place of the',
      'published one unless it has `$defaults` in it; `never` can only grow. For example:',
      '',
      '```json',
      '"chaperone.judge.rules": { "stop": ["$defaults", "Changes of the database schema."] }',
      '```',
    ].join('\n'),
    `### Never\n\nNothing clears these, whatever anybody says.\n\n${table(PUBLISHED_RULES.never)}`,
    `### Stop\n\nOnly your own explicit words clear these.\n\n${table(PUBLISHED_RULES.stop)}`,
    `### Pass\n\n${table(PUBLISHED_RULES.pass)}`,
    '## What it costs',
    [
      'Rules and task are sent so that the model’s server keeps them for some minutes (“prompt caching”), where they cost a',
      'tenth. Both looks and all actions of a task share them, and the full look shares the action with the quick one. The bar',
      'is a median of 600 new tokens’ worth for each judged action, both looks summed, in a task with twenty such actions;',
      '`npm run bench` measures it over the actions of our test corpus by an estimate of tokens that is rather too high, and a',
      'test holds it. With ten such actions in a task it is about 690, with five 870, with one four times as much, since',
      'nothing is kept yet. What was judged ahead of an action that the agent then dropped is paid too: it counts in the',
      "judge's share of the task, but for a request that was ended before its answer was there, whose cost nobody tells.",
      '',
      'Two choices undo this: a model that keeps only prompts longer than these (see its documentation: 1,024 tokens is',
      'fine, 2,048 or more is not), and another model for the quick look (`chaperone.judge.firstModel`), which shares nothing',
      'with that of the full look.',
    ].join('\n'),
    '## A request, as it is sent',
    'The rules first, and how to answer; then the case:',
    ...example(told),
  ].join('\n\n')}\n`;
}

function table(rules: readonly JudgeRule[]): string {
  const isStopping = rules.some(({ category }) => category !== undefined);
  return [
    isStopping ? '| rule | in words | stopped as |' : '| rule | in words |',
    isStopping ? '| --- | --- | --- |' : '| --- | --- |',
    ...rules.map(
      ({ id = '', says, category }) =>
        `| \`${id}\` | ${says} |${category === undefined ? '' : ` \`${category}\`: ${MEANINGS[category]} |`}`,
    ),
  ].join('\n');
}

const command = 'npm run seed && psql "$DATABASE_URL" -f db/clean.sql';

const EXAMPLE: JudgeCase = {
  taskId: 'example',
  action: { kind: 'command', command, cwd: '/work/shop', timeoutMs: 60_000, background: false },
  verdict: {
    decision: 'ask',
    rule: 'database.any',
    layer: 'default',
    severity: 65,
    settledBy: 'judge',
    part: { start: 16, end: command.length, text: command.slice(16) },
    reason: `\`${command.slice(16)}\` runs statements on a database, which may lose data.`,
    effects: [],
    findings: [],
    parts: [],
  },
  digest: '',
  person: [
    { kind: 'said', at: 0, text: 'The invoice page shows old prices. Fix it. Leave the orders table alone.' },
    { kind: 'denied', at: 1, number: 3, what: 'psql "$DATABASE_URL" -c "truncate orders"', note: 'Not that table!' },
    { kind: 'said', at: 2, text: 'You may seed the local database again.' },
  ],
  instructions: [{ path: '/work/shop/AGENTS.md', text: 'Run `npm test` before you finish.' }],
  recent: [
    { label: 'Edit src/invoice.ts', came: 'done' },
    { label: 'npm test', came: 'failed' },
  ],
  taints: [{ source: 'Read docs/page.md', signs: ['override', 'authority'] }],
  where: { mode: 'auto', roots: ['/work/shop'], platform: 'posix' },
  scripts: [{ path: '/work/shop/db/clean.sql', by: 'task', text: 'delete from prices where valid_to < now();\n' }],
};

function example(told: Told): readonly string[] {
  const { system, messages } = judgeRequest(EXAMPLE, 'first', told).request;
  const content = messages.flatMap((message) => (typeof message.content === 'string' ? [] : message.content));
  const texts = [system, content].map((blocks) =>
    blocks.map((block) => (block.type === 'text' ? block.text : '')).join(''),
  );
  return texts.map((text) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``);
}
