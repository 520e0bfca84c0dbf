import { literalArg } from '../shell/value';
import type { Program } from './program';
import { djangoAdmin, pythonFile, pythonModule } from './python';
import { runToxEnvironments } from './taskScripts';
import { loadVariables, lookAtArguments } from './toolArguments';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

const testers: readonly Program[] = [
  {
    names: 'pytest py.test unittest nose2 robot behave hypothesis',
    loose: true,
    options: [
      '-c,--config-file= -p= -k= -m= -n= -o,--override-ini= -W,--pythonwarnings= -r= --rootdir=cwd --confcutdir=read',
      '--basetemp=delete --junitxml,--junit-xml=write --log-file=write --report-log=write --tx=no --rsyncdir=read',
      '--pastebin=no --maxfail= --tb= --durations= --ignore= --deselect= --cov= --cov-report= --cov-config=read --timeout=',
      '--import-mode= --color= --capture= --log-level= --log-cli-level= --ds= --dist= --html=write --json-report-file=write',
      '-s,--start-directory=read -t,--top-level-directory=read --outputdir=folder --listener= --pdbcls=',
    ],
    see: (call) => {
      call.runHere('run.tests', call.name, "runs the project's tests");
      return lookAtArguments(call, { operands: 'edit' });
    },
  },
];

const tools: readonly VerbTool[] = [
  {
    names: 'tox nox',
    options: [
      '-x,--override=no -c,--conf= --workdir=write --root=read -e,--env= -s,--session,--sessions= -f,--noxfile= -p= -k= -t=',
      '--envdir=write --installpkg=read --result-json=write --report=write --hashseed= -m= --skip-env= -n --colored=',
    ],
    verbs: {
      looks: 'list l config c quickstart legacy-config -l',
      tests: 'run r run-parallel p',
      works: 'devenv d depends de',
      runs: 'exec e',
    },
    otherwise: 'tests',
    alone: 'tests',
    operands: 'edit',
    see: (call, parsed) => {
      for (const name of ['-e', '-s']) {
        const value = parsed.value(name);
        for (const each of value?.text?.split(',') ?? [])
          if (value !== undefined) lookAtTarget(call, { ...value, text: each, head: each });
      }
      if (call.name === 'tox') runToxEnvironments(call, parsed.value('-e')?.text?.split(',') ?? []);
      else {
        const file = literalArg('noxfile.py', call.part);
        if (call.kindOf(file) === 'file') call.runFile('python', file);
      }
      return undefined;
    },
  },
  {
    names: 'coverage',
    options:
      '--rcfile= --data-file=write -o=write -d,--directory=write --source= --include= --omit= -m --fail-under= --contexts=',
    verbs: { works: 'report html xml json lcov erase combine annotate', looks: 'debug help', tests: 'run' },
    wraps: 'run',
    see: (call, parsed, phrase) => {
      if (phrase !== 'run') return undefined;
      const rest = call.args.slice(parsed.operands[0] === undefined ? 0 : call.args.indexOf(parsed.operands[0]) + 1);
      const at = rest.findIndex((arg) => arg.text === '-m' || !arg.head.startsWith('-'));
      lookAtArguments(call, { args: at < 0 ? rest : rest.slice(0, at) });
      const [first, ...others] = at < 0 ? [] : rest.slice(at);
      if (first === undefined) call.runHere('run.tests', 'coverage run');
      else if (first.text === '-m') pythonModule(call, others[0], others.slice(1));
      else pythonFile(call, first, others);
      return true;
    },
  },
  {
    names: 'pre-commit prek',
    options: '-c,--config= --files= --from-ref= --to-ref= -s= -o= --hook-stage= --hook-type,-t= --hook-dir= --color=',
    verbs: {
      works: 'run hook-impl migrate-config',
      looks: 'validate-config validate-manifest sample-config help list',
      hooks: 'install uninstall install-hooks init-templatedir',
      installs: 'autoupdate auto-update try-repo self',
      forgets: 'clean gc cache',
    },
    // Where it is told that it was started from.
    labels: /[\\/]\.git[\\/]hooks$/,
    alone: 'works',
  },
  {
    names: 'pydoc pydoc3',
    options: '-k= -n=',
    verbs: {},
    otherwise: 'works',
    see: (call) => {
      const serves = call.args.find((arg) => /^-[pbn]/.test(arg.head));
      if (serves !== undefined) call.emit('listen', 'a port', { detail: 'listen.port' });
      return undefined;
    },
  },
  {
    names:
      'sphinx-build sphinx-apidoc sphinx-autobuild sphinx-quickstart sphinx-autogen sphinx-intl cython cythonize pdoc pdoc3',
    options: '-b= -M= -D= -A= -d=folder -c=file -w=write -W -j= -o= -t=',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'mkdocs',
    options: '-f,--config-file= -d,--site-dir=folder -t= -a,--dev-addr= -w,--watch=read',
    verbs: { works: 'build serve new get-deps', publishes: 'gh-deploy' },
    operands: 'edit',
    hosts: '-a --dev-addr',
  },
  {
    names: 'jupyter jupyter-notebook jupyter-lab jupyter-nbconvert nbconvert jupytext nbstripout papermill',
    labels: /^--(?:execute|inplace|clear-output|no-input|stdout|allow-errors|no-prompt)$/,
    options: '--to= --output=write --output-dir=folder --ip= --port= --notebook-dir=read --config= --template=',
    verbs: {
      works: 'nbconvert notebook lab nbclassic trust run execute server',
      looks:
        'kernelspec kernelspec\\ list notebook\\ list lab\\ list server\\ list labextension\\ list troubleshoot migrate',
      installs:
        'kernelspec\\ install kernelspec\\ remove kernelspec\\ uninstall labextension nbextension serverextension server\\ extension',
      beyond: 'console qtconsole',
    },
    otherwise: 'works',
    operands: 'edit',
  },
  {
    names: 'flask',
    options: '-A,--app= --env-file= -h= -p,--port= -e,--env-file=',
    verbs: {
      works: 'run routes init-db db\\ migrate db\\ revision db\\ merge db\\ init db\\ check',
      looks: 'db\\ history db\\ current db\\ heads db\\ branches db\\ show',
      migrates: 'db',
      beyond: 'shell',
    },
    otherwise: 'works',
    hosts: '-h',
    see: (call, parsed) => {
      const app = parsed.value('-A');
      if (app !== undefined && /[/~]/.test(app.head)) call.runFile('python', app);
      loadVariables(call, parsed.value('--env-file', '-e'));
      return undefined;
    },
  },
  {
    names: 'django-admin',
    verbs: {},
    otherwise: 'works',
    see: (call, parsed) => djangoAdmin(call, parsed),
  },
  {
    names: 'alembic',
    options: '-c,--config= -n= -x= -m,--message= --rev-id=',
    verbs: {
      looks: 'history current heads branches show check list_templates',
      works: 'revision merge init edit',
      migrates: 'upgrade downgrade stamp ensure_version',
    },
    see: (call, _parsed, phrase) =>
      /^(?:upgrade|downgrade)$/.test(phrase) && call.args.some((arg) => arg.text === '--sql'),
  },
  {
    names: 'uvicorn gunicorn hypercorn daphne granian waitress-serve',
    options:
      '-c,--config= -b,--bind= --env-file= --app-dir= --chdir= --log-config= -w,--workers= -k= -p,--port= -t= -u= -g= -e,--env=',
    verbs: {},
    otherwise: 'works',
    alone: 'looks',
    hosts: '-b',
    see: (call, parsed) => {
      loadVariables(call, parsed.value('--env-file'));
      if (call.args.some((arg) => /^(?:-D|--daemon)$/.test(arg.text ?? ''))) doVerb(call, 'starts', '--daemon', parsed);
      return undefined;
    },
  },
  {
    names: 'celery dramatiq rq huey_consumer',
    options: '-A,--app= -b,--broker= --workdir= -l,--loglevel= -Q= -c,--concurrency= -n= -P= --config=',
    verbs: {
      looks: 'inspect report status help list graph events result',
      works: 'worker beat flower call info',
      beyond: 'shell purge control amqp multi upgrade migrate logtool',
    },
    otherwise: 'works',
    alone: 'looks',
    see: (call, parsed) => {
      if (call.args.some((arg) => /^(?:-D|--detach)$/.test(arg.text ?? ''))) doVerb(call, 'starts', '--detach', parsed);
      return undefined;
    },
  },
  {
    names: 'streamlit fastapi gradio scrapy chainlit',
    options: '--port= -o=write -a= -s=',
    verbs: {
      works: 'run dev crawl runspider check startproject genspider init hello docs cache config',
      looks: 'list version show settings help',
      deploys: 'deploy login',
      beyond: 'shell fetch view parse activate',
    },
    operands: 'edit',
  },
  {
    names: 'maturin',
    options: '-o,--out=folder -m,--manifest-path=read -i= --target= -F=',
    verbs: {
      works: 'build develop dev sdist new init generate-ci',
      looks: 'list-python help',
      publishes: 'publish upload',
    },
    operands: 'edit',
  },
  {
    names: 'pyinstaller nuitka cx_Freeze briefcase',
    options:
      '--distpath=write --workpath=write --specpath=write -n= --runtime-hook=file --add-data= --additional-hooks-dir=file',
    verbs: { publishes: 'publish' },
    otherwise: 'works',
    operands: 'edit',
  },
];

export const pythonTools: readonly Program[] = [...testers, ...verbPrograms(tools)];
