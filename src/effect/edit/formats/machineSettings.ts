import type { Fact, Format } from '../fact';
import { isFalse, isTrue, membersOf, textAt, textOf, textsAt, type Value, valuesAt } from './data';
import { changeFact, commandLine, told } from './looks';
import { programs, proxies, untrusting } from './registries';
import { type Look, notices, scriptFact, scripts, settingsFormat } from './settingsFile';

/** What a system starts by itself. */
const units = settingsFormat('ini', '*.{service,socket,path,mount,automount} *.{service,timer}.d/*.conf', [
  (document) =>
    textsAt(document, 'Service.Exec* Socket.Exec*').map(({ at, value }) =>
      scriptFact(at, value.text.replace(/^\s*[@:+!|-]+/gm, '').replace(/%[a-zA-Z]/g, 'x'), { isElsewhere: true }),
    ),
]);

const desktopEntry = settingsFormat('ini', '*.desktop', [
  (document) =>
    textsAt(document, '*.Exec *.TryExec').map(({ at, value }) =>
      scriptFact(at, value.text.replace(/%[a-zA-Z]/g, ''), { isElsewhere: true }),
    ),
]);

const supervisor = settingsFormat(
  'ini',
  '{supervisord,supervisor}.conf supervisor/**.{conf,ini} supervisord.d/**.{conf,ini}',
  [scripts({ paths: '*.command', isElsewhere: true })],
);

/** Lines that say when, and what: in folders of the system, by whom as well. */
const crontab: Format = {
  name: 'a table of cron',
  reads: ({ folded }) =>
    /(?:^|\/)(?:crontab|[\w.-]+\.(?:cron|crontab)|cron\.d\/[\w.-]+|cron\/crontabs\/\w+)$/.test(folded),
  facts: (text, { folded }) => {
    const withUser = /(?:^|\/)(?:cron\.d\/|etc\/crontab$)/.test(folded);
    const lines = text.split(/\r?\n/).flatMap((line) => {
      const [, command = ''] = /^\s*(?:@\w+|(?:[\d*,/\w-]+\s+){4}[\d*,/\w-]+)\s+(.*)$/.exec(line) ?? [];
      return command === '' || line.trimStart().startsWith('#')
        ? []
        : [withUser ? command.replace(/^\S+\s+/, '') : command];
    });
    return lines.length === 0 ? [] : [scriptFact('crontab', lines.join('\n'))];
  },
};

const ssh = settingsFormat(
  'words',
  '.ssh/config .ssh/config.d/** ssh_config ssh_config.d/** sshd_config sshd_config.d/**',
  [
    scripts({
      paths:
        'ProxyCommand LocalCommand KnownHostsCommand RemoteCommand AuthorizedKeysCommand ForceCommand AuthorizedPrincipalsCommand',
      filledIn: /%[a-zA-Z%]/g,
    }),
    (document) =>
      textsAt(document, 'Match').flatMap(({ at, value }) => {
        const [, command] = /\bexec\s+("[^"]*"|\S+)/i.exec(value.text) ?? [];
        return command === undefined ? [] : [scriptFact(at, command.replace(/^"|"$/g, ''))];
      }),
    notices(
      {
        detail: 'change.tls',
        says: 'trusts whoever answers',
        paths: 'StrictHostKeyChecking VerifyHostKeyDNS',
        when: (text) => /^(?:no|off|accept-new)$/i.test(text),
      },
      {
        detail: 'change.tls',
        says: 'forgets whom it knows',
        paths: 'UserKnownHostsFile GlobalKnownHostsFile',
        when: (text) => /\/dev\/null|^none$/i.test(text),
      },
      {
        detail: 'change.executable',
        says: 'loads {} whenever keys are used',
        paths: 'PKCS11Provider SecurityKeyProvider',
      },
      {
        detail: 'change.authentication',
        says: 'lets more people in',
        paths: 'PermitRootLogin PermitEmptyPasswords PasswordAuthentication',
        when: isTrue,
      },
    ),
  ],
);

const transfers = settingsFormat('words', '{.,_}curlrc {.,_}wgetrc wgetrc .config/curlrc', [
  notices(
    proxies('proxy x http_proxy https_proxy preproxy socks5*'),
    {
      detail: 'change.tls',
      says: 'trusts whoever answers',
      paths: 'insecure k proxy-insecure doh-insecure',
      when: (text) => !isFalse(text),
    },
    untrusting('check?certificate check_certificate check-certificate'),
    { detail: 'change.tls', says: 'trusts the keys in {}', paths: 'cacert capath ca_certificate ca_directory' },
    programs('use_askpass config K'),
  ),
]);

/** Who may sign in to a database, and how it makes sure of that. */
const databaseAccess: Format = {
  name: 'settings',
  reads: ({ folded }) => /(?:^|\/)pg_hba[\w.-]*\.conf$/.test(folded),
  facts: (text) =>
    text
      .split(/\r?\n/)
      .flatMap((line) =>
        /^\s*(?:local|host\w*)\s.*\strust\b/i.test(line)
          ? [changeFact('pg_hba', 'change.authentication', 'lets in whoever calls', line.trim())]
          : [],
      ),
};

const APPS = 'androidmanifest.xml';
/** Rights that show nobody anything of the person. */
const ORDINARY_RIGHT =
  /\.(?:INTERNET|ACCESS_NETWORK_STATE|ACCESS_WIFI_STATE|VIBRATE|WAKE_LOCK|FOREGROUND_SERVICE\w*|POST_NOTIFICATIONS|RECEIVE_BOOT_COMPLETED|USE_BIOMETRIC)$/;

const android = settingsFormat('xml', `${APPS} network_security_config.xml`, [
  notices(
    {
      detail: 'change.appRights',
      says: 'asks the person who uses the app for {}',
      paths: '**.uses-permission*.@name',
      when: (text) => !ORDINARY_RIGHT.test(text),
    },
    {
      detail: 'change.tls',
      says: 'lets the app talk without encryption',
      paths: '**.@usesCleartextTraffic **.@cleartextTrafficPermitted',
      when: isTrue,
    },
    {
      detail: 'change.tls',
      says: 'lets the app trust whoever the machine trusts',
      paths: '**.certificates.@src',
      when: (text) => /^user$/i.test(text),
    },
    { detail: 'change.authentication', says: 'lets other apps call this', paths: '**.@exported', when: isTrue },
    {
      detail: 'change.authentication',
      says: 'lets everybody look into the app',
      paths: '**.@debuggable',
      when: isTrue,
    },
  ),
]);

const webConfig = settingsFormat('xml', '{web,app}{,.*}.config', [
  notices(
    {
      detail: 'change.authentication',
      says: 'shows faults to whoever calls',
      paths: '**.customErrors.@mode',
      when: isFalse,
    },
    { detail: 'change.authentication', says: 'lets in whoever calls', paths: '**.authentication.@mode', when: isFalse },
    {
      detail: 'change.authentication',
      says: 'lets in whoever calls',
      paths: '**.allow.@users',
      when: (text) => /^[*?]$/.test(text),
    },
    {
      detail: 'change.authentication',
      says: 'no longer checks what callers send',
      paths: '**.@validateRequest **.@enableViewStateMac **.@enableEventValidation **.@requestValidation',
      when: isFalse,
    },
    { detail: 'change.tls', says: 'no longer asks for encryption', paths: '**.@requireSSL', when: isFalse },
  ),
]);

/** A `dict` has its keys and values by turns. */
function dictionaries(value: Value): readonly ReadonlyMap<string, Value>[] {
  return valuesAt(value, '**.dict').map(({ value: dict }) => {
    const members = membersOf(dict);
    return new Map(
      members.flatMap(({ key, value: name }, index) => {
        const next = members[index + 1];
        return key === 'key' && next !== undefined
          ? [[textOf(name) ?? '', truthOf(next.key, next.value)] as const]
          : [];
      }),
    );
  });
}

function truthOf(key: string, value: Value): Value {
  return /^(?:true|false)$/i.test(key) ? { kind: 'scalar', text: key } : value;
}

const propertyList: Look = (document) =>
  dictionaries(document).flatMap((dict): readonly Fact[] => {
    const words = membersOf(dict.get('ProgramArguments')).flatMap(({ value }) => textOf(value) ?? []);
    const program = textOf(dict.get('Program'));
    const command = words.length > 0 ? commandLine(words) : program;
    return [
      ...(command === undefined ? [] : [scriptFact('ProgramArguments', command)]),
      ...(isTrue(textOf(dict.get('NSAllowsArbitraryLoads')))
        ? [
            changeFact(
              'NSAllowsArbitraryLoads',
              'change.tls',
              'lets the app talk without encryption',
              'NSAllowsArbitraryLoads',
            ),
          ]
        : []),
      ...[...dict.keys()]
        .filter((key) => /^NS\w+UsageDescription$/.test(key))
        .map((key) => changeFact(key, 'change.appRights', `asks the person who uses the app for ${told(key)}`, key)),
    ];
  });

const propertyLists = settingsFormat('xml', '*.plist *.entitlements', [propertyList]);

/** What editors of one family run. */
const RUN_BY_EDITOR = /^(?:SCRIPT_TEXT|program|COMMAND|command|PROGRAM|BEFORE_RUN_COMMAND)$/;

const editorRuns = settingsFormat(
  'xml',
  ['.idea/**.xml', '.run/*.run.xml'],
  [
    (document) =>
      valuesAt(document, '**.option').flatMap(({ at, value }) => {
        const text = textAt(value, '@value');
        return text !== undefined && RUN_BY_EDITOR.test(textAt(value, '@name') ?? '')
          ? [scriptFact(`${at}.${textAt(value, '@name')}`, text)]
          : [];
      }),
  ],
);

export const machineSettings: readonly Format[] = [
  units,
  desktopEntry,
  supervisor,
  crontab,
  ssh,
  transfers,
  databaseAccess,
  android,
  webConfig,
  propertyLists,
  editorRuns,
];
