import { type Arg, literalArg } from '../shell/value';
import { parseArguments } from './grammar';
import type { Call } from './program';
import { applyRoles } from './verbs';

const LOCAL = /^(?:[a-z]+:\/\/)?(?:localhost|127(?:\.\d+){3}|\[?::1\]?)(?::\d+)?\/?$/;
const NAMES_ADDRESS = /^(?:-a|-H|-h|-b|-i|-l|--(?:host|hostname|bind|address|addr|ip|interface|listen))$/;

/** Whether options say that only this machine can connect, and none says otherwise. */
export function listensLocally(call: Call): boolean {
  const addresses = call.args.flatMap((arg, index) => {
    const equals = arg.text?.indexOf('=') ?? -1;
    const [name, value] =
      arg.text !== undefined && equals > 0
        ? [arg.text.slice(0, equals), arg.text.slice(equals + 1)]
        : [arg.text ?? '', call.args[index + 1]?.text];
    // Some take these letters for a mere switch.
    const isAddress = NAMES_ADDRESS.test(name) && value !== undefined && !/^(?:-|true$|false$)/.test(value);
    return isAddress ? [value] : [];
  });
  return addresses.length > 0 && addresses.every((address) => LOCAL.test(address));
}

const SERVER = {
  options:
    '-d,--directory= -b,--bind= -p,--protocol= -h,--help --cgi! --tls-cert=read --tls-key=read --tls-password-file=read',
};

/** `python -m http.server`: whoever can connect reads the files of a folder. */
export function servePython(call: Call, args: readonly Arg[]): undefined {
  const parsed = parseArguments(SERVER, args, {
    mayBeOption: ({ text, head }) => text === undefined && head === '',
    untilOperand: false,
  });
  if (parsed.has('-h')) return undefined;
  applyRoles(call, parsed);
  if (parsed.strange !== undefined) {
    const { raw } = parsed.strange.arg;
    call.unknown('program.option', raw, `gives the server ${raw}, which is not known`);
  }
  const last = (name: string) => parsed.options.findLast((option) => option.name === name)?.value;
  const folder = last('-d');
  const isLocal = LOCAL.test(last('-b')?.text ?? '');
  call.emit('listen', 'a port', {
    detail: isLocal ? 'listen.local' : 'listen.port',
    says: `serves the files of ${folder?.raw ?? 'the folder it runs in'} on a port`,
  });
  return call.file('read', folder ?? literalArg('.', call.part));
}
