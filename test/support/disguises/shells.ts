import { ansi, disguises, double, heredoc, octal, quoted, single } from './disguise';

const print = (text: string) => `printf '%s\\n' ${single(text)}`;
const rotate = (text: string) =>
  text.replace(/[a-z]/gi, (char) => {
    const base = char < 'a' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
const lines = (text: string, change: (line: string) => string) => text.split('\n').map(change).join('\n');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The payload as a text that another shell runs. */
export const shells = [
  ...disguises(
    {
      'through a shell': (p) => `bash -c ${single(p)}`,
      'through a shell with clustered flags': (p) => `bash -exc ${double(p)}`,
      'through a shell with other options': (p) => `bash --norc -O extglob +e -c ${single(p)}`,
      'through a shell, by number': (p) => `bash -c ${ansi(p)}`,
      'through a shell by its variable': (p) => `"$BASH" -c ${single(p)}`,
      'through a shell that replaces this one': (p) => `(exec bash -c ${single(p)})`,
      'through a shell under another name': (p) => `(exec -a ls bash -c ${single(p)})`,
      'through a shell with arguments': (p) => `bash -c 'eval "$1"' _ ${single(p)}`,
      'through a shell that runs its arguments': (p) => `bash -c '"$@"' _ eval ${single(p)}`,
      'through a shell with a variable': (p) => `x_=${single(p)} bash -c 'eval "$x_"'`,
      'through a shell with an exported variable': (p) => `export x_=${single(p)}; bash -c 'eval "$x_"'`,
      'through a shell with an exported function': (p) => `f_() { ${p}\n}; export -f f_; bash -c f_`,
      'in the trap of a failure': (p) => `bash -c ${single(`trap ${single(p)} ERR; false`)}`,
      'a here-string for a shell': (p) => `bash <<< ${single(p)}`,
      'a here-string for a shell that is told to read': (p) => `bash -s <<< ${single(p)}`,
      'a heredoc for a shell': (p) => `bash ${heredoc(p, true)}`,
      'a heredoc with backslashes for a shell': (p) => `bash ${heredoc(p.replace(/[\\$`]/g, '\\$&'), false)}`,
      'the input of a shell as a file': (p) => `bash /dev/stdin <<< ${single(p)}`,
      'a process substitution for a shell': (p) => `bash <(${print(p)})`,
      'printed in octal into a shell': (p) => `printf '${octal(p)}' | bash`,
      // What other shells make of a backslash differs.
      'echoed by number into a shell': (p) => `${p.includes('\\') ? 'printf %s' : 'echo'} ${ansi(p)} | bash`,
      'a file written and run': (p) => `${print(p)} > x.sh; bash x.sh`,
      'a file written in two parts and run': (p) => `: > x.sh; ${print(':')} >> x.sh; ${print(p)} >> x.sh; bash ./x.sh`,
      'a start-up file': (p) => `${print(`unset BASH_ENV\n${p}`)} > x.sh; BASH_ENV=x.sh bash -c :`,
    },
    { tools: ['bash'] },
  ),
  ...disguises(
    {
      'through sh': (p) => `sh -c ${single(`eval ${single(p)}`)}`,
      'piped into sh': (p) => `${print(p)} | sh`,
      'piped into a shell in braces': (p) => `{ ${print(p)}; } | (sh)`,
      'from a variable into sh': (p) => `x_=${single(p)}; printf '%s\\n' "$x_" | sh -s`,
    },
    { tools: ['sh'] },
  ),
  ...disguises(
    {
      'a file that runs by itself': (p) => `${print(p)} > x.sh; chmod +x x.sh; ./x.sh`,
    },
    { tools: ['chmod', 'sh'] },
  ),
  ...disguises(
    {
      'a file teed and run': (p) => `${print(p)} | tee x.sh > /dev/null; sh x.sh`,
      'teed into a shell': (p) => `${print(p)} | tee x.sh | sh`,
    },
    { tools: ['tee', 'sh'] },
  ),
  ...disguises(
    {
      'a file copied and run': (p) => `${print(p)} > x.sh; cp x.sh y.sh; sh y.sh`,
      'a file moved and run': (p) => `${print(p)} > x.sh; mv x.sh y.sh; sh y.sh`,
      'a heredoc written and run': (p) => `cat > x.sh ${heredoc(p, true)}sh x.sh`,
      'a heredoc piped into a shell': (p) => `cat ${heredoc(p, true).replace('\n', ' | sh\n')}`,
      'through programs that change nothing': (p) => `${print(p)} | cat | cat - | sh`,
      'after lines that are left out': (p) => `${print(`junk\n${p}`)} | tail -n +2 | sh`,
      'before lines that are left out': (p) => `${print(`${p}\njunk`)} | head -n ${p.split('\n').length} | sh`,
      'with columns that are cut off': (p) => `${print(lines(p, (line) => `zz${line}`))} | cut -c 3- | sh`,
      'with letters that are turned': (p) => `${print(rotate(p))} | tr A-Za-z N-ZA-Mn-za-m | sh`,
      'with letters that are taken out': (p) =>
        `${print(lines(p, (line) => [...line].join('\u00a7')))} | tr -d '\\302\\247' | sh`,
      'with its lines turned around': (p) => `${print(p.split('\n').reverse().join('\n'))} | tac | sh`,
    },
    { tools: ['cat', 'cp', 'mv', 'tail', 'head', 'cut', 'tr', 'tac', 'sh'] },
  ),
  ...disguises(
    {
      'with something that sed takes out': (p) =>
        `${print(lines(p, (line) => [...line].join('Q0Q')))} | sed 's/Q0Q//g' | sh`,
    },
    { tools: ['sed', 'sh'] },
  ),
  ...disguises(
    {
      'with its letters turned around': (p) => `${print(lines(p, (line) => [...line].reverse().join('')))} | rev | sh`,
    },
    { tools: ['rev', 'sh'] },
  ),
  ...disguises(
    {
      'encoded in base 64': (p) => `echo ${base64(p)} | base64 -d | sh`,
      'encoded in base 64, as an argument': (p) => `sh -c "$(base64 --decode <<< ${base64(p)})"`,
    },
    { tools: ['base64', 'sh'] },
  ),
  ...disguises(
    { 'encoded in hexadecimal': (p) => `echo ${Buffer.from(p).toString('hex')} | xxd -r -p | sh` },
    { tools: ['xxd', 'sh'] },
  ),
  ...disguises(
    {
      'through awk': (p) => `awk ${single(`BEGIN { system(${quoted(p)}) }`)}`,
      'through a pipe of awk': (p) => `awk ${single(`BEGIN { print ${quoted(p)} | "sh" }`)}`,
      'through a reading pipe of awk': (p) => `awk ${single(`BEGIN { ${quoted(p)} | getline }`)}`,
    },
    { tools: ['awk', 'sh'] },
  ),
  ...disguises(
    {
      'through perl': (p) => `perl -e ${single(`system(${perl(p)})`)}`,
      'through exec of perl': (p) => `perl -we ${single(`exec ${perl(p)}`)}`,
    },
    { tools: ['perl', 'sh'] },
  ),
  ...disguises(
    {
      'through python': (p) => `python3 -c ${single(`import os; os.system(${quoted(p)})`)}`,
      'through a process of python': (p) =>
        `python3 -c ${single(`import subprocess\nsubprocess.run(${quoted(p)}, shell=True)`)}`,
      'through python from its input': (p) => `python3 ${heredoc(`import os\nos.popen(${quoted(p)}).read()`, true)}`,
    },
    { tools: ['python3', 'sh'] },
  ),
  ...disguises(
    {
      'through node': (p) => `node -e ${single(`require("child_process").execSync(${JSON.stringify(p)})`)}`,
    },
    { tools: ['node', 'sh'] },
  ),
  ...disguises(
    {
      'a git alias': (p) => `git -c alias.x=${single(`!${p}`)} x`,
      'a program for differences': (p) =>
        `git -c diff.external=${single(`${p}\n:`)} diff --no-index README.md notes.txt`,
      'a program for differences in the environment': (p) =>
        `GIT_EXTERNAL_DIFF=${single(`${p}\n:`)} git diff --no-index README.md notes.txt`,
    },
    { tools: ['git', 'sh'] },
  ),
];

/** What they run is asked about, but not found. */
export const opaque = [
  ...disguises({ 'through sed': (p) => `${print(p)} | sed -z 's/^/ /e'` }, { tools: ['sed', 'sh'], isOpaque: true }),
  ...disguises(
    { 'through backquotes of perl': (p) => `perl -e ${single(`my $x = ${perl(p)}; print \`$x\``)}` },
    { tools: ['perl', 'sh'], isOpaque: true },
  ),
  ...disguises(
    {
      'a makefile': (p) => `${print(p)} > x.sh; printf 'x:\\n\\t@sh x.sh\\n' | make -s -f -`,
      'a makefile in an option': (p) => `${print(p)} > x.sh; make -s --eval='x: ; @sh x.sh'`,
    },
    { tools: ['make', 'sh'], isOpaque: true },
  ),
];

function perl(text: string): string {
  return `"${text.replace(/["\\$@]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
