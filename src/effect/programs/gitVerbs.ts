import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed } from './program';

export function changing(call: Call, says?: string): undefined {
  call.emit('gitHistory', 'this repository', { detail: 'git.local', ...(says === undefined ? {} : { says }) });
  return undefined;
}

export function losing(call: Call, says: string): undefined {
  call.emit('gitHistory', 'this repository', { detail: 'git.lose', says });
  return undefined;
}

const IS_ADDRESS = /[:/\\@]|^\.{1,2}$/;

/** The commands of git that data says too little of. */
export function other(call: Call, parsed?: Parsed): undefined {
  const words = /^(?:git-lfs)$/.test(call.name) ? ['lfs'] : [];
  const name = subcommandName(call) ?? words[0] ?? '';
  const operands = parsed?.operands ?? call.args;
  const args = call.args;
  const has = (pattern: RegExp) =>
    subArgs(call, name).some(
      (arg) => pattern.test(arg.head) || (arg.text === undefined && arg.head === '' && arg.unknown?.nature === 'any'),
    );
  const [first] = operands;
  switch (name) {
    case 'merge':
    case 'cherry-pick':
    case 'revert':
      return has(/^--(?:q|ab|st(?!at)|gp|no-veri)|^-[sXS]/)
        ? losing(call, 'can drop what is being merged, or runs a strategy of its own')
        : changing(call);
    case 'worktree':
    case 'notes':
    case 'sparse-checkout':
      if (/^(?:list|show|get-ref)?$/.test(first?.text ?? '')) return undefined;
      if (name === 'worktree' && first?.text === 'add') {
        const at = operands[1];
        if (at !== undefined) call.file('folder', at);
        return changing(call);
      }
      return /^(?:add|append|copy|set|init|lock|unlock|reapply)$/.test(first?.text ?? '')
        ? changing(call)
        : losing(call, `uses \`git ${name} ${first?.raw}\``);
    case 'apply':
      return parsed?.has('--check', '--stat', '--numstat', '--summary') === true && !parsed.has('--apply')
        ? undefined
        : has(/^--(?:unsafe|directory|build)/)
          ? losing(call, 'applies a patch beyond the folder')
          : call.unknown('write.patch', 'a patch', 'applies a patch that was not looked at');
    case 'init': {
      if (has(/^--te|^--se/)) call.unknown('program.option', 'init', 'uses a template, which may hold hooks');
      if (first !== undefined) call.file('folder', first);
      return changing(call);
    }
    case 'format-patch':
    case 'archive':
    case 'bundle':
      if (has(/^--(?:exec|remote|ex|re)/)) call.unknown('program.option', name, 'runs a program elsewhere');
      for (const [index, arg] of args.entries())
        if (/^(?:-o|--output|--output-directory)$/.test(args[index - 1]?.text ?? '')) call.file('write', arg);
        else if (/^(?:--output(?:-directory)?=)/.test(arg.head))
          call.file('write', sliceArg(arg, arg.head.indexOf('=') + 1));
        else if (/^-o./.test(arg.head)) call.file('write', sliceArg(arg, 2));
      if (name === 'bundle' && first?.text === 'create' && operands[1] !== undefined) call.file('write', operands[1]);
      return name === 'bundle' && /^(?:verify|list-heads)$/.test(first?.text ?? '') ? undefined : changing(call);
    case 'update-index':
    case 'commit-graph':
    case 'multi-pack-index':
    case 'rerere':
    case 'write-tree':
    case 'commit-tree':
    case 'read-tree':
    case 'mktree':
    case 'pack-refs':
    case 'maintenance':
      return /^(?:read-tree|maintenance)$/.test(name) ? losing(call, `uses \`git ${name}\``) : changing(call);
    case 'lfs':
      return /^(?:ls-files|status|env|version|locks|track|fetch|logs|pointer|fsck|pull|checkout)$/.test(
        first?.text ?? '',
      ) && !(first?.text === 'track' && operands.length > 1)
        ? undefined
        : losing(call, 'changes files kept outside the repository');
    case 'reflog':
      return /^(?:expire|delete|drop)$/.test(first?.text ?? '') || has(/^--expire/)
        ? losing(call, 'forgets where branches were')
        : undefined;
    case 'bisect':
      if (first?.text === 'run') {
        call.command(operands.slice(1));
        return changing(call);
      }
      return changing(call);
    case 'submodule':
      if (first?.text === 'foreach') {
        const rest = operands.slice(1).filter((arg) => !/^--/.test(arg.head));
        const [only] = rest;
        if (only !== undefined) rest.length === 1 ? call.script(only) : call.command(rest);
        return undefined;
      }
      return /^(?:status|summary)?$/.test(first?.text ?? '') && (first === undefined || first.text !== undefined)
        ? undefined
        : remote(call, first?.raw ?? 'submodules', 'git.remote.submodule', 'brings in the code of submodules');
    case 'remote':
      if (first === undefined || /^(?:show|get-url)$/.test(first.text ?? '')) return undefined;
      return remote(call, operands[1]?.raw ?? '', 'git.remote.change', 'changes which remote repositories are used');
    case 'config':
      return config(call, operands);
    case 'clean':
      return parsed !== undefined && isDry(parsed) && !call.args.some((arg) => arg.text === undefined)
        ? undefined
        : losing(call, 'deletes files that git does not know');
    case 'fetch':
    case 'ls-remote': {
      if (has(/^--upl|^--recei|^-o$|^--server|^--exec/))
        call.unknown('program.option', '--upload-pack', 'gives git a program to run');
      const isOdd =
        first !== undefined &&
        (first.text === undefined || first.text.startsWith('-') || IS_ADDRESS.test(first.text)) &&
        !(name === 'fetch' && has(/^--all$/));
      if (first?.text?.includes('::') === true)
        call.unknown('program.option', first.raw, 'uses a transport that runs a program');
      if (
        has(/^--(?:fo|prune-|std|refmap)|^-[a-z]*f/) ||
        operands.slice(1).some((arg) => arg.head.startsWith('+') || arg.head.includes(':'))
      )
        return losing(call, 'overwrites branches with what it fetches');
      return isOdd
        ? remote(call, first.raw, 'git.remote.address', `talks to ${first.raw}`)
        : remote(call, first?.text ?? 'origin', 'git.remote.fetch', undefined);
    }
    case 'push':
      return push(call, operands, parsed !== undefined && isDry(parsed));
    case 'pull':
      if (has(/^--upl|^--exec/)) call.unknown('program.option', '--upload-pack', 'gives git a program to run');
      return remote(
        call,
        first?.text ?? 'origin',
        has(/^--force$|^-f$/) ? 'git.remote.pull.force' : 'git.remote.pull',
        `brings in and merges what is on ${first?.text ?? 'the remote'}`,
      );
    case 'clone':
      if (has(/^--(?:upload|config|template|c$)|^-[cu]/))
        call.unknown('program.option', 'clone', 'gives git a program or settings');
      if (first?.text?.includes('::') === true)
        call.unknown('program.option', first.raw, 'uses a transport that runs a program');
      return remote(call, first?.raw ?? '', 'git.remote.clone', `copies ${first?.raw ?? 'a repository'} here`);
    case 'rebase':
      for (const [index, arg] of args.entries()) {
        if (/^(?:-x|--exec)$/.test(args[index - 1]?.text ?? '')) call.script(arg);
        else if (/^--exec=/.test(arg.head)) call.script(sliceArg(arg, 7));
        else if (/^--ex/.test(arg.head) && arg.text !== '--exec')
          call.unknown('program.option', arg.raw, 'runs commands while rebasing');
      }
      return losing(call, 'rewrites commits');
    case 'credential':
      call.emit('read', 'saved passwords', { detail: 'read.environment', says: 'reads saved passwords' });
      return undefined;
    default:
      return losing(call, `uses \`git ${name}\`, which can rewrite or run anything`);
  }
}

function subcommandName(call: Call): string | undefined {
  const takesValue = /^(?:-C|-c|--git-dir|--work-tree|--namespace|--config-env|--attr-source|--super-prefix)$/;
  for (let i = 0; i < call.args.length; i++) {
    const text = call.args[i]?.text;
    if (text === undefined) return undefined;
    if (takesValue.test(text)) i++;
    else if (!text.startsWith('-')) return text;
  }
  return undefined;
}

function subArgs(call: Call, name: string): readonly Arg[] {
  const at = call.args.findIndex((arg) => arg.text === name);
  return call.args.slice(at + 1);
}

function remote(call: Call, target: string, detail: string, says: string | undefined): undefined {
  call.emit('gitRemote', target, { detail, ...(says === undefined ? {} : { says }) });
  return undefined;
}

/** Only looks, unless something takes that back. */
function isDry(parsed: Parsed): boolean {
  return parsed.has('-n') && !parsed.options.some(({ name }) => /^--no-?(?:$|d)/.test(name));
}

function push(call: Call, operands: readonly Arg[], isOnlyLooking: boolean): undefined {
  const [target = literalArg('origin', call.part), ...refs] = operands;
  const args = subArgs(call, 'push');
  if (args.some((arg) => /^--(?:rec|exec)/.test(arg.head)) || target.text?.includes('::') === true)
    call.unknown('program.option', '--receive-pack', 'gives git a program to run');
  if (isOnlyLooking) return remote(call, target.raw, 'git.remote.look', undefined);
  const where = target.text ?? 'the remote';
  if (
    args.some((arg) => /^--(?:forc|fo$|for$|mirror|mi|prune|pru)|^-(?!-)[a-z]*f/.test(arg.head)) ||
    refs.some((ref) => ref.head.startsWith('+'))
  )
    return remote(call, where, 'git.remote.push.force', `rewrites history on ${where}`);
  if (args.some((arg) => /^--del|^-(?!-)[a-z]*d/.test(arg.head)) || refs.some((ref) => ref.head.startsWith(':')))
    return remote(call, where, 'git.remote.push.delete', `deletes a branch or tag on ${where}`);
  return remote(call, where, 'git.remote.push', `sends commits to ${where}`);
}

function config(call: Call, operands: readonly Arg[]): undefined {
  const args = subArgs(call, 'config');
  const texts = args.map((arg) => arg.text ?? '');
  const [first] = operands;
  const isReading =
    texts.some((text) => /^(?:--get(?:-all|-regexp|-urlmatch|-color(?:bool)?)?|-l|--list|--name-only)$/.test(text)) ||
    /^(?:get|list)$/.test(first?.text ?? '') ||
    (operands.length === 1 &&
      !texts.some((text) => /^--(?:unset|remove|edit|rename|add|replace)|^-e$/.test(text)) &&
      first?.text?.includes('.') === true);
  if (isReading && !texts.some((text) => /^(?:-f|--file|--blob)/.test(text))) {
    if (/(?:token|password|extraheader)/i.test(texts.join(' ')))
      call.emit('read', 'saved passwords', { detail: 'read.environment', says: 'reads a password from the settings' });
    return undefined;
  }
  call.emit(
    'gitConfig',
    operands
      .map((operand) => operand.text ?? '')
      .join(' ')
      .slice(0, 60),
    { detail: 'git.config.set', says: `changes the git setting ${first?.text ?? ''}`.trim() },
  );
  return undefined;
}
