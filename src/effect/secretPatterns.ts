import { anyPath } from './names';

/** Names of files with keys and passwords in them, as searches are aimed at. */
const SECRET_NAMES = [
  '.env',
  '.env.local',
  '.env.production',
  'prod.env',
  '.npmrc',
  '.netrc',
  '.pgpass',
  '.git-credentials',
  'id_rsa',
  'id_ed25519',
  'server.pem',
  'private.key',
  'credentials.json',
  'credentials',
  'secrets.yml',
  'secrets.yaml',
  'terraform.tfvars',
  'terraform.tfstate',
  'keystore.jks',
  'client.p12',
  'service-account.json',
  '.bash_history',
  '.htpasswd',
  'vault.yml',
];

/** Names of which a pattern that is not after secrets has one. */
const ORDINARY_NAMES = [
  'index.ts',
  'app.js',
  'main.py',
  'main.go',
  'lib.rs',
  'Main.java',
  'README.md',
  'package.json',
  'config.yml',
  'config.yaml',
  'notes.txt',
  'settings.xml',
  'Makefile',
  'setup.cfg',
  '.gitignore',
  '.eslintrc.json',
  'environment.ts',
];

const LONGEST = 100;

/** The first secret that a pattern of names is made for; undefined when it takes ordinary names as well, or none. */
export function namesASecret(pattern: string, kind: 'glob' | 'regex'): string | undefined {
  if (pattern === '' || pattern.startsWith('!') || pattern.length > LONGEST) return undefined;
  const test = kind === 'regex' ? regex(pattern) : glob(pattern);
  if (test === undefined) return undefined;
  const isAt = (name: string) => test.test(name) || (kind === 'glob' && test.test(`some/${name}`));
  const found = SECRET_NAMES.find(isAt);
  if (found === undefined) return undefined;
  return ORDINARY_NAMES.some(isAt) ? undefined : found;
}

function glob(pattern: string): RegExp | undefined {
  return regex(`^${anyPath(pattern.replace(/^\//, '').replaceAll(' ', '\\ '))}$`);
}

function regex(source: string): RegExp | undefined {
  // Repeated groups may take for ever.
  if (/\)[*+{]/.test(source)) return undefined;
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}
