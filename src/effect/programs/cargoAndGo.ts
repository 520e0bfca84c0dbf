import { nameSet } from '../names';
import type { Call, Parsed } from './program';

export function cargo(call: Call): undefined {
  const text = call.part.text;
  if (call.args.some((arg) => /^--config/.test(arg.head)))
    call.unknown('program.option', '--config', 'gives cargo settings that can run programs');
  for (const [index, arg] of call.args.entries())
    if (/^(?:--manifest-path|--target-dir)$/.test(call.args[index - 1]?.text ?? '')) call.file('write', arg);
  const name = call.args.find((arg) => !/^[-+]/.test(arg.head))?.text ?? '';
  if (/^(?:metadata|tree|version|help|locate-project|pkgid|read-manifest|verify-project|report|config)$/.test(name))
    return undefined;
  if (/^(?:search|info|outdated|audit)$/.test(name))
    call.emit('fetch', 'the crate registry', { detail: 'fetch.registry' });
  else if (/^(?:fetch|generate-lockfile|vendor|update)$/.test(name))
    call.emit('install', 'the crates of the manifest', { detail: 'install.manifest' });
  else if (name === 'sqlx' && / (?:drop|reset|revert|run)\b/.test(text))
    call.emit('database', 'the project', { detail: 'database.migrate' });
  else
    call.runHere(
      /^(?:test|t|bench|nextest|miri|tarpaulin|llvm-cov)$/.test(name) ? 'run.tests' : 'run.build',
      `cargo ${name}`,
      'builds or runs the project',
    );
  return undefined;
}

export function toolchain(call: Call, parsed: Parsed): undefined {
  const [first] = parsed.operands;
  if (first?.text?.startsWith('+') === true && /^\+(?:nightly|stable|beta|[\d.]+)[\w.-]*$/.test(first.text))
    call.command([{ ...first, text: 'cargo', head: 'cargo' }, ...parsed.operands.slice(1)]);
  else if (first !== undefined && !/^[a-z][\w-]*$/.test(first.text ?? ''))
    call.unknown('program.subcommand', first.raw, `uses \`cargo ${first.raw}\`, which is not known`);
  else if (first !== undefined && !CARGO_KNOWN.has(first.text ?? ''))
    call.unknown('program.subcommand', first.raw, `uses \`cargo ${first.raw}\`, which is not known`);
  return undefined;
}

/** Builds, tests and looks at the project, or fetches what its manifest lists. */
export const CARGO_WORK: readonly string[] = [
  'build b check c run r rustc rustdoc doc d bench test t clippy fmt fix clean expand asm udeps bloat machete shear',
  'metadata tree verify-project report locate-project pkgid read-manifest version help config about modules',
  'package dist vendor fetch update generate-lockfile search info logout deny audit outdated geiger',
  'llvm-lines msrv hack careful sort nextest llvm-cov tarpaulin miri insta watch make ndk component semver-checks',
  'public-api vet criterion fuzz mutants leptos tauri sqlx xtask',
];
/** Changes what is installed, what the manifest lists, or what is published. */
export const CARGO_CHANGES: readonly string[] = [
  'install uninstall add remove rm binstall upgrade new init generate',
  'login publish yank owner release workspaces set-version',
];
const CARGO_KNOWN = nameSet([...CARGO_WORK, ...CARGO_CHANGES]);

export function go(call: Call, parsed: Parsed): undefined {
  const odd = call.args.find(
    (arg) =>
      /^--?(?:exec|toolexec|overlay|modfile|ldflags|gcflags|asmflags|gccgoflags|vettool|pkgdir)(?:=|$)/.test(
        arg.head,
      ) &&
      !/^--?(?:ldflags|gcflags)=?$/.test(arg.text ?? '') &&
      !/^--?ldflags=(?:-[swX] ?[\w./=-]* ?)*$/.test(arg.text ?? ''),
  );
  if (odd !== undefined) call.unknown('program.option', odd.raw, 'gives go a program to run');
  for (const [index, arg] of call.args.entries()) {
    const before = call.args[index - 1]?.text ?? '';
    if (before === '-o' || before === '-coverprofile' || before === '-cpuprofile') call.file('write', arg);
    if (/^--?(?:ldflags|gcflags)$/.test(before) && !/^(?:-[swNlX] ?[\w./=-]* ?|all=-N -l)*$/.test(arg.text ?? '?'))
      call.unknown('program.option', arg.raw, 'gives go flags that can run a program');
  }
  const remote = parsed.operands.find(
    (operand) => /@|^[\w-]+\.[a-z]+\//.test(operand.text ?? '') && !/\.go$/.test(operand.text ?? ''),
  );
  if (/^go (?:-C \S+ )?run\b/.test(call.part.text) && remote !== undefined)
    call.emit('install', remote.raw, { detail: 'install.run', says: `fetches and runs ${remote.raw}` });
  call.runHere(/ test\b/.test(call.part.text) ? 'run.tests' : 'run.build', 'go');
  return undefined;
}
