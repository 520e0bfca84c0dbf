import type { Call, Parsed, Program } from './program';
import { type VerbTool, verbPrograms } from './verbs';

/** Settings of Spark that name neither code nor a program to start. */
const PLAIN_SPARK =
  /^spark\.(?!.*(?:extraJavaOptions|defaultJavaOptions|extraClassPath|extraLibraryPath|pyspark|jars|plugins|extensions|Listener|repositories|archives|files|submit|executorEnv|yarn|kubernetes|master|r\.command))[\w.]+=[\w.:-]*$/;

const tools: readonly VerbTool[] = [
  {
    names: 'dbt',
    options: [
      '--profiles-dir=read --project-dir=cwd --target-path=write --log-path=write --vars= -s,--select= -m,--models= --exclude= -t,--target=',
      '--profile= --state=read --args= --inline=no --output= --output-keys= --resource-type= --threads= --selector= --log-level= --log-format=',
      '--empty-catalog --no-compile --port= --host= --defer --full-refresh --limit= --warn-error-options= --event-time-start= --event-time-end=',
    ],
    verbs: {
      looks: 'ls list source\\ freshness',
      works: 'compile parse docs\\ generate docs\\ serve debug clean init show lint format',
      tests: 'test',
      restores: 'deps',
      migrates: 'run build seed snapshot run-operation retry clone',
      publishes: 'login',
    },
    labels: /^--output=\w+$/,
    see: (call, parsed, phrase) => {
      if (phrase !== 'deps' || call.args.every((arg) => !/^--add-package/.test(arg.head))) return undefined;
      call.emit('install', parsed.operands[1]?.raw ?? 'a package', { detail: 'install.named' });
      return true;
    },
  },
  {
    names: 'sqlmesh',
    options: '-p,--paths=cwd --config= --gateway= --log-file-dir=write -s= -e=',
    verbs: {
      looks: 'info diff dag render lint table_name table_diff environments help',
      works: 'format create_test init',
      tests: 'test audit',
    },
    otherwise: 'migrates',
  },
  {
    names: 'dvc',
    options:
      '-r,--remote= -j,--jobs= -f,--file=read --cd=cwd -S,--set-param= -n,--name= --targets= -o,--out=write --show-json --json --md --rev=',
    verbs: {
      looks: [
        'status dag diff list ls version root doctor data\\ status data\\ ls metrics\\ show metrics\\ diff params\\ diff exp\\ show exp\\ list',
        'exp\\ diff cache\\ dir stage\\ list check-ignore plots\\ templates',
      ],
      works: 'repro reproduce exp\\ run add commit init plots\\ show plots\\ diff freeze unfreeze',
      deploys: 'push',
      hooks: 'install',
      sets: 'config remote cache',
      forgets: 'gc destroy remove exp\\ remove exp\\ clean',
      beyond:
        'pull fetch checkout import import-url import-db get get-url run stage update move unprotect queue exp experiments studio',
    },
    operands: 'edit',
  },
  {
    names: 'airflow',
    options: '-S,--subdir=file -o,--output= -d,--dag-id= -c,--conf= -v,--verbose --tree --state= -n= -m=',
    verbs: {
      looks: [
        'version info cheat-sheet dags\\ list dags\\ show dags\\ details dags\\ state dags\\ list-runs dags\\ list-jobs dags\\ list-import-errors',
        'dags\\ report dags\\ next-execution tasks\\ list tasks\\ state tasks\\ states-for-dag-run jobs\\ check pools\\ list roles\\ list',
        'providers\\ list providers\\ get plugins db\\ check db\\ check-migrations config\\ lint',
      ],
      tests: 'dags\\ test tasks\\ test',
      works: 'tasks\\ render',
    },
    otherwise: 'beyond',
    alone: 'looks',
  },
  {
    names: 'kedro',
    options:
      '-p,--pipeline= -n,--nodes= -e,--env= --params= -t,--tags= --from-nodes= --to-nodes= -r,--runner=file --conf-source=file --config=file',
    verbs: {
      works: 'run package new jupyter viz pipeline\\ create registry\\ describe lint build-docs',
      tests: 'test',
      looks: 'info catalog registry\\ list catalog\\ list docs starter\\ list',
      beyond: 'ipython micropkg',
    },
  },
  {
    names: 'prefect dagster great_expectations mlflow zenml metaflow clearml-task',
    options:
      '-f,--python-file=file -m,--module-name= -w,--workspace=file -d,--working-directory=cwd --port= -p= -h,--host= --backend-store-uri= --default-artifact-root=write --experiment-id= -a=',
    verbs: {
      looks: [
        'version asset\\ list job\\ list schedule\\ list sensor\\ list doctor experiments\\ list experiments\\ search runs\\ list runs\\ describe config\\ view',
        'flow\\ ls deployment\\ ls work-pool\\ ls profile\\ ls datasource\\ list suite\\ list checkpoint\\ list store\\ list definitions\\ validate',
      ],
      works:
        'dev ui server server\\ start asset\\ materialize job\\ execute checkpoint\\ run docs\\ build suite\\ new checkpoint\\ new init definitions',
      tests: 'test',
      publishes: 'login cloud deploy deployment artifacts',
    },
    otherwise: 'beyond',
    alone: 'looks',
    hosts: '-h',
  },
  {
    names: 'tensorboard',
    options:
      '--logdir=read --port= --host= --bind_all! --logdir_spec=read --reload_interval= --path_prefix= --samples_per_plugin= --db=no --load_fast=',
    longSingle: true,
    verbs: { publishes: 'dev' },
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'wandb',
    verbs: {
      looks: 'status verify --version',
      works: 'offline off online on disabled enabled',
      deploys: 'sync launch artifact sweep agent job push pull restore',
    },
    otherwise: 'beyond',
    alone: 'looks',
  },
  {
    names: 'snakemake',
    options: [
      '-n,--dry-run,--dryrun -s,--snakefile=file -c,--cores=? -j,--jobs=? -d,--directory=cwd --configfile,--configfiles=read --config= -p,--printshellcmds',
      '-k,--keep-going -F,--forceall -f,--force -R,--forcerun= -U,--until= --rerun-incomplete,--ri --dag= --rulegraph= --filegraph --lint=? --list,-l',
      '--list-target-rules,--lt -q,--quiet=? --report=write --use-conda,--sdm= --conda-prefix=write --unlock --touch,-t --summary,-S --detailed-summary,-D',
      '--delete-all-output! --delete-temp-output! --cluster=no --executor,-e=no --profile=file --workflow-profile=file --cluster-config=no --drmaa=no',
      '--kubernetes! --tibanna! --google-lifesciences! --default-remote-provider=no --default-storage-provider=no --use-singularity! --use-apptainer!',
      '--wrapper-prefix=no --jobscript=file --log-handler-script=file --cleanup-metadata= --archive=write --stats=write --shadow-prefix=write --resources=',
      '-r,--reason --debug --nolock --latency-wait,-w= --rerun-triggers= --allowed-rules= -O,--omit-from= --batch= --verbose --version -v --help -h',
      '--conda-create-envs-only --containerize --generate-unit-tests=? --d3dag --print-compilation --sandbox --set-threads= --immediate-submit!',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'nextflow',
    longSingle: true,
    options:
      '-profile= -params-file=read -c=file -C=file -config=file -w=write -work-dir=write -log=write -r=no -hub=no -user=no -with-tower=no -bucket-dir=no -resume=? -entry= -latest! -with-report=write -with-trace=write -with-timeline=write -with-dag=write',
    verbs: { looks: 'config log list info lint inspect help -version -v', works: 'run', forgets: 'clean drop' },
    otherwise: 'beyond',
    see: pipelineOfOthers,
  },
  {
    names: 'molecule',
    options: '-s,--scenario-name= -c,--base-config=file -e,--env-file=read --driver-name=',
    verbs: { works: 'lint syntax check dependency init matrix', looks: 'list drivers' },
    otherwise: 'beyond',
  },
];

/** A pipeline that isn't a file of the project is fetched from a code host. */
function pipelineOfOthers(call: Call, parsed: Parsed, phrase: string): undefined {
  const [, pipeline] = parsed.operands;
  if (phrase !== 'run' || pipeline === undefined) return undefined;
  if (/\.nf$|^\.{0,2}\/?$/.test(pipeline.text ?? '?')) call.runFile('nextflow', pipeline);
  else call.emit('run', pipeline.raw, { detail: 'run.remote', says: `fetches and runs the pipeline ${pipeline.raw}` });
  return undefined;
}

/** What moves, checks and models data. */
export const dataPipelines: readonly Program[] = [
  ...verbPrograms(tools),
  {
    names: 'spark-submit pyspark spark-sql',
    options: [
      '--master= --deploy-mode= --name= --class= --conf,-c= --driver-memory= --executor-memory= --executor-cores= --num-executors= --total-executor-cores=',
      '--properties-file=file --py-files=file --jars=file --files=read --packages=no --repositories=no --driver-java-options=no --driver-class-path=file',
      '--driver-library-path=no --archives=file --proxy-user=no --keytab=no --principal=no --kill=no --status=no --supervise --verbose,-v --version --help,-h',
    ],
    stopsAtOperand: true,
    see: (call, parsed) => {
      for (const { name, value } of parsed.options)
        if (
          (name === '--conf' && !PLAIN_SPARK.test(value?.text ?? '?')) ||
          (name === '--master' && !/^local(?:\[[\d*,]+\])?$/.test(value?.text ?? '?'))
        )
          call.unknown('program.option', value?.raw ?? name, `gives ${call.name} code to load, or another machine`);
      const [file] = parsed.operands;
      if (file !== undefined && /^[a-z][a-z\d+.-]*:\/\//i.test(file.head))
        call.emit('run', file.raw, { detail: 'run.remote', says: `runs code from ${file.raw}` });
      else if (file !== undefined && call.name === 'spark-submit') call.runFile('program', file);
      else if (!parsed.has('--version', '--help')) call.unknown('program.beyond', call.name, 'starts an interpreter');
      return undefined;
    },
  },
];
