import { either } from '../names';
import type { Program } from './program';
import { lookAtArguments } from './toolArguments';
import { wrapped } from './verbs';

/** Commands that run the program, stop it and look at it, and nothing else. */
const PLAIN_GDB = new RegExp(
  `^(?:${either([
    'run start continue next step stepi nexti finish until bt backtrace where info list l frame f up down print p quit q',
    'break b tbreak watch delete disable display x\\/\\w+ disassemble disas set\\ (?:pagination|confirm|width|height|args) r c n s',
    'thread threads ptype whatis process\\ launch breakpoint br disassembly register expression image kill y yes exit',
  ])})(?:\\s[^|!;\`]*)?$`,
);

export const debuggers: readonly Program[] = [
  {
    names: 'valgrind',
    loose: true,
    stopsAtOperand: true,
    options:
      '--tool= --log-file=write --xml-file=write --massif-out-file=write --callgrind-out-file=write --suppressions=read --db-command=shell --error-exitcode= --trace-children= -v -q --vgdb! --vgdb-prefix=no --log-socket=no --log-fd=no --xml-socket=no --cachegrind-out-file=write --dhat-out-file=write --extra-debuginfo-path=no --debuginfo-server=no --trace-children-skip= --default-suppressions=',
    see: (call, parsed) => (parsed.operands.length > 0 ? call.command(parsed.operands) : undefined),
  },
  {
    names: 'gdb lldb',
    loose: true,
    longSingle: true,
    options:
      '-ex,--ex,-eval-command,--eval-command= -o,--one-line= -x,--command=no -s,--source=no -iex,-ix=no -p,--pid,--attach-pid=no -n,--attach-name=no -d= -k= -O= -f=',
    see: (call, parsed) => {
      if (call.args.some((arg) => /^--?(?:version|help)$/.test(arg.text ?? ''))) return undefined;
      const commands = parsed.options.filter(({ name }) => /^-(?:ex|o|O|k)$/.test(name)).map(({ value }) => value);
      const isBatch = parsed.has('-batch', '--batch', '-b');
      const odd = commands.find(
        (command) => !PLAIN_GDB.test(command?.text ?? '!') || /\(|\bcall\b/.test(command?.text ?? '('),
      );
      if (odd !== undefined || !isBatch)
        call.unknown('program.beyond', odd?.raw ?? call.name, `gives ${call.name} commands that can run anything`);
      for (const operand of parsed.operands.slice(0, 1)) call.runFile('program', operand);
      return lookAtArguments(call, { args: parsed.operands });
    },
  },
  {
    names: 'perf',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [verb, ...rest] = parsed.operands;
      const tool = rest.find((arg) => /^--(?:obj|addr|llvm|pager|dis)/.test(arg.head));
      if (tool !== undefined) call.unknown('program.option', tool.raw, 'gives perf a program to run');
      if (/^(?:report|annotate|list|version|diff|buildid-list|evlist)$/.test(verb?.text ?? ''))
        return lookAtArguments(call);
      const isPrinted = rest.every((arg) =>
        /^(?:-i|--input|-F|--fields|-[DG]|--header|--no-inline)$|^[\w.,/]+$/.test(arg.text ?? ''),
      );
      // Alone it prints what was recorded; with a name it runs a script.
      if (verb?.text === 'script' && isPrinted && (rest.length === 0 || rest[0]?.head.startsWith('-') === true))
        return lookAtArguments(call, { args: rest });
      if (!/^(?:stat|record)$/.test(verb?.text ?? ''))
        return call.unknown('program.beyond', 'perf', 'looks into other programs or runs scripts');
      const words = wrapped(
        call,
        '-o,--output=write -e,--event= -F,--freq= -c= -p,--pid=no -t,--tid=no -C,--cpu= -G= -r= -d -g --call-graph= -m= -a! --all-cpus! -s -v -x= -I= -D= --pre=shell --post=shell --control=no',
        rest,
      );
      return words.length > 0
        ? call.command(words)
        : call.unknown('program.beyond', 'perf', 'looks into the whole system');
    },
  },
];
