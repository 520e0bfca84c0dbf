import { type Names, nameSet } from '../../names';
import { type CalledText, callsIn, type Writing } from '../../script/calledText';
import type { EditedFile, Fact, Format } from '../fact';
import { commandFacts, quoted } from './commandLines';
import { dependencyFact } from './dependencies';
import { changeFact, told } from './looks';
import { opaqueFact } from './opaque';

/** What is done with the arguments of a call. */
type Use =
  /** One text is given to a shell; several are a program and its arguments. */
  | 'shell'
  /** A program and its arguments. */
  | 'program'
  /** Files that go. */
  | 'delete'
  /** Addresses that are requested. */
  | 'request'
  /** Text that is run as code of the same language. */
  | 'code'
  /** Code from elsewhere that is read as part of this file. */
  | 'takesIn'
  /** Where packages are taken from. */
  | 'registry'
  /** A package by its name. */
  | 'dependency';

interface BuildLanguage {
  readonly name: string;
  readonly files: RegExp;
  readonly writing: Writing;
  /** Names of calls by use; `*.x`: the method `x` of anything. */
  readonly uses: Partial<Readonly<Record<Use, Names>>>;
  /** It runs on another machine. */
  readonly isElsewhere?: true;
}

const C_LIKE: Writing = {
  comments: ['//'],
  hasBlockComments: true,
  quotes: ['"""', "'''", '"', "'"],
  interpolation: /\$\{[^}]*\}|\$[A-Za-z_]\w*/g,
};
const RUBY: Writing = {
  comments: ['#'],
  hasBlockComments: false,
  quotes: ['"', "'"],
  interpolation: /#\{[^}]*\}/g,
  hasBackticks: true,
};
const STARLARK: Writing = { comments: ['#'], hasBlockComments: false, quotes: ['"""', "'''", '"', "'"] };

/** What Bazel puts into the command of a rule: its inputs, its outputs, and where things are. */
const OF_GENRULES = /(?<!\$)(?:\$\((?:(?:location|execpath|rootpath|rlocationpath)s?\s[^()]*|[A-Z_]+|@D)\)|\$[<@^])/g;

/** Files of code that builds run, in languages that are not evaluated: what is plainly written in calls is found. */
const LANGUAGES: readonly BuildLanguage[] = [
  {
    name: 'a pipeline of Jenkins',
    files: /(?:^|\/)jenkinsfile[^/]*$|\.jenkinsfile$|(?:^|\/)vars\/[^/]+\.groovy$/,
    writing: C_LIKE,
    uses: {
      shell: 'sh bat powershell pwsh .execute *.execute',
      request: 'httpRequest',
      code: 'evaluate Eval.me *.evaluate',
      takesIn: 'load library',
    },
    isElsewhere: true,
  },
  {
    name: 'a build of Gradle',
    files: /\.gradle(?:\.kts)?$/,
    writing: C_LIKE,
    uses: {
      program: 'commandLine executable args ProcessBuilder *.commandLine setCommandLine',
      shell: '.execute *.execute *.exec Runtime.getRuntime',
      delete: 'delete project.delete',
      request: 'URL URI uri url',
      code: 'evaluate Eval.me',
      takesIn: 'apply',
      dependency: [
        'implementation api compileOnly runtimeOnly testImplementation testRuntimeOnly testCompileOnly classpath kapt ksp',
        'annotationProcessor androidTestImplementation debugImplementation releaseImplementation compile testCompile',
      ],
    },
  },
  {
    name: 'a file of Ruby that builds run',
    files:
      /(?:^|\/)(?:rakefile|gemfile|vagrantfile|podfile|fastfile|appfile|brewfile|dangerfile|guardfile|capfile|berksfile)(?:\.rb)?$|\.(?:rake|gemspec|podspec)$|(?:^|\/)extconf\.rb$/,
    writing: RUBY,
    uses: {
      shell:
        'send public_send __send__ *.send *.public_send sh system exec spawn ` IO.popen Open3.capture2 Open3.capture3 Open3.capture2e Open3.popen3 Kernel.system Kernel.exec Process.spawn execute',
      delete:
        'rm_rf rm_r rm rm_f FileUtils.rm_rf FileUtils.rm_r FileUtils.rm FileUtils.rm_f FileUtils.remove_dir File.delete File.unlink Dir.rmdir',
      request: 'Net::HTTP.get Net::HTTP.post Net::HTTP.post_form URI.open URI.parse open-uri',
      code: 'eval instance_eval class_eval module_eval Marshal.load Kernel.eval',
      takesIn: 'eval_gemfile',
      registry: 'source',
      dependency:
        'gem pod brew cask mas tap add_dependency add_runtime_dependency add_development_dependency *.add_dependency *.add_runtime_dependency *.add_development_dependency cookbook',
    },
  },
  {
    name: 'a build script of Rust',
    files: /(?:^|\/)build\.rs$/,
    writing: { comments: ['//'], hasBlockComments: true, quotes: ['"'] },
    uses: {
      program: 'Command::new process::Command::new std::process::Command::new *.arg *.args arg args',
      delete:
        'fs::remove_dir_all std::fs::remove_dir_all remove_dir_all fs::remove_file std::fs::remove_file remove_file',
      request:
        'reqwest::blocking::get reqwest::get ureq::get ureq::post TcpStream::connect std::net::TcpStream::connect',
    },
  },
  {
    name: 'a build of Bazel',
    files: /(?:^|\/)(?:build|workspace|module)(?:\.bazel|\.bzlmod)?$|\.(?:bzl|bazel)$|(?:^|\/)buck$/,
    writing: { ...STARLARK, interpolation: OF_GENRULES },
    uses: {
      shell: 'cmd cmd_bash command run_shell',
      program: 'execute *.execute',
      takesIn: 'url urls remote',
    },
  },
  {
    name: 'a Tiltfile',
    files: /(?:^|\/)tiltfile$/,
    writing: STARLARK,
    uses: { shell: 'local cmd serve_cmd command_bat', takesIn: 'load' },
  },
  {
    name: 'a build of Meson',
    files: /(?:^|\/)meson\.build$/,
    writing: STARLARK,
    uses: { program: 'run_command command meson.add_install_script meson.add_postconf_script meson.add_dist_script' },
  },
  {
    name: 'an expression of Nix',
    files: /\.nix$/,
    writing: { comments: ['#'], hasBlockComments: true, quotes: ["''", '"'], interpolation: /\$\{[^}]*\}/g },
    uses: {
      shell: [
        'shellHook shellHookOnce *.shellHook buildPhase installPhase configurePhase checkPhase preBuild postBuild postInstall preInstall postPatch patchPhase',
        'unpackPhase fixupPhase buildCommand enterShell *.enterShell writeShellScript writeShellScriptBin pkgs.writeShellScript pkgs.writeShellScriptBin',
        'writeShellApplication pkgs.runCommand runCommand postFixup preConfigure postUnpack activationScripts ExecStart *.ExecStart exec *.exec text',
      ],
      takesIn: 'builtins.fetchurl builtins.fetchTarball fetchTarball builtins.fetchGit builtins.getFlake',
      dependency: '*.url',
    },
  },
];

/** What is worth a scan at all. */
const MAY_RUN = /["'`%]|<<|\b(?:ENV|Dir)\b/;

export const buildScripts: readonly Format[] = LANGUAGES.map((language) => ({
  name: language.name,
  reads: ({ folded }) => language.files.test(folded),
  mayMatter: (_before, after) => MAY_RUN.test(after),
  facts: (text, file) => factsOf(language, text, file),
}));

interface Reader {
  readonly byName: ReadonlyMap<string, Use>;
}

const readers = new WeakMap<BuildLanguage, Reader>();

function readerOf(language: BuildLanguage): Reader {
  let reader = readers.get(language);
  if (reader === undefined) {
    const byName = new Map<string, Use>();
    for (const use of ['shell', 'program', 'delete', 'request', 'code', 'takesIn', 'registry', 'dependency'] as const)
      for (const name of nameSet(language.uses[use] ?? [])) byName.set(name, use);
    reader = { byName };
    readers.set(language, reader);
  }
  return reader;
}

function useOf({ byName }: Reader, name: string): Use | undefined {
  return (
    byName.get(name) ??
    (/[.:]/.test(name)
      ? byName.get(`*.${name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1)}`)
      : undefined)
  );
}

function factsOf(language: BuildLanguage, text: string, file: EditedFile): readonly Fact[] {
  const reader = readerOf(language);
  const calls = callsIn(text, language.writing, (name) => useOf(reader, name) !== undefined);
  if (calls === undefined) return [opaqueFact('calls more than can be looked through', file)];
  const facts: Fact[] = [];
  const lines: string[] = [];
  let program: string[] = [];
  const endProgram = () => {
    if (program.length > 0) lines.push(program.map(quoted).join(' '));
    program = [];
  };
  for (const call of calls) {
    const use = useOf(reader, call.name);
    if (use !== 'program' || /new$|commandLine|execut|run_command|^command$|ProcessBuilder/i.test(call.name))
      endProgram();
    const own = /^(?:\w+\.)*(?:__)?(?:public_)?send(?:__)?$/.test(call.name) ? call.args.slice(1) : call.args;
    const texts = own.filter(({ label }) => label === undefined || WORTH.test(label));
    const given = texts.filter(({ isUnknown }) => !isUnknown).map((each) => each.text);
    switch (use) {
      case 'shell':
        if (given.length === 0) break;
        if (texts.length === 1 || call.args.some(({ label }) => label !== undefined)) lines.push(...given.map(asLine));
        else
          lines.push(
            isShellCall(language) ? texts.map((each) => quoted(each.text)).join(' ') : asLine(given.join(' ')),
          );
        break;
      case 'program':
        program.push(...texts.map((each) => each.text));
        break;
      case 'delete':
        for (const each of given) lines.push(`rm -rf ${quoted(each)}`);
        break;
      case 'request':
        for (const each of given) if (/^https?:/i.test(each)) lines.push(`curl ${quoted(each)}`);
        break;
      case 'code':
        if (call.args.length > 0) facts.push(opaqueFact(`runs text as code with ${call.name}`, file));
        break;
      case 'takesIn':
        for (const each of given)
          if (/^(?:https?|git|ssh|ftp):|^\/tmp\/|^~/i.test(each))
            facts.push(changeFact(call.name, 'change.dependency.source', `takes in ${told(each)}`, each));
        break;
      case 'registry':
        for (const each of given)
          if (
            /^\w+:\/\//.test(each) &&
            !/^https:\/\/(?:index\.)?rubygems\.org\/?$|^https:\/\/cdn\.cocoapods\.org\/?$/.test(each)
          )
            facts.push(changeFact(call.name, 'change.registry', `has packages taken from ${told(each)}`, each));
        break;
      case 'dependency':
        facts.push(...dependencies(call));
        break;
      case undefined:
        break;
    }
  }
  endProgram();
  return [...facts, ...commandFacts(lines, file, language.isElsewhere)];
}

/** Arguments by name that hold what is run or taken. */
const WORTH =
  /^(?:script|cmd|cmd_bash|command|url|urls|remote|from|git|inline|path|uri|text|returnStdout|executable|args|commandLine|group|name|version)$/;

/** Several texts of one call are a program with its arguments. */
function isShellCall({ writing }: BuildLanguage): boolean {
  return writing === RUBY || writing.comments.includes('//');
}

function dependencies({ name, args }: CalledText): readonly Fact[] {
  const plain = args.filter(({ label, isUnknown }) => label === undefined && !isUnknown).map(({ text }) => text);
  const [first = '', ...rest] = plain;
  if (first === '') return [];
  const source = args.find(
    ({ label, isUnknown }) => !isUnknown && /^(?:git|path|source|github|gist|url)$/.test(label ?? ''),
  );
  if (source !== undefined && source.label !== 'path')
    return [changeFact(first, 'change.dependency.source', `takes ${first} from ${told(source.text)}`, source.text)];
  if (name.endsWith('url')) return [dependencyFact(name, first, '')];
  // Gradle has all of it in one text.
  const [group = '', artifact, version = ''] = first.split(':');
  return artifact === undefined
    ? [dependencyFact(first, first, rest.join(' '))]
    : [dependencyFact(`${group}:${artifact}`, `${group}:${artifact}`, version)];
}

function asLine(text: string): string {
  return text.replace(/^\s*\n/, '').trimEnd();
}
