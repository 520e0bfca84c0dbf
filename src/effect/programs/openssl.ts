import { either } from '../names';
import { type Arg, DECODED } from '../shell/value';
import { isSubcommand } from './grammar';
import type { Call, Parsed, Program, Subcommand } from './program';
import { connect } from './sockets';

/** Options that load code, and those that take a value that is only text. */
const LOADS = '-engine=no -provider=no -provider-path=no -config=no -writerand=write -rand=read -propquery=';
const PASSWORDS = '-passin= -passout= -pass= -k= -kfile=read -K= -iv= -S= -iter= -md= -saltlen=';
const CHECKS =
  '-CAfile=names -CApath=names -CAstore=names -untrusted=names -trusted=names -CRLfile=names -verify_hostname= -verify_ip= -purpose= -verify_depth= -attime= -verify_name= -policy=';
const FILES = '-in=read -out=write -inform= -outform=';

const loose = (options: readonly string[], more: Partial<Subcommand> = {}): Subcommand => ({
  loose: true,
  longSingle: true,
  options: [LOADS, ...options],
  ...more,
});

const OPENSSL: Subcommand = {
  subcommands: {
    'version|help|list|ciphers|speed|prime|errstr|info': loose(['-bytes= -seconds= -multi= -bits='], {
      operands: 'text*',
    }),
    rand: loose(['-out=write'], { operands: 'text*' }),
    passwd: loose(['-in=read -salt='], { operands: 'text*' }),
    // Signing needs a key, which is then read.
    [either('dgst md5 sha1 sha224 sha256 sha384 sha512 sha3-256 sha3-512 blake2b512 ripemd160 shake256')]: loose(
      ['-out=write -sign=read -verify=read -prverify=read -signature=read -hmac= -mac= -macopt= -keyform= -sigopt='],
      { operands: 'read*' },
    ),
    'enc|base64|aes-256-cbc|aes-128-cbc|aes-192-cbc|des3|zlib': loose([PASSWORDS, FILES, '-bufsize='], {
      see: (call, parsed) => {
        if (parsed.has('-d')) call.taint |= DECODED;
        return undefined;
      },
    }),
    verify: loose([CHECKS], { operands: 'read*' }),
    // It prints the certificate in the file, and no key that stands beside it.
    x509: loose([
      '-in=names -out=write -inform= -outform=',
      PASSWORDS,
      '-checkend= -checkhost= -checkip= -checkemail= -nameopt= -certopt= -ext= -days= -set_serial= -subj= -extensions=',
      '-signkey=read -key=read -CA=read -CAkey=read -CAserial=edit -CAform= -keyform= -CAkeyform= -extfile=read',
      '-addtrust= -addreject= -setalias= -force_pubkey=read -not_before= -not_after= -dateopt= -sigopt= -vfyopt=',
    ]),
    req: loose([
      FILES,
      PASSWORDS,
      '-key=read -keyout=write -newkey= -pkeyopt= -days= -subj= -addext= -extensions= -reqexts= -set_serial= -nameopt=',
      '-reqopt= -keyform= -section= -CA=read -CAkey=read -copy_extensions= -multivalue-rdn -not_before= -not_after=',
    ]),
    'genrsa|genpkey|ecparam|dhparam|gendsa|dsaparam': loose(
      [FILES, PASSWORDS, '-algorithm= -pkeyopt= -name= -paramfile=read -outpubkey=write -conv_form= -param_enc='],
      { operands: 'text*' },
    ),
    // A private key is read by its name; a public one isn't.
    'rsa|pkey|ec|dsa|asn1parse|crl|pkcs7|crl2pkcs7|nseq|sess_id|ocsp|spkac|pkcs8|rsautl|pkeyutl': loose(
      [FILES, PASSWORDS, '-pubin -inkey=read -certfile=read -oid=read -strparse= -offset= -length= -sigfile=read'],
      { see: noNetwork },
    ),
    s_client: loose(
      [
        CHECKS,
        '-connect= -host= -port= -servername= -proxy=no -proxy_user=no -proxy_pass=no -cert=read -key=read -certform=',
        '-keyform= -pass= -starttls= -alpn= -nextprotoneg= -cipher= -ciphersuites= -sigalgs= -curves= -groups= -xmpphost=',
        '-sess_out=write -sess_in=read -keylogfile=write -msgfile=write -verify= -name= -psk= -timeout= -maxfraglen=',
        '-nameopt= -bind= -unix=no -early_data=read -ctlogfile=no',
      ],
      { see: client },
    ),
  },
};

export const opensslPrograms: readonly Program[] = [
  {
    names: 'openssl libressl',
    longSingle: true,
    options: '-v -version -help --version --help',
    subcommands: OPENSSL.subcommands ?? {},
    see: (call, parsed) => {
      const [verb] = parsed.operands;
      if (verb !== undefined && !isSubcommand(OPENSSL, verb))
        call.unknown(
          'program.beyond',
          `openssl ${verb.raw}`,
          `uses openssl ${verb.raw}, which makes, opens or serves keys`,
        );
      return undefined;
    },
  },
];

function noNetwork(call: Call, parsed: Parsed): undefined {
  const url = call.args.find((arg) => /^-(?:url|host|port|uri)$/.test(arg.text ?? ''));
  if (url !== undefined) call.unknown('program.option', url.raw, 'asks a server about a certificate');
  void parsed;
  return undefined;
}

function client(call: Call, parsed: Parsed): undefined {
  const target = parsed.value('-connect') ?? parsed.value('-host') ?? parsed.operands[0];
  if (target === undefined) {
    connect(call, call.args[0] === undefined ? undefined : { ...call.args[0], text: 'localhost' });
    return undefined;
  }
  const host = hostIn(target);
  connect(call, host, target.text ?? target.raw);
  return undefined;
}

function hostIn(target: Arg): Arg {
  const text = target.text?.replace(/:\w+$/, '');
  return { ...target, text };
}
