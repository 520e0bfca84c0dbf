import type { Fact, Format } from '../fact';
import { BrokenTextError, type Difference } from '../fact';
import { type Found, isFalse, isTrue, type Scalar, textsAt } from './data';
import { changeFact } from './looks';
import { documentsIn, type Language } from './settingsFile';

const LANGUAGES: readonly (readonly [RegExp, Language])[] = [
  [/\.ya?ml$/, 'yaml'],
  [/\.toml$/, 'toml'],
  [/\.(?:ini|cfg|cnf|properties)$/, 'ini'],
  [/\.conf$/, 'words'],
];
/** Texts for people and for tests are no settings. */
const NO_SETTINGS =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|fixtures|testdata|__snapshots__|openapi|swagger)(?:\/|\.)|[-_.](?:openapi|swagger)\.|\.snap\.|lock\.ya?ml$/;
/** Longer files are looked at where they changed, and only then. */
const LONG = 64 * 1024;
const LONGEST_SWITCH = 20;
/** As much of the way to a value as is looked at, in UTF-16 units. */
const LONGEST_NAME = 200;

/** Switches that mean, when they are on, that nobody is checked; and those that mean it when they are off. */
const TLS_ON =
  /insecure_?skip_?(?:tls_?)?verify|skip_?(?:tls|ssl|cert(?:ificate)?s?)_?(?:verify|verification|validation|check)\w*|(?:tls|ssl|https?|client|registry|repository)_?insecure(?:_?registry)?$|(?:^|_)insecure_?(?:tls|ssl|https?)|insecure_?registr(?:y|ies)|disable_?(?:tls|ssl|certificate|cert|hostname)_?(?:verification|validation|verify|check\w*|s)?$|accept_?(?:invalid|any|self_?signed|untrusted|all)_?cert\w*|trust_?(?:all|any|server)_?(?:cert\w*|hosts?)|allow_?(?:invalid|untrusted|self_?signed)_?cert\w*|no_?check_?certificate|danger(?:ous)?_?accept_?invalid\w*|git_ssl_no_verify/;
const TLS_OFF =
  /(?:^|_)verify_?(?:ssl|tls|https|certs?|certificates?|peer|host|hostname|server_?cert\w*)$|(?:ssl|tls|https?|certs?|certificates?)_?(?:verify|verification|validation|verify_?peer|verify_?host|check_?hostname)(?:_?enabled|_?mode)?$|reject_?unauthorized|node_tls_reject_unauthorized|pythonhttpsverify|strict_?ssl|(?:check|validate)_?(?:hostname|certs?|certificates?)$/;
/** That connections are encrypted at all: off in many new files, and told only where it was on. */
const TLS_USED = /(?:tls|ssl)_?(?:enabled?|required|mode)$|(?:^|_)(?:require|force|enforce|use)_?(?:tls|ssl|https)$/;
const AUTH_ON =
  /(?:^|_)(?:disable|skip|bypass|no)_?(?:auth|auth_basic|auth_request|authn|authz|authentication|authorization|security|login|csrf)(?:_?check\w*)?$|(?:auth|auth_basic|auth_request|authn|authz|authentication|authorization|security|csrf)_?(?:disabled|bypass|skip\w*)$|(?:^|_)allow_?(?:anonymous|unauthenticated|public)(?:_?access)?$|anonymous_?(?:access|auth|login)?_?(?:enabled|allowed)?$|(?:^|_)permit_?all$|skip_?grant_?tables/;
const AUTH_OFF =
  /(?:^|_)(?:auth|authn|authz|authentication|authorization|xpack_security|security|login_?required|rbac|acls?|csrf|csrf_?protection|mfa|two_?factor|require_?(?:auth|authentication|login|signature|signing|approval|password)\w*|protected_?mode|signature_?(?:check|verification|validation)|verify_?signatures?)(?:_?(?:enabled?|required?|mode|type|method|strategy|protection))?$/;
/** A first look: none of the words above is in a text without one of these. */
const MATTERS =
  /insecure|skip|verify|verif|valid|reject.?unauth|strict.?ssl|hostname|trust|accept|certs?\b|tls|ssl|https|auth|security|login|rbac|acl|csrf|mfa|factor|anonymous|unauthenticated|permit|protected|signature|approval|password|danger/i;

/** Settings of any program by which nobody is checked any more: certificates, or who calls. */
export const switchedOff: Format = {
  name: 'settings',
  reads: ({ folded }) => languageOf(folded) !== undefined && !NO_SETTINGS.test(folded),
  mayMatter: (_before, after, difference) =>
    MATTERS.test(after.length > LONG ? changedLines(after, difference) : after),
  facts: (text, { folded }) => switches(text, folded).flatMap(({ at, value }) => switchFact(at, value.text)),
  weakened: (before, after, { folded }) => {
    const used = switches(before, folded).filter(({ at, value }) => TLS_USED.test(nameOf(at)) && isTrue(value.text));
    const off = switches(after, folded).filter(({ value }) => isFalse(value.text));
    return used
      .filter(({ at }) => off.some((each) => each.at === at))
      .map(({ at }) => changeFact(at, 'change.tls', 'no longer encrypts what is sent', at));
  },
};

function switches(text: string, folded: string): readonly Found<Scalar>[] {
  const language = languageOf(folded);
  if (language === undefined || !MATTERS.test(text)) return [];
  try {
    return documentsIn(language, text)
      .flatMap((document) => textsAt(document, '**'))
      .filter(({ value }) => value.text.length <= LONGEST_SWITCH);
  } catch (error) {
    // What no program could read switches nothing off; where its kind is known, its own format says so.
    if (error instanceof BrokenTextError) return [];
    throw error;
  }
}

function languageOf(folded: string): Language | undefined {
  return LANGUAGES.find(([test]) => test.test(folded))?.[1];
}

function changedLines(text: string, { start, afterEnd }: Difference): string {
  const end = text.indexOf('\n', afterEnd);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, end < 0 ? undefined : end);
}

/** `skipTlsVerify`, `skip-tls-verify` and `skip.tls.verify` are one. */
function nameOf(at: string): string {
  return at
    .slice(-LONGEST_NAME)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.\s-]+/g, '_')
    .toLowerCase();
}

function switchFact(at: string, text: string): readonly Fact[] {
  const isOn = isTrue(text);
  if (!isOn && !isFalse(text)) return [];
  const name = nameOf(at);
  if ((isOn ? TLS_ON : TLS_OFF).test(name))
    return [changeFact(at, 'change.tls', 'trusts whoever answers', `${at}: ${text}`)];
  if ((isOn ? AUTH_ON : AUTH_OFF).test(name) && !/(?:transparent|ntlm|preemptive)_auth$/.test(name))
    return [changeFact(at, 'change.authentication', 'lets in whoever calls', `${at}: ${text}`)];
  return [];
}
