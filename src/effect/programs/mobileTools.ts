import type { Call, Parsed, Program } from './program';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** What only looks, of what a phone's shell is told. */
const DEVICE_LOOKS =
  /^(?:getprop(?: [\w.]+)?|pm (?:list|path) [\w.: -]+|dumpsys [\w.: -]+|wm (?:size|density)|settings (?:get|list) \w+(?: \w+)?|cmd package list [\w -]+|(?:ls|ps|df|top -n 1|uptime|id|whoami|date|uname)(?: [\w./ -]*)?|logcat -d[\w:* -]*|am (?:get-current-user|stack list))$/;

const tools: readonly VerbTool[] = [
  {
    names: 'adb',
    options: '-s,--serial= -d -e -t= -H=no -P= -L=no -a --exit-on-write-error --one-device=',
    verbs: {
      looks:
        'devices version get-state get-serialno get-devpath features mdns help host-features logcat bugreport --version wait-for-device forward\\ --list reverse\\ --list',
      works: 'install install-multiple',
      beyond:
        'shell push pull root unroot remount reboot sideload uninstall connect disconnect pair tcpip usb backup restore emu forward reverse jdwp exec-out disable-verity enable-verity keygen start-server kill-server ppp',
    },
    see: (call, parsed, phrase) => {
      const words = call.args.slice(call.args.findIndex((arg) => arg.text === phrase) + 1);
      if (phrase === 'shell') {
        const text = words.map((word) => word.text ?? '?').join(' ');
        if (text === '' || !DEVICE_LOOKS.test(text) || /\.\.|\/data\/data/.test(text)) return undefined;
        call.runHere('run.tool', 'adb', 'asks a connected device');
        return true;
      }
      if (/^install/.test(phrase)) for (const file of parsed.operands.slice(1)) call.runFile('program', file);
      if (phrase === 'logcat' && words.some((word) => /^(?:-c|--clear|-f|--file|-r|-G)/.test(word.head)))
        call.unknown('program.option', phrase, 'clears or writes the log of a device');
      if (phrase === 'bugreport' && parsed.operands.length > 1)
        for (const file of parsed.operands.slice(1)) call.file('write', file);
      return undefined;
    },
  },
  {
    names: 'emulator',
    longSingle: true,
    options:
      '-avd= -no-window -no-audio -no-snapshot -gpu= -port= -memory= -cores= -accel= -no-boot-anim -wipe-data! -http-proxy=no -qemu! -kernel=file -system=file -data=write -tcpdump=write -shell! -list-avds -version -accel-check -help -verbose -read-only -no-snapshot-save -camera-back= -camera-front= -feature= -datadir=no -sysdir=no',
    verbs: { looks: 'check' },
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'sdkmanager avdmanager',
    options:
      '--sdk_root=read --channel= --include_obsolete --no_https! --proxy=no --proxy_host=no --proxy_port=no --verbose -n,--name= -k,--package= -d,--device= -p,--path=write -c,--compact --list --list_installed --version --licenses! --install! --uninstall! --update! --newer',
    verbs: { looks: 'list list\\ avd list\\ target list\\ device', installs: 'create delete move' },
    otherwise: 'installs',
    alone: 'looks',
  },
  {
    names: 'apkanalyzer aapt aapt2 bundletool dexdump zipalign baksmali smali jadx apktool d8 r8',
    longSingle: true,
    options:
      '-o,--output=write --bundle=read --apk=read --apks=read --ks=no --ks-pass=no --key-pass=no --ks-key-alias= --mode= --output-dir=write -d=write --device-spec=read --connected-device --overwrite --lib=read --release --debug --min-api= --pg-conf=file --adb=no -c --main-dex-list=read',
    verbs: { beyond: 'install-apks install-multi-apks empty-framework-dir if install-framework' },
    otherwise: 'works',
    alone: 'looks',
    operands: 'edit',
  },
  {
    names: 'tuist xcodegen',
    options:
      '-p,--path,--project=cwd -s,--spec=file -r,--project-root=read --configuration= --no-open -n --quiet -c,--use-cache --platform= --device= --clean --derived-data-path=write --cache-path=write -T,--test-targets= --project-root=read',
    verbs: {
      works: 'generate build inspect graph dump edit scaffold init clean cache migration run xcodebuild hash',
      tests: 'test',
      restores: 'install fetch',
      looks: 'version help list',
      publishes: 'auth project organization share account registry',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      for (const operand of parsed.operands) lookAtTarget(call, operand);
      return undefined;
    },
  },
  {
    names:
      'periphery swift-format xcov slather sourcery swiftgen jazzy xcodeproj sourcekitten swift-doc xcresultparser xclogparser',
    options:
      '-i,--in-place -r,--recursive --config,--configuration=file --output,-o=write --output-directory=write --sources=read --templates=file --project=file --workspace=file --schemes= --targets= --format= -s -p --parallel --strict --index-store-path=read --theme=read --plugin=no --args= --rules=read --post=no',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'melos very_good very_good_cli mason dart_code_metrics fluttergen',
    options:
      '-o,--output,--output-dir=write --scope= --ignore= --no-select --fail-fast -c,--concurrency= --order-dependents --since= --diff= --category= --min-coverage= --exclude-coverage= -c= --set-exit-if-changed --dir-exists= --file-exists= --flutter --no-flutter --desc= -j= --config-path=read',
    verbs: {
      works: 'format analyze list clean create packages\\ check make init get gen',
      tests: 'test',
      restores: 'bootstrap bs packages\\ get',
      runs: 'exec',
      publishes: 'publish version login logout',
      installs: 'add remove upgrade packages update',
    },
    otherwise: 'works',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      if (phrase === 'run') for (const word of parsed.operands.slice(1)) lookAtTarget(call, word);
      return undefined;
    },
  },
  {
    names: 'fvm puro',
    options: '-e,--env= --no-color --json --verbose -f,--force --skip-setup --skip-pub-get --pin',
    verbs: {
      looks: 'list ls releases doctor --version -v ls-versions version api',
      installs: 'install use remove global destroy spawn fork create upgrade rm clean upgrade-puro config flavor',
    },
    wraps: 'flutter dart exec run pub',
    see: throughVersion,
  },
  {
    names: 'maestro',
    options:
      '--format= --output=write -e,--env= --include-tags= --exclude-tags= --device,--udid= --debug-output=write --config=file --host=no --port= --test-output-dir=write --flatten-debug-output -p,--platform= --shards= -v,--version -h,--help --apiKey,--api-key=no',
    verbs: {
      tests: 'test',
      looks: 'hierarchy query',
      works: 'record check-syntax',
      publishes: 'upload cloud login logout',
      beyond: 'studio start-device download-samples mcp chat',
    },
    alone: 'looks',
  },
];

/** `fvm flutter test`: the same program in the version of the project. */
function throughVersion(call: Call, parsed: Parsed): true | undefined {
  const [first, ...rest] = parsed.operands;
  if (first === undefined || !/^(?:flutter|dart|exec|run|pub)$/.test(first.text ?? '')) return undefined;
  const program = first.text === 'pub' ? [{ ...first, text: 'dart', head: 'dart' }, first] : [first];
  const words = first.text === 'exec' || first.text === 'run' ? rest : [...program, ...rest];
  if (words.length > 0) call.command(words);
  return true;
}

/** What builds and tests for phones beside the builds themselves. */
export const mobileTools: readonly Program[] = verbPrograms(tools);
