// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of a shell, where it is an expansion

/** Ways to write words that the analysis knows to the letter, with `x='a b' y=src/lib/a.ts e= n=3`, a list and two arguments. */
export const WORDS: readonly string[] = [
  // Quotes and escapes
  ...[
    "record r''m 'r'\"m\" r\\m",
    "record $'\\x72m' $'\\162m' $'a\\tb' $'it\\'s'",
    'record "a\\$b" "a\\nb" "a\\\\b" "\\"" "\\`"',
  ],
  ...[
    'record a\\ b "c d"\' e\'',
    "record '' \"\" a''",
    'record r\\\nm',
    'record "a\\\nb"',
    'record $"hi $x"',
    "record 'a\nb'",
  ],
  // Variables, split and whole
  ...[
    'record $x "$x" a$x"$x"b',
    'record $e "$e" $e$e',
    'record ${x}c "${x}"',
    'record $y${e}z',
    'v=$x; record $v "$v"',
  ],
  ...[
    'v=a; v+=b; record $v',
    'record ${u-d e} "${u-d e}" ${u-"d e"}',
    'record ${e:-f} ${e-f} ${x:+g} "${e:+g}" ${x+h}',
  ],
  ...[
    'record ${u:=new} $u',
    'record "${u:-$x}" ${u:-$x} "${u:-"$x"}"',
    "record \"${u:-'q'}\" ${u:-'q r'}",
    'record ${u:-a\\ b}',
  ],
  // Changed values
  ...[
    'record ${y#src/} ${y##*/} ${y%.ts} ${y%%/*} ${y%/*}',
    'record ${y/src/dst} ${y//a/A} ${y/#src/x} ${y/%ts/js} ${y//\\//_}',
  ],
  ...[
    'record ${y:4} ${y:4:3} ${y: -4} ${y: -4:2} ${y:n} ${y:n+1:n-1} "${x:1}"',
    'record ${x^} ${x^^} ${y,,} ${y^^[a-m]}',
  ],
  ...[
    'record "${x@Q}" ${x@U} "${x@u}"',
    'v=\'a\\tb\'; record "${v@E}"',
    'record ${#x} ${#y} ${#e}',
    'v=x; record "${!v}"',
  ],
  ...['record ${y/*\\/} ${y/[aeiou]/_} ${y//[!a-z]/-} ${y#???}', 'v=\'*\'; record "${v/\'*\'/s}" "${v#\\*}"'],
  // Lists and arguments
  ...[
    'record $1 "$2" $2',
    'record "$@" "$*"',
    'record $* $@',
    'record a"$@"b',
    'shift; record "$@"',
    'set -- p q r; record $3 "$@"',
  ],
  ...[
    'record ${a[0]} "${a[1]}" ${a[1]} $a "$a"',
    'record "${a[@]}"',
    'record "${a[*]}" ${a[@]}',
    'a+=(y); record "${a[@]}"',
  ],
  ...[
    'record "${a[@]:1}" "${@:2}" "${@:1:1}"',
    'record "${a[@]/o/0}" "${a[@]%.txt}"',
    'record "${a[@]^^}"',
    'set --; record "$@" x',
  ],
  ...['declare -A m=([k]=v [l]="w x"); record "${m[k]}" "${m[l]}"', 'record ${@:1:2}'],
  // Arithmetic
  ...[
    'record $((1+2*3)) $((n*2)) $((n-5)) $((0x1f)) $((017))',
    'record $((n>2?10:20)) $((7/2)) $((-7%3)) $((1<<4|1)) $((!n))',
    'record $[n+1]',
  ],
  // Braces and tildes
  ...[
    'record {a,b}c {1..3} {03..1} {a..e..2} x{,y}',
    'record {a,{b,c}}{1,2}',
    'record {a} {} {a..} {,}',
    'record {a,\'b c\'} {"$x",d}',
  ],
  ...[
    'record "{a,b}" {a\\,b,c} \\{a,b}',
    'record {-2..2..2} {10..8}',
    "record $'it\\'s'{1,2}",
    'record `echo \\`echo k\\``{1,2}',
  ],
  ...[
    'record ~ ~/x "~" \\~ a~ ~+ ~+/y',
    'record v=~/x:~ --v=~/x :~',
    'v=~/a:~/b; record $v',
    'record ~"/x" ~$e/x',
    'v=a~; record $v',
  ],
  // Substitutions
  ...[
    'record $(echo a b) "$(echo a b)"',
    "record $(printf '%s-' 1 2)",
    'record "$(printf \'a\\n\\n\')"',
    'record `echo c`',
    'record $(echo $x) "$(echo "$x")"',
  ],
  ...['record "$(cat <<< "$x")"', 'record "$(echo -n q)" $(echo)', "record $(printf '%b' '\\0101') $(printf '%%')"],
  // Where words come from
  ...[
    'for v in a "b c" $x; do record "$v"; done',
    'f() { record "$1" "$2"; }; f $x',
    'f() { shift; record "$@"; }; f a "b c"',
    'eval record \'"$x"\'',
  ],
  ...[
    'read -r v <<< "l m"; record "$v"',
    'printf -v v \'%s=%s\' k w; record "$v"',
    'mapfile -t l <<< $\'p q\\nr\'; record "${l[@]}"',
    'IFS= read -r v < <(echo z); record "$v"',
  ],
  ...[
    '(cd sub; record ~+)',
    'cd sub && record "$PWD"',
    'x=1 record $x',
    'set -- $x; record "$2"',
    'record a#b #c',
    'record a; record b | cat',
    '$e record k',
    'v=record; $v w',
  ],
];
