import { either } from '../names';
import { type Arg, SECRET } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs that talk to other machines. */
export const networkPrograms: readonly Program[] = [
  {
    names: 'curl',
    options: [
      // Flags: how it asks, and what it shows
      '-f,--fail -s,--silent -S,--show-error -L,--location -k,--insecure -i,--include,--show-headers -I,--head',
      '-v,--verbose -g,--globoff -G,--get -O,--remote-name -J,--remote-header-name -N,--no-buffer -n,--netrc!',
      '-j -p,--proxytunnel -4,--ipv4 -6,--ipv6 -#,--progress-bar -q,--disable -Z,--parallel -R -a,--append -l -M -B',
      '-0 -1 -2 -3 -V --compressed --http1.1 --http2 --http3 --no-progress-meter --fail-with-body --fail-early',
      '--create-dirs --raw --location-trusted --tcp-nodelay --no-keepalive --ssl-reqd --tlsv1.2 --tlsv1.3',
      '--path-as-is --retry-connrefused --retry-all-errors --remote-name-all --no-clobber --remove-on-error',
      '--ssl-no-revoke --styled-output --no-sessionid --anyauth --basic --digest --ntlm',
      // What is sent
      '-X,--request= -H,--header= -d,--data,--data-ascii= --data-binary= --data-raw= --data-urlencode= --json=',
      '-F,--form= --form-string= -T,--upload-file=',
      // Files it writes
      '-o,--output=write -D,--dump-header=write -c,--cookie-jar=write --trace=write --trace-ascii=write',
      '--stderr=write --output-dir=folder --etag-save=write --hsts=write --alt-svc=write',
      // Who asks, how long and how often
      '-b,--cookie= -A,--user-agent= -e,--referer= -u,--user= -m,--max-time= --connect-timeout=',
      '--retry= --retry-delay= --retry-max-time= -w,--write-out=',
      // Through whom, with which settings and keys
      '-x,--proxy=no --socks5=no --socks5-hostname=no --preproxy=no -K,--config=no',
      '-E,--cert=read --key=read --cacert=read --capath=read',
      // Which part, and what the address really leads to
      '-C,--continue-at= -r,--range= -Y= -y= -z,--time-cond= --limit-rate= --max-filesize= --max-redirs=',
      '--resolve=no --connect-to=no --interface= --url= --url-query= --variable= --expand-url=no --expand-data=no',
      '--unix-socket=no --abstract-unix-socket=no --doh-url=no --dns-servers=no --local-port= --proto=',
      '--proto-default= --proto-redir= --ciphers= --oauth2-bearer= --netrc-file=no --aws-sigv4= --engine=no',
      '--noproxy= -t= -P= -Q,--quote=no -U,--proxy-user= --keepalive-time= --parallel-max= --expect100-timeout=',
      '--etag-compare=read --rate= --happy-eyeballs-timeout-ms= --request-target=no -h,--help',
    ],
    see: curl,
  },
  {
    names: 'wget',
    loose: true,
    options: [
      '-O,--output-document=write -o,--output-file=write -a,--append-output=write -P,--directory-prefix=folder',
      '-i,--input-file=read -e,--execute=no --config=no --post-data= --post-file=read --body-data= --body-file=read',
      '--method= --header= --user= --password= --use-askpass=no',
      '-U,--user-agent= -t= -T,--timeout= -w= -Q= -l= -A= -R= -D= -I= -X=',
      '--load-cookies=read --save-cookies=write --ca-certificate=read -q,--quiet -nv -c -r -m -p -k -N -S -x -nc',
      '--spider',
    ],
    see: wget,
  },
  { names: 'http https xh xhs httpie', loose: true, see: httpie },
  {
    names: 'ping ping6 traceroute tracepath mtr dig nslookup host whois nmap telnet drill arping fping',
    loose: true,
    see: (call) => reach(call, false),
  },
  { names: 'nc ncat netcat socat openssl', loose: true, see: netcat },
  {
    names: 'ssh autossh mosh sshpass',
    loose: true,
    see: (call) => {
      for (const arg of call.args)
        if (/ProxyCommand|LocalCommand|KnownHostsCommand|^-o?F/.test(arg.text ?? ''))
          call.unknown('program.option', arg.raw, 'gives ssh a program to run');
      call.emit('upload', hostOf(call), { detail: 'upload.shell', says: `runs something on ${hostOf(call)}` });
      return undefined;
    },
  },
  { names: 'scp sftp rsync ftp lftp rclone croc magic-wormhole wormhole', loose: true, see: transfer },
  {
    names: [
      'ssh-keygen ssh-add ssh-copy-id ssh-agent ssh-keyscan gpg gpg2 age keytool certutil',
      'pass op bw vault doppler sops chamber security secret-tool',
    ],
    loose: true,
    see: keys,
  },
  {
    names: 'ngrok cloudflared localtunnel lt bore tailscale wg zerotier-cli frpc chisel',
    loose: true,
    see: (call) =>
      call.emit('listen', 'the internet', { detail: 'listen.tunnel', says: 'opens this machine to the internet' }),
  },
  {
    names: 'mail mailx sendmail mutt msmtp swaks telegram-send slackcat',
    loose: true,
    see: (call) => {
      readArguments(call);
      call.emit('upload', 'an address', { detail: 'upload.mail', says: 'sends a message' });
      return undefined;
    },
  },
  {
    names: 'aria2c axel youtube-dl yt-dlp lynx links w3m elinks websocat grpcurl evans wscat',
    loose: true,
    see: (call) => reach(call, false),
  },
  { names: 'ab wrk hey siege vegeta k6 locust', loose: true, see: (call) => reach(call, false) },
];

function curl(call: Call, parsed: Parsed): undefined {
  const taking = [
    '--data',
    '--data-ascii',
    '-d',
    '--data-binary',
    '--data-raw',
    '--data-urlencode',
    '--json',
    '-F',
    '--form',
    '--form-string',
    '-T',
    '--upload-file',
  ];
  let isUpload = false;
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    if (taking.includes(name)) {
      if (name !== '--data-urlencode' || !parsed.has('-G')) isUpload = true;
      if (name === '-T' || name === '--upload-file') call.file('read', value);
      else if (name !== '--data-raw' && name !== '--form-string') {
        const at = /^(?:[^=@<]*=)?[@<]/.exec(value.head);
        if (at !== null && !(name === '-d' && !value.head.startsWith('@')))
          call.file('read', cleaned(sliceArg(value, at[0].length)));
      }
    } else if ((name === '-H' || name === '-b') && value.head.startsWith('@')) call.file('read', sliceArg(value, 1));
    else if (name === '-w' && value.head.startsWith('@')) call.file('read', sliceArg(value, 1));
    else if (name === '--variable' && /@/.test(value.head))
      call.unknown('program.option', value.raw, 'sends what a file holds');
  }
  if (parsed.has('-G')) isUpload = false;
  const method = (
    parsed.value('-X')?.text ?? (parsed.has('-X') ? '?' : parsed.has('-I') ? 'HEAD' : isUpload ? 'POST' : 'GET')
  ).toUpperCase();
  const urls = [
    ...parsed.operands,
    ...parsed.options.filter(({ name }) => name === '--url').flatMap(({ value }) => value ?? []),
  ];
  if (parsed.has('-k', '--insecure'))
    call.emit('fetch', 'a host', { detail: 'fetch.unchecked', says: 'talks to a host without checking who it is' });
  for (const url of urls) requestWith(call, url, method, isUpload);
  const [first] = urls;
  if (parsed.has('-O') && first !== undefined)
    for (const folder of call.folders ?? []) {
      const name = first.text
        ?.split('/')
        .at(-1)
        ?.replace(/[?#].*$/, '');
      if (name === undefined || name === '')
        call.unknown('write.unknownPath', first.raw, "writes a file whose name can't be told");
      else call.file('write', { ...first, text: `${folder}/${name}`, head: `${folder}/${name}`, unknown: undefined });
    }
  markWritten(call, [parsed.value('-o')]);
  return undefined;
}

/** What was downloaded is remote, whatever reads it later. */
function markWritten(call: Call, files: readonly (Arg | undefined)[]): void {
  for (const file of files)
    for (const path of file === undefined ? [] : (call.resolve(file) ?? []))
      call.state.didWrite(path, { text: undefined, taint: call.taint });
}

function cleaned(arg: Arg): Arg {
  return { ...arg, text: arg.text?.replace(/;.*$/, ''), head: arg.head.replace(/;.*$/, '') };
}

const DESTRUCTIVE_PATH =
  /(?:_delete_by_query|delete|destroy|remove|purge|drop|shutdown|flush|reset|truncate|wipe|terminate|_close|kill)/i;

function requestWith(call: Call, url: Arg, method: string, isUpload: boolean): void {
  const text = url.text ?? url.head;
  if (/^file:/i.test(text)) {
    if (/[%[{]/.test(text)) return void call.unknown('read.unknownPath', text, `reads ${text}, whose name is hidden`);
    call.file('read', {
      ...url,
      text: url.text?.replace(/^file:(?:\/\/[^/]*)?/i, ''),
      head: url.head.replace(/^file:(?:\/\/[^/]*)?/i, ''),
    });
    return;
  }
  if (/^(?:GET|HEAD|OPTIONS)$/.test(method) && !isUpload) call.request(url, false);
  else if (/^(?:POST|GET|QUERY)$/.test(method) && !DESTRUCTIVE_PATH.test(text.replace(/^[a-z]+:\/\/[^/]*/i, '')))
    call.request(url, true);
  else
    call.emit('upload', text, {
      detail: 'upload.change',
      says: `asks ${text.slice(0, 60)} to change or delete something (${method})`,
    });
}

function wget(call: Call, parsed: Parsed): undefined {
  const isUpload = parsed.has('--post-data', '--post-file', '--body-data', '--body-file');
  const method = parsed.value('--method')?.text ?? (isUpload ? 'POST' : 'GET');
  for (const url of parsed.operands) requestWith(call, url, method.toUpperCase(), isUpload);
  const out = parsed.value('-O');
  if (out === undefined && !parsed.has('--spider')) {
    const name = parsed.operands[0]?.text
      ?.split('/')
      .at(-1)
      ?.replace(/[?#].*$/, '');
    const [first] = parsed.operands;
    if (first !== undefined && name !== undefined && name !== '') {
      const file = { ...first, text: `./${name}`, head: `./${name}` };
      call.file('write', file);
      markWritten(call, [file]);
    }
  } else if (out?.text !== '-') markWritten(call, [out]);
  return undefined;
}

function httpie(call: Call): undefined {
  const words = call.args.filter((arg) => !arg.head.startsWith('-'));
  const method = /^[A-Z]+$/.test(words[0]?.text ?? '')
    ? (words.shift()?.text ?? 'GET')
    : words.length > 1 && words.slice(1).some((arg) => /[^=]=[^=]|:=|@/.test(arg.text ?? ''))
      ? 'POST'
      : 'GET';
  for (const arg of words.slice(1)) {
    const at = /^[^=:@]*[:=]*@/.exec(arg.head);
    if (at !== null) call.file('read', sliceArg(arg, at[0].length));
  }
  const [url] = words;
  if (url !== undefined) requestWith(call, url, method, method !== 'GET' && method !== 'HEAD');
  return undefined;
}

const DOWNLOADER_RUNS = new RegExp(
  `^(?:-[oPdia]|--(?:${either([
    'exec on- conf external-downloader downloader netrc-cmd input-file dir plugin use-postprocessor postprocessor',
    'ffmpeg-location output paths cookies load save batch rpc enable-rpc',
  ])}))`,
);

function reach(call: Call, isUpload: boolean): undefined {
  const odd = call.args.find((arg) => DOWNLOADER_RUNS.test(arg.head));
  if (odd !== undefined && /^(?:aria2c|axel|youtube-dl|yt-dlp)$/.test(call.name))
    call.unknown('program.option', odd.raw, `gives ${call.name} ${odd.raw}, which runs a program or writes elsewhere`);
  const words = call.args.filter((arg) => !/^[-+]/.test(arg.head) && !/^\d+$/.test(arg.text ?? ''));
  for (const word of words) call.request(/^@/.test(word.head) ? sliceArg(word, 1) : word, isUpload);
  return undefined;
}

function hostOf(call: Call): string {
  return (
    call.args.find((arg) => !arg.head.startsWith('-') && /[@.:]|^[a-z][\w-]*$/i.test(arg.text ?? ''))?.text ??
    'another machine'
  );
}

function netcat(call: Call): undefined {
  const texts = call.args.map((arg) => arg.text ?? arg.raw);
  if (call.name === 'openssl') return openssl(call, texts);
  if (texts.every((text) => /^-(?:h|-help|-version)$/.test(text))) return undefined;
  if (
    texts.some((text) =>
      /^-[a-zA-Z]*[ec]$|^--(?:exec|sh-exec|lua-exec)|^(?:EXEC|SYSTEM|SHELL):|,exec|^exec:|^system:/i.test(text),
    ) &&
    !(call.name === 'nc' && texts.every((text) => text !== '-e' && text !== '-c' && !/^-[a-z]*[ec]$/.test(text)))
  )
    call.emit('run', 'a shell', { detail: 'run.reverseShell', says: 'gives a program to whoever is on the other end' });
  if (texts.some((text) => /^-[a-zA-Z]*l|^--listen|LISTEN/i.test(text) && !/^-[a-z]*z/.test(text)))
    call.emit('listen', 'a port', { detail: 'listen.port' });
  else if (texts.some((text) => /^-[a-z]*z/.test(text)))
    call.emit('fetch', hostOf(call), {
      detail: /^(?:localhost|127\.)/.test(hostOf(call)) ? 'fetch.local' : 'fetch.get',
    });
  else call.emit('upload', hostOf(call), { detail: 'upload.socket' });
  call.taint |= 2;
  return undefined;
}

function openssl(call: Call, texts: readonly string[]): undefined {
  const [first] = texts;
  if (first === 's_client') {
    call.emit('upload', hostOf(call), { detail: 'upload.socket' });
    call.taint |= 2;
  } else if (
    /^(?:version|dgst|md5|sha\w+|rand|ciphers|list|help|speed|prime)$/.test(first ?? '') &&
    !texts.some((text) => /^-(?:engine|provider|out|sign|provider-path)$/.test(text))
  ) {
    for (const arg of call.args.slice(1)) if (!arg.head.startsWith('-')) call.file('read', arg);
  } else if (/^(?:enc|base64)$/.test(first ?? '')) {
    if (texts.includes('-d')) call.taint |= 4;
    for (const [index, arg] of call.args.entries())
      if (texts[index - 1] === '-in') call.file('read', arg);
      else if (texts[index - 1] === '-out') call.file('write', arg);
  } else if (/^(?:x509|verify|req|rsa|pkey|ec|asn1parse|crl)$/.test(first ?? '') && texts.includes('-noout')) {
    for (const [index, arg] of call.args.entries()) if (texts[index - 1] === '-in') call.file('read', arg);
  } else call.unknown('program.beyond', `openssl ${first}`, `uses openssl ${first}, which makes or opens keys`);
  return undefined;
}

/** Options whose value is the next word. */
const TRANSFER_TAKES = new RegExp(
  `^-(?:e|i|P|F|o|l|S|J|c|f|B|T|M|-(?:${either([
    'rsh exclude include filter exclude-from include-from files-from temp-dir partial-dir backup-dir compare-dest',
    'link-dest port password-file log-file config bwlimit timeout max-size min-size',
  ])}))$`,
);

/** `host:path` is another machine; everything else a file here. */
function transfer(call: Call): undefined {
  const words = call.args.filter(
    (arg, index) => !arg.head.startsWith('-') && !TRANSFER_TAKES.test(call.args[index - 1]?.text ?? ''),
  );
  const odd = call.args.find(
    (arg, index) =>
      /^(?:-e|--rsh|--rsync-path|-S|-o|-J|--log-file|--password-file|--files-from|--temp-dir|--backup-dir)(?:=|$)/.test(
        arg.head,
      ) &&
      !(arg.text === '-e' && call.args[index + 1]?.text === 'ssh') &&
      call.name !== 'rclone',
  );
  if (odd !== undefined) call.unknown('program.option', odd.raw, `gives ${call.name} a program or place of its own`);
  const flags = call.args.filter((_, index) => !TRANSFER_TAKES.test(call.args[index - 1]?.text ?? ''));
  if (call.name === 'rsync' && flags.some((arg) => /^--(?:dae|conf|write-b|only-w|read-b)/.test(arg.head)))
    call.unknown('program.option', 'rsync', 'serves files, or writes a batch elsewhere');
  const isDeleting = call.args.some((arg) =>
    /^--(?:del|remove-source|existing|ignore-existing|force)|^--delete/.test(arg.head),
  );
  const isRemote = (arg: Arg) => /^[\w.@-]{2,}:|^rsync:|^s3:|^\w+:\/\//.test(arg.head) || arg.text === undefined;
  if (call.name === 'rclone') {
    if (/^(?:version|listremotes|help|config file)$/.test(words[0]?.text ?? '')) return undefined;
    call.emit(
      /^(?:ls|lsd|lsl|lsf|lsjson|size|check|about|tree|cat)$/.test(words[0]?.text ?? '') ? 'fetch' : 'upload',
      words.at(-1)?.raw ?? '',
      { detail: 'upload.sync', says: 'changes or reads what is stored elsewhere' },
    );
    return undefined;
  }
  const target = words.at(-1);
  const remotes = words.filter(isRemote);
  if (call.name !== 'rsync' && call.name !== 'scp') call.emit('upload', hostOf(call), { detail: 'upload.transfer' });
  else if (target !== undefined) {
    const takesAway = call.args.some((arg) => /^--remove-s/.test(arg.head));
    for (const word of words.slice(0, -1)) if (!isRemote(word)) call.file(takesAway ? 'delete' : 'read', word);
    if (isRemote(target)) call.emit('upload', target.raw, { detail: 'upload.transfer' });
    else {
      call.file('write', target);
      if (isDeleting && !flags.some((arg) => /^(?:--dry-run$|-(?!-)[a-zA-Z]*n)/.test(arg.head)))
        call.file('delete', target, 'delete.sync');
      if (remotes.length > 0) call.emit('fetch', remotes[0]?.raw ?? '', { detail: 'fetch.transfer' });
    }
  }
  return undefined;
}

function keys(call: Call): undefined {
  const text = call.args.map((arg) => arg.text ?? arg.raw).join(' ');
  if (
    /^(?:-l|-L|-lf \S+\.pub|--version|--help|--list-keys|-k|status|--list-public-keys|-h|version)$/.test(text) ||
    (/^gpg/.test(call.name) && /^--verify\b/.test(text))
  )
    return undefined;
  if (call.name === 'ssh-keyscan') return reach(call, false);
  call.taint |= SECRET;
  if (
    /\b(?:delete|destroy|disable|remove|purge|rotate|revoke|put|write|set|create|enable|edit|import|patch|metadata)\b/.test(
      text,
    )
  )
    call.emit('deploy', call.name, { detail: 'deploy.secrets', says: 'changes stored secrets' });
  call.emit('read', `what ${call.name} keeps`, {
    detail: 'read.environment',
    says: `uses ${call.name}, which handles keys and passwords`,
  });
  return undefined;
}

function readArguments(call: Call): void {
  for (const [index, arg] of call.args.entries())
    if (/^-[aA]$/.test(call.args[index - 1]?.text ?? '')) call.file('read', arg);
}
