import type { Arg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { writeOutput } from './toolArguments';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** What a policy's expression may call to reach further than its data. */
const REACHES = /http\.send|net\.|opa\.|env\(|io\.jwt|importstr|importbin|import\b.*["']\s*(?:\/|~|\.\.)/;

const tools: readonly VerbTool[] = [
  {
    names: 'trivy',
    options: [
      '-c,--config=file -o,--output=write -f,--format= -t,--template=file --severity= -s,--security-checks,--scanners= --exit-code= --input=read --cache-dir=write',
      '--ignorefile=read --ignore-unfixed --skip-dirs= --skip-files= --policy,--config-policy,--config-check=file --config-data=read --server=no --token=no',
      '--token-header= -q,--quiet -d,--debug --timeout= --offline-scan --skip-db-update --skip-update --vuln-type,--pkg-types= --list-all-pkgs --compliance=',
      '--db-repository=no --java-db-repository=no --checks-bundle-repository=no --policy-bundle-repository=no --secret-config=read --helm-values=read --tf-vars=read',
      '--cache-backend=no --username=no --password=no --registry-token=no --module-dir=file --enable-modules=no --ignore-policy=file --vex=read --trace --report=',
    ],
    verbs: {
      works: 'fs filesystem config conf sbom convert',
      asks: 'image i',
      looks: 'version help',
      forgets: 'clean',
      installs: 'plugin module',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      if (!/^(?:image|i)$/.test(phrase)) return undefined;
      if (!parsed.has('--input')) return askRegistry(call, parsed.operands[1]);
      call.runHere('run.tool', 'trivy', 'checks an image that was saved');
      return true;
    },
  },
  {
    names: 'grype syft',
    options: [
      '-o,--output= --file=write -c,--config=file --fail-on= -q,--quiet -v --only-fixed --scope= --exclude= --platform= --add-cpes-if-none --by-cve -t,--template=file',
      '--select-catalogers= --override-default-catalogers= --source-name= --source-version= --enrich= --vex=read --name= --from= --base-path=read --parallelism= --sort-by=',
    ],
    verbs: {
      looks: 'version help completion db\\ status db\\ list cataloger\\ list config',
      forgets: 'db\\ delete',
      asks: 'db\\ check db\\ update',
      publishes: 'attest login',
    },
    otherwise: 'works',
    alone: 'looks',
    see: scanned,
  },
  {
    names: 'osv-scanner',
    options:
      '-L,--lockfile=read -S,--sbom=read -r,--recursive --format= -o,--output=write --output-file=write --config=file --offline --verbosity= -M,--manifest=edit --no-ignore --licenses=? --call-analysis= --docker! -D! --serve! --data-source= --maven-registry=no --allow-no-lockfiles --skip-git --strategy= --all-packages --experimental-offline --experimental-licenses=?',
    verbs: { works: 'scan scan\\ source', asks: 'scan\\ image', looks: 'help version', installs: 'fix update' },
    otherwise: 'works',
    alone: 'looks',
  },
  {
    names: 'trufflehog detect-secrets detect-secrets-hook',
    options:
      '--baseline=edit -j,--json --no-verification --only-verified --fail --exclude-paths,-x=read --include-paths,-i=read --config=file --exclude-files= --exclude-lines= --exclude-secrets= -n,--no-verify -p,--plugin=file --disable-plugin= --all-files --string=? -C=cwd --filter=no --since-commit= --branch= --results= --no-update --concurrency=',
    verbs: { works: 'filesystem git scan file', beyond: 'audit github gitlab docker s3 gcs syslog analyze' },
    otherwise: 'works',
    alone: 'looks',
    see: (call) => {
      if (
        call.name !== 'trufflehog' ||
        call.args.some((arg) => /^--(?:no-verification|help|version)$/.test(arg.text ?? ''))
      )
        return undefined;
      call.unknown('program.beyond', 'trufflehog', 'tries the keys it finds where they belong');
      return undefined;
    },
  },
  {
    names: 'conftest',
    options:
      '-p,--policy=file -u,--update=no -d,--data=read -o,--output= --parser= --combine -n,--namespace= --all-namespaces --fail-on-warn --no-fail --no-color --trace --ignore= -c,--config=file --report= --show-builtin-errors --capabilities=read --rego-version= --strict --junit-hide-message --proto-file-dirs=read --quiet --suppress-exceptions',
    verbs: {
      tests: 'test verify',
      works: 'fmt parse doc',
      looks: 'help version completion',
      publishes: 'push login',
      installs: 'pull plugin',
    },
    otherwise: 'beyond',
    alone: 'looks',
  },
  {
    names: 'opa regal',
    options: [
      '-d,--data=file -b,--bundle=? -i,--input=read -f,--format= -o,--output=write -v,--verbose -t,--target= -r,--run= -c,--coverage=? --threshold= --ignore= -l,--list --diff',
      '-w,--write --fail -e,--entrypoint= -O,--optimize= --strict,-S --schema,-s=read --capabilities=read -I,--stdin-input! --stdin! --import= --package= --partial,-p -u,--unknowns=',
      '--config-file=file --rules=file -x=file --disable= --enable= --timeout= --count= --metrics --profile --explain= --signing-key=no --verification-key=read --v0-compatible --v1-compatible',
      '--bench -n= -m= --watch! --log-level= --instrument --disable-all --disable-category= --ignore-files= --config=file --rego-v1 --check-list',
    ],
    verbs: {
      works: 'fmt check build inspect deps parse capabilities lint fix compare',
      tests: 'test bench exec',
      looks: 'version help completion table',
      beyond: 'run sign server new language-server debug',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      if (phrase !== 'eval') return undefined;
      const [, query] = parsed.operands;
      if (query?.text === undefined || REACHES.test(query.text)) return undefined;
      call.runHere('run.tool', 'opa eval', "evaluates the project's policies");
      return true;
    },
  },
  {
    names: 'kyverno pluto kubesec terraform-docs helm-docs ct gator',
    options: [
      '-f,--file,--values-file=read -r,--resource=read -d,--directory=read -o,--output= -p,--policy-report --set= -u,--userinfo=read --target-versions= -c,--config=file --output-file= --output-mode=',
      '--output-template= --chart-search-root=read --template-files=read --dry-run --charts= --chart-dirs=read --target-branch= --remote= --validate-maintainers=? --check-version-increment=? --lint-conf=file',
      '--values=read --schema= --chart-yaml-schema=file --excluded-charts= --chart-repos=no --helm-extra-args=no --all --recursive --sort-by= --sort-values-order= --detailed-results --cluster! --kubeconfig=no',
      '-g,--git-branch=no -k=no --context=no --upgrade! --output-check --additional-commands=no --github-groups -w --warn-exit-code= --ignore-file=read --additional-versions=read --format=',
    ],
    verbs: {
      works:
        'test apply lint detect-files detect scan markdown md json yaml toml tfvars asciidoc adoc pretty xml fix lint list-changed jp create document expand',
      looks: 'version help list-versions list-resources completion',
      deploys: 'install lint-and-install',
      beyond: 'http oci detect-helm detect-api-resources detect-all-in-cluster sync serve',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call) => {
      for (const [index, arg] of call.args.entries()) {
        const given =
          arg.text === '--output-file'
            ? call.args[index + 1]
            : /^--output-file=/.test(arg.head)
              ? sliceArg(arg, 14)
              : undefined;
        if (given !== undefined) writeOutput(call, given);
      }
      return undefined;
    },
  },
  {
    names: 'cue',
    options:
      '-o,--outfile=write --out= -e,--expression= -t,--inject= -d,--schema= -p,--package= -l,--path= -f,--force -c,--concrete=? -s,--simplify -n,--name= -v,--verbose -i,--ignore -a,--all --strict --list --files --with-context --ext= -R,--recursive --proto_path,-I=read --merge --diff --check -O --inject-vars,-T -C=cwd',
    verbs: {
      works: 'vet export eval def fmt trim import fix mod\\ init mod\\ tidy exp cmd',
      looks: 'version help completion',
      installs: 'get mod\\ get',
      publishes: 'login mod\\ publish mod\\ mirror mod',
      beyond: 'lsp serve',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      if (phrase === 'cmd') for (const word of parsed.operands.slice(1)) lookAtTarget(call, word);
      return undefined;
    },
  },
  {
    names: 'jsonnet jsonnetfmt jsonnet-lint sjsonnet jrsonnet',
    options:
      '-o,--output-file=write -m,--multi=folder -J,--jpath=file -e,--exec= -S,--string -y,--yaml-stream -c,--create-output-dirs -V,--ext-str= --ext-str-file=read --ext-code= --ext-code-file=file -A,--tla-str= --tla-str-file=read --tla-code= --tla-code-file=file -i,--in-place --test -n,--indent= --string-style= --comment-style= -s= -t= --max-blank-lines= --version -h,--help',
    verbs: {},
    otherwise: 'works',
    alone: 'looks',
    operands: 'edit',
    see: (call, parsed) => {
      for (const { name, value } of parsed.options)
        if (/^(?:-e|--ext-code|--tla-code)$/.test(name) && (value?.text === undefined || REACHES.test(value.text)))
          call.unknown('program.option', value?.raw ?? name, 'reads files from code that is given to it');
      return undefined;
    },
  },
  {
    names: 'dhall-to-json dhall-to-yaml dhall-to-toml nickel pkl yamlfmt ytt kcl',
    longSingle: true,
    options:
      '-file,--file=read -output,--output,-o=write -omit-empty,--omit-empty -compact,--compact -explain,--explain -preserve-null --pretty --documents -f,--format,-format= -x,--expression=no -p,--property=no -e,--env-var=no -m,--multiple-file-output-path=folder --project-dir=cwd --external-property=no --allowed-modules=no --allowed-resources=no --external-resource-reader=no --external-module-reader=no --module-path=file --settings=file --cache-dir=write --root-dir=read --ca-certificates=no --proxy=no -lint -conf,-c=file -dry -quiet,-q -formatter=no -in -match_type=',
    verbs: {
      works: 'eval export test typecheck format fmt doc query analyze check lint vet',
      beyond: 'repl run server download-package project',
      looks: 'version help',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call) => {
      // Without a file they evaluate what is given to them.
      if (/^dhall-to-/.test(call.name) && !call.args.some((arg) => /^--?(?:file|version|help)/.test(arg.head)))
        call.codeFromInput('dhall');
      return undefined;
    },
  },
  {
    names:
      'protolint prototool graphql-inspector vacuum oasdiff asyncapi structurizr openapi-generator swagger-codegen openapi-diff smithy',
    options: [
      '-i,--input-spec=read -g,--generator-name= -l,--lang= -o,--output=write -t,--template-dir=file -c,--config=file -a,--auth=no --additional-properties= --git-user-id= --git-repo-id= -p=',
      '--library= --package-name= --skip-validate-spec -r,--ruleset,--require,--rule=file --functions=file -w,--workspace=read -f,--format= --fail-on= --auto_disable= --fix --config_path=file',
      '--config_dir_path=file --plugin=no --reporter= --output_file=write -d,--details --header=no --aws! --federation --deprecated= --keepClientFields --onlyErrors --emit=file --ignore-file-override=read',
      '--token=no --url=no --import-mappings= --type-mappings= --global-property= --openapi-normalizer= --generate-alias-as-model --remove-operation-id-prefix --model-name-prefix= --custom-generator=file',
    ],
    verbs: {
      works: [
        'lint generate validate bundle convert diff breaking changelog summary report spectral-report dashboard html-report format all compile batch config-help list meta author langs',
        'inspect export generate-models introspect coverage similar audit optimize new flatten delta check-breaking',
      ],
      looks: 'version help completion',
      beyond: 'start studio serve push pull lock unlock merge grpc create init docker-lint language-server',
    },
    otherwise: 'works',
    alone: 'looks',
    operands: 'edit',
  },
  {
    names: 'rover',
    options: '--schema=read --output=write --format= --profile=no --log=',
    verbs: { looks: 'version help explain docs\\ list completion', works: 'supergraph\\ compose template\\ list' },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      if (phrase === 'supergraph compose' && call.args.some((arg) => /^--elv2|^https?:/.test(arg.head)))
        doVerb(call, 'beyond', phrase, parsed);
      return undefined;
    },
  },
  {
    names: 'dredd artillery',
    options:
      '--hookfiles,-f=file --server,-g=shell --language,-a=exec --config=file --reporter,-r= --output,-o=write -e,--environment= --names -d,--dry-run --only,-x= --level,-l= --custom=file --require=file --server-wait= --sorted -t,--target=url -v,--variables= -p,--payload=read -q,--quiet --key=no -k,--insecure -h= -m= -c=',
    verbs: {
      works: 'init report',
      publishes: 'run:fargate run-fargate run-lambda',
      beyond: 'run quick',
      looks: 'help version dino',
    },
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'pg_format sql-formatter sqlcheck pgsanity sqlint typstyle tex-fmt prettypst',
    options:
      '-i,--inplace,--in-place -o,--output=write -c,--config=file -l,--language= -s,--spaces= -u,--keyword-case= -w,--wrap-limit= -f,--file_name=read -r,--risk_level= --check --diff -v --fix -B -g -L -N -T -X --type-case= --no-rcfile --column= --line-width= -t= -p=',
    verbs: { works: 'format-all' },
    otherwise: 'works',
    alone: 'looks',
    operands: 'edit',
  },
  {
    names: 'lefthook overcommit',
    options:
      '--files= --all-files --commands= --tags= --exclude= --file= --force --no-tty --diff= -r,--run -l,--list-hooks --force-run -s,--sign! -i,--install! -u,--uninstall! --template-dir --jobs= --no-auto-install --fail-on-changes=?',
    verbs: {
      works: 'run validate dump check-install',
      looks: 'version help',
      hooks: 'install add uninstall self-update',
    },
    otherwise: 'hooks',
    alone: 'looks',
    see: (call) => {
      if (call.name !== 'overcommit') return undefined;
      // Without an option it installs itself.
      if (call.args.some((arg) => /^(?:-[rlv]|--(?:run|list-hooks|version|help|diff\S*))$/.test(arg.text ?? '')))
        call.runHere('run.tool', 'overcommit', "runs the project's hooks");
      else call.emit('gitConfig', 'the git hooks', { detail: 'git.config.hooks', says: 'changes the git hooks' });
      return true;
    },
  },
  {
    names: 'devbox devenv flox',
    options:
      '-c,--config=file -e,--env= --env-file=no --pure -q,--quiet --list -l --omit-nix-env --environment= --omit-binstubs --recompute',
    verbs: {
      works: 'build info processes',
      tests: 'test',
      looks: 'list search version help show',
      restores: 'install',
      installs: 'add rm remove update init global up gc generate create pull push',
      beyond: 'shell services cache secrets auth ssh container tasks repl',
    },
    otherwise: 'beyond',
    alone: 'looks',
    wraps: 'run',
    see: (call, parsed) => {
      const [verb, ...words] = parsed.operands;
      if (verb?.text !== 'run') return undefined;
      const [script, ...rest] = words[0]?.text === '--' ? words.slice(1) : words;
      // A word alone is the name of a script of the project; anything else a command.
      if (script === undefined) call.runHere('run.tool', call.name);
      else if (rest.length === 0 && /^[\w:-]+$/.test(script.text ?? '')) {
        call.runHere('run.packageScript', script.raw, "runs the project's scripts");
        lookAtTarget(call, script);
      } else call.command([script, ...rest]);
      return true;
    },
  },
  {
    names: 'gitlab-ci-local dagger reviewdog danger container-structure-test cosign docfx docsify pydoc-markdown',
    options:
      '--file=file --list --list-csv --list-json --preview --cwd=cwd -o,--output=write --to-dir=write -I,--search-path=read -p,--py1= -m,--module= --render-toc -c,--config=file -i,--image= --test-report=write --port= --serve! --host= -n= --stacktrace --fetch! --cache-dir=write --driver= --playbook=file --attribute= --url= --log-level=',
    verbs: {
      looks: 'version help -version --version completion functions -v',
      works: 'build metadata template',
      beyond:
        'call run query login ci pr shell up install publish sign attest upload copy generate-key-pair init serve test',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: siteOrLook,
  },
];

/** `dir:.`, `sbom:a.json`: where what is scanned comes from. */
function scanned(call: Call, parsed: Parsed, phrase: string): true | undefined {
  if (/^(?:version|help|completion|db|cataloger|config|attest|login)\b/.test(phrase)) return undefined;
  call.runHere('run.tool', call.name, 'lists or checks the packages of the project');
  for (const { name, value } of parsed.options) {
    const at = name === '-o' ? (value?.text ?? '').indexOf('=') : -1;
    if (value !== undefined && at >= 0) writeOutput(call, sliceArg(value, at + 1));
  }
  for (const operand of parsed.operands.filter(({ text }) => !/^(?:packages|scan|convert)$/.test(text ?? ''))) {
    const kind = /^(?:dir|file|sbom|docker-archive|oci-archive|oci-dir):(?=.)/.exec(operand.head)?.[0];
    const isPath = kind !== undefined || /^[./~]|\.(?:json|xml|tar|spdx)$/.test(operand.head);
    if (isPath) call.file('read', kind === undefined ? operand : sliceArg(operand, kind.length));
    else askRegistry(call, operand);
  }
  return true;
}

/** An image by its name; one with a host is asked of that host. */
function askRegistry(call: Call, image: Arg | undefined): true {
  const isOfHost = image?.text === undefined || /^(?:[a-z-]+:)?[^/]*[.:][^/]*\//.test(image.text);
  call.emit('fetch', image?.raw ?? 'an image', {
    detail: isOfHost ? 'fetch.get' : 'fetch.registry',
    says: 'asks a registry of images',
  });
  return true;
}

function siteOrLook(call: Call, parsed: Parsed, phrase: string): true | undefined {
  const [first] = parsed.operands;
  const isSite =
    (call.name === 'pydoc-markdown' && first === undefined) ||
    (call.name === 'docfx' && (phrase === '' || /\.json$/.test(first?.text ?? '')));
  const isTest = call.name === 'container-structure-test' && phrase === 'test';
  const isList =
    call.name === 'gitlab-ci-local' && call.args.some((arg) => /^--(?:list\S*|preview)$/.test(arg.text ?? ''));
  const isLocal = call.name === 'danger' && phrase === 'local';
  const isDocs =
    call.name === 'docsify' && phrase === 'serve' && !call.args.some((arg) => /^(?:-H|--host)/.test(arg.head));
  if (
    call.name === 'gitlab-ci-local' &&
    !isList &&
    first === undefined &&
    phrase === '' &&
    !call.args.some((arg) => /^--(?:version|help)$/.test(arg.text ?? ''))
  )
    call.unknown('program.beyond', call.name, 'runs the whole pipeline');
  if (!isSite && !isTest && !isList && !isLocal && !isDocs) return undefined;
  call.runHere('run.tool', call.name, "works on the project's files");
  return true;
}

/** Checks of what describes infrastructure, interfaces and data, and of secrets in it. */
export const infrastructureChecks: readonly Program[] = verbPrograms(tools);
