/** What the first line of a script names: `sh`, another language as `scanCode` names it, or the program's own name. */
export function languageOfInterpreter(line: string): string {
  const [, program = ''] =
    /^(?:\S*\/)?env\s+(?:-\S+\s+|\w+=\S*\s+)*(\S+)/.exec(line) ?? /^(?:\S*\/)?(\S+)/.exec(line) ?? [];
  const name = program.slice(program.lastIndexOf('/') + 1).replace(/[\d.]+$/, '');
  if (/^(?:ba|da|z|k|a)?sh$/.test(name)) return 'sh';
  switch (name) {
    case 'node':
    case 'nodejs':
    case 'bun':
    case 'deno':
      return 'javascript';
    case 'Rscript':
      return 'r';
    case 'uv':
      return 'python';
    default:
      return name;
  }
}
