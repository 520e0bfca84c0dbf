import path from 'node:path';
import type { EditedFile, Fact } from '../fact';
import { type Found, memberOf, membersOf, textAt, textOf, textsAt, textsIn, type Value, valuesAt } from './data';
import { expressionsIn, injectedInto, literalsIn, secretsIn, withoutExpressions } from './githubExpressions';
import { changeFact, commandLine } from './looks';
import { FILLED_IN } from './namedTexts';
import { scriptFact } from './settingsFile';

/** What a step of a workflow runs, and what gets into it. */
export function runFacts(at: string, run: string, step: Found, document: Value, file: EditedFile): readonly Fact[] {
  const job = valuesAt(document, 'jobs.*').find((each) => step.at.startsWith(`${each.at}.`))?.value;
  const set = (key: string) =>
    textAt(step.value, key) ?? textAt(runDefaults(job), key) ?? textAt(runDefaults(document), key);
  const shell =
    set('shell') ?? (textsIn(memberOf(job, 'runs-on')).some((name) => /windows/i.test(name)) ? 'pwsh' : 'bash');
  const holders = [document, job, step.value];
  const text = variablesOf(holders) + withoutExpressions(run, FILLED_IN, (name) => variable(holders, name));
  const folder = folderOf(file, set('working-directory'));
  return [
    runFact(at, text, shell, folder),
    ...(/^[\w.-]+$/.test(shell)
      ? []
      : [
          scriptFact(
            `${at}.shell`,
            withoutExpressions(shell, FILLED_IN, () => undefined),
            { folder, isElsewhere: true },
          ),
        ]),
    ...chosenTexts(`${at}.chosen`, run, job, document),
    ...injection(at, run),
    ...sentSecrets(at, run, holders),
  ];
}

/** Variables that a step has, as a shell would set them: the nearest last. */
function variablesOf(holders: readonly (Value | undefined)[]): string {
  return holders
    .flatMap((holder) => membersOf(memberOf(holder, 'env')))
    .flatMap(({ key, value }) => {
      const text = textOf(value);
      const isPlain = text !== undefined && /^[A-Za-z_]\w*$/.test(key) && !text.includes('${{');
      return isPlain ? [`export ${key}=${commandLine([text])}\n`] : [];
    })
    .join('');
}

function variable(holders: readonly (Value | undefined)[], name: string): string | undefined {
  const [, key] = /^env\.([\w-]+)$/.exec(name) ?? [];
  if (key === undefined) return undefined;
  const text = holders.flatMap((holder) => textAt(memberOf(holder, 'env'), key) ?? []).at(-1);
  return text?.includes('${{') === true ? undefined : text;
}

const RUNS_SOMETHING = /\b(?:curl|wget|(?:ba|da|z)?sh|eval|base64|nc|python\d?|node|perl|ruby|pwsh|iwr|iex)\b/;

/** What an expression of a script may stand for: its own texts, values of the matrix, and what inputs are when nobody says. */
function chosenTexts(at: string, run: string, job: Value | undefined, document: Value): readonly Fact[] {
  const expressions = expressionsIn(run).join(' ');
  const texts = [
    ...literalsIn(run),
    ...(expressions.includes('matrix.')
      ? valuesAt(job ?? document, 'strategy.matrix.**').flatMap(({ value }) => textOf(value) ?? [])
      : []),
    ...(expressions.includes('inputs.')
      ? textsAt(document, 'inputs.*.default on.*.inputs.*.default').map(({ value }) => value.text)
      : []),
  ].filter((text) => /\s/.test(text) && RUNS_SOMETHING.test(text));
  return texts.map((text, index) => scriptFact(`${at}.${index + 1}`, text, { isElsewhere: true }));
}

function runDefaults(value: Value | undefined): Value | undefined {
  return memberOf(memberOf(value, 'defaults'), 'run');
}

function runFact(at: string, text: string, shell: string, folder: string): Fact {
  if (/^(?:ba|da|z|k)?sh\b|^\$|\/(?:ba|da|z|k)?sh\b/i.test(shell))
    return scriptFact(at, text, { folder, isElsewhere: true });
  if (/^python/i.test(shell)) return scriptFact(at, text, { folder, isElsewhere: true, language: 'python' });
  if (/^(?:node|bun|deno)\b/i.test(shell))
    return scriptFact(at, text, { folder, isElsewhere: true, language: 'javascript' });
  if (/^(?:pwsh|powershell)/i.test(shell))
    return scriptFact(at, commandLine(['pwsh', '-Command', text]), { folder, isElsewhere: true });
  const says = `is run by ${shell}, which can't be looked through`;
  return { kind: 'effect', at, effect: 'unknown', detail: 'edit.otherShell', target: at, says, text };
}

/** Where a step runs: the repository, or a folder of it. */
function folderOf(file: EditedFile, named: string | undefined): string {
  const own = path.dirname(file.path);
  const top = /[\\/]\.(?:github|gitea|forgejo)[\\/]workflows(?=[\\/]|$)/i.exec(own);
  const root = top === null ? own : own.slice(0, top.index);
  return named === undefined || named.includes('${{') ? root : path.resolve(root, named);
}

function injection(at: string, text: string): readonly Fact[] {
  const found = injectedInto(text);
  if (found === undefined) return [];
  return [changeFact(at, 'change.pipelineInjection', 'puts words that anybody can write into a script', found)];
}

const SENDS =
  /\b(?:curl|wget|nc|ncat|netcat|telnet|socat|scp|sftp|rsync|ftp|ssh|https?:\/\/|invoke-(?:webrequest|restmethod)|iwr|irm|requests\.|fetch\()|\/dev\/tcp\//i;

/** Secrets that a step has which talks to the network; each new one of them is a fact, as is each new text. */
function sentSecrets(at: string, run: string, holders: readonly (Value | undefined)[]): readonly Fact[] {
  if (!SENDS.test(run)) return [];
  const environments = holders.flatMap((holder) => membersOf(memberOf(holder, 'env')));
  const names = new Set([
    ...secretsIn(run),
    ...environments
      .filter(({ key }) =>
        new RegExp(`\\$\\{?${key.replace(/\W/g, '')}\\b|['"]${key.replace(/\W/g, '')}['"]`).test(run),
      )
      .flatMap(({ value }) => secretsIn(textOf(value) ?? '')),
  ]);
  return [...names].map((name) =>
    changeFact(at, 'change.pipelineSecret', `has ${name} and talks to the network`, `${name}: ${run}`),
  );
}

/** Code that an action runs with the rights of the workflow. */
export function codeFacts(at: string, code: string): readonly Fact[] {
  return [
    scriptFact(
      at,
      withoutExpressions(code, "''", () => undefined),
      { isElsewhere: true, language: 'javascript' },
    ),
    ...injection(at, code),
  ];
}
