/**
 * Text made to cost more than it should, of about the length that is asked for. None may be allowed, and none may take
 * long: neither the parser nor the evaluation may be made to work more than the text's length is worth.
 */
export const hostileInputs: Readonly<Record<string, (length: number) => string>> = {
  // Nesting
  'open substitutions': (n) => fill('$(', n),
  'open parentheses': (n) => fill('(', n),
  'open quotes': (n) => fill('"', n),
  backquotes: (n) => fill('`', n),
  'closed substitutions': (n) => `echo ${nest('$(echo ', ')', n)}`,
  'nested parameters': (n) => `echo ${nest('${a:-', '}', n)}`,
  'nested arithmetic': (n) => `echo $((${nest('(', ')', n, '1')}))`,
  'nested tests': (n) => `[[ ${nest('( ', ' )', n, 'a')} ]]`,
  'nested groups': (n) => nest('{ ', '; }', n, 'ls'),
  'nested ifs': (n) => nest('if true; then ', '; fi', n, 'ls'),
  'nested loops': (n) => nest('for i in 1 2 3 4 5 6 7 8; do ', '; done', n, 'ls $i'),
  'ten loops in one another': () => nest('for i in 1 2 3 4 5 6 7 8; do ', '; done', 330, 'ls $i'),
  'nested functions': (n) => nest('f() { ', '; }; f', n, 'ls'),
  'nested extended patterns': (n) => `ls ${nest('@(a|', ')', n, 'b')}`,

  // Length
  'one long word': (n) => `ls ${fill('a', n)}`,
  'one long quoted word': (n) => `ls '${fill('a/', n)}'`,
  'one long path up': (n) => `cat ${fill('../', n)}x`,
  'one long path down': (n) => `cat ${fill('src/', n)}x`,
  'a long run of slashes': (n) => `rm -rf ${fill('/', n)}`,
  'one long address': (n) => `curl https://${fill('a.', n)}example.com/`,
  'one long comment': (n) => `ls # ${fill('x ', n)}\nrm -rf ~`,
  'a long list of options': (n) => `ls -${fill('la', n)}`,
  'a long heredoc': (n) => `cat <<E | sh\n${fill('echo hello world\n', n)}E\n`,
  'a long heredoc of expansions': (n) => `cat <<E | sh\n${fill('$x $(ls) ', n)}\nE\n`,
  'a long script in quotes': (n) => `bash -c '${fill('ls src; ', n)}'`,
  'a long Python script': (n) => `python3 -c '${fill('print(open("x").read()); ', n)}'`,
  'a long Python expression': (n) => `python3 -c '${nest('(', ')', n, '1')}'`,
  'a long JavaScript script': (n) => `node -e '${fill('f(require("x")); ', n)}'`,
  'a long JavaScript pattern': (n) => `node -e '${fill('/(a+)+$/.test(`x`);', n)}'`,
  'a long awk script': (n) => `awk '{ ${fill('print $1 > "x"; ', n)} }'`,
  'a long sed script': (n) => `sed -n '${fill('s/(a*)*b/c/w x\n', n)}' a`,
  'a long printf': (n) => `printf '${fill('%s\\n', n)}' a | sh`,
  'long octal text': (n) => `printf '${fill('\\154\\163\\073', n)}' | sh`,

  // Many parts
  'statements of one letter': (n) => fill('a;', n),
  pipes: (n) => `a${fill('|a', n)}`,
  'commands joined by &&': (n) => `ls src${fill(' && ls src', n)}`,
  'commands joined by ||': (n) => `ls src${fill(' || ls src', n)}`,
  'commands in the background': (n) => fill('ls src & ', n),
  'different commands': (n) => many((i) => `ls src/${i}; `, n),
  'different programs nobody knows': (n) => many((i) => `p${i}; `, n),
  'different writes': (n) => many((i) => `echo x > src/${i}; `, n),
  'different writes, each joined': (n) => `true${many((i) => ` && echo x > src/${i}`, n)}`,
  'different writes and a build': (n) => many((i) => `echo x > ${i}; npm test; `, n),
  'different folders': (n) => many((i) => `cd src || cd /tmp/${i}; `, n),
  'different folders, written': (n) => many((i) => `mkdir ${i}; cd ${i}; `, n),
  'git in between': (n) => many((i) => `touch ${i}; git status; `, n),
  heredocs: (n) => fill('cat <<a\n', n),
  'heredocs that end': (n) => fill('cat <<a\nx\na\n', n),
  redirects: (n) => `ls ${fill('2>&1 >x ', n)}`,
  'substitutions side by side': (n) => `echo ${fill('$(ls) ', n)}`,
  'process substitutions': (n) => `cat ${fill('<(ls) ', n)}`,
  'case items': (n) => `case x in ${fill('a) ls src;; ', n)} esac`,
  'case items that set': (n) => `case x in ${many((i) => `${i}) a${i}=1;; `, n)} esac`,
  'branches that set': (n) => many((i) => `if a; then b${i}=1; fi; `, n),
  'elif branches': (n) => `if a; then b; ${many((i) => `elif a; then c${i}=1; `, n)} fi`,
  'a trap and statements': (n) => `trap 'ls src; ls test' EXIT; ${fill('ls; ', n)}`,
  'traps, one after the other': (n) => many((i) => `trap 'ls ${i}' EXIT; `, n),

  // Words
  'operands of rm': (n) => `rm -rf${many((i) => ` d${i}`, n)}`,
  'operands of cp': (n) => `cp${many((i) => ` f${i}`, n)} src`,
  'operands of cat': (n) => `cat${many((i) => ` src/${i}/x`, n)}`,
  'operands of find': (n) => `find${many((i) => ` d${i}`, n)} -name x`,
  'tests of find': (n) => `find . ${fill('-name x -o ', n)} -name y`,
  'commands of find': (n) => `find . ${many((i) => `-exec rm {} ${i} ; `, n).replaceAll(';', '\\;')}`,
  'names for xargs': (n) => `printf '${many((i) => `f${i}\\n`, n)}' | xargs rm -rf`,
  'settings of git': (n) => `git ${many((i) => `-c a.b${i}=c `, n)} status`,
  'options of curl': (n) => `curl ${many((i) => `-o f${i} http://a${i}.example.com `, n)}`,
  'globs side by side': (n) => `rm -rf ${fill('* ', n)}`,
  'globs of different names': (n) => `cat ${many((i) => `*${i} `, n)}`,
  'globs in one word': (n) => `ls ${fill('*', n)}x`,
  'globs that try everything': (n) => `ls ${fill('*a', n)}`,
  'globs level by level': (n) => `ls ${fill('*/', n)}`,
  'globs of hidden names': (n) => `rm ${fill('.* ', n)}`,
  'extended patterns': (n) => `ls ${fill('+(a|b)*', n)}`,
  'bracket patterns': (n) => `ls ${fill('[a-z]*', n)}`,
  'braces side by side': (n) => `echo ${fill('{a,b}', n)}`,
  'braces that are words': (n) => `echo ${fill('{a,b} ', n)}`,
  'braces in one another': (n) => `echo ${nest('{a,', '}', n, 'b')}`,
  'braces left open': (n) => `echo ${fill('{a,b} '.replace('}', ''), n)}`,
  'a brace of many items': (n) => `rm -rf {${many((i) => `d${i},`, n)}x}`,
  'a brace of many numbers': () => 'echo {1..100}{1..100}{1..100}',
  'sequences side by side': (n) => `rm ${fill('a{1..99} ', n)}`,
  'items of a loop': (n) => `for i in ${many((i) => `${i} `, n)}; do rm $i; done`,
  'items of a list': (n) => `a=(${many((i) => `f${i} `, n)}); rm "\${a[@]}"`,
  'items of a list, in a loop': (n) => `a=(${many((i) => `f${i} `, n)}); for i in "\${a[@]}"; do rm "\${a[@]}"; done`,
  'tildes and colons': (n) => `a=${fill('~:', n)} ls`,

  // Values
  'a variable that doubles': (n) => `x=xxxxxxxx; ${fill('x=$x$x;', n)} ls $x`,
  'a variable that doubles in words': (n) => `x="a b"; ${fill('x="$x $x";', n)} ls $x`,
  'a variable that doubles by +=': (n) => `x=xxxxxxxx; ${fill('x+=$x;', n)} ls $x`,
  'a list that doubles': (n) => `x=(a b); ${fill(`x+=("\${x[@]}");`, n)} ls "\${x[@]}"`,
  'a file that doubles': (n) => `echo x > a; ${fill('cat a a > b; cat b b > a; ', n)}`,
  'text that doubles in functions': (n) =>
    `f0() { echo x; }; ${many((i) => `f${i + 1}() { echo "$(f${i})$(f${i})"; }; `, n)} f30`,
  'functions that call the one before twice': () =>
    `f0() { ls; }; ${many((i) => `f${i + 1}() { f${i}; f${i}; }; `, 900)} f25`,
  'evals that double': () => `x='ls;'; ${fill('x="eval \'$x$x\'";', 400)} eval "$x"`,
  'different variables': (n) => many((i) => `a${i}=1; `, n),
  'different variables, each joined': (n) => `true${many((i) => ` && a${i}=1`, n)}`,
  'different variables, each alternative': (n) => `true${many((i) => ` || a${i}=1`, n)}`,
  'different variables, each in a subshell': (n) => many((i) => `a${i}=1; (ls); `, n),
  'different variables in a loop': (n) => `while true; do ${many((i) => `a${i}=$a${i + 1}; `, n)} done`,
  'variables that take each other': (n) => many((i) => `a${i + 1}=$a${i}x; `, n),
  'numbers that name each other': (n) => `${many((i) => `a${i}=a${i + 1}+a${i + 2}; `, n)} echo $((a0))`,
  'different functions': (n) => many((i) => `f${i}() { ls; }; `, n),
  'different functions, each joined': (n) => `true${many((i) => ` && f${i}() { ls; }`, n)}`,
  'expressions side by side': (n) => `echo $((${fill('a+', n)}1))`,
  'assignments in arithmetic': (n) => `((${many((i) => `a${i}=1,`, n)}1))`,
  'parameters replaced': (n) => `x=${'a'.repeat(500)}; ${fill(`x=\${x//a/aa}; `, n)} ls`,
  'parameters cut': (n) => `x=${'a/'.repeat(200)}; ${fill(`x=\${x%/*}; `, n)} ls`,
};

export const hostileNames = Object.keys(hostileInputs);

export function hostileInput(name: string, length: number): string {
  return hostileInputs[name]?.(length) ?? '';
}

function fill(piece: string, length: number): string {
  return piece.repeat(Math.max(1, Math.floor(length / piece.length)));
}

function nest(open: string, close: string, length: number, inmost = ''): string {
  const depth = Math.max(1, Math.floor(length / (open.length + close.length)));
  return open.repeat(depth) + inmost + close.repeat(depth);
}

/** Pieces that differ, by their number. */
function many(piece: (index: number) => string, length: number): string {
  const pieces: string[] = [];
  for (let index = 0, total = 0; total < length; index++) {
    const next = piece(index);
    pieces.push(next);
    total += next.length;
  }
  return pieces.join('');
}
