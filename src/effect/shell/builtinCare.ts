import type { Call } from '../programs/program';
import { type Arg, SECRET } from './value';

const SECRET_WORD = /key|token|secret|passw|pwd|cred|auth|api|private|session|jwt|bearer|aws|github|database_url/i;

/** Picking the secrets out of a list of variables is reading them. */
function seekSecret(call: Call, args: readonly Arg[]): void {
  if (args.some((arg) => /^-\w*v|^--invert/.test(arg.head))) return;
  const sought = args.find((arg) => SECRET_WORD.test(arg.text ?? ''));
  if (sought !== undefined)
    call.emit('read', sought.raw, { detail: 'read.environment', says: `looks for ${sought.raw} in all variables` });
}

/** What builtins do to names of the shell, beyond what they print or read. */
export function takeCare(call: Call, args: readonly Arg[]): void {
  if ((call.stdin.taint & SECRET) !== 0 && call.stdin.text === undefined) seekSecret(call, args);
  switch (call.name) {
    case 'unset':
      for (const arg of args) call.state.doubtFunctions(arg.text);
      return;
    case 'declare':
    case 'typeset':
    case 'local':
    case 'readonly':
    case 'export':
      if (args.some((arg) => /^-\w*[aA]/.test(arg.text ?? '')))
        for (const arg of args)
          if (/=\(/.test(arg.head) && (arg.text === undefined || /[$`]/.test(arg.text)))
            call.unknown('value.expansion', arg.raw, 'sets a list from text that is expanded once more');
      return;
    case 'wait':
      args.forEach((arg, index) => {
        if (/^-\w*p/.test(args[index - 1]?.text ?? '') && !/^[A-Za-z_]\w*$/.test(arg.text ?? '?'))
          call.unknown('value.name', arg.raw, "sets a variable whose name can't be told");
        if (/^-n?p./.test(arg.head)) call.unknown('value.name', arg.raw, "sets a variable whose name can't be told");
      });
      return;
    case 'hash':
      if (args.some((arg) => /^-\w*p/.test(arg.head)))
        call.unknown('shell.hash', 'hash', 'changes which program a name stands for');
      return;
  }
}
