import type { Call, Parsed, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { doVerb, type VerbTool, verbPrograms } from './verbs';

const PLAIN_PROPERTY =
  /^[-/]{1,2}(?:p|property):(?!\w*(?:Event|Import|Custom|Targets|ToolPath|ToolExe|Exec|PublishProfile|LoggerAssembly))[\w.]+=/i;
const BUILD_LOADS = /^[-/]{1,2}(?:l|logger|dl|distributedLogger|tl:x):|^@|^[-/]{1,2}(?:noAutoRsp:x)/i;

const tools: readonly VerbTool[] = [
  {
    names: 'dotnet',
    options: [
      '-c,--configuration= -f,--framework= -r,--runtime= -o,--output=write -v,--verbosity= --project=file --filter= -l,--logger=',
      '--results-directory=write -d,--diag=write -s,--source=no --configfile=no --collect= --settings=file -a,--test-adapter-path=file',
      '-n,--name= --launch-profile= --arch= --os= --framework= --version-suffix= --artifacts-path=write --packages=write -k,--api-key=no',
      '--add-source=no --tool-path=write --tool-manifest=read --version= -p= -m= --startup-project= --context= -t= --blame-hang-timeout=',
    ],
    verbs: {
      looks:
        'list help sln\\ list nuget\\ list tool\\ list tool\\ search new\\ list new\\ search workload\\ list workload\\ search ef\\ migrations\\ list ef\\ dbcontext package\\ list package\\ search nuget\\ why sdk reference\\ list',
      works:
        'build build-server run publish pack clean format msbuild watch sln new tool\\ run ef ef\\ migrations add\\ reference remove\\ reference reference solution store dotnet-format csharpier fantomas fable stryker reportgenerator cake outdated nbgv jb swagger fsdocs fsharplint gitversion',
      tests: 'test vstest',
      restores: 'restore tool\\ restore paket\\ restore',
      installs: 'add package tool workload nuget remove new\\ install new\\ uninstall new\\ update package\\ add dnx',
      publishes: 'nuget\\ push nuget\\ delete nuget\\ sign nuget\\ trust',
      migrates: 'ef\\ database',
      beyond: 'user-secrets dev-certs script fsi exec paket coverage',
      forgets: 'nuget\\ locals',
    },
    operands: 'edit',
    labels: /^\/(?:[A-Za-z]+:|m$|nologo$|restore$|v:|t:)/,
    see: dotnet,
  },
  {
    names: 'msbuild xbuild',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    labels: /^\/(?:[A-Za-z]+:|m$|nologo$|restore$|v:|t:)/,
    see: (call) => {
      lookAtBuild(call);
      return undefined;
    },
  },
  {
    names: 'nuget dnx paket',
    verbs: {
      restores: 'restore',
      works: 'pack spec',
      looks: 'list search help locals\\ -list',
      publishes: 'push delete setapikey',
    },
    otherwise: 'installs',
  },
];

export const dotnetPrograms: readonly Program[] = verbPrograms(tools);

function lookAtBuild(call: Call): void {
  for (const arg of call.args)
    if (
      BUILD_LOADS.test(arg.head) ||
      (/^[-/]{1,2}(?:p|property):/i.test(arg.head) && !PLAIN_PROPERTY.test(arg.text ?? ''))
    )
      call.unknown('program.option', arg.raw, 'gives the build code to load, or something to run');
}

function dotnet(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [first, second] = parsed.operands;
  lookAtBuild(call);
  const has = (...names: readonly string[]) => call.args.some((arg) => names.includes(arg.text ?? ''));
  if (has('--info', '--list-sdks', '--list-runtimes', '--version')) return true;
  const logger = parsed.value('-l');
  if (logger !== undefined && /\.dll|[/\\]/.test(logger.text ?? '?') && !/^\w+;/.test(logger.text ?? ''))
    call.unknown('program.option', logger.raw, 'gives the build code to load');
  if (first?.text !== undefined && /\.dll$/.test(first.text)) {
    call.runFile('program', first);
    return true;
  }
  if (phrase === 'coverage' && second?.text === 'collect') {
    const at = call.args.findIndex((arg, index) => index > 1 && !arg.head.startsWith('-'));
    lookAtArguments(call, { args: call.args.slice(2, at) });
    const words = at < 0 ? [] : call.args.slice(at);
    const [only] = words;
    if (words.length === 1 && only !== undefined) call.script(only);
    else if (only !== undefined) call.command(words);
    return true;
  }
  if (/^(?:fsi|script|exec)$/.test(phrase) && /\.(?:fsx|csx|dll)$/.test(second?.text ?? '') && second !== undefined) {
    const before = call.args.slice(1, call.args.indexOf(second));
    if (before.some((arg) => !/^--(?:nologo|quiet|optimize\+?|warnaserror\+?)$/.test(arg.text ?? '')))
      call.unknown('program.option', before[0]?.raw ?? phrase, 'gives the interpreter more to load');
    call.runFile('program', second);
    return true;
  }
  if ((phrase === 'add' || phrase === 'remove') && parsed.operands[2]?.text === 'reference') {
    call.runHere('run.build', `dotnet ${phrase} reference`);
    lookAtArguments(call, { operands: 'edit' });
    return true;
  }
  // What is built or tested lies in a project of its own.
  if (/^(?:build|test|publish|pack|restore|msbuild|watch|vstest)$/.test(phrase))
    for (const operand of parsed.operands.slice(1))
      if (call.areaOf(operand) === 'temp') call.runFile('settings', operand);
  if (phrase === 'ef') return undefined;
  if (phrase === 'nuget' && second?.text === 'add') doVerb(call, 'sets', 'nuget add', parsed);
  return undefined;
}
