import type { Arg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { isLoopback } from './requests';

/** Names and machines looked for, traffic watched, tunnels opened, messages sent. */
export const reachabilityPrograms: readonly Program[] = [
  {
    names: 'ping ping6 arping traceroute traceroute6 tracepath tcptraceroute',
    options: [
      '-46aAbBdDfhIlLnNOoqrRTUvVzxejuGHPCoE -c,--count= -i,--interval= -I,--interface= -m,--max-hops= -M= -p= -Q= -s= -S= -t= -w= -W=',
      '-F= -N= -f= --report --report-cycles= --no-dns --help --version --json --csv --raw --wide -b -r',
    ],
    loose: true,
    see: (call, parsed) => reach(call, parsed.operands),
  },
  {
    names: 'fping mtr',
    // Which machines there are may be told by a file.
    options: [
      '-46aAbdDeghlmMnNoqRrsuUvVxjCtTwz -c,--count,--report-cycles= -i,--interval= -I,--interface= -m,--max-ttl= -p,--period= -Q= -S= -t=',
      '-B= -C= -H= -O= -P,--port= -L= --report --no-dns --help --version --json --csv --raw --wide --xml --tcp --udp --show-ips --aslookup',
      '-f! -F! -g!',
    ],
    see: (call, parsed) => reach(call, parsed.operands),
  },
  {
    names: 'dig drill kdig delv',
    loose: true,
    options: '-p= -t= -c= -q= -x= -b= -k=read -y= -f=no -4 -6 -i -m -r -u -v -h -D -S -T',
    see: dig,
  },
  {
    names: 'nslookup host whois getent-hosts',
    loose: true,
    options: '-t= -c= -p= -h= -N= -R= -W= -m= -a -C -d -l -r -s -T -v -w -4 -6 -i= -H',
    see: (call, parsed) => reach(call, parsed.operands),
  },
  {
    names: 'nmap masscan rustscan zmap',
    options: [
      '-p= -s= -T= -P= -A -O -v -d -n -R -F -r -6 -V -h -e= -S= -g= -D= -b=no -iL=no -iR=no -oN=no -oX=no -oG=no -oA=no -oS=no -o=no',
      '-i=no --open --reason --top-ports= --version --help --version-intensity= --host-timeout= --max-retries= --min-rate=',
      '--max-rate= --exclude= --excludefile=read --script=no --script-args=no --datadir=no --unprivileged --privileged',
      '--packet-trace --iflist --traceroute --system-dns --dns-servers=no --stats-every= --disable-arp-ping',
    ],
    see: (call, parsed) => reach(call, parsed.operands),
  },
  {
    names: 'tcpdump wireshark tshark dumpcap ngrep tcpflow ettercap bettercap',
    loose: true,
    see: (call) =>
      call.args.length === 1 && /^(?:-D|-L|--list-interfaces|-h|-v)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : call.emit('read', 'network traffic', {
            detail: 'read.kept',
            says: "listens to the network's traffic, which may hold passwords",
          }),
  },
  {
    names: 'ngrok cloudflared localtunnel lt bore tailscale wg wg-quick zerotier-cli frpc frps chisel openvpn',
    loose: true,
    see: (call) =>
      /^(?:version|status|ip|netcheck|ping localhost|config check|help|--help|-h|-v|--version|show interfaces|info|listnetworks|tunnel list)$/.test(
        call.args.map((arg) => arg.text ?? '?').join(' '),
      )
        ? undefined
        : call.emit('listen', 'the internet', {
            detail: 'listen.tunnel',
            says: 'opens this machine to other networks',
          }),
  },
  {
    names: 'mail mailx sendmail mutt msmtp swaks telegram-send slackcat',
    options:
      '--version --help -h -V -s,--subject= -c= -b= -r= -a=read -A,--attach=read -t -i -v -f= -F= -e --to= --from=',
    loose: true,
    see: (call) =>
      call.args.length === 1 && /^-(?:h|V|-version|-help)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : call.emit('upload', 'an address', { detail: 'upload.mail', says: 'sends a message' }),
  },
];

/** Each name is asked for: what it is put together from is told to whoever answers. */
export function reach(call: Call, hosts: readonly Arg[]): undefined {
  for (const host of hosts) {
    const { text } = host;
    if (text !== undefined && /^\d+$/.test(text)) continue;
    if (isLoopback(text)) call.emit('fetch', host.raw, { detail: 'fetch.local' });
    else call.request(/^@/.test(host.head) ? sliceArg(host, 1) : host, false);
  }
  return undefined;
}

const RECORD_TYPE = /^(?:A|AAAA|ANY|CNAME|MX|NS|TXT|SOA|SRV|PTR|CAA|DS|DNSKEY|TLSA|HTTPS|SVCB|IN|CH|AXFR)$/i;

function dig(call: Call, parsed: Parsed): undefined {
  const words = parsed.operands.filter((arg) => !arg.head.startsWith('+') && !RECORD_TYPE.test(arg.text ?? ''));
  const servers = words.filter((arg) => arg.head.startsWith('@'));
  // A server of this machine on a port of its own is a project's.
  const isOwn =
    servers.length > 0 && servers.every((arg) => isLoopback(arg.text?.slice(1))) && parsed.value('-p') !== undefined;
  if (isOwn) return call.emit('fetch', 'localhost', { detail: 'fetch.local' });
  const names = parsed.options.flatMap(({ name, value }) =>
    /^-[qx]$/.test(name) && value !== undefined ? [value] : [],
  );
  return reach(call, [...words, ...names]);
}
