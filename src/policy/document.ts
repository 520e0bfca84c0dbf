import { PRESETS, type Preset, THRESHOLDS } from './policyChoice';
import type { Condition, Policy, Rule } from './rule';
import { DECISIONS, type Decision, type Layer, type Settler, strictest } from './verdict';

const TITLES: Readonly<Record<Layer, { readonly title: string; readonly about: string }>> = {
  floor: { title: 'The floor', about: 'What no setting, approval, model or person unlocks.' },
  mode: { title: 'Modes', about: 'What the modes Plan and Manual add. Auto adds nothing.' },
  default: { title: 'The default rules', about: 'What decides in Auto.' },
  admin: { title: 'Rules of an organisation', about: '' },
  user: { title: 'Rules of your own', about: '' },
  workspace: { title: 'Rules of the workspace', about: '' },
};

const SETTLED_BY: Readonly<Record<Settler, string>> = {
  judge: 'a model or a person',
  grant: 'a person',
  person: 'a person',
};

const MEANINGS: Readonly<Record<Preset, string>> = {
  cautious: "asks also before the project's own code runs, packages are installed or a registry is asked",
  balanced: "asks about what can't be taken back, leaves the workspace or isn't understood",
  permissive: 'lets also pass: requests to other hosts, new packages, reads outside the workspace',
};

/** The policy for people to read, as Markdown. Made of the rules themselves, so that it can't say anything else. */
export function policyDocument(policy: Policy): string {
  return `${[
    '# The default policy',
    'Written by `npm run docs` from the rules in [src/policy/rules](../src/policy/rules); a test keeps it up to date.',
    [
      'Chaperone first works out what an action would do: its **effects**. Every rule is held against every effect. A rule',
      'that matches gives a **severity** from 0 (harmless) to 100 (never). The thresholds turn it into a **verdict**: `allow`,',
      '`ask` or `block`. A rule can also have a minimum verdict, which no threshold lowers. The strictest rule wins. An effect',
      'that no rule matches is asked about. An `ask` may be settled only by whom its rule names.',
    ].join('\n'),
    '## Thresholds',
    [
      '| preset | asks from | blocks from | in words |',
      '| --- | --- | --- | --- |',
      ...PRESETS.map(
        (preset) =>
          `| \`${preset}\` | ${THRESHOLDS[preset].askAt} | ${THRESHOLDS[preset].blockAt} | ${MEANINGS[preset]} |`,
      ),
    ].join('\n'),
    [
      'Set `chaperone.policy.preset`, or the thresholds themselves with `chaperone.policy.askAt` and `chaperone.policy.blockAt`,',
      'or the severity of single rules with `chaperone.policy.severities`. The verdicts below are those of `balanced`.',
    ].join('\n'),
    ...policy.layers.flatMap(({ layer, rules }) => [
      `## ${TITLES[layer].title}`,
      TITLES[layer].about,
      ...rules.map((rule) => ruleSection(rule, policy)),
    ]),
  ].join('\n\n')}\n`;
}

function ruleSection(rule: Rule, policy: Policy): string {
  const lines = [
    `### \`${rule.id}\``,
    [
      `**${verdictOf(rule, policy)}** · severity ${rule.severity}${rule.minimum === undefined ? '' : ` · never below \`${rule.minimum}\``}`,
      verdictOf(rule, policy) === 'ask' ? ` · settled by ${SETTLED_BY[rule.settledBy]}` : '',
    ].join(''),
    `When ${conditionInWords(rule.when)}.`,
  ];
  if (rule.saferWay !== undefined) lines.push(`Told to the agent: ${rule.saferWay}`);
  const matches = rule.matches.length === 0 ? '' : `Matches ${examples(rule.matches)}. `;
  lines.push(`${matches}Not ${examples(rule.notMatches)}.`);
  return lines.join('\n\n');
}

function verdictOf({ severity, minimum }: Rule, { askAt, blockAt }: Policy): Decision {
  const bySeverity = severity >= blockAt ? 'block' : severity >= askAt ? 'ask' : 'allow';
  return strictest(minimum ?? DECISIONS[0], bySeverity);
}

function conditionInWords(when: Condition): string {
  const clauses: string[] = [];
  const add = (before: string, names: readonly string[] | undefined, after = '') => {
    if (names !== undefined) clauses.push(`${before}${names.map((name) => `\`${name}\``).join(', ')}${after}`);
  };
  add('the mode is ', when.modes);
  add('the effect is ', when.effects);
  add('its detail is ', when.details);
  add('its detail is none of ', when.notDetails);
  add('it lies in ', when.areas);
  add('it is among ', when.paths);
  add('it holds the ', when.holds);
  if (when.isTop !== undefined)
    clauses.push(when.isTop ? 'it is the top of its area' : 'it is below the top of its area');
  if (when.isSecret !== undefined) clauses.push(when.isSecret ? 'it is a secret' : 'it is no secret');
  if (when.isProtected !== undefined) clauses.push(when.isProtected ? 'it is protected' : 'it is not protected');
  add('the program is ', when.programs);
  add('the host is ', when.hosts);
  return clauses.length === 0 ? 'anything happens' : clauses.join('; ');
}

function examples(texts: readonly string[]): string {
  return texts.map((text) => codeSpan(text.replaceAll('\n', '⏎'))).join(', ');
}

/** With a fence longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text.replace(/[\u200b-\u200f\u202a-\u202e]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`)}${pad}${fence}`;
}
