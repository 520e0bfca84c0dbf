import { either, type Names } from '../names';

/** Settings whose value is a command line. */
export function runsText(key: string): boolean {
  return /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|askpass)|diff\.external|pager\.\w+|sequence\.editor|diff\..*\.(?:command|textconv)|filter\..*\.(?:clean|smudge|process)|(?:merge|diff)tool\..*\.cmd|merge\..*\.driver)$/i.test(
    key,
  );
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
