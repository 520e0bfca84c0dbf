import type { Call, Program } from './program';
import { lookForSecrets } from './toolArguments';

const words = (call: Call): string => call.args.map((arg) => arg.text ?? arg.raw).join(' ');

/** Programs of Windows, as they are met in a shell there. */
export const windowsPrograms: readonly Program[] = [
  {
    names:
      'tasklist systeminfo ipconfig ver where where.exe tasklist.exe systeminfo.exe ipconfig.exe driverquery getmac whoami.exe quser qwinsta hostname.exe',
    loose: true,
    see: (call) =>
      /(?:^|\s)\/(?:release|renew|flushdns|registerdns|s|u|p)\b/i.test(words(call))
        ? changes(call, 'changes the network of this machine')
        : undefined,
  },
  { names: 'powershell pwsh powershell.exe pwsh.exe', loose: true, see: powershell },
  {
    names: 'cmd cmd.exe',
    loose: true,
    see: (call) => call.unknown('program.beyond', 'cmd', 'runs a command of another shell'),
  },
  {
    names: 'taskkill taskkill.exe tskill',
    loose: true,
    see: (call) => call.emit('process', words(call), { detail: 'process.kill' }),
  },
  {
    names: 'reg reg.exe regedit regini',
    loose: true,
    see: (call, parsed) => {
      if (/^(?:query|compare)$/i.test(parsed.operands[0]?.text ?? '')) return undefined;
      if (/\\Run|Winlogon|\\Services|Image File Execution|AppInit|Userinit/i.test(words(call))) return persists(call);
      return weakens(call, 'changes the registry of this machine');
    },
  },
  {
    names: 'schtasks schtasks.exe',
    loose: true,
    see: (call) => (/^\/query\b/i.test(words(call)) || words(call) === '' ? undefined : persists(call)),
  },
  {
    names: 'net net.exe net1',
    loose: true,
    see: (call) => {
      const text = words(call);
      if (
        /^(?:user|localgroup|group|share|session|view|use|start|statistics|config|accounts|time)?(?: [^/\s]+)?$/i.test(
          text,
        ) &&
        !/^(?:start|stop|use) \S/i.test(text)
      )
        return undefined;
      return /^(?:user|localgroup|group|accounts|share)\b/i.test(text)
        ? weakens(call, 'changes accounts or shares of this machine')
        : call.emit('process', text, { detail: 'process.service', says: 'starts or stops a service of this machine' });
    },
  },
  {
    names: 'sc sc.exe',
    loose: true,
    see: (call, parsed) => {
      const verb = parsed.operands.find((arg) => !arg.head.startsWith('\\\\'))?.text ?? 'query';
      if (/^(?:query|queryex|qc|getdisplayname|getkeyname|enumdepend|qdescription|qfailure)$/i.test(verb))
        return undefined;
      if (/^(?:create|config|failure)$/i.test(verb)) return persists(call);
      return call.emit('process', verb, {
        detail: 'process.service',
        says: 'starts or stops a service of this machine',
      });
    },
  },
  {
    names:
      'bcdedit vssadmin wbadmin fltmc manage-bde netsh wevtutil auditpol secedit mpcmdrun sfc dism cipher gpupdate',
    loose: true,
    see: (call) => {
      const text = words(call);
      if (/key=clear/i.test(text))
        return call.emit('read', 'passwords of networks', {
          detail: 'read.kept',
          says: 'shows the password of a network',
        });
      if (
        /^(?:\/enum|list|show|el|gl|qe|\/get|wlan show|interface show|advfirewall show|int ip show|-status|filters|\/scannow|\/online \/get-|\/result|\/c$|-h$)|^$/i.test(
          text,
        ) &&
        !/delete|set |add /i.test(text)
      )
        return undefined;
      return call.name === 'cipher'
        ? call.unknown('program.beyond', 'cipher', 'encrypts files or wipes what was deleted')
        : weakens(call, 'changes how this machine starts, what it logs or how it is protected');
    },
  },
  {
    names: 'wmic wmic.exe',
    loose: true,
    see: (call) => {
      const text = words(call);
      if (/shadowcopy delete/i.test(text)) return weakens(call, 'deletes the copies that files could be restored from');
      if (/\b(?:call|create|delete|set)\b|\/(?:node|user|failfast|output|record|append)\b/i.test(text))
        return call.unknown('program.beyond', 'wmic', 'runs or changes something through wmic');
      return undefined;
    },
  },
  {
    names:
      'bitsadmin rundll32 mshta regsvr32 cscript wscript msiexec installutil regasm certutil.exe certutil odbcconf forfiles hh pcalua msbuild-inline runas psexec winrs winrm',
    loose: true,
    see: (call) => {
      const url = call.args.find((arg) => /https?:\/\//i.test(arg.head));
      if (url !== undefined)
        call.emit('fetch', url.raw, { detail: 'fetch.get', says: `gets something with ${call.name}` });
      call.unknown('program.beyond', call.name, 'runs or installs what it is given');
      return undefined;
    },
  },
  {
    names: 'icacls cacls takeown attrib subst mklink robocopy xcopy erase rd move copy ren fsutil compact',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'changes files or who may reach them'),
  },
];

function persists(call: Call): undefined {
  return call.emit('persist', words(call).slice(0, 60), {
    detail: 'persist.service',
    says: 'makes something start on its own',
  });
}

function weakens(call: Call, says: string): undefined {
  return call.emit('weaken', call.name, { detail: 'weaken.security', says });
}

function changes(call: Call, says: string): undefined {
  return call.emit('weaken', call.name, { detail: 'weaken.machine', says });
}

const GETS =
  /\b(?:iwr|irm|curl|wget|Invoke-WebRequest|Invoke-RestMethod|DownloadString|DownloadData|Net\.WebClient|Start-BitsTransfer|HttpClient)\b/i;
const RUNS = /\b(?:iex|Invoke-Expression|Invoke-Command|\[scriptblock\]|Start-Process|Add-Type)\b|&\s*\(|\.\s*\(/i;

/** Its language isn't looked into, but for what is plainly code from elsewhere. */
function powershell(call: Call): undefined {
  const text = words(call);
  if (/^-{1,2}v(?:ersion)?$|^--?h(?:elp)?$|^-\?$/i.test(text)) return undefined;
  if (/(?:^|\s)[-/–]e(?:c|nc?|nco\w*|ncodedcommand)?\s+[A-Za-z0-9+/=]{8,}/i.test(text))
    call.emit('run', 'encoded code', { detail: 'run.decoded', says: 'runs code that is hidden by an encoding' });
  else if (GETS.test(text) && RUNS.test(text))
    call.emit('run', 'downloaded code', { detail: 'run.remote', says: 'runs code it just downloaded' });
  if (
    /DisableRealtimeMonitoring|Set-MpPreference|Add-MpPreference|Set-ExecutionPolicy|Disable-WindowsOptionalFeature|NetFirewallProfile/i.test(
      text,
    )
  )
    weakens(call, "changes this machine's protection");
  if (/Register-ScheduledTask|New-Service|CurrentVersion\\Run/i.test(text)) persists(call);
  if (!runsScript(call)) call.unknown('program.beyond', 'PowerShell', 'runs a script of another shell');
  return undefined;
}

const PLAIN_SWITCH = /^-(?:NoProfile|NoLogo|NonInteractive|nop|noni)$/i;
/** Tests and checks of a project, or its version: options and names without anything that is expanded or joined. */
const PROJECT_COMMAND =
  /^(?:(?:Invoke-(?:Pester|ScriptAnalyzer)|Test-ModuleManifest|Get-(?:ChildItem|Location|Date))(?: +(?:-(?!Fix|ScriptBlock|Configuration|Container|CustomRule|IncludeDefault)[A-Za-z]+|(?![/~])[\w.*][\w./*-]*))*|\$PSVersionTable(?:\.PSVersion(?:\.ToString\(\))?)?)$/i;

/** A script of the project, or a plain command that works on it. */
function runsScript(call: Call): boolean {
  let at = 0;
  const args = call.args;
  for (; at < args.length; at++) {
    if (/^-(?:ExecutionPolicy|ex|ep)$/i.test(args[at]?.text ?? '')) at++;
    else if (!PLAIN_SWITCH.test(args[at]?.text ?? '')) break;
  }
  const option = args[at]?.text ?? '';
  const given = /^-(?:File|f)$/i.test(option) || /^-(?:Command|c)$/i.test(option) ? args[at + 1] : args[at];
  if (given?.text === undefined) return false;
  if (/^-(?:Command|c)$/i.test(option)) {
    if (args.length > at + 2 || !PROJECT_COMMAND.test(given.text) || /\.\./.test(given.text)) return false;
    call.runHere('run.tool', 'PowerShell', "works on the project's files");
    return true;
  }
  if (!/\.ps1$/i.test(given.text)) return false;
  call.runFile('powershell', given);
  lookForSecrets(call, args.slice(args.indexOf(given) + 1));
  return true;
}
