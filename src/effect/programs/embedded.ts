import { SERIAL_PORT } from '../locate';
import type { Program } from './program';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** A target of a build that puts the program on a device, or talks with one. */
const ON_DEVICE = /^(?:upload|uploadfs\w*|program|flash|monitor|erase\w*|bootloader|fuses|buildprog|debug|ota)$/;

/** Through which port a device is reached, which by itself does nothing. */
const PORT = new RegExp(String.raw`^(?:--?[\w-]+=)?${SERIAL_PORT.source.slice(1)}`);

const tools: readonly VerbTool[] = [
  {
    names: 'pio platformio',
    options: [
      '-e,--environment= -t,--target= -d,--project-dir=cwd -c,--project-conf=file -j,--jobs= -v,--verbose -s,--silent -f,--filter= -i,--ignore=',
      '--upload-port= --test-port= -a,--program-arg= --without-uploading --without-building --without-testing --json-output --json-output-path=write',
      '--junit-output-path=write --src-filters= --pattern= --severity= --flags=no --skip-packages --fail-on-defect= -p,--platform= -l,--library= -b,--board=',
      '--storage-dir=write --project-option=no -o,--build-dir=write --lib=read --disable-auto-clean --disable-clean --list-targets',
    ],
    verbs: {
      works: 'run ci check project\\ init project\\ config project\\ metadata project\\ data init debug\\ --help',
      tests: 'test',
      looks: [
        'device\\ list pkg\\ list pkg\\ outdated system\\ info boards pkg\\ show pkg\\ search lib\\ list lib\\ search lib\\ show platform\\ list',
        'platform\\ show platform\\ search settings\\ get account\\ show',
      ],
      publishes: 'pkg\\ publish pkg\\ unpublish account team org access',
      sets: 'settings',
      forgets: 'system\\ prune',
      beyond: 'debug device remote home',
    },
    otherwise: 'installs',
    alone: 'looks',
    operands: 'edit',
    labels: PORT,
    see: (call, parsed, phrase) => {
      const bare = phrase === 'pkg' && parsed.operands[1]?.text === 'install' && parsed.operands.length === 2;
      if (bare && call.args.length === 2) {
        call.runHere('run.packageScript', 'pio pkg install', 'installs what the project lists');
        call.emit('install', 'what the project lists', { detail: 'install.manifest' });
        return true;
      }
      for (const { name, value } of parsed.options)
        if (name === '-t' && value !== undefined && (value.text === undefined || ON_DEVICE.test(value.text)))
          call.unknown('program.beyond', value.raw, 'changes what a device runs');
      return undefined;
    },
  },
  {
    names: 'arduino-cli',
    options: [
      '-b,--fqbn= -p,--port= -v,--verbose --build-path=write --build-cache-path=write --output-dir=write -e,--export-binaries --warnings= --libraries=read',
      '--library=read --build-property=no --config-file=file --config-dir=read --format= --json --log-file=write --log-level= --clean -j,--jobs= --profile=',
      '-u,--upload! --additional-urls=no --only-compilation-database --preprocess --show-properties=? --optimize-for-debug -m,--profile= -t,--verify',
      '--no-color --board-options= -P,--programmer= --keys-keychain=no --sign-key=no --encrypt-key=no --dump-profile',
    ],
    verbs: {
      works: 'compile sketch\\ new sketch\\ archive cache',
      looks: [
        'board\\ list board\\ listall board\\ details board\\ search core\\ list core\\ search lib\\ list lib\\ search lib\\ examples lib\\ deps version',
        'outdated config\\ dump config\\ get completion',
      ],
      asks: 'core\\ update-index lib\\ update-index update',
      sets: 'config',
      forgets: 'cache\\ clean',
      installs: 'core lib upgrade',
      beyond: 'upload burn-bootloader monitor daemon debug board',
    },
    labels: PORT,
  },
  {
    names: 'west',
    options: [
      '-b,--board= -d,--build-dir=write -p,--pristine=? -t,--target= -T,--test-item,--testsuite-root= -s,--source-dir=read -o,--build-opt=no -z,--zephyr-base=no',
      '-v,--verbose -n,--just-print,--dry-run --shield= --snippet,-S= --sysbuild --no-sysbuild -c,--cmake -f,--format,--force --domain= --extra-conf=file -r=',
      '--cmake-only -O,--outdir=write -j,--jobs= --platform= -G,--integration -x=no --build-only -N,--ninja --inline-logs --coverage --clobber-output',
    ],
    verbs: {
      works: 'build spdx completion boards shields twister zephyr-export compare',
      tests: 'test',
      looks: 'list status diff topdir manifest help grep config\\ -l',
      restores: 'update',
      runs: 'forall',
      sets: 'config',
      installs: 'packages blobs sdk patch bindesc',
      beyond: 'flash debug debugserver attach sign init robot simulate rtt',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed, phrase) => {
      for (const { name, value } of parsed.options)
        if (name === '-t' && value !== undefined && (value.text === undefined || ON_DEVICE.test(value.text)))
          call.unknown('program.beyond', value.raw, 'changes what a device runs');
      if (phrase === 'manifest' && call.args.some((arg) => /^--(?:out|freeze|resolve)/.test(arg.head)))
        return undefined;
      return undefined;
    },
  },
  {
    names: 'idf.py',
    options:
      '-C,--project-dir=cwd -B,--build-dir=write -G,--generator= -D,--define-cache-entry=no -p,--port= -b,--baud= -v,--verbose --no-hints --preview --ccache -w,--cmake-warn-uninitialized --output-file=write --format= -DIDF_TARGET=',
    verbs: {
      works: [
        'build all app bootloader partition-table reconfigure set-target fullclean clean size size-components size-files save-defconfig',
        'create-project create-component menuconfig confserver python-clean docs diag refresh-config merge-bin uf2 app-clean',
      ],
      looks: '--version --list-targets read-otadata help',
      restores: 'update-dependencies',
      installs: 'add-dependency create-project-from-example',
    },
    otherwise: 'beyond',
    alone: 'looks',
    labels: PORT,
    see: (call, parsed) => {
      // Several targets may stand one after the other.
      for (const [index, word] of parsed.operands.entries())
        if (/flash|monitor|erase|efuse|openocd|gdb|otadata|dfu|secure|coredump|encrypt/.test(word.text ?? 'flash'))
          call.unknown('program.beyond', word.raw, 'changes what a device runs');
        else if (index > 0) lookAtTarget(call, word);
      return undefined;
    },
  },
  {
    names: 'esptool.py esptool espefuse.py espsecure.py',
    options: '-p,--port= -b,--baud= --chip= -c= -o,--output=write --before= --after=',
    verbs: {
      looks: 'version image_info image-info',
      works: 'elf2image merge_bin merge-bin make_image',
    },
    otherwise: 'beyond',
    alone: 'looks',
    labels: PORT,
  },
  {
    names:
      'verilator iverilog vvp ghdl nvc verible-verilog-lint verible-verilog-format svlint slang vsg cocotb-config sv2v',
    longSingle: true,
    options: [
      '-o=write -I=read -f=file -c=file -Mdir,--Mdir=write -y=read -s= -g= -D= -W= -t= -P= --workdir=write -CFLAGS,--CFLAGS=no -LDFLAGS,--LDFLAGS=no',
      '-pipe-filter,--pipe-filter=shell -M=no -m=file -compiler= -exe -build -cc -sc -binary -lint-only -trace -Wall -debugger=no -gdb! -rr! -MAKEFLAGS,--MAKEFLAGS=no',
      '--wave=write --vcd=write --ghw=write --fst=write --std= --config=file --rules_config=file --top= -top-module= -load,--load=no --vpi=no --unit-dir=write',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'looks',
    operands: 'edit',
  },
  {
    names: 'openscad freecadcmd kicad-cli',
    options:
      '-o,--output,--o=write -D= -p=read -P= -m=no --render=? --imgsize= --camera= --export-format= -d=write --colorscheme= -s=write -q --hardwarnings --enable=',
    verbs: {},
    otherwise: 'works',
    alone: 'beyond',
    operands: 'edit',
    see: (call) => {
      if (call.name !== 'freecadcmd') return undefined;
      call.unknown('program.beyond', call.name, 'runs code that is given to it');
      return true;
    },
  },
];

/** Programs for small computers and circuits. What goes to a device is held. */
export const embeddedPrograms: readonly Program[] = verbPrograms(tools);
