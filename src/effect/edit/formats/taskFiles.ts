import type { Names } from '../../names';
import type { EditedFile, Fact, Format } from '../fact';
import { type Found, memberOf, membersOf, type Scalar, textAt, textsAt, type Value, valuesAt } from './data';
import { changeFact, told } from './looks';
import {
  BRACES,
  filled,
  type Language,
  type Look,
  notices,
  on,
  type Running,
  scriptFact,
  scripts,
  settingsFormat,
} from './settingsFile';

/** Files in which tools have tasks that people and tools run here, or a service runs when it builds or starts the project. */
interface Tasks {
  readonly language: Language;
  readonly files: Names;
  readonly runs: readonly Running[];
  readonly looks?: readonly Look[];
}

const ANOTHERS = 'change.dependency.source';

const TASKS: readonly Tasks[] = [
  {
    language: 'yaml',
    files: '{,.}lefthook{,-local}.{yml,yaml}',
    runs: [{ paths: '**.commands.*.run **.jobs[].run **.scripts.*.runner **.files', filledIn: /\{[\w ]+\}/g }],
    looks: [lefthook],
  },
  {
    language: 'toml',
    files: '{,.}lefthook{,-local}.toml',
    runs: [{ paths: '**.commands.*.run **.jobs[].run **.scripts.*.runner **.files', filledIn: /\{[\w ]+\}/g }],
    looks: [lefthook],
  },
  { language: 'yaml', files: '.pre-commit-config.{yml,yaml}', runs: [], looks: [preCommit, checksLeftOut] },
  {
    language: 'yaml',
    files: '.pre-commit-hooks.{yml,yaml}',
    runs: [],
    looks: [(document) => hookFacts(document, '[]')],
  },
  {
    language: 'yaml',
    files: '{,.}overcommit.{yml,yaml}',
    runs: [{ paths: '**.command[] **.required_executable' }],
  },
  {
    language: 'yaml',
    files: 'taskfile{,.dist}.{yml,yaml} taskfiles/**.{yml,yaml} taskfile.*.{yml,yaml}',
    runs: [
      {
        paths: [
          'tasks.* tasks.*[] tasks.*.cmd tasks.*.cmds[] tasks.*.cmds[].cmd tasks.*.cmds[].defer',
          '**.sh **.status[] **.preconditions[]',
        ],
        named: { paths: 'vars.* tasks.*.vars.* env.*', reference: /\{\{-?\s*\.(\w+)\s*-?\}\}/g },
        filledIn: BRACES,
        environment: 'env.* tasks.*.env.*',
      },
    ],
    looks: [
      notices({
        detail: ANOTHERS,
        says: 'takes tasks from {}',
        paths: 'includes.* includes.*.taskfile',
        when: isRemote,
      }),
    ],
  },
  {
    language: 'toml',
    files:
      '{mise,.mise,.rtx}{,.*}.toml {mise,.mise,.config/mise}/config{,.*}.toml .config/mise{,.*}.toml mise/tasks.toml',
    runs: [
      {
        paths: [
          'tasks.* tasks.*[] tasks.*.run[] tasks.*.run_windows[] hooks.* hooks.*[] hooks.*[].script hooks.*.script watch_files[].run tools.*.postinstall',
        ],
        filledIn: BRACES,
      },
    ],
    looks: [
      notices(
        {
          detail: 'change.executable',
          says: 'has {} run whenever the folder is entered',
          paths: 'env._.source[] env._.source.path env.mise.source[]',
        },
        { detail: 'change.executable', says: 'puts {} before all other programs', paths: 'env._.path[]' },
        { detail: ANOTHERS, says: 'takes a plugin from {}', paths: 'plugins.*' },
        { detail: ANOTHERS, says: 'takes tasks from {}', paths: 'task_config.includes[] tasks.*.file', when: isRemote },
      ),
      (document) =>
        valuesAt(document, 'hooks').map(({ at, value }) =>
          changeFact(
            at,
            'change.autorun',
            'runs something by itself when the folder is entered',
            JSON.stringify(value),
          ),
        ),
    ],
  },
  {
    language: 'yaml',
    files: '.gitpod.{yml,yaml}',
    runs: [{ paths: 'tasks[].init tasks[].before tasks[].command tasks[].prebuild', isElsewhere: true }],
  },
  { language: 'yaml', files: '{.,}devfile.yaml', runs: [{ paths: 'commands[].exec.commandLine', isElsewhere: true }] },
  {
    language: 'yaml',
    files: '{.,}goreleaser.{yml,yaml}',
    runs: [
      {
        paths: '**.hooks[] **.hooks[].cmd **.pre[] **.pre[].cmd **.post[] **.post[].cmd publishers[].cmd',
        filledIn: BRACES,
      },
    ],
  },
  {
    language: 'yaml',
    files: '{serverless,process-compose,mprocs,tmuxinator,.tmuxinator,procfile.dev}.{yml,yaml}',
    runs: [
      {
        paths: [
          'custom.scripts.** custom.scripts.**[] processes.*.command processes.*.*.command procs.*.shell windows[].* windows[].*[]',
        ],
      },
    ],
  },
  {
    language: 'toml',
    files: '{.,}air.toml',
    runs: [{ paths: 'build.cmd build.bin build.full_bin build.pre_cmd[] build.post_cmd[]' }],
  },
  {
    language: 'toml',
    files: '{pixi,rye,poe_tasks,makefile}.toml',
    runs: [{ paths: '**.tasks.* **.tasks.*.cmd **.tasks.*.shell **.tasks.*.script **.tasks.*.script[]' }],
  },
  // What a service runs to build, start or release the project.
  {
    language: 'yaml',
    files: '{.,}{readthedocs,render,heroku,app,apprunner,scalingo,zeabur,nixpacks,platform.app,upsun}.{yml,yaml}',
    runs: [
      {
        paths: [
          'build.commands[] build.jobs.*[] services[].buildCommand services[].startCommand services[].preDeployCommand',
          'run.* run.*.command[] release.command[] entrypoint hooks.* jobs[].command',
        ],
        isElsewhere: true,
      },
    ],
  },
  {
    language: 'toml',
    files: '{netlify,fly,wrangler,railway,nixpacks,vercel,render}.toml',
    runs: [
      {
        paths: [
          '**.command **.buildCommand **.startCommand **.release_command **.cmd **.cmds[] **.build_command processes.*',
        ],
        isElsewhere: true,
      },
    ],
  },
  {
    language: 'yaml',
    files: ['.github/dependabot.{yml,yaml}'],
    runs: [],
    looks: [
      notices({
        detail: 'change.trust',
        says: 'lets code of dependencies run where updates are made',
        paths: '**.insecure-external-code-execution',
        when: (text) => /^allow$/i.test(text),
      }),
      (document) =>
        textsAt(document, 'registries.*.url').map(({ at, value }) =>
          changeFact(at, 'change.registry', `looks for packages at ${told(value.text)}`, value.text),
        ),
    ],
  },
];

function isRemote(text: string): boolean {
  return /^(?:[a-z+]+:)?\/\/|^git@|^git::/i.test(text.trim());
}

function lefthook(document: Value): readonly Fact[] {
  return [
    ...textsAt(document, 'remotes[].git_url remote.git_url').map(({ at, value }) =>
      changeFact(at, ANOTHERS, `takes git hooks from ${told(value.text)}`, value.text),
    ),
    ...textsAt(document, 'rc').map(({ at, value }) =>
      changeFact(at, 'change.executable', `has ${told(value.text)} run before each git hook`, value.text),
    ),
    ...textsAt(document, '**.skip')
      .filter(({ value }) => on(value.text))
      .map(skipped),
  ];
}

function skipped({ at, value }: Found<Scalar>): Fact {
  return changeFact(at, 'change.check', 'skips this git hook', value.text);
}

/** Those who make the tool itself, and the two that mean hooks of the project. */
const HOOKS_OF_ITS_OWN = /^(?:local|meta|builtin)$/i;

function preCommit(document: Value): readonly Fact[] {
  return [
    ...textsAt(document, 'repos[].repo')
      .filter(({ value }) => !HOOKS_OF_ITS_OWN.test(value.text))
      .map(({ at, value }) =>
        changeFact(`${at}.${value.text}`, ANOTHERS, `takes git hooks from ${told(value.text)}`, value.text),
      ),
    ...hookFacts(document, 'repos[].hooks[]'),
  ];
}

function hookFacts(document: Value, paths: string): readonly Fact[] {
  return valuesAt(document, paths).flatMap(({ at, value }) => {
    const entry = textAt(value, 'entry');
    if (entry === undefined) return [];
    const place = `${at === '' ? 'hooks' : at}.${textAt(value, 'id') ?? ''}.entry`;
    switch (textAt(value, 'language')?.toLowerCase()) {
      // Patterns, texts that are shown and images.
      case 'pygrep':
      case 'fail':
        return [];
      case 'docker':
      case 'docker_image':
        return [scriptFact(place, `docker run ${entry}`)];
      default:
        return [scriptFact(place, entry)];
    }
  });
}

function checksLeftOut(document: Value): readonly Fact[] {
  return textsAt(document, 'ci.skip[]').map(({ at, value }) =>
    changeFact(at, 'change.check', `leaves the hook ${told(value.text)} out on the server`, value.text),
  );
}

export const taskFiles: readonly Format[] = TASKS.map(({ language, files, runs, looks = [] }) =>
  settingsFormat(language, files, [...runs.map(scripts), ...looks]),
);

/** Tasks that may name others instead of a program. */
export function namedTasks(paths: Names, filledIn?: RegExp): Look {
  return (document: Value, _file: EditedFile) => {
    const names = new Set(valuesAt(document, paths).flatMap(({ value }) => membersOf(value).map(({ key }) => key)));
    return valuesAt(document, paths).flatMap(({ at, value }) =>
      membersOf(value).flatMap(({ key, value: task }) =>
        textsOfTask(task)
          .filter((text) => !names.has(text.trim().split(/\s/)[0] ?? ''))
          .map((text, index) =>
            scriptFact(`${at}.${key}${index === 0 ? '' : `.${index + 1}`}`, filled(text, filledIn)),
          ),
      ),
    );
  };
}

function textsOfTask(task: Value): readonly string[] {
  if (task.kind === 'scalar') return [task.text];
  if (task.kind === 'list') return task.items.flatMap((item) => (item.kind === 'list' ? [] : textsOfTask(item)));
  return ['cmd', 'shell', 'composite', 'command', 'commands', 'sequence'].flatMap((key) => {
    const value = memberOf(task, key);
    return value === undefined ? [] : textsOfTask(value);
  });
}
