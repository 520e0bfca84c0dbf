import { type Arg, NO_INPUT, REMOTE } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { isLoopback } from './requests';

/** Programs that open connections of their own and send what they are given. */
export const socketPrograms: readonly Program[] = [
  {
    names: 'nc ncat netcat',
    options: [
      '-46bCDdFhklNnrStUuvZz -I= -i= -M= -m= -O= -P= -p,--source-port= -q= -s,--source= -T= -V= -W= -w,--wait= -X= -x=no',
      '-g= -G= -o=write -e,--exec= -c,--sh-exec= --lua-exec= --proxy=no --proxy-type= --proxy-auth=no --listen --keep-open',
      '--ssl --udp --sctp --verbose --nodns --broker! --chat! --recv-only --send-only --no-shutdown --crlf --telnet',
      '--ssl-verify --ssl-cert=read --ssl-key=read --ssl-trustfile=names --allow= --deny= --idle-timeout= --max-conns=',
      '--version --help --append-output --output=write --hex-dump=write --unixsock!',
    ],
    see: netcat,
  },
  {
    names: 'socat',
    options: '-dvxuUgDVh46s -T= -t= -b= -l= -L=write -W=write -r=write -R=write',
    see: socat,
  },
  {
    names: 'telnet',
    options: '-468EFKLNacdfrx -X= -e= -k= -l= -n=write -S= -s= -b= --version --help',
    see: (call, parsed) => {
      const [host] = parsed.operands;
      if (host !== undefined) connect(call, host);
      return undefined;
    },
  },
  {
    names: 'websocat',
    options: [
      '-t,--text -b,--binary -1,--one-message -n,--no-close -E,--exit-on-eof -k,--insecure -v -q -S,--strict -U -u',
      '-H,--header= --origin= --protocol= --ping-interval= --ping-timeout= --jsonrpc -B,--buffer-size= --version --help',
      '--max-messages= --max-messages-rev= --no-line --linemode-strip-newlines --basic-auth= -0 --ws-c-uri=',
    ],
    see: (call, parsed) => {
      for (const address of parsed.operands)
        if (/^wss?:\/\//i.test(address.head)) addressed(call, address);
        else if (address.text !== '-') call.unknown('program.option', address.raw, `connects to ${address.raw}`);
      return undefined;
    },
  },
  {
    names: 'wscat',
    options: [
      '-c,--connect=url -l,--listen= -p,--protocol= -n,--no-check -H,--header= -x,--execute= -w,--wait= --auth= -P',
      '-L,--location -s,--subprotocol= -o,--origin= --host= --slash --no-color --cert=read --key=read --ca=names',
      '--passphrase= -V,--version -h,--help',
    ],
    see: (call, parsed) => {
      if (parsed.has('-l')) call.emit('listen', 'a port', { detail: 'listen.port' });
      return undefined;
    },
  },
  {
    names: 'grpcurl',
    longSingle: true,
    options: [
      '-plaintext -insecure -d= -H= -rpc-header= -reflect-header= -import-path=names -proto=read -protoset=read',
      '-protoset-out=write -proto-out-dir=write -format= -emit-defaults -v -vv -max-time= -connect-timeout= -authority=',
      '-servername= -cacert=names -cert=read -key=read -user-agent= -allow-unknown-fields -use-reflection=? -version',
      '-format-error -msg-template -unix! -alts! -expand-headers! -help -keepalive-time= -max-msg-sz=',
    ],
    see: (call, parsed) => {
      const [host] = parsed.operands;
      if (host === undefined || /^(?:list|describe)$/.test(host.text ?? '')) return undefined;
      addressed(call, host, parsed.has('-d'));
      return undefined;
    },
  },
  { names: 'evans', options: '--version --help', operands: 'no*' },
];

/** An address with its port: a request where it is this machine, else data sent there. */
function addressed(call: Call, address: Arg, sends = true): void {
  call.request(address, sends);
}

/** Words that only ask a server how it is. */
const HARMLESS_WORDS =
  /^\s*(?:Q|QUIT|(?:GET|HEAD|OPTIONS) \S+(?: HTTP\/[\d.]+)?\s[\s\S]*|ruok|stats?|srvr|mntr|conf|envi|isro|PING|INFO|VERSION)?\s*$/i;
const SHELL_OUTPUT = /^the output of (?:ba|z|da|k|mk|a|c|tc)?sh$/;

/** Talks to a port: harmless where it is this machine and what it is given only asks. */
export function connect(call: Call, host: Arg | undefined, shown = host?.text ?? host?.raw ?? 'another machine'): void {
  const { stdin } = call;
  const isSilent = stdin === NO_INPUT || (stdin.taint === 0 && stdin.from === NO_INPUT.from);
  const isAsking =
    isSilent ||
    (stdin.text !== undefined && HARMLESS_WORDS.test(stdin.text.replaceAll('\\r', '').replaceAll('\\n', '\n')));
  if (isLoopback(host?.text))
    call.emit(isAsking ? 'fetch' : 'upload', shown, { detail: isAsking ? 'fetch.local' : 'upload.socket' });
  else {
    if (SHELL_OUTPUT.test(stdin.from) && stdin.text === undefined) reverseShell(call);
    call.emit('upload', shown, { detail: 'upload.socket' });
    call.taint |= REMOTE;
  }
}

export function reverseShell(call: Call): void {
  call.emit('run', 'a shell', { detail: 'run.reverseShell', says: 'gives a program to whoever is on the other end' });
}

function netcat(call: Call, parsed: Parsed): undefined {
  const [host, port] = parsed.operands;
  if (parsed.has('-h', '--help', '--version')) return undefined;
  const runs = parsed.options.find(({ name }) => /^(?:-e|-c|--lua-exec)$/.test(name));
  // To some, `-c` only says that the connection is encrypted.
  const isEncrypting =
    runs?.name === '-c' && call.name === 'nc' && /\.|^localhost$/.test(runs.value?.text ?? '') && port === undefined;
  if (runs !== undefined && !isEncrypting) reverseShell(call);
  const target = isEncrypting ? runs?.value : host;
  if (parsed.has('-l', '--listen')) {
    const at = parsed.value('-s') ?? (port === undefined ? undefined : host);
    call.emit('listen', 'a port', { detail: isLoopback(at?.text) ? 'listen.local' : 'listen.port' });
    call.taint |= REMOTE;
    return undefined;
  }
  if (parsed.has('-z') && target !== undefined) {
    if (isLoopback(target.text)) call.emit('fetch', target.raw, { detail: 'fetch.local' });
    else call.request(target, false);
    return undefined;
  }
  if (parsed.has('-U')) call.unknown('program.option', host?.raw ?? '-U', 'talks to a socket of this machine');
  connect(call, target);
  return undefined;
}

function socat(call: Call, parsed: Parsed): undefined {
  const addresses = parsed.operands.flatMap((operand) =>
    operand.text?.includes('!!') === true
      ? operand.text.split('!!').map((text) => ({ ...operand, text, head: text }))
      : [operand],
  );
  const isConnected = addresses.some(({ head }) => /^(?:tcp|udp|openssl|ssl|sctp|socks|proxy|dccp)/i.test(head));
  for (const address of addresses) {
    const { head } = address;
    const type = /^[a-z0-9]+/i.exec(head)?.[0].toLowerCase() ?? '';
    if (head === '-' || /^(?:stdio|stdin|stdout|stderr|fd|pipe)$/.test(type)) continue;
    if (/^(?:exec|system|shell)$/.test(type)) {
      if (isConnected) reverseShell(call);
      else call.script(sliceArg(address, type.length + 1));
    } else if (/^(?:file|open|gopen|create)$/.test(type) || /^[./~]/.test(head)) {
      const text = address.text?.replace(/^[a-z]+:/i, '').replace(/,.*$/, '');
      const file = text === undefined ? address : { ...address, text, head: text };
      call.file('read', file);
      if (type !== 'file' || /,(?:creat|append|trunc|wronly)/.test(head)) call.file('write', file);
    } else if (/listen|recv/i.test(head)) {
      call.emit('listen', head, { detail: /bind=(?:127\.|localhost)/.test(head) ? 'listen.local' : 'listen.port' });
      call.taint |= REMOTE;
    } else if (/^(?:tcp|openssl|ssl|udp)$/.test(type)) {
      const host = /^[^:]+:(\[[^\]]*\]|[^:,]*)/.exec(head)?.[1];
      connect(call, host === undefined || address.text === undefined ? address : { ...address, text: host }, head);
    } else call.unknown('program.option', address.raw, `connects to ${address.raw}`);
  }
  return undefined;
}
