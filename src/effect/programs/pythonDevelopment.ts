import type { Names } from '../names';
import type { Arg } from '../shell/value';
import { parseArguments } from './grammar';
import type { Call, Program } from './program';
import { pythonFile, pythonModule } from './python';
import { lookAtArguments } from './toolArguments';
import { applyRoles, doVerb, type VerbTool, verbPrograms } from './verbs';

/** Programs that run a Python program to measure it, by the words that come before it. */
interface Starter {
  readonly names: Names;
  /** Verbs that are followed by a program; without any, all words are. */
  readonly starting?: RegExp;
  /** Other verbs, which only look at what was measured. */
  readonly looking?: RegExp;
  readonly options: Names;
  /** The words are a command, not the name of a Python file. */
  readonly isCommand?: boolean;
}

const starters: readonly Starter[] = [
  {
    names: 'scalene',
    options: [
      '--html --json --cli --web --no-browser --viewer --outfile=write --profile-interval= --cpu --cpu-only --gpu --memory',
      '--profile-all --profile-only= --profile-exclude= --use-virtual-time --cpu-percent-threshold= --cpu-sampling-rate=',
      '--malloc-threshold= --program-path=read --reduced-profile --column-width= --on --off -m -c! --version --help -h --column_width=',
    ],
  },
  {
    names: 'kernprof',
    options:
      '-l,--line-by-line -b,--builtin -o,--outfile=write -s,--setup=file -v,--view -r,--rich -u,--unit= -z,--skip-zero -i= -p,--prof-mod= -m -V,--version -h,--help --prof-imports',
  },
  {
    names: 'mprof',
    starting: /^run$/,
    looking: /^(?:plot|list|ls|peak|attach)$/,
    options:
      '-T,--interval= -C,--include-children -M,--multiprocess -o,--output=write --python --nopython -E,--exit-code -f,--flame -t,--title= -s,--slope -m',
  },
  {
    names: 'pyinstrument',
    options: [
      '-m -c! -o,--outfile=write -r,--renderer= -t,--timeline --load=read --load-prev= --from-path -i,--interval= --show= --show-all',
      '--hide= --hide-regex= --show-regex= -p,--render-option= --html --unicode --no-unicode --color --no-color --use-timing-thread --version -h,--help',
    ],
  },
  {
    names: 'viztracer',
    options: [
      '-m -c! -o,--output_file=write --output_dir=folder -q,--quiet --tracer_entries= --max_stack_depth= --ignore_frozen --ignore_c_function',
      '--min_duration= --log_async --log_gc --log_func_args --log_print --open -u --version --include_files= --exclude_files= -h,--help',
    ],
  },
  {
    names: 'memray',
    starting: /^run$/,
    looking: /^(?:flamegraph|table|tree|summary|stats|transform|parse|help)$/,
    options:
      '-o,--output=write -f,--force -q,--quiet --native --follow-fork --trace-python-allocators --live --aggregate -m -c! --leaks --temporary-allocations --live-port= -h,--help --html --json -V,--version -v',
  },
  {
    names: 'torchrun',
    options: [
      '--nproc_per_node,--nproc-per-node= --nnodes= --node_rank,--node-rank= --master_port,--master-port= --standalone --max_restarts,--max-restarts=',
      '--rdzv_id,--rdzv-id= --rdzv_backend,--rdzv-backend= --rdzv_endpoint,--rdzv-endpoint=no --master_addr,--master-addr=no -m,--module --log_dir,--log-dir=write',
      '--no_python,--no-python! --run_path,--run-path -r,--redirects= -t,--tee= --role= --monitor_interval,--monitor-interval= --start_method,--start-method=',
      '--rdzv_conf,--rdzv-conf= -h,--help --local-addr=no --logs-specs=no --numa-binding= --local-ranks-filter=',
    ],
  },
  {
    names: 'accelerate',
    starting: /^launch$/,
    looking: /^(?:env|test|estimate-memory|config)$/,
    options: [
      '--config_file,--config-file=file --num_processes,--num-processes= --num_machines,--num-machines= --machine_rank,--machine-rank= --mixed_precision,--mixed-precision=',
      '--multi_gpu,--multi-gpu --cpu --use_deepspeed,--use-deepspeed --use_fsdp,--use-fsdp --gpu_ids,--gpu-ids= --main_process_port,--main-process-port= -m,--module',
      '--main_process_ip,--main-process-ip=no --no_python,--no-python! --dynamo_backend,--dynamo-backend= --debug -q,--quiet --num_cpu_threads_per_process=',
      '--deepspeed_config_file=read --zero_stage= --tpu --tpu_vm=no --tpu_name=no --dry_run -h,--help --library_name= --dtypes= --trust_remote_code!',
    ],
  },
  {
    names: 'deepspeed',
    options:
      '--num_gpus= --num_nodes= --include= --exclude= --master_port= --master_addr=no -H,--hostfile=no --module --no_python! --no_local_rank --launcher=no -h,--help --autotuning= --bind_cores_to_rank',
  },
  {
    names: 'py-spy austin',
    starting: /^(?:record|top)$/,
    looking: /^help$/,
    isCommand: true,
    options:
      '-o,--output=write -f,--format= -d,--duration= -r,--rate= -s,--subprocesses -F,--function -n,--native -t,--threads -g,--gil -i,--idle --nolineno --full-filenames -p,--pid=no -b,--nonblocking -h,--help -V,--version',
  },
];

function starter({ names, options, starting, looking, isCommand }: Starter): Program {
  return {
    names,
    options,
    stopsAtOperand: true,
    see: (call, parsed) => {
      if (starting === undefined) return start(call, parsed.operands, parsed.has('-m', '--module'), isCommand);
      const [verb, ...words] = parsed.operands;
      if (verb === undefined) return undefined;
      if (looking?.test(verb.text ?? '') === true) return lookAtArguments(call, { args: words });
      if (!starting.test(verb.text ?? '')) return doVerb(call, undefined, verb.text ?? verb.raw, parsed);
      const after = parseArguments({ options, stopsAtOperand: true }, words, {
        mayBeOption: () => false,
        untilOperand: true,
      });
      applyRoles(call, after);
      if (after.strange !== undefined)
        call.unknown('program.option', after.strange.arg.raw, `gives \`${call.name}\` an option that is not known`);
      return start(call, after.operands, after.has('-m', '--module'), isCommand);
    },
  };
}

function start(call: Call, words: readonly Arg[], isModule: boolean, isCommand = false): undefined {
  const [first, ...rest] = words[0]?.text === '--' ? words.slice(1) : words;
  if (first === undefined) return undefined;
  call.runHere('run.file', call.name, 'runs a program of the project');
  if (isCommand || (call.name === 'mprof' && !isModule && !/\.py$/.test(first.text ?? '')))
    call.command([first, ...rest]);
  else if (isModule) pythonModule(call, first, rest);
  else pythonFile(call, first, rest);
  return undefined;
}

const tools: readonly VerbTool[] = [
  {
    names: [
      'check-wheel-contents pyproject-build validate-pyproject stubgen griffe pycln ufmt fawltydeps ward',
      'docutils rst2html4 f2py f2py3 numpydoc sphinx-lint rstcheck doc8 restructuredtext-lint pyment mkinit absolufy-imports',
      'flynt add-trailing-comma reorder-python-imports unify tryceratops perflint slotscheck wily eradicate',
      'pytest-cov diff-cover diff-quality genbadge coverage-badge py2app check-manifest auditwheel',
      'delvewheel sybil xdoctest pyan3 pydeps pyreverse symilar code2flow',
    ],
    options:
      '-c,--config=file -o,--output,--outdir,--output-dir=write -p,--package= -m= -w,--wheel-dir=write --platform= --runner=no --ext=file -j= -f= --build-dir=write',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'pytest-watch ptw pytest-watcher',
    options: [
      '--onpass=shell --onfail=shell --onexit=shell --beforerun=shell --afterrun=shell --runner=shell -c,--clear -n,--nobeep -p,--poll',
      '--ext= -w,--wait --config=file -q,--quiet --ignore= --now --delay= --patterns= --ignore-patterns= -v,--verbose --spool=',
    ],
    verbs: {},
    otherwise: 'tests',
    alone: 'tests',
    see: (call, parsed) => {
      // What follows `--` is for pytest.
      if (parsed.dashesAt === undefined) return undefined;
      call.runHere('run.tests', call.name, "runs the project's tests");
      lookAtArguments(call, { args: parsed.operands });
      return true;
    },
  },
  {
    names: 'nbdiff nbshow nbmerge nbdime nbdiff-web nbmerge-web nbpatch',
    options: '-o,--out,--output=write --ip= --port= --decisions -s -a -m -d',
    verbs: {
      looks: 'diff show extensions',
      works: 'merge patch diff-web mergetool',
      sets: 'config-git reg-extensions',
      beyond: 'server',
    },
    otherwise: 'works',
    alone: 'looks',
    see: (call, _parsed, phrase) => {
      if (phrase !== 'config-git' && call.args.every((arg) => !/^--(?:enable|disable|global)/.test(arg.head)))
        return undefined;
      call.emit('gitConfig', 'git', { detail: 'git.config.set', says: 'changes the settings of git' });
      return undefined;
    },
  },
  {
    names: 'monkeytype',
    options: '-c,--config=no -v --disable-type-rewriting -l=',
    verbs: { works: 'stub apply list-modules', runs: 'run' },
    see: (call, parsed, phrase) => {
      if (phrase !== 'run') return undefined;
      const words = parsed.operands.slice(1);
      const isModule = call.args.some((arg) => arg.text === '-m');
      start(call, words, isModule);
      return true;
    },
  },
  {
    names: 'mutmut cosmic-ray cr-html cr-report mutatest',
    options: '--paths-to-mutate= --runner=shell --tests-dir=read --use-coverage --CI -p= --simple-output',
    verbs: {
      works: 'run init exec baseline html junitxml apply',
      looks: 'results show dump browse print-time-estimates',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'schemathesis st',
    options: [
      '-c,--checks= --base-url=url -u,--url=url -H,--header= -E,--endpoint= -M,--method= -w,--workers= --hypothesis-seed= --hypothesis-max-examples=',
      '--report=write --junit-xml=write --cassette-path=write --wsgi=no --app=no --pre-run=no --auth=no -n,--max-examples= --phases= --mode=',
    ],
    verbs: { works: 'run replay', publishes: 'auth' },
  },
  {
    names: 'bump2version bumpversion bump-my-version',
    options: [
      '-n,--dry-run -v,--verbose --list --allow-dirty --config-file=file --current-version= --new-version= --part= -m,--message= --tag-name= --commit',
      '--no-commit --tag --no-tag --parse= --serialize= --search= --replace= --commit-args=no --tag-message= --no-configured-files --ignore-missing-files',
    ],
    verbs: { looks: 'show show-bump', works: 'bump replace sample-config' },
    otherwise: 'works',
    operands: 'edit',
  },
  {
    names: 'towncrier scriv reno git-changelog gitchangelog',
    options:
      '--config=file --dir=cwd --draft --version= --name= --date= --yes --keep -c,--content= --edit! -o,--output=write --compare-with= --add --cli --verbosity=',
    verbs: {
      works: 'build check create collect init lint new report',
      looks: 'list print',
      publishes: 'github-release',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'cz commitizen',
    options:
      '--config=file -n,--name= --rev-range= --commit-msg-file=read -m,--message= --dry-run --file-name=write --yes --template=file --increment= --prerelease=',
    verbs: {
      looks: 'check version info example schema ls',
      works: 'changelog ch bump commit c',
      hooks: 'init',
    },
    operands: 'edit',
    see: (call, parsed) => {
      if (
        !call.args.some((arg) =>
          /^--(?:git-output-to-stderr|signoff|retry|write-message-to-file|extra|hook)/.test(arg.head),
        )
      )
        return undefined;
      doVerb(call, 'beyond', parsed.operands[0]?.text ?? '', parsed);
      return undefined;
    },
  },
  {
    names: 'asv',
    options:
      '-E,--environment=no --python= -b,--bench= -e,--show-stderr -q,--quick --config=file -m,--machine= --html-dir=folder -o,--html-dir=folder',
    verbs: {
      works: 'run check continuous preview publish profile find setup quickstart',
      looks: 'compare show machine help',
      publishes: 'gh-pages',
      forgets: 'rm',
    },
  },
];

/** What Python's developers use beside the common checkers: profilers, packaging, releases. */
export const pythonDevelopment: readonly Program[] = [
  ...starters.map(starter),
  ...verbPrograms(tools),
  {
    names: 'nbqa',
    options:
      '--nbqa-shell! --nbqa-diff --nbqa-files= --nbqa-exclude= --nbqa-process-cells= --nbqa-dont-skip-bad-cells -h,--help --version',
    stopsAtOperand: true,
    see: (call, parsed) => (parsed.operands.length > 0 ? call.command(parsed.operands) : undefined),
  },
  {
    names: 'locust',
    options: [
      '-f,--locustfile=file -H,--host=url -u,--users= -r,--spawn-rate= -t,--run-time= --headless --autostart --autoquit= --csv=write',
      '--csv-full-history --html=write --only-summary --print-stats -L,--loglevel= --logfile=write -T,--tags= -E,--exclude-tags= -l,--list',
      '--class-picker --config=file --web-port,-P= --web-host=no --master! --worker! --processes= --reset-stats --stop-timeout,-s= -V,--version',
      '-h,--help --skip-log-setup --exit-code-on-error= --json --show-task-ratio --expect-workers= --iterations,-i= --loglevel=',
    ],
    operands: 'text*',
    see: (call, parsed) => {
      if (!parsed.has('-h', '-V', '-l')) call.runHere('run.tests', 'locust', "runs the project's load test");
      // With a page of its own it listens on every address.
      if (!parsed.has('-h', '-V', '-l', '--headless')) call.emit('listen', 'a port', { detail: 'listen.port' });
      return undefined;
    },
  },
];
