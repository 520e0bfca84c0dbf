import { isThisMachine } from '../requestPurpose';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { requestWith, saveAs } from './requests';

const HTTPIE_OPTIONS = [
  '-j,--json -f,--form --multipart --boundary= --raw= -x,--compress --pretty= -s,--style= --unsorted --sorted',
  '--response-charset= --response-mime= --format-options= -p,--print= -h,--headers -m,--meta -b,--body -v,--verbose',
  '--all -P,--history-print= -S,--stream -o,--output=write -d,--download -c,--continue -q,--quiet --session=',
  '--session-read-only= -a,--auth= -A,--auth-type= --bearer= --ignore-netrc --offline --proxy=no -F,--follow',
  '--max-redirects= --max-headers= --timeout= --check-status --no-check-status --path-as-is --chunked --verify= --ssl=',
  '--ciphers= --cert=read --cert-key=read --cert-key-pass= -I,--ignore-stdin --help --manual --version --traceback',
  '--default-scheme= --debug --https --http-version= --curl --curl-long --interface= -4,--ipv4 -6,--ipv6 --native-tls',
  '--unix-socket=no --resolve=no --no-verify',
];

/** Programs that ask for addresses of the web, other than curl. */
export const httpPrograms: readonly Program[] = [
  {
    names: 'wget',
    options: [
      '-V,--version -h,--help -b,--background -q,--quiet -v,--verbose -d,--debug -n= -c,--continue -N,--timestamping',
      '-S,--server-response -r,--recursive -k,--convert-links -K,--backup-converted -m,--mirror -p,--page-requisites',
      '-E,--adjust-extension -H,--span-hosts -L,--relative -x,--force-directories -4,--inet4-only -6,--inet6-only',
      '-F,--force-html --no-verbose --no-clobber --no-directories --no-host-directories --no-parent --no-dns-cache',
      '--no-check-certificate --no-cache --no-cookies --no-proxy --no-glob --no-hsts --no-iri --no-netrc --no-config',
      '--no-http-keep-alive --no-remove-listing --no-use-server-timestamps --no-warc-compression --spider --show-progress',
      '--content-disposition --content-on-error --trust-server-names --auth-no-challenge --https-only --ignore-case',
      '--ignore-length --keep-session-cookies --protocol-directories --random-wait --retry-connrefused --retry-on-host-error',
      '--save-headers --strict-comments --unlink --delete-after --passive-ftp --ask-password --follow-ftp --xattr',
      '--convert-file-only --progress= --tries,-t= -T,--timeout= --dns-timeout= --connect-timeout= --read-timeout=',
      '-w,--wait= --waitretry= --retry-on-http-error= -Q,--quota= -l,--level= -A,--accept= -R,--reject= --accept-regex=',
      '--reject-regex= --regex-type= -D,--domains= --exclude-domains= -I,--include-directories=',
      '-X,--exclude-directories= --follow-tags= --ignore-tags= --cut-dirs= --default-page= --start-pos= --limit-rate=',
      '--bind-address= --prefer-family= --restrict-file-names= --remote-encoding= --local-encoding= --max-redirect=',
      '--compression= --header= --referer= -U,--user-agent= --user= --password= --http-user= --http-password= --ftp-user=',
      '--ftp-password= --proxy-user=no --proxy-password=no --method= --post-data= --post-file=read --body-data=',
      '--body-file=read --secure-protocol= --ciphers= --certificate=read --certificate-type= --private-key=read',
      '--private-key-type= --ca-certificate=names --ca-directory=names --crl-file=names --pinnedpubkey= -B,--base=',
      // Files it writes
      '-O,--output-document=write -o,--output-file=write -a,--append-output=write -P,--directory-prefix=folder',
      '--save-cookies=write --rejected-log=write --hsts-file=write --load-cookies=read --warc-file=write --warc-dedup=no',
      '--warc-cdx --warc-max-size= --warc-header= --warc-tempdir=no --no-warc-digests --no-warc-keep-log',
      // What runs something, or what can't be told
      '-e,--execute= --config=no --use-askpass=no -i,--input-file=no --random-file=no --egd-file=no --input-metalink=no',
      '--metalink-over-http! --ftps-implicit',
    ],
    see: wget,
  },
  { names: 'http https xh xhs httpie', options: HTTPIE_OPTIONS, see: httpie },
  {
    names: 'aria2c axel',
    options: [
      '-c -q,--quiet -v,--version,-V -h,--help=? -a,--alternate -n,--num-connections= -d,--dir=folder -o,--out,--output=',
      '-x,--max-connection-per-server= -s,--split= -k,--min-split-size= -j,--max-concurrent-downloads= -m,--max-tries=',
      '-t,--timeout= --retry-wait= --continue=? --auto-file-renaming=? --allow-overwrite=? --summary-interval=',
      '--console-log-level= --file-allocation= --check-certificate=? --max-download-limit= --header= --checksum=',
      '-U,--user-agent= --referer= -Z --show-console-readout=? --download-result=',
    ],
    see: download,
  },
  {
    names: 'yt-dlp youtube-dl',
    options: '--version --help -h -U!',
    see: (call, parsed) => {
      for (const url of parsed.operands) call.request(url, false);
      if (parsed.operands.length > 0) call.unknown('program.beyond', call.name, 'saves what it finds at an address');
      return undefined;
    },
  },
  {
    names: 'lynx links links2 w3m elinks',
    options: [
      '-dump -source -nolist -listonly -width= -cols= -hiddenlinks= -nonumbers -stdin -force_html -useragent= -head',
      '-mime_header -version -help -accept_all_cookies -connect_timeout= -read_timeout= -assume_charset=',
      '-display_charset= -T= -o= -no-numbering -no-references -dump-width= -codepage= -html-numbered-links=',
    ],
    longSingle: true,
    see: (call, parsed) => {
      for (const word of parsed.operands)
        if (/^[a-z]+:\/\//i.test(word.head) || !/^(?:[./~]|[\w/-]+\.html?$)/.test(word.head))
          requestWith(call, word, 'GET', false);
        else call.file('read', word);
      // Without one of these it waits for somebody to steer it.
      if (!parsed.has('-dump', '-source', '-listonly', '-head', '-mime_header', '-version', '-help'))
        call.unknown('program.beyond', call.name, 'opens a browser');
      return undefined;
    },
  },
  {
    names: 'ab wrk hey siege vegeta k6 oha bombardier autocannon',
    options: [
      '-n,--requests= -c,--connections,--concurrent= -t,--threads,--time= -d,--duration= -z= -q= -m= -H= -A= -T= -k -v= -r -i',
      '-l -w= -C= -P= -g=write -e=write -p=read -D=read -s=no --latency --timeout= -R= -b -f=no -h --version -V --no-tui',
      '-a= -x=no --cpus= --disable-compression --disable-keepalive --disable-redirects --host=',
    ],
    see: (call, parsed) => {
      for (const url of parsed.operands)
        if (/[.:/]|^localhost/.test(url.head)) requestWith(call, url, methodOf(parsed), parsed.has('-p', '-d', '-D'));
        else call.unknown('program.beyond', `${call.name} ${url.raw}`, `runs ${call.name} with a plan of its own`);
      return undefined;
    },
  },
];

function methodOf(parsed: Parsed): string {
  return (parsed.value('-m')?.text ?? 'GET').toUpperCase();
}

function wget(call: Call, parsed: Parsed): undefined {
  for (const { name, value } of parsed.options)
    if (
      name === '-e' &&
      !/^ *(?:robots|use_proxy|check_certificate|verbose|timestamping|tries|wait) *= *(?:on|off|no|yes|\d+) *$/i.test(
        value?.text ?? '?',
      )
    )
      call.unknown('program.option', value?.raw ?? name, 'gives wget a setting that may write or reach elsewhere');
  const isUpload = parsed.has('--post-data', '--post-file', '--body-data', '--body-file');
  const method = (
    parsed.has('--method') ? (parsed.value('--method')?.text ?? '?') : isUpload ? 'POST' : 'GET'
  ).toUpperCase();
  let isLocal = true;
  for (const url of parsed.operands) {
    isLocal &&= isThisMachine(url.text ?? url.head);
    requestWith(call, url, method, isUpload);
  }
  if (parsed.has('--no-check-certificate') && !isLocal)
    call.emit('fetch', 'a host', { detail: 'fetch.unchecked', says: 'talks to a host without checking who it is' });
  if (parsed.has('-O', '--spider')) return undefined;
  const folder = parsed.value('-P');
  const folders = folder === undefined ? call.folders : call.resolve(folder);
  const [first] = parsed.operands;
  // Without a folder for the host, what the other side calls its files is what they are called here.
  const isNamedThere =
    parsed.has('-x', '-r', '-m', '-p') &&
    (parsed.has('--no-host-directories') ||
      parsed.options.some(({ name, value }) => name === '-n' && /H/.test(value?.text ?? 'H')));
  if (first !== undefined && isNamedThere && (folder === undefined || call.areaOf(folder) !== 'temp'))
    call.emit('write', first.raw, { detail: 'write.unknownPath', certainty: 'possible' });
  if (first !== undefined && (folders === undefined || parsed.has('--content-disposition', '--trust-server-names')))
    call.emit('write', first.raw, { detail: 'write.unknownPath', certainty: 'possible' });
  else for (const url of parsed.operands) for (const each of folders ?? []) saveAs(call, url, each);
  return undefined;
}

function httpie(call: Call, parsed: Parsed): undefined {
  const words = [...parsed.operands];
  const isMethod = /^[A-Za-z]+$/.test(words[0]?.text ?? '') && words.length > 1 && !isItem(words[1]?.head ?? '');
  const given = isMethod ? words.shift()?.text?.toUpperCase() : undefined;
  const [url, ...items] = words;
  const method = given ?? (items.some((item) => isData(item.head)) || parsed.has('--raw') ? 'POST' : 'GET');
  for (const item of items) {
    const at = /^[^=:@]*(?::=|=|:)?@/.exec(item.head);
    if (at !== null) call.file('read', sliceArg(item, at[0].length));
  }
  for (const { name, value } of parsed.options)
    if (value !== undefined && /^--session/.test(name) && /[/~.]/.test(value.head)) call.file('write', value);
  if (url === undefined) return undefined;
  // `:3000/x` is short for this machine.
  const text = url.text?.replace(/^:(?=\d|\/|$)/, 'localhost:').replace(/^localhost:(?=\/|$)/, 'localhost');
  const address = text === undefined ? url : { ...url, text, head: text };
  const scheme = /^(?:https|xhs)$/.test(call.name) && !/^[a-z]+:\/\//i.test(address.head) ? 'https://' : '';
  const full =
    scheme === ''
      ? address
      : {
          ...address,
          text: address.text === undefined ? undefined : scheme + address.text,
          head: scheme + address.head,
        };
  requestWith(call, full, method, !/^(?:GET|HEAD|OPTIONS)$/.test(method) || items.some((item) => isData(item.head)));
  if (parsed.has('-d') && !parsed.has('-o')) for (const folder of call.folders ?? []) saveAs(call, address, folder);
  return undefined;
}

function isItem(head: string): boolean {
  return /^[\w.[\]-]+(?:==?|:=|@)/.test(head) && !/^[\w.-]+:\d/.test(head);
}

function isData(head: string): boolean {
  return /^[^=:@/]+(?:=(?!=)|:=|@)/.test(head);
}

function download(call: Call, parsed: Parsed): undefined {
  const folder = parsed.value('-d');
  const name = parsed.value('-o');
  for (const url of parsed.operands) {
    if (/^(?:magnet:|.*\.(?:torrent|metalink)$)/i.test(url.head))
      call.unknown('value.option', url.raw, 'takes addresses from elsewhere');
    requestWith(call, url, 'GET', false);
    for (const each of (folder === undefined ? call.folders : call.resolve(folder)) ?? [])
      if (name?.text === undefined) saveAs(call, url, each);
      else call.file('write', { ...name, text: `${each}/${name.text}`, head: `${each}/${name.text}` });
  }
  return undefined;
}
