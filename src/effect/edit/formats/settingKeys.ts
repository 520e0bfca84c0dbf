/**
 * Settings of editors and agents by their keys, as `settingsIn` gives them: dotted, lower case, without `-` and `_`.
 * New ones are known by the shape of their names.
 */
interface Loosening {
  readonly key: RegExp;
  /** What it does, as the end of a sentence. */
  readonly says: string;
  /** Values that loosen nothing, lower case. */
  readonly safe: readonly string[];
}

const NO = ['false', 'off', 'never', 'none', 'deny', 'ask', 'prompt', 'disabled', 'null', '0', ''];
const YES = ['true', 'on', 'always'];

export const LOOSENING: readonly Loosening[] = [
  { key: /(?:^|\.)chaperone(?:\.|$)/, says: 'changes the settings of what judges the agent', safe: [] },
  {
    key: /autoapprove|autoaccept|autoconfirm|yolo|dangerous|bypass|skip(?:permission|confirm|approval|prompt)|alwaysallow|alwaysapprove|trustall|allowall|fullaccess/,
    says: 'lets an agent act without being asked about',
    safe: NO,
  },
  {
    key: /^chat\.(?:tools|agent\.(?:terminal|sandbox|network)|edits|permissions|sandbox)|(?:^|\.)permissions?(?:\.|$)|approvalmode|approvalpolicy|permissionmode|defaultmode$|sandbox|allowed(?:commands|tools|domains|hosts|paths|prefixes)|allow(?:list|instructions|edlist)|whitelist|(?:^|\.)tools\.(?:allowed|core)$|coretools$|additionaldirectories|trustedfolders/,
    says: 'changes what an agent may do without being asked about',
    safe: ['false', 'default', 'plan', 'ask', 'deny', 'never', 'untrusted'],
  },
  {
    key: /enableallprojectmcpservers|enabledmcpjsonservers|^(?:chat\.)?mcp\.(?:access|autostart|enabled|discovery)|mcp\..*trust$|(?:^|\.)trust$/,
    says: 'trusts servers that give tools to agents',
    safe: [...NO, 'never'],
  },
  {
    key: /^security\.workspace\.trust\.|^security\.|foldertrust/,
    says: 'changes what the editor trusts',
    safe: ['true', 'prompt', 'newwindow', 'always.ask'],
  },
  { key: /untrustedworkspace|supportuntrusted/, says: 'lets code of a workspace run before it is trusted', safe: NO },
  { key: /^task\.allowautomatictasks$/, says: 'lets tasks run as soon as the folder is open', safe: NO },
  {
    key: /strictssl$|verify(?:ssl|tls|certificates?|signature)$|sslverify$|systemcertificates$/,
    says: 'stops the check of whom the editor talks to',
    safe: YES,
  },
  {
    key: /^http\.(?!proxystrictssl$|systemcertificates$)|(?:^|\.)proxy(?:url|server)?$|^remote\.|^dev\.containers\.|(?:base|api|server)url$|apibase$|endpoint$/,
    says: 'changes whom the editor or agent talks to',
    safe: [],
  },
  {
    key: /^terminal\.integrated\.(?:env|profiles|defaultprofile|automation|shell|inheritenv|autoreplies|allow|cwd)/,
    says: 'changes what terminals start with',
    safe: [],
  },
  { key: /^terminal\.external\./, says: 'changes what terminals start with', safe: [] },
  {
    key: /^git\.(?:allow|confirm|openrepositoryinparent|postcommit|terminalauth|untracked|autorepository|usejson|require)/,
    says: 'changes what git does without being asked about',
    safe: ['never', 'none'],
  },
  {
    key: /^extensions\.(?!ignorerecommendations|closeextension|autoupdate$)/,
    says: 'changes which extensions may run',
    safe: [],
  },
  {
    key: /instructions|(?:prompt|hook|skill|agent)files?(?:locations|recommendations)?$|contextfilename|systemprompt/,
    says: 'changes what an agent is told',
    safe: [],
  },
  {
    key: /(?:^|\.)env\.(?:.*(?:baseurl|proxy|token|key|helper)|nodeoptions|path|ldpreload|pythonpath|bashenv|.*certs?)$/,
    says: 'changes the environment that programs start with',
    safe: [],
  },
  {
    key: /workbench\.trusteddomains|trusteddomains/,
    says: 'changes which addresses are opened without being asked about',
    safe: [],
  },
];

/** The last name of a key whose value is a program, or where one lies. */
export const NAMES_PROGRAM =
  /(?:path|paths|interpreter|binary|bin|executable|exec|exe|program|runtime|shell|compiler|server|tsdk|sdk|browser|launcher|home|linuxexec|osxexec|windowsexec|provider|plugins?|adapter)$/;

/** The last name of a key whose value is a command. */
export const NAMES_COMMAND =
  /(?:cmd|commands?|commandline|script|apikeyhelper|headershelper|authrefresh|credentialexport|helper|exec|runonsave|onsave|onstart|startup|bash|powershell|install|start|setupworktree(?:unix|windows)?)$/;

/** The last name of a key that says how a program is started. */
export const NAMES_START =
  /(?:args|arguments|env|envvars|envfile|environment|extraenv|argv|flags|vmargs|jvmargs|javaopts)$/;

/** Names that look like those, and are none. */
export const NAMES_NEITHER =
  /^(?:editor|workbench|files|search|explorer|window|breadcrumbs|diffeditor|zenmode|outline|problems|emmet|markdown|scm|debug\.console|notebook|telemetry|accessibility)\.(?!externalbrowser)|importmodulespecifier|hidden|exclude|include|jsonpath|xpath|configpath$|rootpath|basepath|relativepath/;
