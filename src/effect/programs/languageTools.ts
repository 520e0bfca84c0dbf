import { either, nameSet } from '../names';
import { sliceArg } from './grammar';
import { INLINE, interpreter } from './interpreters';
import type { Call, Parsed } from './program';

const COMPOSER_LOOKS = nameSet([
  'show validate outdated licenses audit diagnose status check-platform-reqs depends why why-not prohibits suggests',
  'about list fund search browse',
]);
/** Options that load code into the virtual machine or the compiler, or run a program. */
const JVM_LOADS = new RegExp(
  `^-(?:${either([
    'javaagent agentlib agentpath processorpath processor J- Xplugin Djava\\.(?:system\\.class|rmi|security)',
    'XX:(?:OnError|OnOutOfMemoryError|Flags|\\+?) XX:VMOptions',
  ])})`,
);
const COMPILER_LOADS = new RegExp(
  `^(?:${either([
    '-wrapper -fplugin -plugin -load -B -specs --specs -Xlinker -Xclang -fuse-ld=\\/ @ -no-canonical --config -ccc -T',
  ])})`,
);
const CHANGES_DATABASE = new RegExp(
  `\\b(?:${[
    'db:(?:drop|reset|migrate|rollback|setup|schema:load|seed|purge|wipe)',
    String.raw`ecto\.(?:drop|reset|migrate|rollback|setup)|migrate(?::fresh|:reset|:rollback)?`,
  ].join('|')})\\b`,
);
/** Names that tell of passwords or keys. Tools that show what they read can be made to print them. */
export const SECRET_NAME =
  /(?:^|[/=])\.env(?:$|\.(?!example|sample|template))|\.(?:pem|key|p12|pfx)$|(?:^|\/)id_(?:rsa|ed25519)$/;

const PLAIN_PROPERTY =
  /^[-/]{1,2}(?:p|property):(?!\w*(?:Event|Import|Custom|Targets|Path|Dir|Tool|Exec))\w+=[\w.,:-]*$/i;

/** An argument that is itself code, or a setting of a build that names a program. */
function inlineCode({ name, args }: Call, words: Call['args']): string | undefined {
  const option = (pattern: RegExp) => args.find((arg) => pattern.test(arg.head))?.raw;
  const word = (pattern: RegExp) => words.find((arg) => pattern.test(arg.text ?? arg.head))?.raw;
  switch (name) {
    case 'mvn':
    case 'mvnw':
      return (
        word(/^(?!org\.(?:apache\.maven\.plugins|codehaus\.mojo):)[\w.-]+:[\w.-]+:[\w.:-]+$/) ??
        option(/^-(?:s|gs|t)[/~.]/)
      );
    case 'gradle':
    case 'gradlew':
    case './gradlew':
      return option(/^-I/);
    case 'sbt':
    case 'mill':
      return word(/(?:^|[;\s])(?:eval|set|consoleQuick|reload plugins)\b|!/);
    case 'mix':
      return option(/^(?:-e|--eval|-r|--require|--rpc-eval)/);
    case 'rake':
      return option(/^-(?!-)[a-zA-Z]*[epE]|^--(?:exec|eval|require|rakefile|rakelib)/);
    case 'dotnet':
    case 'msbuild':
    case 'xcodebuild':
      return args.find((arg) => /^[-/]{1,2}(?:p|property):/i.test(arg.head) && !PLAIN_PROPERTY.test(arg.text ?? ''))
        ?.raw;
    default:
      return undefined;
  }
}

export function make(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-f') && (parsed.value('-f')?.text === '-' || parsed.value('-f')?.text === undefined))
    call.codeFromInput('make');
  for (const operand of parsed.operands) {
    const assigned = /^\s*([^\s:?+!=]+)\s*[:?+!]*=/.exec(operand.head);
    if (operand.text === undefined && operand.head === '')
      call.unknown('value.option', operand.raw, `gives make ${operand.raw}, which may set anything`);
    // A variable of the Makefile is text that its recipes run.
    else if (assigned !== null && !/^[A-Za-z_]\w*(?:\?|\+|:{1,3})?=[\w./:@%+,= -]*$/.test(operand.text ?? '?'))
      call.unknown('value.script', operand.raw, 'sets a variable of the Makefile to something that can run');
    else if (
      /^(?:SHELL|MAKE|MAKEFLAGS|CC|CXX|LD|AR|\.SHELLFLAGS)$/.test(assigned?.[1] ?? '') &&
      !/=(?:gcc|g\+\+|clang|clang\+\+|cc)$/.test(operand.text ?? '')
    )
      call.unknown('value.script', operand.raw, 'sets which programs make runs');
    else if (/^(?:publish|release|deploy|push|upload)/.test(operand.text ?? ''))
      call.emit('publish', operand.raw, { detail: 'publish.target', says: `runs the target ${operand.raw}` });
  }
  if (call.args.some((arg) => /^--eval|^-E/.test(arg.head)))
    call.unknown('value.script', '--eval', 'gives make code to run');
  call.runHere('run.makeTarget', parsed.operands.map((operand) => operand.raw).join(' ') || 'the default target');
  return undefined;
}

export function compiler(call: Call): undefined {
  const odd = call.args.find(
    (arg) =>
      COMPILER_LOADS.test(arg.head) || (arg.text === undefined && arg.head === '' && arg.unknown?.nature === 'any'),
  );
  if (odd !== undefined && !/^(?:nm|objdump|readelf|size|addr2line|otool)$/.test(call.name))
    call.unknown('program.option', odd.raw, 'gives the compiler a program or plugin to run');
  for (const [index, arg] of call.args.entries()) {
    const before = call.args[index - 1]?.text;
    if (before === '-o') call.file('write', arg);
    else if (/^-o./.test(arg.head)) call.file('write', sliceArg(arg, 2));
    else if (/^(?:\/|~|\.\.\/)/.test(arg.head) || SECRET_NAME.test(arg.head)) call.file('read', arg);
  }
  if (call.name === 'ldd') call.unknown('program.beyond', 'ldd', 'may run the program it looks at');
  if (call.name === 'strip' || call.name === 'ar' || call.name === 'ranlib')
    for (const arg of call.args) if (!arg.head.startsWith('-')) call.file('edit', arg);
  return undefined;
}

export function languageTool(call: Call): undefined {
  const { name, args } = call;
  const text = args.map((arg) => arg.text ?? arg.raw).join(' ');
  const words = args.filter((arg) => !/^[-+]/.test(arg.head));
  const first = words[0]?.text ?? '';
  const publishing = () => call.emit('publish', name, { detail: 'publish.package', says: 'publishes a package' });
  const installs = (detail: string) =>
    call.emit(
      'install',
      words
        .slice(1)
        .map((each) => each.raw)
        .join(' ') || name,
      { detail },
    );
  const inline = INLINE[name];
  const jvm = args.find((arg) => JVM_LOADS.test(arg.head) || (arg.head.startsWith('@') && /^java/.test(name)));
  if (
    jvm !== undefined &&
    /^(?:java|javac|kotlinc?|scalac?|groovy|mvn|gradle|sbt)$/.test(name) &&
    !/^-XX:\+?(?:Use\w+|MaxRAM\w+|MaxMetaspaceSize=\w+)$/.test(jvm.text ?? '')
  )
    call.unknown('program.option', jvm.raw, `gives ${name} code to load`);
  const odd = inlineCode(call, words);
  if (odd !== undefined)
    return call.unknown('code.opaque', odd, `gives ${name} code or settings that can run anything`);
  if (/^(?:stack|cabal|dune)$/.test(name) && first === 'exec') {
    const rest = args.slice(args.findIndex((arg) => arg.text === 'exec') + 1).filter((arg) => arg.text !== '--');
    return /^[\w./-]+\.exe$/.test(rest[0]?.text ?? '') ? call.runHere('run.build', name) : void call.command(rest);
  }
  if (inline !== undefined) return interpreter(call, inline[0], inline[1]);
  if (name === 'bundle' || name === 'bundler') {
    if (first === 'exec')
      return void call.command(words[0] === undefined ? [] : args.slice(args.indexOf(words[0]) + 1));
    if (/^(?:install|check|)$/.test(first) && !/--path|--gemfile/.test(text)) return installs('install.manifest');
    return /^(?:list|show|info|outdated|doctor|version|platform|licenses|viz|env|config)$/.test(first) &&
      !(first === 'config' && words.length > 2)
      ? undefined
      : installs('install.change');
  }
  if (name === 'gem')
    return /^(?:list|search|info|environment|env|specification|which|contents|dependency|outdated|help)$/.test(first)
      ? undefined
      : first === 'build'
        ? (call.runHere('run.build', 'gem') as undefined)
        : /^(?:push|yank|owner|signin)$/.test(first)
          ? publishing()
          : installs('install.named');
  if (name === 'composer')
    return COMPOSER_LOOKS.has(first)
      ? undefined
      : /^(?:install|dump-autoload|dumpautoload|i)$/.test(first)
        ? installs('install.manifest')
        : /^(?:run|run-script|test|exec)$/.test(first)
          ? call.runHere('run.packageScript', text)
          : installs('install.named');
  if (name === 'dotnet' || name === 'nuget') {
    if (/^(?:restore)$/.test(first))
      return /(?:^| )(?:-s|--source|--configfile)/.test(text)
        ? call.unknown('program.option', '--source', 'takes packages from elsewhere')
        : installs('install.manifest');
    if (/^(?:build|run|test|format|watch|publish|pack|clean|msbuild|vstest|)$/.test(first) || /\.dll$/.test(first))
      return call.runHere(first === 'test' ? 'run.tests' : 'run.build', 'dotnet');
    if (/^(?:list|sln|new|help|--info|workload)$/.test(first) && !/ install| uninstall/.test(text))
      return first === 'new' || first === 'sln' ? call.runHere('run.build', 'dotnet') : undefined;
    if (/^(?:push|delete)$/.test(words[1]?.text ?? first)) return publishing();
    if (first === 'ef' && / database (?:update|drop)/.test(text))
      return call.emit('database', 'the project', { detail: 'database.migrate' });
    return first === 'ef' || (first === 'tool' && /^(?:run|list|restore)$/.test(words[1]?.text ?? ''))
      ? call.runHere('run.tool', 'dotnet')
      : installs('install.named');
  }
  if (name === 'rails' || name === 'rake' || name === 'mix' || name === 'artisan' || name === 'symfony') {
    if (CHANGES_DATABASE.test(text))
      return call.emit('database', 'the project', {
        detail: 'database.migrate',
        says: "changes the project's database",
      });
    if (/\b(?:hex\.publish|release|deploy)\b/.test(text) && name !== 'symfony') return publishing();
    if (/\b(?:archive\.install|local\.hex|escript\.install)\b/.test(text)) return installs('install.named');
    if (/\b(?:deps\.get)\b/.test(text)) return installs('install.manifest');
    if (/^(?:runner|r|console|c|dbconsole|db|eval|run)$/.test(first))
      return call.unknown('code.opaque', first, 'runs code that was not looked at');
  }
  if (
    name === 'cpan' ||
    name === 'cpanm' ||
    name === 'irb' ||
    name === 'boot' ||
    (name === 'nimble' && /install/.test(first))
  )
    return installs('install.named');
  if (/^(?:\.\/)?gradlew?$|^mvnw?$|^sbt$|^mill$|^ant$/.test(name)) {
    if (
      /\b(?:publish\w*|deploy(?::\S+)?|uploadArchives|release:\S+|closeAndRelease\w*|bintrayUpload)\b/.test(
        words.map((each) => each.text).join(' '),
      )
    )
      return publishing();
    if (
      /(?:^| )(?:-I|--init-script|-s|--settings|-gs|-t|--toolchains)(?: |=|$)/.test(text) ||
      /exec:exec|antrun/.test(text)
    )
      return call.unknown('program.option', text.slice(0, 40), 'gives the build a script or settings from elsewhere');
    for (const [index, arg] of args.entries())
      if (/^(?:-[fpbc](?=[/~.])|--(?:file|project-dir|build-file|settings-file)=)/.test(arg.head))
        call.file('write', sliceArg(arg, arg.head.startsWith('--') ? arg.head.indexOf('=') + 1 : 2));
      else if (/^(?:-f|--file|-p|--project-dir|-b|--build-file|-c|--settings-file)$/.test(args[index - 1]?.text ?? ''))
        call.file('write', arg);
  }
  if (
    /^(?:swift|flutter|dart|crystal|shards|stack|cabal|lein|elm|gleam|spago|zig|dune|rebar3)$/.test(name) &&
    /^(?:publish|upload|deploy|pub publish|hex)$/.test(first === 'pub' ? `pub ${words[1]?.text}` : first)
  )
    return publishing();
  if (
    /^(?:flutter|dart|swift|shards|stack|cabal|elm|gleam|spago|nimble)$/.test(name) &&
    /^(?:install|add|pub add|upgrade|global)$/.test(first === 'pub' ? `pub ${words[1]?.text}` : first)
  )
    return installs(/^(?:shards|stack)$/.test(name) && words.length === 1 ? 'install.manifest' : 'install.named');
  if (name === 'java' || name === 'jar' || name === 'javac') return java(call, words);
  if (
    /^(?:just|task|invoke|inv|mage|doit)$/.test(name) &&
    /(?:^| )(?:-f|--justfile|-d|--working-directory|--taskfile|-c|--command|--shell|--shell-arg|--set)(?: |=|$)/.test(
      text,
    )
  )
    return call.unknown('program.option', text.slice(0, 40), `gives ${name} commands or a file from elsewhere`);
  if (/^(?:bazel|bazelisk|buck2|pants|ninja|samu|meson|scons|waf)$/.test(name))
    for (const [index, arg] of args.entries())
      if (args[index - 1]?.text === '-C' || args[index - 1]?.text === '-f') call.file('write', arg);
  if (/(?:^|\s)-h(?:$|\s)|^--list$|^-l$/.test(text) && words.length === 0) return undefined;
  for (const word of words)
    if (/^(?:publish|release|deploy|upload|push)\b/.test(word.text ?? ''))
      call.emit('publish', word.raw, { detail: 'publish.target', says: `runs ${word.raw}` });
  call.runHere('run.build', `${name} ${first}`.trim());
  return undefined;
}

function java(call: Call, words: Call['args']): undefined {
  const [first] = words;
  if (call.name === 'java') {
    const jar = call.args.findIndex((arg) => arg.text === '-jar');
    const file = jar >= 0 ? call.args[jar + 1] : first;
    if (file === undefined) return undefined;
    if (jar >= 0 || /\.(?:java|jar)$/.test(file.text ?? '')) {
      call.runFile('java', file);
      if (/(?:cli|client|admin)[^/]*\.jar$/.test(file.text ?? '') && words.length > 1)
        call.unknown('program.beyond', file.raw, 'gives commands to a server through a jar');
    } else call.runHere('run.build', file.raw);
    return undefined;
  }
  for (const arg of call.args) if (/^(?:\/|~|\.\.\/)/.test(arg.head)) call.file('write', arg);
  if (call.name === 'javac') call.runHere('run.build', 'javac');
  return undefined;
}
