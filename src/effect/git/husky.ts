import type { Call } from '../programs/program';
import { gitFile } from './settingsFiles';

/** husky writes a folder of its own below the one with the person's hooks, anew on each install. */
export function isHuskys(folder: string): boolean {
  return /[\\/]_$/.test(folder);
}

/** Every line that this file of husky 9 has had. None does anything but start the hook of that name one folder above. */
const STARTER_LINES: ReadonlySet<string> = new Set(
  String.raw`
#!/usr/bin/env sh
# shellcheck disable=SC1090
[ "$HUSKY" = "2" ] && set -x
n=$(basename "$0")
s=$(dirname "$(dirname "$0")")/$n
h="\${0##*/}"
s="\${0%/*/*}/$h"
[ ! -f "$s" ] && exit 0
if [ -f "$HOME/.huskyrc" ]; then
echo "husky - '~/.huskyrc' is DEPRECATED, please move your code to ~/.config/husky/init.sh"
fi
i="\${XDG_CONFIG_HOME:-$HOME/.config}/husky/init.sh"
[ -f "$i" ] && . "$i"
for f in "\${XDG_CONFIG_HOME:-$HOME/.config}/husky/init.sh" "$HOME/.huskyrc"; do
[ -f "$f" ] && . "$f"
done
[ "\${HUSKY-}" = "0" ] && exit 0
export PATH="node_modules/.bin:$PATH"
PATH=node_modules/.bin:$PATH
sh -e "$s" "$@"
c=$?
c=0
h() {
[ $c = 0 ] && return
[ $c != 0 ] && echo "husky - $n script failed (code $c)"
[ $c != 0 ] && echo "husky - $h script failed (code $c)"
[ $c = 127 ] && echo "husky - command not found in PATH=$PATH"
exit 1
}
trap 'c=$?; h' EXIT
set -e
. "$s"
exit $c
`
    .replaceAll('\\${', '${')
    .split('\n'),
);
const STUB = /^#!\/usr\/bin\/env sh\n\. "(?:\$\(dirname "\$0"\)|\$\{0%\/\*\})\/h"\s*$/;

/** Whether the hooks of these names in the folder only start the person's, as husky writes them. */
export function hasKnownStarter(call: Call, folder: string, wanted: ReadonlySet<string>): boolean {
  const { text } = gitFile(call, `${folder}/h`);
  if (text === undefined) return false;
  return (
    text.split('\n').every((line) => STARTER_LINES.has(line.trim())) &&
    call.looking.disk
      .list(folder)
      .filter((name) => wanted.has(name))
      .every((name) => STUB.test(gitFile(call, `${folder}/${name}`).text ?? ''))
  );
}
