import { namesIn } from '../names';
import { provenanceOf } from '../script/provenance';
import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import { INLINE, interpreter } from './interpreters';
import type { Call, Parsed, Program } from './program';
import { runComposerScript } from './taskScripts';
import { loadCode, lookAtArguments, lookForSecrets, writeOutput } from './toolArguments';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

const LOCAL_SERVER = /^(?:localhost|127(?:\.\d+){3}|\[::1\]):\d+$/;
/** Settings of php that limit or report, and run nothing. */
const PLAIN_SETTING =
  /^(?:memory_limit|max_execution_time|display_errors|display_startup_errors|error_reporting|xdebug\.\w+|date\.timezone|zend\.assertions|assert\.\w+|opcache\.\w+|short_open_tag|phar\.readonly|pcov\.\w+|default_charset|precision|html_errors|log_errors|variables_order)(?:=[\w.,:/ ~&^|+-]*)?$/;

const DATABASE =
  /^(?:db:(?!version|abort_if|migrate:status|structure:dump|schema:dump|_dump|charset|collation|fixtures:identify|encryption|show|monitor|table|status)|ecto\.(?!gen|migrations|dump|gen\.)|migrate(?!:status|:install)(?:$|:)|doctrine:(?:schema:(?:drop|update|create)|migrations:(?:migrate|execute|rollup|version)|database:|fixtures:load|query:(?:sql|dql))|dbal:run-sql|schema:(?:load|drop)|queue:(?:flush|clear)|active_storage:|horizon:clear|scout:flush|model:prune|telescope:(?:clear|prune))/;
const SHOWS_SECRETS = /^(?:credentials|encrypted|secrets)(?::|$)|^env:decrypt/;

/** A setting of this project alone that names groups or numbers, or a folder of its own. */
function isPlainSetting(call: Call, parsed: Parsed): boolean {
  const [, , name, value, ...more] = parsed.operands;
  const isLocal = call.args.some((arg) => arg.text === '--local') && call.args.every((arg) => arg.text !== '--global');
  if (!isLocal || name === undefined || value === undefined || more.length > 0) return false;
  if (/^(?:path|cache_path)$/.test(name.text ?? '')) {
    writeOutput(call, value);
    return call.areaOf(value) === 'workspace';
  }
  return (
    /^(?:without|with|only|jobs|retry|deployment|frozen|clean|timeout|silence_root_warning)$/.test(name.text ?? '') &&
    /^[\w:, ]+$/.test(value.text ?? '')
  );
}

const tools: readonly VerbTool[] = [
  {
    names: 'bundle bundler',
    options:
      '--gemfile=file --path=write -j,--jobs= --retry= --without= --with= --group= --binstubs=? --trust-policy= --target-rbconfig=file --bin=write',
    verbs: {
      looks:
        'list show info outdated doctor version platform licenses viz env help config config\\ list config\\ get check cache audit -v fund',
      restores: 'install update lock package',
      installs: 'add remove plugin clean pristine binstubs open inject',
      runs: 'exec e',
      sets: 'config\\ set config\\ unset',
      beyond: 'console gem init',
    },
    alone: 'restores',
    see: (call, parsed, phrase) => {
      if (phrase === 'config set' && isPlainSetting(call, parsed)) return true;
      if (phrase !== 'config' || parsed.operands.length < 3) return undefined;
      doVerb(call, 'sets', phrase, parsed);
      return true;
    },
  },
  {
    names: 'gem',
    options:
      '-v,--version= -s,--source=no -i,--install-dir=write -n,--bindir=write --config-file=no -o,--output=write -P= -q -a -d -l -r',
    verbs: {
      looks: 'list environment env specification which contents dependency help info stale lock check',
      asks: 'search outdated query',
      works: 'build',
      installs:
        'install uninstall update cleanup cert fetch unpack pristine exec i mirror rdoc sources\\ --add rebuild',
      publishes: 'push yank owner signin signout',
      beyond: 'server open',
      sets: 'sources',
    },
  },
  {
    names: 'rake rails',
    options: [
      '-f,--rakefile=file -I,--libdir=read -R,--rakelibdir=read -r,--require= -e,--execute=no -E,--execute-continue=no',
      '-p,--execute-print=no -T,--tasks=? -D=? -P -n,--dry-run -j,--jobs=? -g,--system! -G -N -t,--trace=? -W=?',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    wraps: (word) => /^(?:s|server|g|generate|new|t|test|r|runner|c|console|d|destroy)$/.test(word),
    see: railsOrRake,
  },
  {
    names: 'rspec cucumber minitest',
    options:
      '-r,--require= -I=read -o,--out=write -f,--format= -e,--example= -t,--tag= -O,--options=file -P,--pattern= --seed= -c',
    verbs: {},
    otherwise: 'tests',
    alone: 'tests',
    operands: 'edit',
    see: (call, parsed) => {
      for (const { name, value } of parsed.options) if (name === '-r' && value !== undefined) loadCode(call, value);
      return undefined;
    },
  },
  {
    names: 'capistrano kamal mina',
    verbs: { looks: 'version details config logs help -T' },
    otherwise: 'deploys',
  },
  {
    names: 'composer composer.phar',
    options:
      '-d,--working-dir=cwd --repository=no --repository-url=no --dir=write -f,--format= --ignore-platform-req= --apcu-autoloader-prefix= -v -q -n -W -w -a -o',
    verbs: {
      looks: [
        'show validate outdated licenses audit diagnose status check-platform-reqs depends why why-not prohibits suggests about',
        'list fund search info config\\ --list help global\\ show completion',
      ],
      works: 'dump-autoload dumpautoload run run-script test archive',
      restores: 'install i update upgrade u',
      installs: 'require remove global create-project self-update selfupdate reinstall bump init browse home',
      forgets: 'clear-cache clearcache',
      sets: 'config',
    },
    operands: 'edit',
    wraps: 'exec run run-script',
    see: composer,
  },
  {
    names: 'phpunit pest paratest codecept behat phpspec',
    options:
      '-c,--configuration=file --bootstrap=file --include-path=read --coverage-html=write --coverage-clover=write --coverage-text=? --log-junit=write --cache-directory=write -d= --filter= --group= --testsuite= --printer= --extension=',
    verbs: {},
    otherwise: 'tests',
    alone: 'tests',
    operands: 'edit',
  },
  {
    names: 'prove',
    options:
      '-e,--exec=no -P= -I=read -M= -m -a,--archive=write --formatter= --source= --harness= -j,--jobs= --state= --rc=file --rules= -l -r -v -b -s -q -w -c -f -o -t -T -p',
    verbs: {},
    otherwise: 'tests',
    alone: 'tests',
    operands: 'edit',
    see: (call, parsed) => {
      if (parsed.has('-P', '-M', '--harness', '--source', '--formatter'))
        call.unknown('program.option', '-P', 'gives prove modules to load by name');
      return undefined;
    },
  },
  {
    names: 'perltidy perlcritic podchecker pod2man pod2text pod2usage perldoc yath',
    options: '-o=write -pro,--profile=file -b -st',
    verbs: {},
    otherwise: 'works',
    operands: 'read',
  },
  {
    names: 'cpan cpanm cpanp carton',
    options:
      '--mirror=no -M,--from=no -l,--local-lib=write -L,--local-lib-contained=write --metacpan -I! --installdeps -v -q -n -f',
    verbs: { restores: 'install', runs: 'exec', looks: 'show tree list check' },
    otherwise: 'installs',
    alone: 'installs',
    see: (call, parsed) => {
      if (call.name === 'carton') {
        if (parsed.operands[0]?.text !== 'install' || parsed.operands.length === 1) return undefined;
        doVerb(call, 'installs', 'install', parsed);
        return true;
      }
      if (call.args.every((arg) => /^--?(?:version|help|V|v|h)$/.test(arg.text ?? '')) && call.args.length > 0)
        return true;
      const isOwn = parsed.has('--installdeps') && parsed.operands.every((each) => each.text === '.');
      doVerb(call, isOwn ? 'restores' : 'installs', '', parsed);
      return true;
    },
  },
  {
    names: 'luarocks',
    options: '--tree=write --server=no --from=no --only-server=no --lua-version= --local! --global! --deps-mode=',
    verbs: {
      looks: 'list show search doc which path help config',
      works: 'make lint pack build init new_version write_rockspec test',
      installs: 'install remove purge download unpack admin',
      publishes: 'upload',
    },
    see: (call, parsed, phrase) => {
      if (phrase === 'config' && parsed.operands.length > 2) doVerb(call, 'sets', phrase, parsed);
      if (phrase === 'build' && parsed.operands[1] !== undefined && !/\.rockspec$/.test(parsed.operands[1].text ?? ''))
        doVerb(call, 'installs', phrase, parsed);
      return undefined;
    },
  },
  {
    names: 'busted luac raco elm-test-rs',
    options: '--helper=file -o=write --lua= --config-file=file -p',
    verbs: { installs: 'pkg' },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
];

export const scriptingPrograms: readonly Program[] = [
  ...verbPrograms(tools),
  { names: 'ruby jruby truffleruby', loose: true, longSingle: true, see: ruby },
  { names: 'php php7 php8 php8.1 php8.2 php8.3 php8.4', loose: true, longSingle: true, see: php },
  { names: 'artisan symfony', loose: true, see: (call) => framework(call, call.args) },
  { names: 'perl', loose: true, longSingle: true, see: ruby },
  {
    names: 'lua lua5.1 lua5.2 lua5.3 lua5.4 luajit julia Rscript',
    loose: true,
    longSingle: true,
    see: (call) => {
      for (const [index, arg] of call.args.entries()) {
        const before = call.args[index - 1]?.text ?? '';
        if (/^(?:-L|-J|--load|--sysimage|--project)$/.test(before)) loadCode(call, arg);
        else if (/^--(?:project|load|sysimage|home|startup-file)=(?!yes|no|@?\.?$)/.test(arg.head))
          loadCode(call, sliceArg(arg, arg.head.indexOf('=') + 1));
        if (/^-l/.test(arg.head) && call.name.startsWith('lua'))
          call.unknown('program.option', arg.raw, 'loads a module by name');
        if (!arg.head.startsWith('-') && index === 0) break;
      }
      return inline(call);
    },
  },
  {
    names: 'R',
    loose: true,
    see: (call) => {
      const [first, second, ...rest] = call.args;
      if (first?.text === 'CMD') {
        if (/^(?:build|check|Rd2pdf|config|Rdconv|Rdiff)$/.test(second?.text ?? '')) {
          call.runHere('run.build', `R CMD ${second?.raw}`);
          return lookAtArguments(call, { args: rest, operands: 'edit' });
        }
        const [file] = rest;
        if (second?.text === 'BATCH' && file !== undefined) call.runFile('r', file);
        else call.emit('install', rest[0]?.raw ?? 'a package', { detail: 'install.named' });
        return undefined;
      }
      const file = call.args[call.args.findIndex((arg) => /^(?:-f|--file)$/.test(arg.text ?? '')) + 1];
      const attached = call.args.find((arg) => arg.head.startsWith('--file='));
      if (attached !== undefined) return call.runFile('r', sliceArg(attached, 7)) ?? undefined;
      if (call.args.some((arg) => arg.text === '-f') && file !== undefined) return call.runFile('r', file) ?? undefined;
      return inline(call);
    },
  },
  {
    names: 'irb pry',
    loose: true,
    see: (call) =>
      call.args.some((arg) => /^(?:--version|-v|--help)$/.test(arg.text ?? ''))
        ? undefined
        : call.unknown('program.beyond', call.name, 'starts an interpreter'),
  },
  {
    names: 'tclsh wish guile racket sbcl clisp ecl swipl gprolog ocaml escript scheme chicken csi janet newlisp',
    loose: true,
    longSingle: true,
    options: '-c=no -e=no --eval=no -g= -t= --load=file -l=file --script= -s=file -b --no-init-file -x=no -q -f=file',
    see: (call, parsed) => {
      const [first] = parsed.operands;
      if (call.args.some((arg) => /^--?(?:version|help|v|h)$/.test(arg.text ?? ''))) return undefined;
      const goal = parsed.value('-g');
      if (goal !== undefined && !/^(?:main|run_tests|test|halt|true|go|start)$/.test(goal.text ?? '?'))
        call.unknown('code.opaque', goal.raw, 'runs code that was not looked at');
      const script = parsed.value('--script') ?? first;
      if (script !== undefined) call.runFile(call.name, script);
      else if (!parsed.has('-c', '-e', '--eval', '--load', '-l', '-s', '-f')) call.codeFromInput(call.name);
      return undefined;
    },
  },
];

function inline(call: Call): undefined {
  const found = INLINE[call.name.replace(/^(lua|php)\d(?:\.\d)?$/, '$1')];
  if (found === undefined) return undefined;
  if (call.args.some((arg) => /^-{1,2}(?:version|help)$/.test(arg.text ?? ''))) return undefined;
  interpreter(call, found);
  return undefined;
}

/** The folders of `-I` are looked at here, then left out. */
function ruby(call: Call): undefined {
  const rest: Arg[] = [];
  for (let index = 0; index < call.args.length; index++) {
    const arg = call.args[index];
    if (arg === undefined) break;
    if (!arg.head.startsWith('-')) {
      rest.push(...call.args.slice(index));
      break;
    }
    if (/^-I./.test(arg.head)) folders(call, sliceArg(arg, 2));
    else if (arg.text === '-I') {
      const next = call.args[++index];
      if (next !== undefined) folders(call, next);
    } else if (call.name === 'perl') rest.push(arg);
    else if (/^-(?:w|W\d?|W:\w[\w-]*|v|-yjit|-jit|-disable[=-].*|-enable[=-].*|-version|c)$/.test(arg.text ?? '')) {
      if (arg.text === '-v' || arg.text === '--version') return undefined;
      if (arg.text === '-c') rest.push(arg);
    } else rest.push(arg);
  }
  // Only checked, not run.
  const [check, file] = rest;
  if (call.name !== 'perl' && check?.text === '-c' && file?.text === undefined && file?.unknown?.nature === 'paths')
    return call.file('read', file);
  return withArgs(call, rest, () => inline(call));
}

function folders(call: Call, arg: Arg): void {
  for (const each of arg.text?.split(':') ?? [])
    if (/^[/~]|\.\.(?:\/|$)/.test(each)) call.runFile('settings', { ...arg, text: each, head: each });
  if (arg.text === undefined) call.unknown('value.option', arg.raw, "loads code from a folder that can't be told");
}

/** The same call with other arguments. */
function withArgs(call: Call, args: readonly Arg[], see: () => undefined): undefined {
  const all = call.args;
  const writable: { args: readonly Arg[] } = call;
  writable.args = args;
  see();
  writable.args = all;
  return undefined;
}

function php(call: Call): undefined {
  const rest: Arg[] = [];
  const { args } = call;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) break;
    const { head } = arg;
    if (!head.startsWith('-') || arg.text === '--') {
      rest.push(...args.slice(index));
      break;
    }
    const [, letter = '', attached = ''] = /^-([a-zA-Z])(.*)$/s.exec(head) ?? [];
    const value = attached !== '' ? sliceArg(arg, 2) : args[index + 1];
    const takes = /^[dSctzfFBER]$/.test(letter) || letter === 'r';
    if (takes && attached === '') index++;
    if (
      /^(?:-m|-i|-v|--ini|--version|-h|--help|--modules|--info|--rf|--rc|--re|-n|-q|-C|-H|-s)$/.test(arg.text ?? '')
    ) {
      if (/^(?:-m|-i|-v|--ini|--version|-h|--help)$/.test(arg.text ?? '')) return undefined;
    } else if (letter === 'd') {
      if (!PLAIN_SETTING.test(value?.text ?? '?'))
        call.unknown('program.option', value?.raw ?? '-d', 'gives php a setting that can load code');
    } else if (letter === 'S') {
      call.emit('listen', value?.raw ?? 'a port', {
        detail: LOCAL_SERVER.test(value?.text ?? '') ? 'listen.local' : 'listen.port',
      });
      const folder = args[args.findIndex((each) => each.text === '-t') + 1];
      if (args.some((each) => each.text === '-t') && folder !== undefined) call.file('read', folder);
      call.runHere('run.build', 'php -S', 'serves the project');
      return lookAtArguments(call, { args: args.slice(index + 1).filter((each) => each !== folder) });
    } else if (letter === 't') continue;
    else if (letter === 'f' && value !== undefined) {
      rest.push(value, ...args.slice(index + 1));
      break;
    } else if (letter === 'c' && value !== undefined) call.runFile('settings', value);
    else if (letter === 'l') {
      for (const file of args.slice(index + 1)) if (!file.head.startsWith('-')) call.file('read', file);
      return undefined;
    } else {
      rest.push(...args.slice(takes && attached === '' ? index - 1 : index));
      break;
    }
  }
  const [file, ...words] = rest;
  if (file !== undefined && /(?:^|\/)(?:artisan|console|cake|yii)$/.test(file.text ?? '')) {
    call.runFile('php', file);
    return framework(call, words);
  }
  if (file !== undefined && /(?:^|\/)composer(?:\.phar)?$/.test(file.text ?? '')) {
    call.command([{ ...file, text: 'composer', head: 'composer' }, ...words]);
    return undefined;
  }
  if (file !== undefined && /(?:^|\/)vendor\/bin\/[\w-]+$/.test(file.text ?? '')) {
    call.runFile('php', file);
    const name = (file.text ?? '').replace(/^.*\//, '');
    if (/^(?:phpunit|pest|paratest|phpstan|psalm|php-cs-fixer|phpcs|phpcbf|pint|rector|codecept|behat)$/.test(name))
      call.command([{ ...file, text: name, head: name }, ...words]);
    return undefined;
  }
  if (file !== undefined && !file.head.startsWith('-')) lookForSecrets(call, words);
  return withArgs(call, rest, () => inline(call));
}

/** artisan, and the console of symfony. */
function framework(call: Call, args: readonly Arg[]): undefined {
  const [verb] = args.filter((arg) => !arg.head.startsWith('-'));
  const word = verb?.text ?? '';
  if (verb !== undefined && verb.text === undefined)
    return call.unknown('value.command', verb.raw, "runs a command whose name can't be told");
  // It shows what it would do: Laravel, Doctrine.
  const isShown =
    /^(?:migrate(?::rollback)?|doctrine:schema:update)$/.test(word) &&
    args.some((arg) => /^--(?:pretend|dump-sql)$/.test(arg.text ?? '')) &&
    args.every((arg) => !/^--force|^--complete=/.test(arg.head));
  if (DATABASE.test(word) && !isShown)
    call.emit('database', word, { detail: 'database.migrate', says: `changes the project's database (\`${word}\`)` });
  else if (/^(?:tinker|down|schedule:run|schedule:work|storage:unlink|shell|psysh)$/.test(word))
    call.unknown('program.beyond', word, `uses ${word}, which runs code or takes the application down`);
  else if (SHOWS_SECRETS.test(word)) call.unknown('program.beyond', word, 'shows or changes secrets');
  else if (word === 'key:generate' && !args.some((arg) => arg.text === '--show'))
    call.file('edit', literalArg('.env', call.part));
  else if (/^(?:deploy|cloud|server:prod|vapor|publish)(?::|$)/.test(word))
    lookAtTarget(call, literalArg('deploy', call.part));
  call.runHere('run.build', word === '' ? call.name : word, 'runs a command of the project');
  return lookAtArguments(call, { args: args.filter((arg) => arg !== verb) });
}

function railsOrRake(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const isRails = call.name === 'rails';
  for (const { name, value } of parsed.options)
    if (name === '-r' && value !== undefined) call.unknown('program.option', value.raw, 'loads code before the tasks');
  const isDry = parsed.has('-n', '-T', '-D', '-P') && !isRails;
  for (const operand of parsed.operands) {
    const text = operand.text ?? '';
    if (isDry) break;
    if (DATABASE.test(text) || /^(?:db|dbconsole)$/.test(text))
      call.emit('database', text, { detail: 'database.migrate', says: `changes the project's database (\`${text}\`)` });
    else if (SHOWS_SECRETS.test(text)) call.unknown('program.beyond', text, 'shows or changes secrets');
    else if (/^(?:app:template|action_mailbox:install|app:update)/.test(text))
      call.unknown('program.beyond', text, 'changes the project from a template');
    else lookAtTarget(call, operand);
  }
  const rakefile = literalArg('Rakefile', call.part);
  // What stands in it runs, whichever task is meant. What this task made of it is looked at as an edit.
  if (
    !isRails &&
    !isChanged(call, rakefile) &&
    call.kindOf(rakefile) === 'file' &&
    call.areaOf(rakefile) === 'workspace'
  )
    call.runFile('ruby', rakefile);
  if (!isRails) return undefined;
  const words = parsed.operands.slice(1);
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word.text ?? word.head));
  if (/^(?:console|c|runner|r)$/.test(phrase) && !has(/^--help$/)) {
    call.unknown('code.opaque', phrase, 'runs code on the project and its database');
    return true;
  }
  if (/^(?:server|s)$/.test(phrase)) {
    if (has(/^-d$|^--daemon/)) doVerb(call, 'starts', phrase, parsed);
    call.runHere('run.build', 'rails server', 'serves the project');
    lookAtArguments(call, { args: words, hosts: '-b' });
    return true;
  }
  if (phrase === 'new' && has(/^-m|^--template/)) call.unknown('program.beyond', '-m', 'runs a template');
  return undefined;
}

function isChanged(call: Call, file: Arg): boolean {
  const isWritten = call.resolve(file)?.some((path) => call.state.written(path) !== undefined) === true;
  return !isWritten && call.resolve(file)?.every((path) => provenanceOf(path, call.looking) === 'task') === true;
}

function composer(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [verb, first] = parsed.operands;
  const after = verb === undefined ? [] : call.args.slice(call.args.indexOf(verb) + 1);
  const has = (name: string) => call.args.some((arg) => arg.text === name);
  switch (phrase) {
    case 'exec': {
      const words = after.filter((arg, index) => !(index === 0 && arg.text === '--'));
      if (words.length === 1 && /\s/.test(words[0]?.text ?? '')) for (const word of words) call.script(word);
      else if (words.length > 0) call.command(words);
      return true;
    }
    case 'config':
      if (!has('--list') && !has('-l') && parsed.operands.length > 2) return undefined;
      if (!has('--list') && !has('-l') && /oauth|token|auth|basic|bearer/.test(first?.text ?? '')) return undefined;
      if (has('--unset') || has('-e') || has('--editor')) return undefined;
      return true;
    case 'update':
    case 'upgrade':
    case 'u':
      return undefined;
    case 'run':
    case 'run-script':
      if (first !== undefined) lookAtTarget(call, first);
      if (first?.text !== undefined) runComposerScript(call, first.text, after.slice(after.indexOf(first) + 1));
      return undefined;
    default:
      break;
  }
  if (!has('--no-scripts')) for (const event of eventsOf(phrase)) runComposerScript(call, event);
  if (phrase === 'test') runComposerScript(call, phrase, after);
  // Scripts of the project are words of their own.
  if (verb?.text !== undefined && /^[a-z][\w:-]*$/.test(verb.text) && !KNOWN_TO_COMPOSER.has(verb.text)) {
    lookAtTarget(call, verb);
    runComposerScript(call, verb.text, after);
    call.runHere('run.packageScript', `composer ${verb.text}`, "runs the project's scripts");
    lookAtArguments(call, { args: after, operands: 'edit' });
    return true;
  }
  return undefined;
}

/** What composer tells the project's scripts of, beside what it is called for. */
function eventsOf(phrase: string): readonly string[] {
  const around = (...names: readonly string[]) => names.flatMap((name) => [`pre-${name}`, `post-${name}`]);
  if (/^(?:install|i)$/.test(phrase)) return around('install-cmd', 'autoload-dump', 'package-install');
  if (/^(?:update|upgrade|u|require|remove)$/.test(phrase))
    return around('update-cmd', 'autoload-dump', 'package-update', 'package-install');
  if (/^dump-?autoload$/.test(phrase)) return around('autoload-dump');
  return phrase === 'status' ? around('status-cmd') : phrase === 'archive' ? around('archive-cmd') : [];
}

const KNOWN_TO_COMPOSER = new Set(
  tools
    .filter(({ names }) => namesIn(names).includes('composer'))
    .flatMap(({ verbs }) => Object.values(verbs).flatMap((names) => namesIn(names ?? '')))
    .map((name) => name.split(' ')[0]),
);
