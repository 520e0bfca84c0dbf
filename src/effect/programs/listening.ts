import type { Call } from './program';

const LOCAL = /^(?:[a-z]+:\/\/)?(?:localhost|127(?:\.\d+){3}|\[?::1\]?)(?::\d+)?\/?$/;
const NAMES_ADDRESS = /^(?:-a|-H|-h|-b|-i|-l|--(?:host|hostname|bind|address|addr|ip|interface|listen))$/;

/** Whether an option says that only this machine can connect. */
export function listensLocally(call: Call): boolean {
  return call.args.some((arg, index) => {
    const equals = arg.text?.indexOf('=') ?? -1;
    const [name, value] =
      arg.text !== undefined && equals > 0
        ? [arg.text.slice(0, equals), arg.text.slice(equals + 1)]
        : [arg.text ?? '', call.args[index + 1]?.text];
    return NAMES_ADDRESS.test(name) && value !== undefined && LOCAL.test(value);
  });
}
