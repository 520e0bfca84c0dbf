import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { cargoAlias } from './taskScripts';
import { lookAtArguments, lookForSecrets } from './toolArguments';
import { lookAtTarget, type VerbTool, verbPrograms, wrapped } from './verbs';

/** Settings of cargo that run nothing and lead nowhere else. */
const PLAIN_SETTING =
  /^(?:net\.(?:offline|retry)|profile\.[\w.-]+|term\.[\w.]+|build\.(?:jobs|incremental)|future-incompat[\w.-]*)\s*=/;
/** What makes the compiler run a program or load code. */
const RUSTC_LOADS = /linker(?:=|$)|link-args?|codegen-backend|^@|pre-link|native-lib|plugin/;

const CARGO_OPTIONS = [
  '-C=cwd --config= --manifest-path=file --target-dir=write --out-dir=write --artifact-dir=write --root=write --path=file',
  '-p,--package= --exclude= --features,-F= --bin= --example= --test= --bench= --target= --profile= -j,--jobs= --color=',
  '--message-format= --registry=no --index=no --git=no -Z= --explain= --format-version= -i,--invert= -e,--edges= --depth=',
  '--prefix= --format= --charset= --limit= --version= --vers= --precise= --name= --edition= --vcs= --lockfile-path=read',
  '--token=no --filter-platform= --tool-config-file= --config-file= --output-path=write --output-dir=write --out=',
  '-x,--exec= -s,--shell= -w,--watch= -E,--filter-expr= --timings=? --host-config=no --sort= --rename=',
];

const tools: readonly VerbTool[] = [
  {
    names: 'cargo',
    options: CARGO_OPTIONS,
    verbs: {
      looks: [
        'metadata tree verify-project report locate-project pkgid read-manifest version help config about modules llvm-lines',
        'msrv geiger deny semver-checks public-api sort nextest\\ list insta\\ show fuzz\\ list',
      ],
      asks: 'search info outdated audit',
      works: [
        'build b check c run r rustc rustdoc doc d clippy fmt fix clean expand asm udeps bloat machete shear package dist',
        'hack careful insta watch ndk component vet make leptos tauri xtask zigbuild cross criterion fuzz mutants sqlx new init',
        'sqlx\\ prepare cov wasi espflash binutils size nm objdump strip contract flamegraph instruments samply show-asm px deadlinks bundle-licenses build-sbf test-sbf build-bpf minimal-versions sort-derives',
        'readme rdme cyclonedx auditable deb generate-rpm bundle apk lambda shuttle\\ run spellcheck tauri\\ dev tauri\\ build ci',
      ],
      tests: 'test t bench nextest miri tarpaulin llvm-cov',
      restores: 'fetch update generate-lockfile vendor',
      installs: 'install uninstall add remove rm binstall upgrade generate nextest\\ self tauri\\ add edit self-update',
      publishes:
        'dist\\ upload login publish yank owner release workspaces set-version logout smart-release tauri\\ signer',
      migrates: 'sqlx\\ database sqlx\\ migrate sqlx\\ db sqlx\\ mig',
      deploys: 'lambda\\ deploy shuttle\\ deploy',
    },
    operands: 'edit',
    see: cargo,
  },
  {
    names: 'rustup',
    verbs: {
      looks:
        'show which doc check help component\\ list target\\ list toolchain\\ list override\\ list man completions',
      runs: 'run\\ nightly run\\ stable run\\ beta',
      installs: 'update default install uninstall toolchain target component override self set upgrade',
    },
    wraps: 'run',
    see: (call, parsed, phrase) => {
      if (phrase !== 'run') return undefined;
      const [verb, , ...rest] = parsed.operands;
      if (verb !== undefined && rest.length > 0) call.command(rest);
      return true;
    },
  },
  {
    names: 'wasm-pack trunk',
    options: '-d,--out-dir=folder --dist=folder --target= -t= --config= --address= -a= -p,--port= --out-name=',
    verbs: { works: 'build watch serve test pack new clean config tools check fmt', publishes: 'publish login' },
    operands: 'edit',
    hosts: '-a --address',
  },
  {
    names: 'wasm-bindgen wasm-opt cbindgen bindgen mdbook wasm2wat wat2wasm uniffi-bindgen twiggy',
    options:
      '--out-dir=folder -o,--output=write -d,--dest-dir=folder -n,--hostname= -p,--port= -c,--config= --lang= -l=',
    verbs: {},
    otherwise: 'works',
    operands: 'edit',
    hosts: '-n',
  },
];

export const rustPrograms: readonly Program[] = [
  ...verbPrograms(tools),
  {
    names: 'cross',
    loose: true,
    stopsAtOperand: true,
    see: (call) => {
      const [first] = call.args;
      return first === undefined ? undefined : call.command([{ ...first, text: 'cargo', head: 'cargo' }, ...call.args]);
    },
  },
  {
    names: 'rustc rustdoc ',
    loose: true,
    options: [
      '-o=write --out-dir=folder -C,--codegen= -L=read --extern=read --sysroot=read --emit= --crate-name= --crate-type=',
      '--edition= --print= --explain= -l= --cfg= --target= -Z= --cap-lints= --error-format= --test-runtool=no --test --output=write',
    ],
    see: (call, parsed) => {
      lookAtCompiler(call, call.args);
      // A test of its documentation is run at once.
      if (parsed.has('--test')) for (const operand of parsed.operands) call.runFile('rust', operand);
      if (parsed.operands.some((operand) => operand.text === '-'))
        call.unknown('code.opaque', '-', 'compiles its input');
      call.runHere('run.build', call.name, 'builds the project');
      return lookAtArguments(call);
    },
  },
];

function lookAtCompiler(call: Call, args: readonly Arg[]): void {
  const odd = args.find((arg) => RUSTC_LOADS.test(arg.text ?? arg.head));
  if (odd !== undefined) call.unknown('program.option', odd.raw, 'gives the compiler a program or code to run');
}

function cargo(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [first, ...words] = parsed.operands;
  if (first?.text?.startsWith('+') === true) {
    if (!/^\+(?:nightly|stable|beta|\d[\d.]*)[\w.-]*$/.test(first.text))
      call.unknown('program.option', first.raw, `runs the toolchain ${first.raw}`);
    call.command([{ ...first, text: 'cargo', head: 'cargo' }, ...call.args.filter((arg) => arg !== first)]);
    return true;
  }
  for (const { name, value } of parsed.options) {
    if (name === '--config' && !PLAIN_SETTING.test(value?.text ?? '?'))
      call.unknown('program.option', '--config', 'gives cargo settings that can run programs');
    if (/^--(?:tool-config-file|config-file)$/.test(name) && value !== undefined)
      call.file('file', sliceArg(value, value.head.indexOf(':') + 1));
  }
  const alias = first?.text === undefined ? undefined : cargoAlias(call, first.text);
  if (alias !== undefined && first !== undefined && alias.split(/\s+/)[0] !== first.text) {
    const spelled = alias.split(/\s+/).map((word) => literalArg(word, call.part));
    call.command([
      { ...first, text: 'cargo', head: 'cargo' },
      ...spelled,
      ...call.args.slice(call.args.indexOf(first) + 1),
    ]);
    return true;
  }
  const end = call.args.findIndex((arg) => arg.text === '--');
  const after = end < 0 ? [] : call.args.slice(end + 1);
  const has = (name: string) => call.args.some((arg) => arg.text === name);
  lookAtCompiler(call, phrase.startsWith('rustc') ? after : []);
  switch (phrase) {
    case 'clean': {
      const folder = parsed.value('--target-dir');
      if (folder !== undefined) call.file('delete', folder);
      return undefined;
    }
    case 'publish':
      if (!has('--dry-run') && !has('-n')) return undefined;
      call.runHere('run.build', 'cargo publish --dry-run');
      return true;
    case 'owner':
      return (has('--list') || has('-l')) && call.args.every((arg) => !/^(?:-[ar]|--(?:add|remove))/.test(arg.head));
    case 'install':
      if (has('--list')) return true;
      if (parsed.has('--path') && words.length === 0) {
        const isHere = parsed.value('--root') !== undefined;
        call.runHere('run.build', 'cargo install', 'builds the project');
        if (!isHere) call.emit('install', 'the project itself', { detail: 'install.global' });
        return true;
      }
      return undefined;
    case 'watch': {
      for (const { name, value } of parsed.options)
        if (value !== undefined && name === '-s') call.script(value);
        else if (value?.text !== undefined && name === '-x') call.script({ ...value, text: `cargo ${value.text}` });
      if (after.length > 0) call.command(after);
      return after.length > 0 ? true : undefined;
    }
    case 'run':
    case 'r':
    case 'test':
    case 't':
    case 'bench':
      call.runHere(/^[tb]/.test(phrase) ? 'run.tests' : 'run.build', `cargo ${phrase}`, 'builds and runs the project');
      lookForSecrets(call, after);
      lookAtArguments(call, { args: end < 0 ? call.args : call.args.slice(0, end), operands: 'edit' });
      for (const arg of after) if (arg.text === undefined && arg.head === '') lookAtArguments(call, { args: [arg] });
      return true;
    case 'make':
    case 'xtask':
      for (const word of words) lookAtTarget(call, word);
      return undefined;
    case 'ndk':
    case 'hack':
    case 'careful':
      if (after.length === 0 || first === undefined) return undefined;
      call.command([{ ...first, text: 'cargo', head: 'cargo' }, ...wrapped(call, '', after)]);
      return true;
    default:
      return undefined;
  }
}
