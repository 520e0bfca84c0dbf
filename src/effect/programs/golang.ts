import type { Arg } from '../shell/value';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments, lookForSecrets } from './toolArguments';
import { type VerbTool, verbPrograms } from './verbs';

/** Flags of the linker that set variables and leave things out, no more. */
const PLAIN_LINKING =
  /^(?:\s*(?:-[sw]+|-X[= ]'?[\w./-]+=[^'"\s;|&$`<>]*'?|-X[= ]'[\w./-]+=[^'$`]*'|-extldflags[= ]['"]?-static['"]?|-linkmode[= ](?:internal|auto)|-buildid=\w*|-race|-checklinkname=0))*\s*$/;
const PLAIN_COMPILING = /^(?:[\w./]+=)?(?:\s*-(?:[NlmSBe]+|[lm]=\d|dwarf=\w+|trimpath))*\s*$/;

const tools: readonly VerbTool[] = [
  {
    names: 'go',
    longSingle: true,
    options: [
      '-C=cwd -o=write -exec=no -toolexec=no -overlay=no -vettool=no -modfile=file -pkgdir=write -compiler= -gccgoflags=no',
      '-asmflags=no -ldflags= -gcflags= -tags= -p= -run= -bench= -benchtime= -count= -timeout= -cpu= -parallel= -fuzz=',
      '-fuzztime= -fuzzminimizetime= -skip= -list= -shuffle= -covermode= -coverpkg= -coverprofile=write -cpuprofile=write',
      '-memprofile=write -blockprofile=write -mutexprofile=write -trace=write -outputdir=folder -mod= -buildmode= -f= -installsuffix=',
      '-vet= -extld=no -extar=no -http= -html=read -func=read -replace= -require= -exclude= -go= -m -json -u -w -buildvcs=',
      '-memprofilerate= -blockprofilerate= -mutexprofilefraction= -test.run= -pgo=read -toolchain= -flags= -artifacts= -tool=',
    ],
    verbs: {
      looks: 'list version doc help env mod\\ why mod\\ graph mod\\ verify clean tool\\ dist',
      works:
        'build vet fmt run generate fix tool work work\\ init work\\ use work\\ sync work\\ edit mod\\ init mod\\ edit mod\\ vendor',
      tests: 'test',
      restores: 'mod\\ tidy mod\\ download',
      installs: 'get install',
      sets: 'telemetry',
      beyond: 'bug',
    },
    operands: 'edit',
    hosts: '-http',
    see: go,
    // The paths of packages never begin with a dash; with a format of one's own it prints anything.
    prints: (call, phrase) =>
      phrase === 'list' &&
      call.args.every((arg) => /^(?:list$|-(?:deps|test|e|m|tags=[\w,]+)$|[\w.])/.test(arg.text ?? ''))
        ? 'paths'
        : undefined,
  },
  {
    names: [
      'gotestsum richgo dlv gopls mockgen mockery sqlc air wire stringer ginkgo swag templ ent gqlgen goimports-reviser gotests enumer',
      'oapi-codegen easyjson go-bindata packr benchstat gocyclo gosec revive errcheck ineffassign deadcode',
    ],
    longSingle: true,
    options:
      '-source=read -destination=write -o=write -f= -c= -p= -package= -type= -output-dir=folder -init=no -headless -listen=',
    verbs: { beyond: 'attach core connect' },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed, phrase) => {
      if (call.name === 'gotestsum' && call.args.some((arg) => /^--?raw-command$/.test(arg.text ?? ''))) {
        call.command(call.args.slice(call.args.findIndex((arg) => arg.text === '--') + 1));
        return true;
      }
      if (call.name !== 'dlv') return undefined;
      if (/^(?:debug|exec)$/.test(phrase) && !parsed.has('-headless'))
        call.unknown('program.beyond', 'dlv', 'starts a debugger that goes on reading commands');
      return undefined;
    },
  },
  {
    names: 'goreleaser',
    options: '-f,--config= -o,--output=write --release-notes=read',
    verbs: { works: 'build check init', looks: 'healthcheck changelog completion jsonschema' },
    otherwise: 'publishes',
    alone: 'publishes',
    see: (call, parsed, phrase) => {
      if (
        phrase !== 'release' ||
        !call.args.some((arg) => /^--(?:snapshot|skip=.*publish.*|skip-publish)$/.test(arg.text ?? ''))
      )
        return undefined;
      call.runHere('run.build', 'goreleaser', 'builds a release without publishing it');
      lookAtArguments(call, { args: parsed.operands });
      return true;
    },
  },
];

export const goPrograms: readonly Program[] = verbPrograms(tools);

const NAMES_ELSEWHERE = /^[\w-]+(?:\.[\w-]+)+\/|@/;

function go(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [verb, ...words] = parsed.operands;
  for (const { name, value } of parsed.options)
    if (
      (name === '-ldflags' && !isPlain(value, PLAIN_LINKING)) ||
      (name === '-gcflags' && !isPlain(value, PLAIN_COMPILING))
    )
      call.unknown('program.option', value?.raw ?? name, `gives go ${name}, which can run a program`);
  const has = (pattern: RegExp) => call.args.some((arg) => pattern.test(arg.text ?? ''));
  const [first] = words;
  switch (verb?.text) {
    case 'run': {
      // Without a version it is a module that go.mod names, or none is found.
      const isFetched = /@/.test(first?.text ?? '@') || has(/^--?(?:mod=mod|modfile(?:=.*)?)$/);
      if (
        first !== undefined &&
        isFetched &&
        NAMES_ELSEWHERE.test(first.text ?? '') &&
        !/\.go$/.test(first.text ?? '')
      ) {
        call.emit('install', first.raw, { detail: 'install.run', says: `fetches and runs ${first.raw}` });
        return true;
      }
      call.runHere('run.build', 'go run', 'builds and runs the project');
      for (const word of words) {
        if (!/\.go$/.test(word.text ?? '')) break;
        if (call.areaOf(word) !== 'workspace') call.runFile('go', word);
      }
      const at = first === undefined ? call.args.length : call.args.indexOf(first) + 1;
      lookForSecrets(call, call.args.slice(at));
      lookAtArguments(call, { args: call.args.slice(0, at).filter((arg) => arg !== verb), operands: 'edit' });
      return true;
    }
    case 'env':
      if (!has(/^--?[wu]/)) return undefined;
      call.emit('environment', 'the settings of go', { detail: 'env.go', says: 'changes the settings of go' });
      return true;
    case 'clean':
      if (has(/^--?modcache$/)) call.unknown('delete.cache', '-modcache', 'deletes all modules that were downloaded');
      return undefined;
    case 'get':
    case 'install': {
      const isOwn = words.every((each) => /^\.{1,2}(?:\/|$)/.test(each.text ?? '')) && !has(/^--?(?:u|tool)(?:=|$)/);
      call.emit('install', words.map((each) => each.raw).join(' ') || 'the project', {
        detail: isOwn ? 'install.manifest' : 'install.named',
      });
      if (isOwn) call.runHere('run.build', `go ${verb.text}`);
      lookAtArguments(call, { operands: 'edit' });
      return true;
    }
    case 'work':
    case 'mod': {
      const elsewhere = call.args.find((arg) => /^-?-?(?:replace=[^=]*=)?(?:[/~]|\.\.\/\.\.\/)/.test(arg.head));
      if (elsewhere !== undefined && /^(?:mod edit|work (?:use|edit|init))$/.test(phrase))
        call.unknown('program.option', elsewhere.raw, 'takes code of the project from elsewhere');
      if (phrase === 'mod download' && words.length > 1)
        call.emit('install', words[1]?.raw ?? '', { detail: 'install.named' });
      return undefined;
    }
    case 'tool':
      if (first !== undefined && !/^[\w-]+$/.test(first.text ?? '')) {
        call.emit('install', first.raw, { detail: 'install.run', says: `fetches and runs ${first.raw}` });
        return true;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** Known and plain; or plain as far as it is known, with one plain word for the rest. */
function isPlain(value: Arg | undefined, plain: RegExp): boolean {
  if (value === undefined) return true;
  const text = value.text ?? value.likely;
  return text !== undefined && plain.test(text);
}
