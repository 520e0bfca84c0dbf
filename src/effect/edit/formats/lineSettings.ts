import { changedLines } from '../difference';
import type { Fact, Format } from '../fact';
import { changeFact } from './looks';

interface Setting {
  readonly detail: string;
  /** Continues a sentence that begins with the text. */
  readonly says: string;
  readonly pattern: RegExp;
  /** The same without the protection: it is no loss that what was protected goes as a whole. */
  readonly bare?: RegExp;
}

interface Kind {
  readonly files: RegExp;
  /** What counts where it comes to be there. */
  readonly sets?: readonly Setting[];
  /** What counts where it goes. */
  readonly protects?: readonly Setting[];
}

const PAGES = /\.(?:x?html?|vue|svelte|astro|jsx|tsx|erb|ejs|hbs|njk|twig|jinja2?|php|blade\.php)$|(?:^|\/)\.htaccess$/;

const KINDS: readonly Kind[] = [
  {
    files:
      /(?:^|\/)(?:\.user\.ini|php(?:-[\w.]+)?\.ini|\.htaccess|httpd[\w.-]*\.conf|apache2?[\w.-]*\.conf|[\w.-]*fpm[\w.-]*\.conf)$/,
    sets: [
      {
        detail: 'change.executable',
        says: 'has code of another file run with every page',
        pattern:
          /^[ \t]*(?:php_(?:admin_)?(?:value|flag)(?:[ \t]+|\[))?(?:auto_(?:prepend|append)_file|extension|zend_extension)\]?[ \t]*[= \t][ \t]*["']?[^\s"';#]*[/:\\.][^\s"';#]*/gim,
      },
      {
        detail: 'change.executable',
        says: 'has files run as code that are none by their names',
        pattern:
          /^[ \t]*(?:AddType[ \t]+application\/x-httpd-php|AddHandler[ \t]+(?:php|cgi-script|application\/x-httpd-php)[^\s]*|SetHandler[ \t]+(?:cgi-script|application\/x-httpd-php|proxy:unix))[ \t]+(?!\.(?:php\d?|phtml|cgi)[ \t]*$)[^\n]*/gim,
      },
      {
        detail: 'change.executable',
        says: 'gives what is logged or asked for to a program',
        pattern:
          /^[ \t]*(?:CustomLog|ErrorLog|TransferLog|RewriteMap|ScriptAlias|ScriptAliasMatch)[ \t]+[^\n]*(?:\||prg:|\/bin\/)[^\n]*/gim,
      },
      {
        detail: 'change.trust',
        says: 'lets code be taken from elsewhere',
        pattern:
          /^[ \t]*(?:php_(?:admin_)?(?:value|flag)[ \t]+)?allow_url_include[ \t]*[= \t][ \t]*["']?(?:on|1|true|yes)\b/gim,
      },
    ],
    protects: [
      {
        detail: 'change.trust',
        says: 'lets code call functions again that were shut off',
        pattern: /^[ \t]*(?:disable_functions|open_basedir)[ \t]*=[ \t]*[^\s;][^\n]*/gim,
      },
      {
        detail: 'change.authentication',
        says: 'lets in whoever calls',
        pattern:
          /^[ \t]*(?:Require[ \t]+(?:valid-user|user|group|ip|host|all[ \t]+denied)|AuthType|Deny[ \t]+from)\b[^\n]*/gim,
      },
    ],
  },
  {
    files:
      /(?:^|\/)(?:nginx[\w.-]*|(?:sites|conf)[\w.-]*\/[^/]+|[\w.-]*nginx[\w.-]*)(?:\.conf)?$|(?:^|\/)nginx\/.*\.conf$/,
    sets: [
      {
        detail: 'change.executable',
        says: 'has the server load a part of its own from a file',
        pattern: /^[ \t]*load_module[ \t]+["']?(?!modules\/|\/(?:usr|etc)\/)[^\n;]+/gm,
      },
      {
        detail: 'change.executable',
        says: 'has the server run a program',
        pattern: /\bos\.execute\s*\(|\bio\.popen\s*\(|ngx\.pipe/g,
      },
      {
        detail: 'change.authentication',
        says: 'shows everybody the files of the whole machine',
        pattern: /^[ \t]*(?:root|alias)[ \t]+\/(?:etc|home|root)?\/?[ \t]*;/gm,
      },
    ],
  },
  {
    files: /(?:^|\/)caddyfile[\w.-]*$/,
    sets: [{ detail: 'change.tls', says: 'trusts whoever answers', pattern: /^[ \t]*tls_insecure_skip_verify\b/gm }],
  },
  {
    files: PAGES,
    sets: [
      {
        detail: 'change.trust',
        says: 'lets pages run code from anywhere',
        pattern:
          /Content-Security-Policy[^>]{0,600}?(?:'unsafe-eval'|(?:default|script)-src[^;">]{0,200}\s(?:\*|https?:)(?=[\s;"]))/gi,
      },
    ],
    protects: [
      {
        detail: 'change.trust',
        says: 'no longer says from where code may come',
        pattern: /<meta\b[^>]{0,200}Content-Security-Policy|^[ \t]*Header[^\n]{0,40}Content-Security-Policy/gim,
      },
      {
        detail: 'change.trust',
        says: 'no longer keeps a page within a page apart',
        pattern: /<iframe\b[^>]{0,400}?\ssandbox\b/gi,
        bare: /<iframe\b(?![^>]{0,400}\ssandbox\b)/gi,
      },
      {
        detail: 'change.trust',
        says: 'takes code from elsewhere whatever it has become',
        pattern: /<(?:script|link)\b[^>]{0,400}?\sintegrity\s*=/gi,
        bare: /<(?:script|link)\b(?![^>]{0,400}\sintegrity\b)[^>]{0,400}\s(?:src|href)\s*=\s*["']https?:/gi,
      },
    ],
  },
  {
    files: /(?:^|\/)(?:firestore|storage|database)[\w.-]*\.rules$/,
    sets: [
      {
        detail: 'change.authentication',
        says: 'lets everybody in',
        pattern: /\ballow\s+[\w,\s]+(?::\s*if\s+true\b|;)/g,
      },
    ],
  },
  {
    files: /\.(?:sql|psql|pgsql|mysql|ddl)$/,
    sets: [
      {
        detail: 'change.executable',
        says: 'has the database run a program',
        pattern:
          /\bCOPY\b[^;]{1,2000}?\b(?:TO|FROM)\s+PROGRAM\b|\bxp_cmdshell\b|\bsys_(?:exec|eval)\s*\(|^\s*\\!|\bLANGUAGE\s+'?(?:C|plpython3?u|plperlu|plshu?)'?\b|\bINTO\s+(?:OUTFILE|DUMPFILE)\b|\bLOAD_FILE\s*\(|\bpg_read_file\s*\(|\blo_export\s*\(/gim,
      },
      {
        detail: 'change.authentication',
        says: 'gives people of the database more than they need',
        pattern:
          /\b(?:ALTER|CREATE)\s+(?:USER|ROLE)\b[^;]{0,200}\bSUPERUSER\b|\bGRANT\s+ALL\b[^;]{0,200}\bTO\s+(?:PUBLIC|anon\b|'?\w*'?@'%')|\bDISABLE\s+ROW\s+LEVEL\s+SECURITY\b|\bNO\s+FORCE\s+ROW\s+LEVEL/gi,
      },
      {
        detail: 'change.infrastructure',
        says: 'deletes a whole database',
        pattern: /^[ \t]*DROP\s+(?:DATABASE|SCHEMA)\b(?!\s+IF\s+EXISTS\s+[`"]?\w*test)[^;\n]*/gim,
      },
    ],
  },
  {
    files:
      /(?:^|\/)\.(?:eslint|stylelint|semgrep|gitleaks|trivy|bandit|codeclimate|git|snyk|spectral|tflint|hadolint|checkov|sonar|pylint|ruff|coverage)ignore$/,
    sets: [
      {
        detail: 'change.check',
        says: 'has everything left out',
        pattern: /^[ \t]*\/?(?:\*{1,2}|\.|\*\*\/\*|\*\.\*)[ \t]*$(?![\s\S]*^!)/gm,
      },
    ],
  },
  {
    files: /(?:^|\/)\.(?:npm|docker|vscode|gcloud|vercel|heroku|slug|now)ignore$/,
    protects: [
      {
        detail: 'change.image.secret',
        says: 'no longer leaves out what is secret',
        pattern: /^[ \t]*(?!!)\S*(?:\.env|secret|credential|\.pem|\.key|\.ssh|\.aws|id_rsa|\.npmrc|\.git\b)\S*/gim,
      },
    ],
  },
  {
    files: /\.(?:tf|hcl)$/,
    sets: [
      {
        detail: 'change.infrastructure',
        says: 'keeps what is known of everything deployed on another server',
        pattern: /\bbackend\s+"http"\s*\{[^}]{0,400}?address\s*=\s*"[^"]*"/g,
      },
      {
        detail: 'change.executable',
        says: 'has a program run whenever it is read',
        pattern: /\brun_cmd\s*\([^)\n]{0,300}/g,
      },
    ],
  },
  {
    files: /(?:^|\/)(?:log4j2?|logback)[\w.-]*\.(?:xml|properties|ya?ml)$/,
    sets: [
      {
        detail: 'change.remoteCode',
        says: 'runs as code what another machine answers',
        pattern: /\$\{jndi:[^}\n]{0,200}/gi,
      },
    ],
  },
  {
    files: /\.(?:url|library-ms|searchconnector-ms|scf)$|(?:^|\/)(?:desktop|autorun)\.ini$|(?:^|\/)autorun\.inf$/,
    sets: [
      {
        detail: 'change.remoteReference',
        says: 'has whoever sees its folder sign in on another machine',
        pattern: /(?:Icon(?:File|Resource)|IconIndex|URL|open)\s*=\s*(?:file:)?(?:\\\\|\/\/)[^\s]{1,200}/gi,
      },
    ],
  },
  {
    files: /\.entitlements$/,
    sets: [
      {
        detail: 'change.appRights',
        says: 'lets the app do what the system keeps apps from',
        pattern:
          /com\.apple\.security\.(?:app-sandbox<\/key>\s*<false|(?:cs\.(?:disable-library-validation|disable-executable-page-protection|allow-unsigned-executable-memory|allow-dyld-environment-variables)|get-task-allow)<\/key>\s*<true)/g,
      },
    ],
  },
  {
    files: /(?:^|\/)\.?ansible\.cfg$/,
    sets: [
      {
        detail: 'change.tls',
        says: 'trusts whoever answers',
        pattern: /^[ \t]*host_key_checking[ \t]*=[ \t]*(?:false|no|0)\b/gim,
      },
    ],
  },
  {
    files: /(?:^|\/)(?:application|bootstrap)[\w.-]*\.(?:properties|ya?ml)$/,
    sets: [
      {
        detail: 'change.authentication',
        says: 'shows everybody what is inside the program',
        pattern: /^[^#\n]*exposure(?:\.include[ \t]*[=:]|:\s*\n[ \t]+include:)[ \t]*["']?\*/gm,
      },
    ],
  },
  {
    files:
      /(?:^|\/)(?:[^/]*(?:policy|policies|iam|role|trust)[^/]*\.(?:json|ya?ml)|(?:template|serverless|cloudformation|sam)[\w.-]*\.(?:json|ya?ml))$/,
    sets: [
      {
        detail: 'change.infrastructure',
        says: 'lets whoever has it do everything',
        pattern:
          /^[^#\n]*\bAction["']?[ \t]*:\s*(?:\[\s*|-\s*)?["']?(?:\*|(?:iam|sts|organizations|kms|s3):\*)(?=["'\s,\]])/gm,
      },
      {
        detail: 'change.infrastructure',
        says: 'lets everybody do it',
        pattern: /^[^#\n]*\bPrincipal["']?[ \t]*:\s*(?:\{\s*["']?AWS["']?[ \t]*:\s*)?(?:\[\s*)?["']\*["']/gm,
      },
    ],
  },
];

const PAGE_MATTERS = /Content-Security|-src\b|unsafe-|sandbox|integrity|<iframe|<script|<meta/i;

/** Settings that stand in lines of their own, in files of servers, pages, databases and checks. */
export const lineSettings: Format = {
  name: 'settings',
  reads: ({ folded }) => KINDS.some(({ files }) => files.test(folded)),
  mayMatter: (before, after, difference, { folded }) =>
    !PAGES.test(folded) ||
    folded.endsWith('.htaccess') ||
    changedLines(before, after, difference).some((lines) => PAGE_MATTERS.test(lines)),
  facts: (text, { folded }) =>
    kindsOf(folded)
      .flatMap(({ sets = [] }) => sets)
      .flatMap(({ detail, says, pattern }) =>
        [...text.matchAll(pattern)].map(([how]) => changeFact(says, detail, says, how.trim())),
      ),
  weakened: (before, after, { folded }) =>
    kindsOf(folded)
      .flatMap(({ protects = [] }) => protects)
      .flatMap(({ detail, says, pattern, bare }): readonly Fact[] => {
        const [first = ''] = before.match(pattern) ?? [];
        const isLess = count(after, pattern) < count(before, pattern);
        return isLess && (bare === undefined || count(after, bare) > count(before, bare))
          ? [changeFact(says, detail, says, first.trim())]
          : [];
      }),
};

function kindsOf(folded: string): readonly Kind[] {
  return KINDS.filter(({ files }) => files.test(folded));
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
