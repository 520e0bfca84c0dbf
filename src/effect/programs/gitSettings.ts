import { either, type Names } from '../names';

/** A setting as git reads it: `section.key`, or `section.sub.key` where a part in quotes names one of several. */
export interface Setting {
  /** Section and key, in lower case, without what stands between them. */
  readonly name: string;
  /** What stands between section and key, as it is written. */
  readonly sub: string | undefined;
  readonly value: string;
}

/** The settings of a file in git's own format. */
export function settingsIn(text: string): readonly Setting[] {
  let settings = read.get(text);
  if (settings === undefined) {
    settings = readSettings(text);
    if (read.size >= MOST_READ) read.clear();
    read.set(text, settings);
  }
  return settings;
}

/** The same few files are looked at before every command of git. */
const read = new Map<string, readonly Setting[]>();
const MOST_READ = 20;

function readSettings(text: string): readonly Setting[] {
  const found: Setting[] = [];
  let section = '';
  let sub: string | undefined;
  // A backslash at the end of a line goes on with the next.
  for (const line of text.replace(/\\\r?\n/g, '').split(/\r?\n/)) {
    let rest = line;
    const header = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/.exec(line);
    if (header !== null) {
      const [, name = '', quoted, more = ''] = header;
      section = name.toLowerCase().replace(/\..*$/, '');
      sub = quoted ?? (name.includes('.') ? name.slice(section.length + 1) : undefined);
      rest = more;
    }
    const [, key, value] = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/.exec(rest) ?? [];
    if (key !== undefined)
      found.push({ name: `${section}.${key.toLowerCase()}`, sub, value: plainValue(value ?? 'true') });
  }
  return found;
}

/** Quotes and backslashes taken away, and a comment that follows. */
function plainValue(text: string): string {
  let value = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\') value += text[++i] ?? '';
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '#' || char === ';')) break;
    else value += char;
  }
  return value.trim();
}

/** Settings that name a program, or where programs and settings come from. Section and key, without the part between. */
const RUNS_PROGRAM = new RegExp(
  `^(?:${either([
    String.raw`core\.(?:fsmonitor|pager|editor|hookspath|alternaterefscommand|worktree|attributesfile)`,
    String.raw`diff\.(?:external|textconv|command) filter\.(?:clean|smudge|process) merge\.driver hook\.command`,
    String.raw`gpg\.(?:program|defaultkeycommand) interactive\.difffilter pager\.\w+ sequence\.editor`,
    String.raw`(?:mergetool|difftool|man|browser|guitool)\.(?:cmd|path) trailer\.(?:command|cmd) tar\.command`,
    String.raw`include\.path includeif\.path uploadpack\.packobjectshook lfs\.(?:path|args)`,
  ])})$`,
);
/** Those that only matter to commands that talk to another repository. */
const REACHES = new RegExp(
  `^(?:${either([
    String.raw`core\.(?:sshcommand|gitproxy|askpass) credential\.helper url\.(?:insteadof|pushinsteadof)`,
    String.raw`remote\.(?:uploadpack|receivepack|vcs|proxy|url|pushurl) protocol\.allow http\.(?:proxy|sslverify|extraheader)`,
    String.raw`submodule\.(?:update|url)`,
  ])})$`,
);

/** Settings whose value is a command line. */
export function runsText(key: string): boolean {
  return /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|askpass)|diff\.external|pager\.\w+|sequence\.editor|diff\..*\.(?:command|textconv)|filter\..*\.(?:clean|smudge|process)|(?:merge|diff)tool\..*\.cmd|merge\..*\.driver)$/i.test(
    key,
  );
}

/** Values that take the danger out of settings that name a program. */
export function isOrdinarySetting(name: string, value: string): boolean {
  if (/^(?:false|true|cat|less|:|)$/.test(value) && name !== 'http.sslverify') return true;
  switch (name) {
    case 'filter.clean':
    case 'filter.smudge':
    case 'filter.process':
      return /^git-lfs (?:clean|smudge|filter-process)(?: --skip)?(?: (?:--|%f|'%f'))*$/.test(value);
    case 'core.hookspath':
      return /^\.(?:husky(?:\/_)?|githooks)$/.test(value);
    case 'core.editor':
      return /^(?:code|cursor|vim?|nvim|nano|emacs)(?: (?:-w|--wait))?$/.test(value);
    case 'core.pager':
    case 'interactive.difffilter':
      return /^(?:delta|less|diff-so-fancy|bat)(?: [\w=-]+)*(?: \| less(?: [\w=-]+)*)?$/.test(value);
    case 'credential.helper':
      return /^(?:store|cache|osxkeychain|manager(?:-core)?|libsecret|wincred|!(?:\/(?:usr|opt)\/[\w/.-]*\/)?(?:gh|glab) auth git-credential)(?: --timeout[ =]\d+)?$/.test(
        value,
      );
    case 'core.sshcommand':
      return /^ssh(?: -(?:i [\w~/.-]+|o (?:IdentitiesOnly=yes|BatchMode=yes|StrictHostKeyChecking=accept-new)))*$/.test(
        value,
      );
    case 'remote.url':
    case 'remote.pushurl':
    case 'submodule.url':
      return !/^(?:ext|fd)::|^-|--(?:upload|receive)-pack/.test(value);
    case 'submodule.update':
      return !value.startsWith('!');
    case 'protocol.allow':
      return /^(?:never|user)$/.test(value);
    case 'http.sslverify':
      return !/^(?:false|no|off|0)$/i.test(value);
    default:
      return false;
  }
}

/** The first setting of a repository that makes an ordinary command run something or go somewhere else. */
export function dangerousSetting(text: string, isReaching: boolean): string | undefined {
  return settingsIn(text).find((setting) => isDangerousSetting(setting, isReaching))?.name;
}

/** Whether a setting makes an ordinary command run something or, where it talks to another repository, go elsewhere. */
export function isDangerousSetting({ name, value }: Setting, isReaching: boolean): boolean {
  return (RUNS_PROGRAM.test(name) || (isReaching && REACHES.test(name))) && !isOrdinarySetting(name, value);
}

const anyOf = (section: string, keys: Names): string => `(?:${section})\\.(?:${either(keys)})`;

/** Settings that only change what is shown, how it is merged, or who is named; in lower case. */
const HARMLESS = new RegExp(
  `^(?:${[
    String.raw`(?:color|advice|author|committer|column|i18n|versionsort|blame|grep|status|log|stash|rerere|index|feature)\..+`,
    anyOf('user', 'name email signingkey useconfigonly'),
    anyOf('core', [
      'quotepath abbrev autocrlf safecrlf eol ignorecase precomposeunicode longpaths preloadindex untrackedcache filemode',
      'symlinks whitespace commentchar commentstring compression bigfilethreshold checkstat trustctime multipackindex',
      'sparsecheckout sparsecheckoutcone splitindex excludesfile deltabasecachelimit packedgitlimit packedgitwindowsize',
      'commitgraph checkroundtripencoding unsetenvvars maxtreedepth fscache',
    ]),
    anyOf('diff', [
      'renames renamelimit algorithm noprefix mnemonicprefix context wserrorhighlight colormoved colormovedws submodule',
      'indentheuristic interhunkcontext ignoresubmodules relative statgraphwidth dirstat suppressblankempty wordregex',
      'statnamewidth autorefreshindex orderfile srcprefix dstprefix',
    ]),
    anyOf('commit', 'gpgsign verbose status cleanup template'),
    anyOf('tag', 'gpgsign sort forcesignannotated'),
    anyOf('branch', String.raw`sort autosetupmerge autosetuprebase .+\.rebase .+\.description`),
    anyOf('pull', 'rebase ff'),
    anyOf('push', 'default autosetupremote followtags useforceifincludes gpgsign'),
    anyOf('fetch', 'prune parallel recursesubmodules writecommitgraph showforcedupdates output unpacklimit'),
    anyOf('merge', 'conflictstyle ff renames renamelimit stat log verbosity autostash directoryrenames branchdesc'),
    anyOf(
      'rebase',
      'autostash autosquash updaterefs stat abbreviatecommands missingcommitscheck rebasemerges forkpoint',
    ),
    anyOf('init', 'defaultbranch'),
    anyOf('submodule', 'recurse fetchjobs'),
    anyOf('checkout', 'defaultremote guess workers thresholdforparallelism'),
    anyOf('format', 'pretty signoff thread numbered subjectprefix attach coverletter notes suffix'),
    anyOf('pack', 'threads windowmemory window depth compression deltacachesize packsizelimit usesparse'),
    anyOf('http', 'lowspeedlimit lowspeedtime postbuffer version maxrequests'),
    anyOf('maintenance', 'auto strategy autodetach'),
    anyOf('gc', 'auto autodetach autopacklimit writecommitgraph cruftpacks'),
    anyOf('worktree', 'guessremote userelativepaths'),
    anyOf('apply|am', 'whitespace ignorewhitespace threeway keepcr'),
    anyOf('protocol', String.raw`version file\.allow`),
    anyOf('receive', 'denycurrentbranch'),
    anyOf('credential', 'usehttppath interactive'),
    anyOf('extensions', 'worktreeconfig'),
    String.raw`interactive\.singlekey|mailmap\.(?:file|blob)|notes\.displayref|gpg\.format|sendpack\.sideband`,
  ].join('|')})$`,
  's',
);
/** Of these the value decides. */
const HARMLESS_WITH = new RegExp(
  `^(?:${[
    String.raw`core\.(?:pager|editor)=(?:cat|less(?: -[FRSX]+)?|true|:|)|sequence\.editor=(?:true|:|)|pager\.[\w-]+=(?:cat|less|false|true|)`,
    String.raw`core\.fsmonitor=(?:false|true|0|1|)|core\.hookspath=(?:\/dev\/null|)|credential\.helper=|safe\.directory=\*?`,
    String.raw`diff\.external=|core\.askpass=(?:true|)|gc\.pruneexpire=never|core\.logallrefupdates=(?:true|always)`,
    String.raw`filter\.lfs\.(?:smudge|process)=|filter\.lfs\.required=(?:false|)|lfs\.fetch(?:include|exclude)=.*`,
  ].join('|')})$`,
  'is',
);

/** Whether a setting with this value changes nothing beyond what is shown. */
export function isHarmlessSetting(key: string, value: string | undefined): boolean {
  // Section and key don't differ by case; what stands between them is kept.
  return HARMLESS.test(key.toLowerCase()) || HARMLESS_WITH.test(`${key.toLowerCase()}=${value ?? 'true'}`);
}
