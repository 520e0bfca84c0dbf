import type { CodeFinding } from './codeFinding';
import type { Argument, Entry, Expression, Statement, Target } from './syntax';

/** What a name means by being off, or on. */
interface Setting {
  readonly off: RegExp;
  readonly on: RegExp;
  readonly detail: string;
  readonly says: string;
}

const TLS: Setting = {
  off: /^(?:rejectUnauthorized|strictSSL|verify_?ssl|ssl_?verify|verify_certs|check_hostname|validate_certs|tls_?verify)$/i,
  on: /^(?:tlsAllowInvalid(?:Certificates|Hostnames)|tlsInsecure|insecureSkipVerify|ignoreHTTPSErrors|acceptInsecureCerts)$/i,
  detail: 'change.tls',
  says: 'switches the check of TLS certificates off',
};
const AUTHENTICATION: Setting = {
  off: /^(?:verify_signature|csrf|csrfProtection|WTF_CSRF_ENABLED|requireAuth(?:entication)?|require_auth(?:entication)?)$/i,
  on: /^(?:disableAuth(?:entication)?|disable_auth(?:entication)?|skipAuth(?:entication)?|skip_auth(?:entication)?|allowInvalidSignatures)$/i,
  detail: 'change.authentication',
  says: 'switches a check of who is asking off',
};
/** What a page may do in a program that shows it. */
const PAGE: Setting = {
  off: /^(?:contextIsolation|webSecurity)$/,
  on: /^(?:nodeIntegration(?:InWorker|InSubFrames)?|allowRunningInsecureContent|enableRemoteModule|webviewTag)$/,
  detail: 'change.trust',
  says: 'lets pages do what only the program may',
};
/** Variables of the environment that do the same when they are 0. */
const TLS_VARIABLES = /^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY)$/;
const LOOSE_SWITCH =
  /^(?:no-sandbox|disable-web-security|disable-site-isolation-trials|ignore-certificate-errors|allow-running-insecure-content|remote-debugging-port)$/;
const WEB_CALLS = /^(?:get|post|put|patch|delete|head|options|request|stream|Session|Client|AsyncClient)$/;

/** Checks that a piece of code plainly switches off, wherever in it that stands. */
export function codeSettings(statements: readonly Statement[]): readonly CodeFinding[] {
  const found: CodeFinding[] = [];
  const tell = ({ detail, says }: Setting, how: string): void => {
    found.push({ kind: 'effect', effect: 'change', detail, target: how, says: `${says} (\`${how}\`)` });
  };
  visit(statements, (node) => {
    switch (node.kind) {
      case 'map':
        for (const entry of node.entries) ofEntry(entry, tell);
        if (isOpenToAll(node.entries)) tell(AUTHENTICATION, "origin: '*', credentials: true");
        break;
      case 'call':
        ofCall(node.callee, node.args, tell);
        break;
      case 'member':
        if (node.name === '_create_unverified_context') tell(TLS, node.name);
        break;
      case 'assign':
        for (const target of 'targets' in node ? node.targets : [node.target]) ofAssignment(target, node.value, tell);
        break;
      default:
    }
  });
  return found;
}

type Tell = (setting: Setting, how: string) => void;
type Node = Expression | Statement;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, see);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) see(value);
  for (const each of Object.values(value)) if (typeof each === 'object') visit(each, see);
}

/** Everything with a kind in this tree is an expression, a statement or a target; targets share none that is looked at. */
function isNode(value: object): value is Node {
  return 'kind' in value;
}

function ofEntry({ key, value }: Entry, tell: Tell): void {
  if (key?.kind !== 'text') return;
  byName(key.text, value, tell);
  if (key.text === 'algorithms' && listsNone(value)) tell(AUTHENTICATION, "algorithms: ['none']");
  if (key.text === 'checkServerIdentity' && isEmptyFunction(value)) tell(TLS, 'checkServerIdentity');
}

function byName(name: string, value: Expression, tell: Tell): void {
  for (const setting of [TLS, AUTHENTICATION, PAGE])
    if ((setting.off.test(name) && isOff(value)) || (setting.on.test(name) && isOn(value)))
      tell(setting, `${name}: ${isOn(value)}`);
  if (TLS_VARIABLES.test(name) && (isOff(value) || (name === 'GIT_SSL_NO_VERIFY' && !isOff(value)))) tell(TLS, name);
}

function ofCall(callee: Expression, args: readonly Argument[], tell: Tell): void {
  const called = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (called === 'csrf_exempt') tell(AUTHENTICATION, '@csrf_exempt');
  for (const { name, value } of args) {
    if (name === undefined) continue;
    byName(name, value, tell);
    if (name === 'verify' && isOff(value) && WEB_CALLS.test(called)) tell(TLS, 'verify=False');
    if (name === 'verify' && isOff(value) && called === 'decode') tell(AUTHENTICATION, 'verify=False');
    if (name === 'ssl' && isOff(value) && (WEB_CALLS.test(called) || called === 'TCPConnector')) tell(TLS, 'ssl=False');
    if (name === 'cert_reqs' && isNoCertificate(value)) tell(TLS, 'CERT_NONE');
    if (name === 'algorithms' && listsNone(value)) tell(AUTHENTICATION, "algorithms=['none']");
  }
  const [first, second] = args;
  if (called === 'appendSwitch' && first?.value.kind === 'text' && LOOSE_SWITCH.test(first.value.text))
    tell(PAGE, first.value.text);
  // app.disable('csrf'), environ.setdefault('PYTHONHTTPSVERIFY', '0')
  if (first?.value.kind === 'text' && second !== undefined && TLS_VARIABLES.test(first.value.text))
    byName(first.value.text, second.value, tell);
}

function ofAssignment(target: Target, value: Expression, tell: Tell): void {
  const name = assignedName(target);
  if (name === undefined) return;
  if (target.kind === 'place' && name === 'verify' && isOff(value)) tell(TLS, 'verify = False');
  if (name === 'verify_mode' && isNoCertificate(value)) tell(TLS, 'CERT_NONE');
  if (name === 'authentication_classes' && value.kind === 'list' && value.items.length === 0)
    tell(AUTHENTICATION, 'authentication_classes = []');
  byName(name, value, tell);
}

function assignedName(target: Target): string | undefined {
  if (target.kind === 'name') return target.name;
  if (target.kind !== 'place') return undefined;
  const { expression } = target;
  if (expression.kind === 'member') return expression.name;
  return expression.kind === 'index' && expression.index.kind === 'text' ? expression.index.text : undefined;
}

function isOff(value: Expression): boolean {
  if (value.kind === 'number') return value.truth === false || (value.truth === undefined && value.value === 0);
  return value.kind === 'text' && /^(?:0|false|no|off)$/i.test(value.text);
}

function isOn(value: Expression): boolean {
  return value.kind === 'number' && (value.truth === true || (value.truth === undefined && value.value === 1));
}

function isNoCertificate(value: Expression): boolean {
  if (value.kind === 'text') return value.text === 'CERT_NONE';
  return (value.kind === 'member' || value.kind === 'name') && /^(?:CERT_NONE|VERIFY_NONE)$/.test(value.name);
}

function listsNone(value: Expression): boolean {
  return (
    value.kind === 'list' && value.items.some(({ value: each }) => each.kind === 'text' && /^none$/i.test(each.text))
  );
}

function isEmptyFunction(value: Expression): boolean {
  if (value.kind !== 'function') return false;
  return value.code.body.every(
    (each) => each.kind === 'return' && (each.value === undefined || each.value.kind === 'number'),
  );
}

/** Any page may ask in the name of whoever is signed in. */
function isOpenToAll(entries: readonly Entry[]): boolean {
  const of = (name: string) => entries.find(({ key }) => key?.kind === 'text' && key.text === name)?.value;
  const origin = of('origin');
  const credentials = of('credentials');
  if (origin === undefined || credentials === undefined || !isOn(credentials)) return false;
  return isOn(origin) || (origin.kind === 'text' && origin.text === '*');
}
