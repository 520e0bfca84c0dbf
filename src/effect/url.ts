import { either } from './names';

export interface UrlLook {
  /** Host with port, as a person would name it. */
  readonly host: string;
  /**
   * `local`: this machine. `registry`: what a package registry or code host tells everybody. `odd`: an address that hides
   * or reaches where it doesn't say.
   */
  readonly nature: 'local' | 'registry' | 'plain' | 'odd';
  readonly why?: string;
}

/** Names of query parameters and shapes of values that look like a secret being carried out in an address. */
const SECRET_QUERY = new RegExp(
  [
    '(?:^|[?&#])[^=&]*(?:token|secret|passw|api[-_]?key|private|credential|session)[^=&]*=[^&]{4,}',
    '[A-Za-z0-9+/_-]{80,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9-]{20,}|-----BEGIN',
  ].join('|'),
  'i',
);
/** Made for dropping data without an account, or for names that stand for any address. */
const DROP_HOST = new RegExp(
  String.raw`(?:^|\.)(?:${either([
    String.raw`webhook\.site requestbin\.\w+ pipedream\.net burpcollaborator\.net oast(?:ify)?\.\w+ interact\.sh`,
    String.raw`transfer\.sh 0x0\.st pastebin\.com file\.io`,
    String.raw`[^.]*\.ngrok(?:-free)?\.(?:io|app|dev) localtunnel\.me trycloudflare\.com nip\.io sslip\.io lvh\.me`,
  ])})$`,
);

/** Host and path of questions that anybody may ask about packages and repositories; nothing that hands out code. */
const REGISTRY = new RegExp(
  `^(?:${[
    String.raw`registry\.npmjs\.org/(?!.*/-/.*\.tgz)|api\.npmjs\.org/downloads/|registry\.yarnpkg\.com/(?!.*\.tgz)`,
    String.raw`pypi\.org/(?:pypi/[^?]+/json|simple/)|crates\.io/api/v1/(?!.*/download)|index\.crates\.io/`,
    String.raw`rubygems\.org/api/v1/|proxy\.golang\.org/.*@(?:latest|v/(?:list|[^/]+\.(?:info|mod)))$|pkg\.go\.dev/`,
    String.raw`search\.maven\.org/solrsearch/|repo1\.maven\.org/maven2/.*maven-metadata\.xml$|api\.nuget\.org/v3[^/]*/(?!.*\.nupkg)`,
    String.raw`(?:repo\.)?packagist\.org/(?:p2?|packages)/|hex\.pm/api/packages|pub\.dev/api/packages/|formulae\.brew\.sh/api/`,
    String.raw`hub\.docker\.com/v2/repositories/|nodejs\.org/dist/index\.json$|go\.dev/dl/\?mode=json|endoflife\.date/api/`,
    String.raw`api\.github\.com/(?:repos|users|orgs|search|rate_limit|zen|meta|licenses)(?!.*/(?:tar|zip)ball)`,
    String.raw`gitlab\.com/api/v4/(?:projects|groups|users)(?!.*/(?:archive|variables))`,
  ].join('|')})`,
);

export function lookAtUrl(text: string): UrlLook {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { host: text.slice(0, 80), nature: 'odd', why: 'is no address that can be parsed' };
  }
  const host = url.host === '' ? url.protocol : url.host;
  const odd = (why: string): UrlLook => ({ host, nature: 'odd', why });
  // Where the host ends before a slash is read differently from program to program.
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]*[?#][^/]*@/i.test(text))
    return odd('is written so that programs read it differently');
  if (isPlainLocal(text)) return { host, nature: 'local' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return odd(`is no web address (${url.protocol})`);
  if (url.username !== '' || url.password !== '') return odd('carries a user name before the host');
  if (/[\\\s]|^[^:]+:(?!\/\/[^/])/.test(text.trim())) return odd('is written so that programs read it differently');
  const name = url.hostname.toLowerCase().replace(/\.$/, '');
  if (isThisMachine(name)) {
    // The parser turns 0x7f.1 and 2130706433 into 127.0.0.1; written plainly it stands in the text.
    return text.toLowerCase().includes(name) ? { host, nature: 'local' } : odd('hides its address');
  }
  if (isMetadata(name)) return odd("is the cloud's metadata address, which gives out keys");
  if (isPrivate(name)) return odd('is an address of a private network');
  if (/^[\d.]+$/.test(name) || name.startsWith('[')) return odd('names a bare IP address');
  if (name.split('.').some((label) => label.startsWith('xn--')))
    return odd('uses a name that can look like another one');
  if (DROP_HOST.test(name)) return odd('is a host made for dropping data or hiding an address');
  if (SECRET_QUERY.test(`${url.search}${url.hash}`) || /[A-Za-z0-9+_-]{100,}/.test(url.pathname))
    return odd('carries what looks like a secret');
  const isRegistry =
    url.protocol === 'https:' && url.port === '' && REGISTRY.test(`${name}${url.pathname}${url.search}`);
  return { host, nature: isRegistry ? 'registry' : 'plain' };
}

/** Written without anything that could be read differently: this machine, whichever service it is, whoever asks. */
function isPlainLocal(text: string): boolean {
  return /^(?:https?|wss?|grpc|tcp|h2c?):\/\/(?:[\w.-]+(?::[\w.-]*)?@)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?#](?![\s\S]*[\s\\])|$)/i.test(
    text,
  );
}

function isThisMachine(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127(?:\.\d+){3}$/.test(name) ||
    name === '[::1]' ||
    name === '0.0.0.0' ||
    name === 'host.docker.internal'
  );
}

function isMetadata(name: string): boolean {
  return (
    name === '169.254.169.254' ||
    name === 'metadata.google.internal' ||
    name === '[fd00:ec2::254]' ||
    name === '100.100.100.200'
  );
}

function isPrivate(name: string): boolean {
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.)/.test(
      name,
    ) ||
    /^\[(?:f[cd]|fe[89ab]|::ffff:|::)/.test(name) ||
    /\.(?:local|internal|lan|intranet|corp|home|localdomain)$/.test(name) ||
    !/[.:[]/.test(name)
  );
}

/** Keys by their shape, and assignments of one. */
export function looksLikeSecret(text: string): boolean {
  return SECRET_QUERY.test(text);
}
