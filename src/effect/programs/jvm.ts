import { either } from '../names';
import type { Arg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments, lookForSecrets } from './toolArguments';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** Options that load code into the virtual machine or the compiler, or run a program. */
const LOADS = new RegExp(
  `^-(?:${either([
    'javaagent agentlib agentpath -?processor-?path -?processor(?!-module) J-(?!Xm[xsn]) Xplugin Dmaven\\.ext Dorg\\.gradle\\.java\\.home -?patch-module Djava\\.library\\.path=(?:/(?!usr|opt)|~|\\$|.*\\.\\./) Djava\\.(?:system\\.class|rmi|security)',
    'Xbootclasspath XX:(?:OnError|OnOutOfMemoryError|Flags|VMOptionsFile|\\+?UnlockCommercial) -?doclet -?docletpath -?taglet',
    'Dcom\\.sun\\.management\\.jmxremote\\.port -?compiler-plugin P:plugin R-',
  ])})`,
);
const LOADS_INSIDE = /-(?:javaagent|agentlib|agentpath|Xbootclasspath|XX:On|XX:Flags|Xrun)/;
const CLASS_PATH =
  /^-(?:cp|classpath|-?class-path|p|-?module-path|-?upgrade-module-path|sourcepath|-?source-path|-patch-module|lib|extdirs)$/;

/** The options of a virtual machine, wherever they stand. */
function lookAtMachine(call: Call, args: readonly Arg[]): void {
  for (const [index, arg] of args.entries()) {
    const { head } = arg;
    if (LOADS.test(head) || (head.startsWith('@') && /^java/.test(call.name)))
      call.unknown('program.option', arg.raw, `gives ${call.name} code to load or a program to run`);
    else if (head.startsWith('-') && LOADS_INSIDE.test(head.slice(1)))
      call.unknown('program.option', arg.raw, `gives the virtual machine code to load`);
    else if (CLASS_PATH.test(args[index - 1]?.text ?? '') || /^--(?:class|module|upgrade-module)-path=/.test(head)) {
      const list = head.startsWith('-') ? sliceArg(arg, head.indexOf('=') + 1) : arg;
      for (const each of list.text?.split(/[:;]/) ?? [])
        if (/^[/~]|\.\.(?:\/|$)/.test(each) && !/^\/(?:usr|opt)\//.test(each))
          call.runFile('settings', { ...list, text: each, head: each });
      if (list.text === undefined && list.unknown?.nature === 'any')
        call.unknown('value.option', list.raw, 'loads classes from a place that cannot be told');
    } else {
      const place =
        /^-(?:Xlog:[\w*,+=-]*:(?:file=)?|Xloggc:|XX:\w+(?:Path|File)=|XX:StartFlightRecording[:=](?:[\w-]+=[^,]*,)*filename=)(?=.)/.exec(
          head,
        )?.[0];
      if (place !== undefined && !/^-Xlog:[\w*,+=-]*:(?:stdout|stderr)/.test(head))
        call.file('write', sliceArg(arg, place.length));
    }
  }
}

const withoutClassPaths = (args: readonly Arg[]): readonly Arg[] =>
  args.filter(
    (arg, index) =>
      !CLASS_PATH.test(args[index - 1]?.text ?? '') &&
      !/^-X(?:log|loggc|X):|^--(?:class|module|upgrade-module)-path=/.test(arg.head),
  );

const PUBLISHES = new RegExp(
  `^(?:\\+|:?[\\w:-]*:|[\\w./]*[./])?(?:${either([
    'publish(?!ToMavenLocal$|LocalM2$|Local$|M2Local$)\\w*(?:/\\w+)? deploy(?::\\S+)? uploadArchives upload\\w* release(?::\\S+|Sonatype\\w*)? closeAndRelease\\w*',
    'bintrayUpload \\w*[dD]eploy jib(?::build)? nexus-staging:\\S+ site:deploy scm:checkin cargo:\\S+ sonatype\\w+ publishSigned',
  ])})$`,
);
const MIGRATES =
  /^(?:[\w:-]*:)?(?:flyway(?::(?:migrate|clean|repair|baseline|undo)|Migrate|Clean|Repair|Baseline|Undo)|liquibase(?::(?!status|validate|diff|help)\S+|Update\w*|DropAll|Rollback\w*)|sql:execute|dropAll|jooq:.*drop)$/;
const BEYOND =
  /^(?:exec:exec|antrun:\S+|groovy:\S+|dependency:(?:get|copy(?!-dependencies)\S*|unpack$)|archetype:\S+|install:install-file|deploy:\S+|beanshell:\S+|jrubymaven:\S+|frontend:\S+(?!npm))/;
/** A goal with the name of the plugin that is fetched for it, but for the build tool's own. */
const FETCHED_GOAL =
  /^(?!(?:org\.(?:apache\.maven\.plugins|codehaus\.mojo|jacoco|springframework\.boot|pitest|cyclonedx)|com\.(?:diffplug\.spotless|github\.spotbugs|spotify\.fmt|mycila)|net\.revelc\.code(?:\.formatter)?|io\.quarkus(?:\.platform)?):)[\w.-]+:[\w.-]+:[\w.:-]+$/;

function goals(call: Call, words: readonly Arg[]): void {
  for (const word of words) {
    const text = word.text ?? '';
    if (PUBLISHES.test(text))
      call.emit('publish', text, { detail: 'publish.package', says: `runs \`${text}\`, which publishes or deploys` });
    else if (MIGRATES.test(text))
      call.emit('database', text, { detail: 'database.migrate', says: `changes a database (\`${text}\`)` });
    else if (BEYOND.test(text) || FETCHED_GOAL.test(text) || /:exec$|:\d[\w.]*:(?:exec|execute)$/.test(text))
      call.unknown('program.beyond', text, `runs \`${text}\`, which can run or fetch anything`);
  }
}

const builds = (
  options: string,
  more: (call: Call, parsed: Parsed) => void = () => undefined,
): Omit<Program, 'names'> => ({
  loose: true,
  longSingle: true,
  options,
  see: (call, parsed) => {
    more(call, parsed);
    lookAtMachine(call, call.args);
    goals(call, parsed.operands);
    call.runHere('run.build', `${call.name} ${parsed.operands[0]?.raw ?? ''}`.trim(), 'builds or tests the project');
    return lookAtArguments(call, {
      args: withoutClassPaths(call.args).filter((arg) => !/^~[A-Za-z]+$/.test(arg.raw)),
      operands: 'edit',
    });
  },
});

/** Code in an argument of sbt or mill. */
function inlineCommands(call: Call, parsed: Parsed): void {
  for (const word of parsed.operands)
    if (/(?:^|[;\s])(?:eval|set|consoleQuick|console|reload plugins|new|shell)\b|!|^@/.test(word.text ?? '!'))
      call.unknown('code.opaque', word.raw, `gives ${call.name} code to run`);
    else for (const each of (word.text ?? '').split(/[;\s]+/)) goals(call, [{ ...word, text: each }]);
}

export const jvmPrograms: readonly Program[] = [
  {
    names: 'mvn mvnw mvnd',
    ...builds(
      [
        '-f,--file=file -s,--settings=no -gs,--global-settings=no -t,--toolchains=no -gt=no -l,--log-file=write -pl,--projects= -P=',
        '--activate-profiles= -T,--threads= -rf,--resume-from= -b,--builder= -D,--define= -ep= -emp= --color=',
      ].join(' '),
    ),
  },
  {
    names: 'gradle gradlew',
    ...builds(
      [
        '-f=file -I,--init-script=no -p,--project-dir=cwd -b,--build-file=file -c,--settings-file=file -g,--gradle-user-home=write',
        '--project-cache-dir=write --include-build=file -x,--exclude-task= -D,--system-prop= -P,--project-prop= --tests= --args=',
        '--max-workers= --console= --configuration= --dependency= --task= -F,--dependency-verification= -M= --warning-mode= --scan=?',
      ].join(' '),
      (call, parsed) => {
        if (parsed.has('--scan') && parsed.value('--scan')?.text !== 'false')
          call.emit('upload', 'the scan server', {
            detail: 'upload.send',
            says: 'sends what the build did to a server',
          });
      },
    ),
  },
  {
    names: 'ant',
    ...builds(
      '-f,-file,-buildfile=file -lib=file -logger=no -listener=no -propertyfile=file -logfile,-l=write -find=? -inputhandler=no -main=no -D=',
    ),
  },
  {
    names: 'sbt mill amm',
    ...builds(
      '-java-home=file -sbt-jar=file -sbt-dir,--sbt-dir=file -jvm-debug= -ivy= -D= --import=no -mem= -i!',
      inlineCommands,
    ),
  },
  {
    names: 'java javaw',
    loose: true,
    longSingle: true,
    options:
      '-jar= -cp,-classpath,--class-path= -p,--module-path= -m,--module= --add-modules= --source= --add-opens= --add-exports= --patch-module= --upgrade-module-path= --enable-native-access= --add-reads=',
    stopsAtOperand: true,
    see: java,
  },
  {
    names: 'javac javadoc kotlinc kotlinc-jvm scalac groovyc',
    loose: true,
    longSingle: true,
    options:
      '-d=folder -s=folder -h=folder -cp,-classpath,--class-path= -p,--module-path= --release= -source= -target= -sourcepath= -encoding= -Xplugin=no -script=file -e=no',
    see: (call, parsed) => {
      lookAtMachine(call, call.args);
      if (parsed.operands.length === 0 && !call.args.some((arg) => /^-?-(?:version|help)/.test(arg.text ?? '')))
        call.unknown('program.beyond', call.name, 'starts an interpreter');
      call.runHere('run.build', call.name, 'builds the project');
      return lookAtArguments(call, { args: withoutClassPaths(call.args) });
    },
  },
  {
    names: 'javap jdeps jps jstack jmap jcmd jlink jpackage jmod serialver jstat jinfo',
    loose: true,
    see: (call) => {
      if (
        /^(?:jstack|jmap|jcmd|jinfo|jstat)$/.test(call.name) &&
        call.args.length > 0 &&
        !call.args.every((arg) => arg.text === '-l')
      )
        call.unknown('program.beyond', call.name, 'looks into other programs');
      lookAtMachine(call, call.args);
      const isLook = /^(?:jar|jmod)$/.test(call.name) && /^-{0,2}(?:t|list)/.test(call.args[0]?.text ?? '');
      const isCreate = call.name === 'jar' && /^-{0,2}(?:c|u|i|create|update)/.test(call.args[0]?.text ?? '');
      const files = call.args
        .filter((arg) => !arg.head.startsWith('-'))
        .slice(/^\w+$/.test(call.args[0]?.text ?? '') ? 1 : 0);
      return lookAtArguments(call, {
        args: files,
        operands: isLook || (call.name === 'jar' && !isCreate) || call.name !== 'jar' ? 'read' : 'edit',
      });
    },
  },
  {
    names: 'jshell groovysh ammonite spark-shell scala3-repl',
    loose: true,
    see: (call) =>
      call.args.some((arg) => /^--?(?:version|help)$/.test(arg.text ?? ''))
        ? undefined
        : call.unknown('code.opaque', call.name, 'runs code that was not looked at'),
  },
  {
    names: 'kotlin scala scala3 scala-cli groovy jbang kscript',
    loose: true,
    longSingle: true,
    options:
      '-e,-execute=no -cp,-classpath,--class-path= --dep,--dependency=no --java-opt= -S= --jvm= -i=no -howtorun= --repository,-r=no --main-class,-M= -o=write',
    see: (call, parsed) => {
      lookAtMachine(call, call.args);
      const [first, ...rest] = parsed.operands;
      if (first === undefined) {
        if (!call.args.some((arg) => /^--?v(?:ersion)?$|^--?help$/.test(arg.text ?? '')) && !parsed.has('-e'))
          call.unknown('program.beyond', call.name, 'starts an interpreter');
        return undefined;
      }
      if (/^(?:publish\w*|repl|shebang|install\w*|update|power|github)$/.test(first.text ?? ''))
        return call.unknown('program.beyond', first.raw, `uses ${call.name} ${first.raw}`);
      const isVerb = /^(?:run|test|compile|fmt|package|doc|setup-ide|fix|clean|version|about|bloop)$/.test(
        first.text ?? '',
      );
      for (const file of isVerb ? rest : [first])
        if (/^\w+:\/\//.test(file.text ?? ''))
          call.emit('run', file.raw, { detail: 'run.remote', says: `runs ${file.raw}, which it downloads` });
        else call.runFile('jvm', file);
      if (isVerb) call.runHere('run.build', `${call.name} ${first.raw}`);
      return lookAtArguments(call, { args: withoutClassPaths(call.args).filter((arg) => arg.head.startsWith('-')) });
    },
  },
  {
    names: 'clj clojure bb lein boot',
    loose: true,
    options: '-Sdeps=no -e,--eval= -i,--init=file -M,-X,-T,-A,-P=? -m,--main= -r! --repl! -f,--file=file -Scp=no',
    longSingle: true,
    see: clojure,
  },
  ...verbPrograms(bazelTools()),
];

function bazelTools(): readonly VerbTool[] {
  return [
    {
      names: 'bazel bazelisk buck2 buck pants please plz',
      options: [
        '--bazelrc=no --output_base=write --output_user_root=write --script_path=write --run_under=shell --workspace_status_command=shell',
        '--override_repository=no --override_module=no --remote_cache=url --remote_executor=url --bes_backend=url --action_env=',
        '--host_jvm_args=no --server_javabase=file --registry=no --pants-config-files=file --disk_cache=write --repository_cache=write',
        '--test_output= --test_arg= --test_filter= -c,--compilation_mode= --config= --jobs= -j= -k --keep_going --define= --copt=',
        '--profile=write --build_event_json_file=write --execution_log_json_file=write --toolchain= --platforms= --isolation=',
      ],
      verbs: {
        looks:
          'query cquery aquery info version help analyze-profile dump targets uquery audit licenses roots list dependencies dependents paths peek filedeps count-loc',
        works:
          'build run fetch sync vendor mod clean lint fmt check fix package repl tailor generate-lockfiles export coverage shutdown update-build-files config mobile-install init hash',
        tests: 'test',
        publishes: 'publish deploy',
      },
      operands: 'edit',
      labels: /^\/\//,
      see: (call, parsed, phrase) => {
        for (const word of parsed.operands.slice(1)) {
          if (word.text?.startsWith('@') === true && phrase === 'run')
            call.unknown('program.beyond', word.raw, `runs ${word.raw}, which comes from elsewhere`);
          lookAtTarget(call, { ...word, text: word.text?.replace(/^.*[:/]/, '') });
          lookAtTarget(call, { ...word, text: word.text?.replace(/^\/\//, '').replace(/[:/].*$/, '') });
        }
        if (phrase === 'clean' && call.args.some((arg) => arg.head.startsWith('--output')))
          call.unknown('delete.unknownPath', 'clean', 'deletes another folder of build output');
        const env = parsed.options.find(
          ({ name, value }) => name === '--action_env' && /^(?:PATH|LD_|NODE_OPTIONS|BASH_ENV)/.test(value?.text ?? ''),
        );
        if (env !== undefined)
          call.unknown('program.option', '--action_env', 'changes how programs of the build are found');
        return undefined;
      },
    },
  ];
}

function java(call: Call, parsed: Parsed): undefined {
  const at = parsed.operands[0] === undefined ? call.args.length : call.args.indexOf(parsed.operands[0]);
  const isFile = parsed.operands[0]?.head.startsWith('@') === true;
  const before = parsed.has('-jar') ? call.args : call.args.slice(0, isFile ? at + 1 : at);
  lookAtMachine(call, before);
  const jar = parsed.value('-jar');
  const file = jar ?? parsed.operands[0];
  lookAtArguments(call, { args: withoutClassPaths(before).filter((arg) => arg !== jar && arg !== file) });
  if (file === undefined) {
    if (parsed.has('-m')) call.runHere('run.build', 'java', 'runs the project');
    return undefined;
  }
  const rest = call.args.slice(call.args.indexOf(file) + 1);
  if (jar !== undefined || /\.(?:java|jar)$/.test(file.text ?? '')) {
    call.runFile('java', file);
    if (/(?:cli|client|admin)[^/]*\.jar$/.test(file.text ?? '') && rest.length > 0)
      call.unknown('program.beyond', file.raw, 'gives commands to a server through a jar');
  } else call.runHere('run.build', file.raw, 'runs the project');
  if (
    /^clojure\.main$|^groovy\.|^org\.codehaus\.groovy|^scala\.tools|^jdk\.jshell|^org\.jruby|^org\.python/.test(
      file.text ?? '',
    )
  )
    call.unknown('code.opaque', file.raw, 'runs code that was not looked at');
  return lookForSecrets(call, rest);
}

function clojure(call: Call, parsed: Parsed): undefined {
  const words = parsed.operands;
  const has = (pattern: RegExp) => call.args.some((arg) => pattern.test(arg.text ?? arg.head));
  if (
    call.args.some(
      (arg, index) =>
        /^(?:-e|--eval)$/.test(call.args[index - 1]?.text ?? '') && arg.text !== undefined && !isPlainClojure(arg.text),
    )
  )
    call.unknown('code.opaque', '-e', 'runs code that was not looked at');
  if (call.name === 'lein' || call.name === 'boot') {
    const [first] = words;
    if (/^(?:deploy|release|jar-deploy)$/.test(first?.text ?? ''))
      return call.emit('publish', first?.raw ?? '', { detail: 'publish.package' });
    if (
      /^(?:repl|update-in|upgrade|new|install|self-install|trampoline)$/.test(first?.text ?? 'repl') ||
      (has(/^clojure\.main$/) && has(/^-e$/))
    )
      return call.unknown(
        'program.beyond',
        first?.raw ?? call.name,
        `uses ${call.name} in a way that can run or fetch anything`,
      );
  } else if (
    has(/^-X.*|^-T/) &&
    words.some((word) => /^(?:clojure\.(?:java\.shell|core)|babashka\.process)/.test(word.text ?? ''))
  )
    call.unknown('code.opaque', call.name, 'runs code that was not looked at');
  else if (has(/^-T(?:ools)?$/) || call.args.length === 0) {
    if (has(/^(?:install|remove|install-latest)$/) || call.args.length === 0)
      return call.unknown('program.beyond', call.name, 'starts an interpreter or installs a tool');
  } else if (
    has(/^-e$/) &&
    !has(/^-M|^-A/) &&
    call.name !== 'bb' &&
    !isPlainClojure(call.args[call.args.findIndex((arg) => arg.text === '-e') + 1]?.text ?? '?')
  )
    return undefined;
  for (const word of words) if (/\.cljs?c?$|\.bb$/.test(word.text ?? '')) call.runFile('clojure', word);
  call.runHere('run.build', call.name, 'builds, tests or runs the project');
  return lookAtArguments(call, { operands: 'edit' });
}

/** Nothing but printing and arithmetic. */
function isPlainClojure(code: string): boolean {
  return /^\(?(?:(?:println|print|prn|str|\+|-|\*|inc|dec|count|range|map|reduce|filter)(?![\w./-])|[\d\s()]|"[\w\s]*")+$/.test(
    code,
  );
}
