import { INLINE, interpreter } from './interpreters';
import type { Call, Parsed, Program } from './program';
import { loadCode } from './toolArguments';
import { isDryRun, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

const PLAIN_SIMULATING =
  /^(?:list|getenv|boot|install|launch|io|shutdown|get_app_container|spawn|openurl|status_bar|ui)$/;

const tools: readonly VerbTool[] = [
  {
    names: 'swift',
    longSingle: true,
    options: [
      '-c,--configuration= --package-path=cwd --build-path,--scratch-path=write --cache-path=write --filter= --skip= --product= --target= -j,--jobs=',
      '-Xlinker=no -Xswiftc= -Xcc= -Xcxx= --disable-sandbox! --triple= --toolchain=file --sdk=read --xunit-output=write --allow-writing-to-directory=no',
    ],
    verbs: {
      works:
        'build run format package package\\ describe package\\ show-dependencies package\\ dump-package package\\ clean package\\ reset package\\ init package\\ tools-version package\\ plugin package\\ completion-tool package\\ generate-xcodeproj package\\ compute-checksum',
      tests: 'test',
      restores: 'package\\ resolve package\\ update',
      looks: '--version sdk\\ list',
      installs: 'sdk package\\ add-dependency package\\ edit package\\ unedit package\\ add-target',
      publishes: 'package-registry',
      beyond: 'repl',
    },
    operands: 'edit',
    see: (call, parsed, phrase) => {
      if (
        parsed.options.some(
          ({ name, value }) => /^-X(?:swiftc|cc)$/.test(name) && /plugin|load|-o$|linker/.test(value?.text ?? '?'),
        )
      )
        call.unknown('program.option', '-Xswiftc', 'gives the compiler code to load');
      return phrase === '' || /^(?:build|run|test|package|format|sdk|package-registry|repl)/.test(phrase)
        ? undefined
        : inlineOrFile(call);
    },
    wraps: (word) => /\.swift$/.test(word),
    alone: 'beyond',
  },
  {
    names: 'swiftc',
    longSingle: true,
    options:
      '-o=write -emit-module-path=write -module-name= -I=read -L=read -sdk=read -target= -Xlinker=no -load-plugin-library=no -load-plugin-executable=no -plugin-path=read -D= -module-cache-path=write',
    verbs: {},
    otherwise: 'works',
    operands: 'read',
  },
  {
    names: 'xcodebuild',
    longSingle: true,
    options: [
      '-project=file -workspace=file -scheme= -target= -destination= -configuration= -sdk= -arch= -derivedDataPath=write -archivePath=write',
      '-exportPath=write -exportOptionsPlist=file -xcconfig=file -resultBundlePath=write -testPlan= -only-testing= -skip-testing= -jobs= -toolchain=file',
      '-allowProvisioningUpdates! -authenticationKeyPath=no -clonedSourcePackagesDirPath=write -parallel-testing-enabled= -enableCodeCoverage=',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      for (const operand of parsed.operands)
        if (
          /^(?:CC|CXX|LD|SWIFT_EXEC|LIBTOOL|OTHER_LDFLAGS|OTHER_CFLAGS|OTHER_SWIFT_FLAGS|TOOLCHAINS|CLANG)=/.test(
            operand.head,
          ) &&
          !/=(?:clang|swiftc)?$/.test(operand.text ?? '?')
        )
          call.unknown('program.option', operand.raw, 'sets which programs the build runs');
      return undefined;
    },
  },
  {
    names: 'xcrun',
    options: '-sdk,--sdk= -f,--find= --toolchain=file -r,--run --show-sdk-path --show-sdk-version',
    longSingle: true,
    verbs: {
      publishes: 'altool notarytool stapler iTMSTransporter',
      looks: 'simctl\\ list simctl\\ getenv',
      works:
        'xctrace xcresulttool xccov agvtool simctl\\ boot simctl\\ install simctl\\ launch simctl\\ io simctl\\ shutdown',
    },
    wraps: () => true,
    see: (call, parsed) => {
      if (parsed.has('-f', '--show-sdk-path', '--show-sdk-version', '--version')) return true;
      const [first, second] = parsed.operands;
      if (
        first === undefined ||
        /^(?:altool|notarytool|stapler|xctrace|xcresulttool|xccov|agvtool|iTMSTransporter)$/.test(first.text ?? '')
      )
        return undefined;
      if (first.text === 'simctl') {
        if (PLAIN_SIMULATING.test(second?.text ?? '')) call.runHere('run.tool', 'simctl');
        else call.unknown('program.beyond', `simctl ${second?.raw ?? ''}`, 'changes the simulators of this machine');
        return true;
      }
      call.command(parsed.operands);
      return true;
    },
  },
  { names: 'xcpretty xcbeautify', options: '-o,--output=write -r,--report=', verbs: {}, otherwise: 'looks' },
  {
    names: 'pod carthage fastlane',
    options: '--project-directory=cwd --platform= --sources=no --env=',
    verbs: {
      looks: 'outdated env list lanes search spec\\ cat repo\\ list help ipc docs actions',
      works:
        'lib spec build test scan gym snapshot screengrab ios\\ test lint archive copy-frameworks init tests unit_test',
      restores: 'install update bootstrap checkout',
      installs:
        'repo repo\\ add repo\\ update setup cache plugins deintegrate add_plugin update_fastlane new_plugin cert sigh match get_certificates',
      publishes: 'trunk repo\\ push deliver pilot supply beta release deploy upload precheck produce pem run',
    },
    operands: 'edit',
    see: (call, parsed) => {
      for (const operand of parsed.operands) lookAtTarget(call, operand);
      const [first, second] = parsed.operands;
      const lane = /^(?:ios|android|mac)$/.test(first?.text ?? '') ? second : first;
      if (
        call.name !== 'fastlane' ||
        lane === undefined ||
        !/^(?:test|tests|lint|build|unit_tests?|ui_tests?|build_for_testing|format|swiftlint|screenshots|ci|pr|debug|verify)$/.test(
          lane.text ?? '',
        )
      )
        return undefined;
      call.runHere('run.packageScript', `fastlane ${lane.raw}`, "runs the project's lanes");
      return true;
    },
  },
  {
    names: 'flutter dart',
    options:
      '-o,--output= -d,--device-id= -t,--target= --packages=file --flavor= --dart-define= --reporter= --name= --coverage-path=write -j= --observatory-host= --directory,-C=cwd',
    verbs: {
      looks:
        'doctor devices emulators pub\\ outdated pub\\ deps info logs bash-completion help config\\ --list pub\\ cache\\ list --version',
      works:
        'analyze format fmt build run clean gen-l10n create compile fix doc info pub\\ run pub\\ deps attach screenshot symbolize assemble devtools language-server pub\\',
      tests: 'test drive',
      restores: 'pub\\ get pub\\ upgrade pub\\ downgrade packages\\ get',
      installs: 'pub upgrade downgrade channel install precache pub\\ add pub\\ remove pub\\ global',
      publishes: 'pub\\ publish pub\\ login pub\\ logout pub\\ token pub\\ uploader pub\\ lish',
      sets: 'config',
    },
    operands: 'edit',
    wraps: (word) => /\.dart$/.test(word),
    see: dart,
  },
];

/** What runs on telephones and desktops, and the tools of its makers. */
export const mobilePrograms: readonly Program[] = verbPrograms(tools);

function inlineOrFile(call: Call): true | undefined {
  const found = INLINE[call.name];
  if (found === undefined) return undefined;
  interpreter(call, found);
  return true;
}

function dart(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [first, second] = parsed.operands;
  if (first?.text !== undefined && /\.dart$/.test(first.text)) {
    call.runFile('dart', first);
    return true;
  }
  if (phrase === 'config' && call.args.every((arg) => /^(?:config|--list|--machine)$/.test(arg.text ?? '')))
    return true;
  if (phrase === 'pub publish' && (isDryRun(call) || call.args.some((arg) => arg.text === '-n'))) {
    call.runHere('run.tool', 'dart pub publish', 'shows what would be published');
    return true;
  }
  const output = parsed.value('-o');
  if (output !== undefined && !/^(?:none|show|write|json)$/.test(output.text ?? '')) call.file('write', output);
  if (phrase === 'run' && second !== undefined) {
    if (/:\/\//.test(second.text ?? ''))
      call.emit('run', second.raw, { detail: 'run.remote', says: `runs ${second.raw}, which it downloads` });
    else if (/\.dart$|^[/~.]/.test(second.text ?? '')) call.runFile('dart', second);
  }
  const target = parsed.value('-t');
  if (target !== undefined && /[/~]/.test(target.head)) loadCode(call, target);
  return undefined;
}
