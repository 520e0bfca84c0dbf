import { isOrdinarySetting, runningSetting } from '../../git/runningSettings';
import { type Setting, settingsIn, shownName } from '../../git/settingsText';
import { anyPath } from '../../names';
import { runsText } from '../../programs/gitSettings';
import { BrokenTextError, type Fact, type Format } from '../fact';
import { isFalse } from './data';
import { changeFact, told } from './looks';
import { scriptFact } from './settingsFile';

const FILES = new RegExp(
  `(?:^|/)${anyPath([
    '.git/config .git/config.worktree .git/modules/**/config .git/worktrees/**/config.worktree *.git/config',
    '.gitconfig .gitconfig.* .gitconfig-* *.gitconfig .config/git/{config,**} gitconfig .gitmodules .lfsconfig',
  ])}$`,
);
/** Settings beside those that every git command obeys whose value a shell runs. */
const RUN =
  /^(?:core\.(?:gitproxy|alternaterefscommand)|gpg\.(?:program|defaultkeycommand)|interactive\.difffilter|trailer\.(?:command|cmd)|tar\.command|uploadpack\.packobjectshook|hook\.command|remote\.(?:uploadpack|receivepack)|(?:man|browser|guitool)\.cmd|receive\.procreceiverefs|sendemail\.(?:tocmd|cccmd|headercmd|smtpserver))$/;

/** A file in git's own format, wherever git reads it: what it comes to run, and where it sends or fetches. */
export const gitConfigFile: Format = {
  name: 'settings of git',
  reads: ({ folded }) => FILES.test(folded),
  facts: (text, { folded }) => {
    const { settings, brokenAt } = settingsIn(text);
    if (brokenAt !== undefined) throw new BrokenTextError('git can not read it', `line ${brokenAt}`);
    return settings.flatMap((setting) => factsOf(setting, /\.gitmodules$/.test(folded)));
  },
};

function factsOf(setting: Setting, isModules: boolean): readonly Fact[] {
  const { name, between, value } = setting;
  const at = shownName(setting);
  const change = (says: string): Fact => changeFact(at, 'change.gitSetting', says, `${at} = ${value}`);
  const run = isOrdinarySetting(setting) ? undefined : commandOf(at, setting);
  if (run !== undefined)
    return [scriptFact(at, run), ...(isDangerous(setting) ? [change('has git run a program')] : [])];
  switch (name) {
    case 'http.sslverify':
      return isFalse(value) ? [changeFact(at, 'change.tls', 'trusts whoever answers', `${at} = ${value}`)] : [];
    case 'remote.url':
    case 'remote.pushurl':
      return [change(`has git talk to ${told(value)}`)];
    case 'url.insteadof':
    case 'url.pushinsteadof':
      return [change(`has git talk to ${told(between ?? '')} in the place of ${told(value)}`)];
    case 'submodule.url':
      return isModules
        ? [changeFact(at, 'change.dependency.source', `takes code from ${told(value)}`, value)]
        : [change(`has git fetch code from ${told(value)}`)];
    case 'include.path':
    case 'includeif.path':
      return [change(`takes more settings from ${told(value)}`)];
    case 'core.hookspath':
      return [change(`has git run the programs in ${told(value)} as its hooks`)];
    case 'core.worktree':
      return [change(`has git work on the files in ${told(value)}`)];
    case 'core.attributesfile':
      return [change(`takes what git does to files from ${told(value)}`)];
    default:
      return isNews(setting) ? [change(`sets ${name} to ${told(value)}`)] : [];
  }
}

function isDangerous(setting: Setting): boolean {
  return setting.name.startsWith('alias.') || isNews(setting);
}

function isNews(setting: Setting): boolean {
  return runningSetting(setting) !== undefined && !isOrdinarySetting(setting);
}

/** What a shell would run for the setting, with what git fills in left unknown. */
function commandOf(at: string, { name, value }: Setting): string | undefined {
  const shell = value.startsWith('!') ? value.slice(1) : undefined;
  if (name.startsWith('alias.'))
    return (
      shell ??
      (/(?:^|\s)(?:-c|--config-env|--exec-path|--upload-pack|--ext-diff|-O)\b/.test(value) ? `git ${value}` : undefined)
    );
  switch (name) {
    case 'submodule.update':
      return shell;
    case 'credential.helper':
      return shell ?? (value.startsWith('/') || value.startsWith('~') ? value : undefined);
    case 'core.fsmonitor':
      return /^(?:true|false|yes|no|on|off|[01]|)$/i.test(value) ? undefined : value;
    default:
      return (runsText(at) || runsText(name) || RUN.test(name)) && value !== ''
        ? value.replace(/%[OABLPSXYFf]/g, 'file')
        : undefined;
  }
}
