import { isThisMachine } from '../requestPurpose';
import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, ParsedOption, Program } from './program';
import { isLoopback, requestWith, saveAs } from './requests';

export const curlPrograms: readonly Program[] = [
  {
    names: 'curl',
    options: [
      // How it asks, and what it shows
      '-f,--fail -s,--silent -S,--show-error -L,--location -k,--insecure -i,--include,--show-headers -I,--head -G,--get',
      '-v,--verbose -g,--globoff -N,--no-buffer -4,--ipv4 -6,--ipv6 -#,--progress-bar -q,--disable -Z,--parallel',
      '-a,--append -j,--junk-session-cookies -l,--list-only -M,--manual -B,--use-ascii -p,--proxytunnel -V,--version',
      '-0,--http1.0 -1,--tlsv1 -2,--sslv2 -3,--sslv3 -:,--next -h,--help=? -n,--netrc! --netrc-optional!',
      '--anyauth --basic --digest --ntlm --ntlm-wb --negotiate --ca-native --cert-status --compressed --compressed-ssh',
      '--crlf --disable-eprt --disable-epsv --disallow-username-in-url --false-start --fail-early --fail-with-body',
      '--form-escape --ftp-create-dirs --ftp-pasv --ftp-pret --ftp-skip-pasv-ip --ftp-ssl-ccc --ftp-ssl-control',
      '--haproxy-protocol --http0.9 --http1.1 --http2 --http2-prior-knowledge --http3 --http3-only --mptcp',
      '--ignore-content-length --location-trusted --mail-rcpt-allowfails --metalink --no-alpn --no-clobber --clobber',
      '--no-keepalive --no-npn --no-progress-meter --no-sessionid --no-fail --no-location --no-insecure --no-compressed',
      '--parallel-immediate --path-as-is --post301 --post302 --post303 --raw --remove-on-error --retry-all-errors',
      '--retry-connrefused --sasl-ir --skip-existing --ssl --ssl-reqd --ssl-allow-beast --ssl-auto-client-cert',
      '--ssl-no-revoke --ssl-revoke-best-effort --styled-output --no-styled-output --suppress-connect-headers',
      '--tcp-fastopen --tcp-nodelay --tftp-no-options --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tr-encoding --trace-ids',
      '--trace-time --proxy-insecure --proxy-anyauth --proxy-basic --proxy-digest --proxy-negotiate --proxy-ntlm',
      '--proxy-http2 --proxy-ca-native --socks5-basic --socks5-gssapi --socks5-gssapi-nec --doh-insecure --out-null',
      // What is sent
      '-X,--request= -H,--header= -d,--data,--data-ascii= --data-binary= --data-raw= --data-urlencode= --json=',
      '-F,--form= --form-string= -T,--upload-file= --url-query= --variable= -Q,--quote=no --request-target=no',
      // Files it writes
      '-o,--output=write -O,--remote-name --remote-name-all -J,--remote-header-name -R,--remote-time --create-dirs',
      '-D,--dump-header=write -c,--cookie-jar=write --trace=write --trace-ascii=write --stderr=write --libcurl=write',
      '--output-dir=folder --etag-save=write --hsts=write --alt-svc=write --create-file-mode= --xattr',
      // Who asks, how long and how often
      '-b,--cookie= -A,--user-agent= -e,--referer= -u,--user= -m,--max-time= --connect-timeout= --retry= --retry-delay=',
      '--retry-max-time= -w,--write-out= --keepalive-time= --keepalive-cnt= --expect100-timeout= --rate= --limit-rate=',
      '--happy-eyeballs-timeout-ms= --login-options= --oauth2-bearer= --aws-sigv4= --delegation= --sasl-authzid=',
      '--service-name= --krb= --mail-auth= --mail-from= --mail-rcpt= --ftp-account= --ftp-method=',
      '--ftp-alternative-to-user=no -P,--ftp-port=',
      // Through whom, with which settings and keys
      '-x,--proxy= --preproxy= --proxy1.0= --socks4= --socks4a= --socks5= --socks5-hostname= -U,--proxy-user=no',
      '--proxy-header= --socks5-gssapi-service= --noproxy= -K,--config=no --netrc-file=no --engine=no --ipfs-gateway=no',
      '-E,--cert=read --cert-type= --key=read --key-type= --pass= --pubkey=names --cacert=names --capath=names',
      '--crlfile=names --ciphers= --tls13-ciphers= --curves= --sigalgs= --pinnedpubkey= --hostpubmd5= --hostpubsha256=',
      '--tls-max= --tlsauthtype= --tlsuser= --tlspassword= --ech= --random-file= --egd-file= --proxy-cacert=names',
      '--proxy-cert=no --proxy-key=no --proxy-pass=no',
      // Which part, and what the address really leads to
      '-C,--continue-at= -r,--range= -Y,--speed-limit= -y,--speed-time= -z,--time-cond= --max-filesize= --max-redirs=',
      '--resolve= --connect-to= --interface= --local-port= --url= --unix-socket= --abstract-unix-socket=no --doh-url=no',
      '--dns-servers=no --dns-interface= --dns-ipv4-addr= --dns-ipv6-addr= --proto= --proto-default= --proto-redir=',
      '-t,--telnet-option= --tftp-blksize= --parallel-max= --parallel-max-host= --etag-compare=read --ip-tos=',
      '--vlan-priority= --haproxy-clientip= --upload-flags= --trace-config=',
      // Put together from what `--variable` took in
      '--expand-url=no --expand-data=no --expand-header=no --expand-output=no --expand-user=no --expand-variable=no',
      '--expand-form=no --expand-cookie=no --expand-json=no --expand-data-raw=no --expand-url-query=no',
    ],
    see: curl,
  },
];

/** Options that hand over a file behind `@` or `<`: where in their value it stands. */
const FILE_IN_VALUE: Readonly<Record<string, RegExp>> = {
  '-d': /^@/,
  '--data-binary': /^@/,
  '--json': /^@/,
  '--data-urlencode': /^[^=@]*@/,
  '--url-query': /^[^=@]*@/,
  '-F': /^[^=]*=[@<]/,
  '-H': /^@/,
  '--proxy-header': /^@/,
  '-w': /^@/,
  '--variable': /^[^=@]*@/,
};
const SENDS = new Set(['-d', '--data-binary', '--data-raw', '--data-urlencode', '--json', '-F', '--form-string', '-T']);
const PROXIES = /^(?:-x|--preproxy|--proxy1\.0|--socks4a?|--socks5|--socks5-hostname)$/;

function curl(call: Call, parsed: Parsed): undefined {
  const isGlobbing = !parsed.has('-g');
  let isUpload = false;
  const redirected: Redirection[] = [];
  for (const option of parsed.options) {
    if (option.value === undefined) continue;
    if (SENDS.has(option.name)) isUpload = true;
    if (option.name === '-w')
      for (const [, file = ''] of (option.value.text ?? '').matchAll(/%output\{(?:>>)?([^}]*)\}/g))
        call.file('write', literalArg(file, call.part));
    lookAtValue(call, option, option.value, isGlobbing, redirected);
  }
  if (parsed.has('-G')) isUpload = false;
  const method = (
    parsed.value('-X')?.text ?? (parsed.has('-X') ? '?' : parsed.has('-I') ? 'HEAD' : isUpload ? 'POST' : 'GET')
  ).toUpperCase();
  const given = [
    ...parsed.operands,
    ...parsed.options.flatMap(({ name, value }) => (name === '--url' && value !== undefined ? [value] : [])),
  ];
  const urls = given.flatMap((url) => (isGlobbing ? expanded(call, url) : [url]));
  let isLocal = true;
  for (const url of urls) {
    const real = redirected.reduce((each, redirection) => redirection(each), url);
    isLocal &&= isThisMachine(real.text ?? real.head);
    requestWith(call, real, method, isUpload);
    if (parsed.has('-O', '--remote-name-all')) saved(call, parsed, url);
  }
  if (parsed.has('-k') && !isLocal)
    call.emit('fetch', 'a host', { detail: 'fetch.unchecked', says: 'talks to a host without checking who it is' });
  if (parsed.options.some(({ name, value }) => name === '-o' && isGlobbing && /#\d/.test(value?.text ?? '')))
    call.emit('write', '-o', { detail: 'write.unknownPath', certainty: 'possible' });
  return undefined;
}

type Redirection = (url: Arg) => Arg;

function lookAtValue(
  call: Call,
  { name }: ParsedOption,
  value: Arg,
  isGlobbing: boolean,
  redirected: Redirection[],
): void {
  const { head, raw } = value;
  const file = FILE_IN_VALUE[name]?.exec(head);
  if (file !== null && file !== undefined) {
    // `-F a=@x,y;type=text/plain` sends two files.
    for (const each of name === '-F' ? parts(sliceArg(value, file[0].length)) : [sliceArg(value, file[0].length)])
      call.file('read', each);
  }
  if (name === '-T') for (const each of isGlobbing ? expanded(call, value) : [value]) call.file('read', each);
  else if (name === '-b' && head !== '' && !head.includes('=')) call.file('read', value);
  else if (name === '--variable' && head.startsWith('%'))
    call.emit('read', `$${head.slice(1)}`, { detail: 'read.environment', says: `reads $${head.slice(1)}` });
  else if (PROXIES.test(name) && head !== '' && !isThisMachine(head))
    call.unknown('program.option', raw, `sends what it asks through ${raw}`);
  else if (name === '--resolve') {
    const [host = '', port = '', ...addresses] = split(value.text ?? '');
    if (addresses.every(isLoopback) && value.text !== undefined)
      redirected.push((url) => (addresses.length > 0 ? toThisMachine(url, host.replace(/^[+]/, ''), port) : url));
    else call.unknown('program.option', raw, `takes ${host} for another address`);
  } else if (name === '--connect-to') {
    const [host = '', port = '', target] = split(value.text ?? '?:?:?');
    if (isLoopback(target)) redirected.push((url) => toThisMachine(url, host === '' ? '*' : host, port));
    else if (target !== '' || value.text === undefined)
      call.unknown('program.option', raw, `connects to ${target} instead`);
  } else if (name === '--unix-socket') {
    const area = call.areaOf(value);
    if ((area === 'workspace' || area === 'temp') && !/docker|podman|containerd/i.test(raw))
      redirected.push((url) => toThisMachine(url, '*', ''));
    else call.unknown('program.option', raw, `talks to whatever listens at ${raw}`);
  }
}

/** `host:port:[::1],127.0.0.1` taken apart; colons in brackets belong to the address. */
function split(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|[^:,[\]])+|(?<=^|:)(?=:|$)/g) ?? [];
}

function toThisMachine(url: Arg, host: string, port: string): Arg {
  const match = /^((?:https?:\/\/)?)([^/:?#@]+)((?::\d+)?)(?=[/?#]|$)/i.exec(url.text ?? '');
  if (match === null || url.text === undefined) return url;
  const [whole, scheme = '', name = '', given = ''] = match;
  if (host !== '*' && name.toLowerCase() !== host.toLowerCase()) return url;
  const real = given === '' ? (/^https/i.test(scheme) ? '443' : '80') : given.slice(1);
  if (port !== '' && port !== real) return url;
  const text = `${scheme}localhost${given}${url.text.slice(whole.length)}`;
  return { ...url, text, head: text };
}

/** `a,b;type=x`: the names of files in the value of a form. */
function parts(arg: Arg): Arg[] {
  const { text } = arg;
  if (text === undefined) return [arg];
  return text
    .replace(/;.*$/, '')
    .split(',')
    .map((name) => ({ ...arg, text: name, head: name, raw: name }));
}

const MOST_URLS = 64;

/** curl's own patterns: `{a,b}` is one after the other, `[1-9]` a range, of which the first stands for all in a path. */
function expanded(call: Call, arg: Arg): Arg[] {
  const { text } = arg;
  if (text === undefined || !/[{[]/.test(text)) return [arg];
  let all = [''];
  let rest = text;
  while (rest !== '') {
    const plain = /^[^{[]+/.exec(rest)?.[0];
    const address = /^\[[\da-f:.]*:[\da-f:.]*\]/i.exec(rest)?.[0];
    const range = /^\[(\d+|[a-z])-(\d+|[a-z])(?::\d+)?\]/i.exec(rest);
    const set = /^\{([^{}]*)\}/.exec(rest);
    const isInHost = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*$/i.test(all[0] ?? '');
    let choices: string[];
    if (plain !== undefined) choices = [plain];
    else if (address !== undefined && isInHost) choices = [address];
    else if (range !== null && !isInHost) choices = [range[1] ?? ''];
    else if (set !== null) choices = (set[1] ?? '').split(',');
    else choices = [];
    all = all.flatMap((begin) => choices.map((choice) => begin + choice));
    if (choices.length === 0 || all.length > MOST_URLS) {
      call.unknown('value.option', text, `asks for addresses that can't be told from ${text.slice(0, 60)}`);
      return [];
    }
    rest = rest.slice((plain ?? (address !== undefined && isInHost ? address : (range ?? set)?.[0]) ?? '').length);
  }
  return all.map((each) => ({ ...arg, text: each, head: each }));
}

function saved(call: Call, parsed: Parsed, url: Arg): void {
  const folder = parsed.value('--output-dir');
  const folders = folder === undefined ? call.folders : call.resolve(folder);
  // The other side may choose the name.
  if (folders === undefined || parsed.has('-J'))
    call.emit('write', url.raw, { detail: 'write.unknownPath', certainty: 'possible' });
  else for (const each of folders) saveAs(call, url, each);
}
