import { type Names, nameSet } from '../names';
import { type Arg, type Flow, literalArg, SECRET } from '../shell/value';
import type { Call, Parsed, Program, See } from './program';

/** A program that speaks for a person with a code host: what it does is told by its first two words. */
interface Hosting {
  readonly names: Names;
  /** Words whose every use only looks. */
  readonly looks: Names;
  /** A group's word, by any of its names, and those of its commands that only look. */
  readonly groups: Readonly<Record<string, Names>>;
  /** With the group alone: it lists, or shows the one that is named. */
  readonly listsAlone?: boolean;
  /** Names of settings and options that make it print a password. */
  readonly tellsToken: RegExp;
}

const HOSTS: readonly Hosting[] = [
  {
    names: 'gh',
    looks: 'status version help completion search licenses reference',
    groups: {
      pr: 'list ls view status diff checks',
      issue: 'list ls view status',
      repo: 'list ls view gitignore license',
      run: 'list ls view watch',
      workflow: 'list ls view',
      release: 'list ls view verify verify-asset',
      gist: 'list ls view',
      label: 'list ls',
      project: 'list ls view field-list item-list',
      cache: 'list ls',
      // Names and dates alone: what a secret holds can't be read again.
      secret: 'list ls',
      variable: 'list ls get',
      ruleset: 'list ls view check',
      rs: 'list ls view check',
      org: 'list ls',
      auth: 'status',
      config: 'list ls get',
      alias: 'list ls',
      'extension|extensions|ext': 'list ls search',
      'codespace|cs': 'list ls view',
      'ssh-key|gpg-key': 'list ls',
      'attestation|at': 'verify trusted-root',
      'agent-task|agent|agents': 'list ls view',
    },
    tellsToken: /^auth (?:token|refresh|login|logout|setup-git|git-credential|switch)\b/,
  },
  {
    names: 'glab',
    looks: 'version help completion check-update',
    groups: {
      mr: 'list ls view show diff approvers issues checks',
      'issue|incident': 'list ls view show',
      'ci|pipe|pipeline': 'list ls view status stats get trace lint',
      repo: 'list ls view show search contributors',
      project: 'list ls view show search contributors',
      release: 'list ls view show',
      label: 'list ls get',
      milestone: 'list ls get',
      iteration: 'list ls',
      snippet: 'list ls view show',
      schedule: 'list ls',
      runner: 'list ls',
      'ssh-key|deploy-key|gpg-key': 'list ls get',
      changelog: 'generate',
      user: 'events',
      auth: 'status',
      config: 'get',
      alias: 'list ls',
      stack: 'list ls',
    },
    // Variables of a pipeline hold its passwords.
    tellsToken:
      /^(?:auth (?:login|logout|docker-helper|configure-docker|dpop-gen)|(?:variable|var) (?:list|ls|get|export)|token|securefile)\b/,
  },
  {
    names: 'tea',
    looks: 'whoami help version',
    groups: {
      'issues|issue|i': 'list ls',
      'pulls|pull|pr': 'list ls',
      'releases|release|r': 'list ls',
      'repos|repo': 'list ls search',
      'labels|label': 'list ls',
      'milestones|milestone|ms': 'list ls issues',
      'branches|branch|b': 'list ls',
      'times|time|t': 'list ls',
      'notifications|notification|n': 'list ls',
      'organizations|organization|org': 'list ls',
      'logins|login': 'list ls',
      'actions|action': 'list ls',
    },
    listsAlone: true,
    tellsToken: /^logins? (?:add|edit|helper|oauth-refresh)\b/,
  },
];

export const hostingPrograms: readonly Program[] = [
  ...HOSTS.map(programOf),
  {
    names: 'hub',
    loose: true,
    see: hub,
  },
];

function programOf(host: Hosting): Program {
  const looks = nameSet(host.looks);
  const groups = new Map(
    Object.entries(host.groups).flatMap(([names, words]) =>
      names.split('|').map((name): [string, ReadonlySet<string>] => [name, nameSet(words)]),
    ),
  );
  return {
    names: host.names,
    loose: true,
    options: '-R,--repo= --hostname=',
    see: (call, parsed) => {
      if ((call.taint & SECRET) !== 0)
        call.emit('upload', 'the code host', { detail: 'upload.secret', says: 'sends a secret to the code host' });
      const [group, word] = parsed.operands;
      if (group === undefined || call.args.at(-1)?.text === '--help') return call.out();
      if (isMisread(call, group.text === 'api' ? [group] : [group, word])) return undefined;
      const name = group.text ?? '';
      if (name === 'api') return api(call);
      const said = `${name} ${word?.text ?? ''}`.trim();
      if (host.tellsToken.test(said) || (name === 'auth' && showsToken(call)))
        return call.emit('read', `the token of ${call.name}`, {
          detail: 'read.environment',
          says: `reads or changes the token of ${call.name}, or passwords it keeps`,
        });
      const isLook =
        looks.has(name) ||
        (word === undefined
          ? groups.has(name)
          : groups.get(name)?.has(word.text ?? '') === true ||
            (host.listsAlone === true && groups.has(name) && /^\d+$/.test(word.text ?? '')));
      return isLook || (name === 'browse' && saysNoBrowser(call)) ? look(call) : change(call, said, word);
    },
  };
}

/** An option before the words may take one of them as its value: then another is the command. */
function isMisread(call: Call, words: readonly (Arg | undefined)[]): boolean {
  for (const word of words) {
    if (word === undefined) continue;
    if (word.text === undefined) {
      call.unknown('value.option', word.raw, `gives ${call.name} words that can't be told beforehand`);
      return true;
    }
    const before = call.args.slice(0, call.args.indexOf(word));
    const odd = before.find((arg, index) => arg.head.startsWith('-') && !isGlobal(arg, before[index - 1]));
    if (odd !== undefined) {
      call.unknown('program.option', odd.raw, `gives ${call.name} ${odd.raw} before its command`);
      return true;
    }
  }
  return false;
}

function isGlobal(arg: Arg, previous: Arg | undefined): boolean {
  return (
    /^(?:-R.*|--repo(?:=.*)?|--hostname(?:=.*)?)$/s.test(arg.head) ||
    /^(?:-R|--repo|--hostname)$/.test(previous?.text ?? '')
  );
}

function showsToken(call: Call): boolean {
  return call.args.some(
    (arg) => /^--show|^-(?!-)[a-z]*t/.test(arg.head) || (arg.text === undefined && arg.head === ''),
  );
}

function saysNoBrowser(call: Call): boolean {
  return call.args.some((arg) => /^(?:-n|--no-browser)$/.test(arg.text ?? ''));
}

function look(call: Call): Flow | undefined {
  // `gh run list -w` names a workflow.
  const isRun = call.args[0]?.text === 'run' && call.args[1]?.text === 'list';
  if (call.args.some((arg) => /^--web(?:=|$)/.test(arg.head) || (!isRun && /^-(?!-)[a-zA-Z]*w$/.test(arg.head))))
    return call.unknown('program.beyond', call.name, 'opens a browser');
  const hostname = call.args.find((arg) => /^--hostname/.test(arg.head));
  if (hostname !== undefined)
    return call.emit('fetch', hostname.raw, { detail: 'fetch.get', says: `asks another code host (${hostname.raw})` });
  call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the code host' });
  return call.out();
}

/** What each group is to a person, for the reason. */
const NOUNS: Readonly<Record<string, string>> = {
  pr: 'pull requests',
  mr: 'merge requests',
  issue: 'issues',
  repo: 'a repository',
  release: 'releases',
  run: 'runs of workflows',
  workflow: 'workflows',
  gist: 'gists, which others can read',
  secret: 'secrets',
  variable: 'variables of workflows',
  ci: 'pipelines',
  label: 'labels',
};

function change(call: Call, said: string, word: Arg | undefined): undefined {
  const shown = `${call.name} ${said}`;
  if (/^(?:pr|mr) (?:checkout|co)$/.test(said) || /^(?:repo|project|gist) clone$/.test(said))
    return call.emit('gitRemote', shown, {
      detail: 'git.remote.checkout',
      says: 'brings code from the code host here',
    });
  if (/^release (?:create|upload|edit)$/.test(said))
    return call.emit('publish', shown, { detail: 'publish.release', says: 'publishes a release' });
  if (/^(?:run|release|attestation|at|job|ci) (?:download|artifact)$/.test(said)) {
    // Under names of their own, so that all that is new here may be among it.
    for (const folder of call.folders ?? []) call.looking.downloads.add(folder);
    return call.emit('fetch', shown, { detail: 'fetch.get', says: 'downloads files from the code host' });
  }
  if (/^(?:alias|extensions?|ext|codespace|cs|copilot|duo|models|preview|mcp|config|browse|stack|skills?)\b/.test(said))
    return call.unknown('program.beyond', shown, 'installs, opens or runs something of its own');
  const [group = ''] = said.split(' ');
  const noun = NOUNS[group];
  if (noun === undefined && word === undefined)
    return call.unknown('program.subcommand', shown, `uses \`${shown}\`, which is not known`);
  return call.emit('deploy', shown, {
    detail: 'deploy.hosting',
    says: `changes ${noun ?? 'something'} on the code host`,
  });
}

/** Options of `gh api` and `glab api`: a value that stands apart is not the address. */
const API_VALUES =
  /^(?:-X|--method|-f|--raw-field|-F|--field|-H|--header|--hostname|--input|--jq|-q|--template|-t|--preview|-p|--cache|--output)$/;
const API_FLAGS = /^(?:-i|--include|--paginate|--slurp|--silent|--verbose|--output|--form)$/;

interface ApiCall {
  readonly methods: (string | undefined)[];
  readonly fields: Arg[];
  readonly addresses: Arg[];
  isOdd: boolean;
}

function readApi(args: readonly Arg[]): ApiCall {
  const found: ApiCall = { methods: [], fields: [], addresses: [], isOdd: false };
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) break;
    const { head } = arg;
    if (!head.startsWith('-')) {
      if (arg.text === undefined && head === '') found.isOdd = true;
      found.addresses.push(arg);
      continue;
    }
    if (API_FLAGS.test(head) || /^-[i]+$/.test(head)) continue;
    const [, long, longValue] = /^(--[\w-]+)=(.*)$/s.exec(head) ?? [];
    const [, short, shortValue] =
      /^(-[a-zA-Z])(.+)$/s.exec(long === undefined && !head.startsWith('--') ? head : '') ?? [];
    const name = long ?? short ?? head;
    const attached = longValue ?? shortValue?.replace(/^=/, '');
    if (!API_VALUES.test(name)) {
      found.isOdd = true;
      continue;
    }
    const value: Arg | undefined =
      attached === undefined
        ? args[++index]
        : { ...arg, text: arg.text === undefined ? undefined : attached, head: attached };
    if (name === '-X' || name === '--method') found.methods.push(value?.text?.toUpperCase());
    else if (/^(?:-f|--raw-field|-F|--field)$/.test(name)) {
      if (value !== undefined) found.fields.push(value);
    } else if (/^--(?:input|hostname)$/.test(name) || ((name === '-H' || name === '--header') && !isPlainHeader(value)))
      found.isOdd = true;
  }
  return found;
}

/** Headers that only say which form the answer has. */
function isPlainHeader(value: Arg | undefined): boolean {
  return /^(?:accept|x-github-api-version|if-none-match|if-modified-since) *:/i.test(value?.text ?? '');
}

function api(call: Call): Flow | undefined {
  const at = call.args.findIndex((arg) => arg.text === 'api');
  const { methods, fields, addresses, isOdd } = readApi(call.args.slice(at + 1));
  const shown = `${call.name} api ${addresses[0]?.raw ?? ''}`.trim().slice(0, 60);
  const isGet = methods.length > 0 ? methods.every((method) => method === 'GET') : fields.length === 0;
  const [address] = addresses;
  const isHere =
    addresses.length <= 1 &&
    (!/^[a-z]+:/i.test(address?.head ?? '') || /^https:\/\/api\.github\.com\//.test(address?.head ?? ''));
  const isQuery = address?.text === 'graphql' && !methods.some((method) => method !== 'POST') && asksOnly(fields);
  const readsFile = fields.some((field) => /^[^=]*=@/.test(field.head));
  if ((isGet || isQuery) && isHere && !isOdd && !readsFile) {
    call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the code host' });
    return call.out();
  }
  return call.emit('deploy', shown, { detail: 'deploy.hosting', says: 'may change something on the code host' });
}

/** A query of GraphQL that is known, and has no other operation in it. */
function asksOnly(fields: readonly Arg[]): boolean {
  const queries = fields.filter((field) => field.head.startsWith('query='));
  return (
    queries.length > 0 &&
    queries.every(
      ({ text }) =>
        text !== undefined &&
        /^query=\s*(?:#.*\n\s*)*(?:query\b|\{|fragment\b)/.test(text) &&
        !/\b(?:mutation|subscription)\b/.test(text),
    )
  );
}

const HUB_LOOKS = nameSet('api-version ci-status version help');

/** `hub` is git, and some words more. */
function hub(call: Call, parsed: Parsed): ReturnType<See> {
  const [word, next] = parsed.operands;
  const name = word?.text ?? '';
  if (word === undefined || HUB_LOOKS.has(name)) return undefined;
  const said = `${name} ${next?.text ?? ''}`.trim();
  const isFirst = call.args[0] === word;
  if (isFirst && /^(?:pr|issue|release|gist) ?(?:list|show)?$/.test(said)) return look(call);
  if (isFirst && name === 'api') return api(call);
  if (
    /^(?:pr|issue|release|gist|pull-request|browse|compare|create|delete|fork|sync|api|alias|clone)$/.test(name) ||
    !isFirst
  )
    return change(call, said, next);
  return call.command([literalArg('git', call.part), ...call.args]);
}
