import { plainText } from '../../code/codeFinding';
import { shownByText } from '../../code/textTriggers';
import { changedLines } from '../difference';
import type { EditedFile, Fact, Format } from '../fact';
import { changeFact } from './looks';

const READ =
  /\.(?:go|rs|java|kts?|scala|groovy|cs|fs|vb|rb|rake|gemspec|php\d?|phtml|p[lm]|lua|ps[md]?1|bat|cmd|cc?|cpp|cxx|hh?|hpp|mm?|swift|exs?|erl|clj|hs|nim|zig|dart|jl|r|cr|v|d|ml|tcl|jsp|erb|coffee|pyx|asp|aspx|razor|cshtml)$/;
/** Text in backticks is run by a shell. */
const HAS_TICKS = /\.(?:rb|rake|gemspec|php\d?|phtml|p[lm]|cr)$/;
const LONG = 512 * 1024;
/** A call may go on over so many letters: it is looked at with what stands around the change. */
const AROUND = 2_000;

/** The other languages: what their text alone shows. */
export const otherCode: Format = {
  name: 'code',
  reads: ({ folded }) => READ.test(folded),
  mayMatter(before, after, difference) {
    const { start, afterEnd } = difference;
    const [was, is] = changedLines(before, after, difference);
    if (after.length > LONG) return is.length < LONG && ANY.test(is);
    return ANY.test(after.slice(Math.max(0, start - AROUND), afterEnd + AROUND)) || ANY.test(was);
  },
  facts(text, file) {
    const code = withoutComments(text, file);
    const shown = shownByText(code, HAS_TICKS.test(file.folded));
    return [
      ...generatedBy(text, file),
      ...shown.map((finding): Fact => ({ kind: 'finding', at: 'the code', finding })),
      ...(FOR_DEVELOPERS.test(file.folded) ? [] : SWITCHED_OFF).flatMap(({ pattern, detail, says }) => {
        const [how] = pattern.exec(code) ?? [];
        return how === undefined ? [] : [changeFact('the code', detail, `${says} (\`${how.trim()}\`)`, how.trim())];
      }),
    ];
  },
};

/** What Go runs when code is generated stands in comments. */
function generatedBy(text: string, { folded }: EditedFile): readonly Fact[] {
  if (!folded.endsWith('.go')) return [];
  return [...text.matchAll(/^\/\/go:generate[ \t]+(.+)$/gm)].map(
    ([, line = '']): Fact => ({
      kind: 'finding',
      at: 'go:generate',
      finding: { kind: 'shell', text: plainText(line) },
    }),
  );
}

const ANY =
  /['"]\s*\.\s*['"]|_open|os:cmd|callCommand|createProcess|Cmd|CMD|syscall|\bopen\s*\(?\s*[^\n]{0,40}\||go:generate|request|REQUEST|_GET|_POST|_COOKIE|\binclude|\brequire|\bsend\b|call_user|array_|force_ssl|forgery|[Ss]ystem|popen|exec|spawn|[Pp]rocess|Command|Open3|shell|passthru|subprocess|`|%x|\bqx\b|eval|iex|Invoke-|loadstring|load|assert|base64|DownloadString|[Vv]erif|VERIFY|Insecure|danger_|Trust|Certificate|csrf|permitAll|ValidateIssuer|RequireSigned|UnsafeAllowNone|skip_before_action|Dial|[Ss]ocket/;

/** Settings of a framework for tests and developers. */
const FOR_DEVELOPERS = /(?:^|\/)environments\/(?:test|development)\.rb$/;

interface SwitchedOff {
  readonly pattern: RegExp;
  readonly detail: string;
  readonly says: string;
}

const SWITCHED_OFF: readonly SwitchedOff[] = [
  /InsecureSkipVerify\s*[:=]\s*true/,
  /danger_accept_invalid_(?:certs|hostnames)\s*\(\s*true/,
  /\b(?:SSL_)?VERIFY_NONE\b|SslVerifyMode::NONE/,
  /CURLOPT_SSL_VERIFY(?:PEER|HOST)['"]?\s*(?:,|=>)\s*(?:false|0)\b/i,
  /['"]?verify_peer(?:_name)?['"]?\s*(?:=>|:|,)\s*(?:false|0|:verify_none)\b/i,
  /['"]verify['"]\s*=>\s*false/,
  /ServerCertificate(?:Custom)?ValidationCallback\s*\+?=[^;\n]{0,120}(?:=>\s*(?:\{\s*return\s+)?true|return\s+true)/,
  /DangerousAcceptAnyServerCertificateValidator/,
  /NoopHostnameVerifier|ALLOW_ALL_HOSTNAME_VERIFIER|AllowAllHostnameVerifier|TrustAllStrategy|InsecureTrustManagerFactory/,
  /checkServerTrusted\s*\([^)]*\)\s*(?:throws\s+\w+\s*)?\{\s*\}/,
  /setHostnameVerifier\s*\([^\n]{0,80}->\s*true/,
  /SkipCertificateCheck\b/,
]
  .map(
    (pattern): SwitchedOff => ({ pattern, detail: 'change.tls', says: 'switches the check of TLS certificates off' }),
  )
  .concat(
    [
      /\b(?:eval|assert|system|exec|passthru|shell_exec|popen|proc_open|pcntl_exec|create_function|include(?:_once)?|require(?:_once)?)\s*\(?\s*(?:[\w\\]+\s*\(\s*)?\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b/,
      /\$_(?:GET|POST|REQUEST|COOKIE)\s*\[[^\]\n]{1,60}\]\s*\(/,
      /\b(?:include|require)(?:_once)?\s*\(?\s*['"](?:https?|ftp|data|php|phar|expect):/,
      /\b(?:exec|eval|Start|system|spawn|popen|instance_eval)\s*\(?\s*(?:request|req|Request|params|cookies)\s*(?:\.\s*(?:getParameter|getHeader|QueryString|Form|Query|params|query|body)|\[)/,
    ].map((pattern): SwitchedOff => ({ pattern, detail: 'change.remoteCode', says: 'runs as code what callers send' })),
  )
  .concat(
    [
      /['"](?:s|sy|sys|syst|e|ex|exe|p|pa|pas|pass|sh|she|shell|ev|eva|as|ass|asse|po|pop)['"]\s*\.\s*['"](?:[a-z_]{1,9})['"]/,
    ].map(
      (pattern): SwitchedOff => ({
        pattern,
        detail: 'change.decoded',
        says: 'puts together the name of what it calls',
      }),
    ),
  )
  .concat(
    [
      /\bforce_ssl\s*=\s*false|allow_forgery_protection\s*=\s*false|protect_from_forgery\s+with:\s*:null_session|consider_all_requests_local\s*=\s*true[^\n]*prod/,
      /csrf\s*\(\s*\)\s*\.\s*disable\s*\(|csrf\s*\(\s*(?:\w+\s*->\s*\w+\.disable\s*\(|\w+::disable)|csrf\s*\{\s*disable\s*\(/,
      /anyRequest\s*\(\s*\)\s*\.\s*permitAll\s*\(/,
      /UnsafeAllowNoneSignatureType|SigningMethodNone\b/,
      /(?:ValidateIssuerSigningKey|RequireSignedTokens|ValidateLifetime)\s*=\s*false/,
      /skip_before_action\s+:(?:verify_authenticity_token|authenticate\w*|require_login)/,
      /\bVerifyCsrfToken::class\b[^\n]*(?:except|without)/i,
    ].map(
      (pattern): SwitchedOff => ({
        pattern,
        detail: 'change.authentication',
        says: 'switches a check of who is asking off',
      }),
    ),
  );

/** Lines that are nothing but a comment say nothing. */
function withoutComments(text: string, { folded }: EditedFile): string {
  const begins = /\.(?:rb|rake|gemspec|p[lm]|ps[md]?1|exs?|r|jl|nim|cr|tcl)$/.test(folded)
    ? /^[ \t]*#(?![!{]).*$/gm
    : /\.lua$/.test(folded)
      ? /^[ \t]*--.*$/gm
      : /\.(?:bat|cmd)$/.test(folded)
        ? /^[ \t]*(?:rem\b|::).*$/gim
        : /^[ \t]*\/\/.*$/gm;
  return text.replace(begins, '');
}
