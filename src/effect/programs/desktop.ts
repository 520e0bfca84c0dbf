import { literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';
import { printVariables } from './shellVariables';

/** Messages, the clipboard, the screen, and programs of the desktop that are told what to do. */
export const desktopPrograms: readonly Program[] = [
  {
    names: 'printenv',
    options: '-0,--null --help --version',
    see: (call, parsed) => printVariables(call, parsed.operands),
  },
  {
    names: 'logger notify-send say beep pbcopy wl-copy terminal-notifier osd_cat zenity-info',
    loose: true,
    options: '-n=no --server=no -f=read -o=write -T',
  },
  {
    names: 'xclip xsel',
    loose: true,
    longSingle: true,
    options: '-o -out --output -selection= -sel= -i -in -b -p -c -d= -t= -rmlastnl --clipboard --input',
    see: (call, parsed) =>
      parsed.has('-o', '-out', '--output') || (call.name === 'xsel' && call.args.some((arg) => /^-\w*o/.test(arg.head)))
        ? clipboard(call)
        : undefined,
  },
  {
    names: 'pbpaste wl-paste screencapture scrot import-screen grim maim gnome-screenshot screenrecord spectacle',
    loose: true,
    see: (call) => clipboard(call),
  },
  {
    names: 'xdotool ydotool wtype cliclick xte wmctrl',
    loose: true,
    see: (call) => {
      call.unknown('program.beyond', call.name, 'types or clicks for the person');
      return undefined;
    },
  },
  {
    names: 'wall write mesg talk ntalk',
    loose: true,
    see: (call) => {
      call.unknown('program.beyond', call.name, 'writes to other people of this machine');
      return undefined;
    },
  },
  {
    names: 'osascript',
    loose: true,
    options: '-e= -l= -s= -i',
    see: (call, parsed) => {
      const text = [...parsed.options, ...parsed.operands.map((value) => ({ name: 'file', value }))]
        .map(({ value }) => value?.text ?? '')
        .join('\n');
      if (/administrator privileges/i.test(text))
        call.emit('weaken', 'the system', { detail: 'weaken.security', says: "asks for the administrator's rights" });
      for (const [, command = ''] of text.matchAll(/do shell script "((?:[^"\\]|\\.)*)"/g))
        call.script(literalArg(command.replace(/\\(.)/g, '$1'), call.part));
      call.unknown('program.beyond', 'osascript', 'steers other programs of the desktop');
      return undefined;
    },
  },
  {
    names: 'defaults',
    loose: true,
    see: (call, parsed) => {
      const [verb, domain] = parsed.operands.map((arg) => arg.text ?? '?');
      if (/^(?:read|read-type|domains|find|help)$/.test(verb ?? '')) return undefined;
      if (
        /LoginHook|LogoutHook|LaunchAgent|autoLaunch|AutoLaunch|loginitems/i.test(
          parsed.operands.map((arg) => arg.text ?? '?').join(' '),
        )
      )
        return call.emit('persist', domain ?? 'settings', {
          detail: 'persist.service',
          says: 'makes something start on its own',
        });
      if (/alf|Gatekeeper|quarantine|screensaver|loginwindow|SoftwareUpdate|TCC/i.test(domain ?? ''))
        return call.emit('weaken', domain ?? 'settings', {
          detail: 'weaken.security',
          says: "changes this machine's protection",
        });
      return call.emit('weaken', domain ?? 'settings', {
        detail: 'weaken.machine',
        says: 'changes settings of the system or of a program',
      });
    },
  },
  {
    names: 'pmset caffeinate-set',
    loose: true,
    see: (call) =>
      call.args[0]?.text === '-g'
        ? undefined
        : call.emit('weaken', 'power settings', { detail: 'weaken.machine', says: 'changes when this machine sleeps' }),
  },
  {
    names: 'plutil PlistBuddy',
    longSingle: true,
    options:
      '-p -lint -help -s -r -e= -o=write -convert= -extract= -expect= -type= -replace= -insert= -remove= -create= -n -c= -string= -bool= -json= -x -raw',
    see: plist,
  },
  {
    names: 'chaperone',
    loose: true,
    see: (call, parsed) => {
      if (!/^(?:check|explain|)$/.test(parsed.operands[0]?.text ?? ''))
        call.unknown('program.beyond', 'chaperone', 'talks to the guard itself');
      return undefined;
    },
  },
];

function clipboard(call: Call): undefined {
  return call.emit('read', 'the clipboard or screen', {
    detail: 'read.kept',
    says: 'reads the clipboard or the screen, which may hold a secret',
  });
}

function plist(call: Call, parsed: Parsed): undefined {
  const isChanging =
    parsed.has('-replace', '-insert', '-remove', '-create') || (parsed.has('-convert') && !parsed.has('-o'));
  for (const file of parsed.operands) if (/[./~]/.test(file.head)) call.file(isChanging ? 'edit' : 'read', file);
  if (call.name === 'PlistBuddy' && !/^\s*Print/i.test(parsed.value('-c')?.text ?? ''))
    call.unknown('program.beyond', 'PlistBuddy', 'changes a file of settings');
  return undefined;
}
