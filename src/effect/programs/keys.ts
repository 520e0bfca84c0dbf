import { either } from '../names';
import { SECRET } from '../shell/value';
import type { Call, Parsed, Program } from './program';
import { reach } from './reachability';

/** Keys, certificates and stores of passwords. */
export const keyPrograms: readonly Program[] = [
  {
    names: 'ssh-keygen',
    options: [
      '-ABceFgHhikLlMOopqQRrUuvxyZ -a= -b= -C= -D=no -E= -f=text -I= -J= -j= -K= -m= -N= -n= -P= -S= -s=no -t= -V= -W= -w=no',
      '-Y= -z= -Z= -F= -R= -O= -r= -M= -T=no -G=no',
    ],
    see: sshKeygen,
  },
  {
    names: 'ssh-add',
    options: '-lLcCdDkKqvxXtTAE -t= -s=no -e=no -S=no -E= -h= -H=',
    see: (call, parsed) =>
      parsed.has('-l', '-L') ? undefined : handlesKeys(call, 'changes which keys the agent of ssh holds'),
  },
  {
    names: 'ssh-copy-id',
    options: '-fnsxh? -i= -p= -o=no -t= -F=no',
    see: (call) => call.emit('upload', 'a host', { detail: 'upload.shell', says: 'lets a key in on another machine' }),
  },
  {
    names: 'ssh-agent gpg-agent gpg-connect-agent',
    loose: true,
    stopsAtOperand: true,
    options: '-a=no -E= -t= -P=no -O=',
    see: (call, parsed) => {
      call.unknown('program.beyond', call.name, 'starts an agent that holds keys');
      return parsed.operands.length > 0 ? call.command(parsed.operands) : undefined;
    },
  },
  {
    names: 'ssh-keyscan',
    options: '-46cDHqv -f=no -O= -p= -T= -t=',
    see: (call, parsed) => reach(call, parsed.operands),
  },
  {
    names: 'gpg gpg2 gpgv gpgsm',
    options: [
      '-k,--list-keys,--list-public-keys -K,--list-secret-keys --list-sigs,--check-sigs --fingerprint --list-packets',
      '--verify --version -h,--help --print-md --print-mds --list-config --dump-options -v,--verbose -q,--quiet --batch',
      '--no-tty --yes --with-colons --with-fingerprint --with-keygrip --with-subkey-fingerprint --fixed-list-mode',
      '--keyid-format= --status-fd= --logger-fd= --display-charset= --no-auto-key-retrieve --keyring=names',
      '--no-default-keyring --homedir=names --import-options= --show-keys --dry-run -n --list-options= --no-options',
      // What uses keys, or what can be told to run something
      '-d,--decrypt -s,--sign -b,--detach-sign --clearsign,--clear-sign -e,--encrypt -c,--symmetric -r,--recipient=',
      '-u,--local-user= -a,--armor --dearmor --enarmor -o,--output=write --import --export --export-secret-keys',
      '--export-secret-subkeys --export-ssh-key --gen-key --generate-key --full-gen-key --full-generate-key',
      '--quick-gen-key --quick-generate-key --edit-key --delete-keys --delete-key --delete-secret-keys',
      '--delete-secret-and-public-key --recv-keys --receive-keys --send-keys --search-keys --refresh-keys --locate-keys',
      '--fetch-keys --sign-key --lsign-key --gen-revoke --card-edit --card-status --passwd --update-trustdb',
      '--import-ownertrust --export-ownertrust --passphrase= --passphrase-fd= --passphrase-file=read --pinentry-mode=',
      '--trust-model= --always-trust --default-key= --keyserver= --cipher-algo= --digest-algo= --compress-algo= -z=',
      '--list-secret-keys --with-secret --no-symkey-cache --armour --textmode -t --max-output= --ignore-mdc-error',
    ],
    see: gpg,
  },
  {
    names: 'age rage',
    options: [
      '-e,--encrypt -d,--decrypt -p,--passphrase -a,--armor -r,--recipient= -R,--recipients-file=read -i,--identity=read',
      '-o,--output=write --version -version -j=no --help -h',
    ],
    operands: 'read*',
    see: (call, parsed) => (parsed.has('-d') ? handlesKeys(call, 'decrypts a file') : undefined),
  },
  { names: 'age-keygen rage-keygen', options: '-o,--output=write -y -pq --version -h', operands: 'read' },
  { names: 'keytool jarsigner', loose: true, options: '-keystore=read -file=read', longSingle: true, see: stored },
  {
    names: 'pass gopass op bw lpass vault doppler sops chamber infisical secret-tool keyring akeyless conjur',
    loose: true,
    options: '-version',
    see: stored,
  },
  {
    names: 'security',
    loose: true,
    see: (call) =>
      /^(?:list-keychains|default-keychain|login-keychain|find-identity|verify-cert|show-keychain-info|list-smartcards|help|error)\b(?!.*-[sd] )/.test(
        wordsOf(call),
      )
        ? undefined
        : stored(call),
  },
];

function wordsOf(call: Call): string {
  return call.args.map((arg) => arg.text ?? '?').join(' ');
}

function handlesKeys(call: Call, says: string): undefined {
  call.taint |= SECRET;
  call.emit('read', `what ${call.name} keeps`, { detail: 'read.kept', says });
}

function sshKeygen(call: Call, parsed: Parsed): undefined {
  const file = parsed.value('-f');
  // Asked about a key file, it reads only the public part of it.
  if (parsed.has('-l', '-B')) return file === undefined ? undefined : call.file('names', file);
  if (parsed.has('-F')) return file === undefined ? undefined : call.file('names', file);
  if (parsed.has('-y', '-e', '-p', '-c')) {
    if (file !== undefined) call.file('read', file);
    return handlesKeys(call, 'opens a private key');
  }
  if (parsed.has('-Y')) {
    if (parsed.value('-Y')?.text === 'verify' || parsed.value('-Y')?.text === 'check-novalidate') return undefined;
    return handlesKeys(call, 'signs with a private key');
  }
  if (file === undefined || parsed.has('-R', '-A', '-k', '-K', '-H'))
    return call.emit('write', '~/.ssh', { detail: 'write.unknownPath', says: 'writes keys into your folder ~/.ssh' });
  call.file('write', file);
  return undefined;
}

const GPG_NETWORK = /^--(?:recv-keys|receive-keys|send-keys|search-keys|refresh-keys|fetch-keys|locate-keys)$/;
const GPG_SECRET = new RegExp(
  `^(?:-d|-s|-b|--clearsign|--(?:${either([
    'export-secret-keys export-secret-subkeys export-ssh-key gen-key generate-key full-gen-key full-generate-key',
    'quick-gen-key quick-generate-key edit-key delete-keys delete-key delete-secret-keys delete-secret-and-public-key',
    'sign-key lsign-key gen-revoke card-edit card-status passwd update-trustdb import-ownertrust import',
  ])}))$`,
);

function gpg(call: Call, parsed: Parsed): undefined {
  const home = parsed.value('--homedir');
  if (home !== undefined && call.areaOf(home) !== 'temp')
    call.unknown('program.option', home.raw, 'takes the settings of gpg from elsewhere, which can run programs');
  for (const { name } of parsed.options)
    if (GPG_NETWORK.test(name))
      call.emit('upload', 'a key server', { detail: 'upload.keys', says: 'exchanges keys with a key server' });
    else if (GPG_SECRET.test(name)) handlesKeys(call, 'uses or changes the keys of gpg');
  // Anything else is a file, or an algorithm's or a key's name.
  for (const file of parsed.operands)
    if (parsed.has('--list-packets', '--show-keys', '-e', '-c', '--dearmor', '--enarmor', '--print-md', '--verify'))
      call.file('read', file);
  if (parsed.options.length === 0 && parsed.operands.length > 0) handlesKeys(call, 'opens a file with gpg');
  if (parsed.has('-e', '-c', '--dearmor', '--enarmor', '--export') && !parsed.has('-o'))
    for (const file of parsed.operands)
      if (file.text !== undefined && !parsed.has('--export')) {
        const text = `${file.text}.gpg`;
        call.file('write', { ...file, text, head: text });
      }
  return undefined;
}

const STORES_LOOK = /^(?:-help|version|status|--version|--help|-h|-v|help|account list|whoami|--check|-list-help)$/;

/** What it gives out is a secret, whoever gets it; a command behind `--` is given secrets too. */
function stored(call: Call): undefined {
  const text = wordsOf(call);
  if (STORES_LOOK.test(text)) return undefined;
  call.taint |= SECRET;
  if (
    /\b(?:delete|destroy|disable|remove|purge|rotate|revoke|put|write|set|create|enable|edit|import|patch|metadata|rm|insert|generate|add)\b/.test(
      text,
    )
  )
    call.emit('deploy', call.name, { detail: 'deploy.secrets', says: 'changes stored secrets' });
  call.emit('read', `what ${call.name} keeps`, {
    detail: 'read.kept',
    says: `uses the keys or passwords that ${call.name} keeps`,
  });
  const at = call.args.findIndex((arg) => arg.text === '--');
  if (at >= 0 && at < call.args.length - 1) call.command(call.args.slice(at + 1));
  return undefined;
}
