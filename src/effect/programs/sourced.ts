import { anyPath } from '../names';
import { type Arg, literalArg } from '../shell/value';
import type { Call } from './program';

/** What the person's own shells read when they start, and what tool chains have them read, below the home folder. */
const LOGIN_FILE = new RegExp(
  `^/(?:${anyPath([
    '.bashrc .bash_profile .bash_login .profile .zshrc .zprofile .zshenv .cargo/env .local/bin/env .ghcup/env',
    '.nvm/nvm.sh .sdkman/bin/sdkman-init.sh .asdf/asdf.sh .rvm/scripts/rvm .opam/opam-init/init.sh',
    '.huskyrc .config/husky/init.sh',
    '{miniconda3,anaconda3,miniforge3,mambaforge}/{bin/activate,etc/profile.d/conda.sh}',
  ])})$`,
);
/** The same for the whole machine. */
const SYSTEM_FILE = new RegExp(
  `^(?:${anyPath([
    '/etc/profile /etc/bash.bashrc /etc/bashrc /etc/profile.d/*.sh /usr/share/nvm/*.sh /usr/local/share/nvm/nvm.sh',
    '/{opt,root,usr/local}/{conda,miniconda3,anaconda3,miniforge3,miniconda}/{bin/activate,etc/profile.d/conda.sh}',
  ])})$`,
);

/** `source`: a file run by this very shell. */
export function source(call: Call): undefined {
  const [file, ...rest] = call.args.filter((arg, index) => !(index === 0 && arg.text === '--'));
  if (file === undefined) return undefined;
  // Looked for along the search path first: conda's.
  if (file.text !== 'activate' && !isOfLogin(call, file)) {
    call.file('read', file);
    if (file.text !== undefined && !file.text.includes('/'))
      call.runFile('sh', { ...file, text: `./${file.text}`, head: `./${file.text}` });
    else call.runFile('sh', file);
  }
  call.state.anyVariable = true;
  if (rest.length > 0) call.state.positional = [];
  return undefined;
}

/** Whether it can only be a file that the person's shells read anyway, and that this command line didn't write. */
function isOfLogin(call: Call, file: Arg): boolean {
  const [home = ''] = call.resolve(literalArg('~', call.part)) ?? [];
  const paths = call.resolve(file) ?? [];
  return (
    paths.length > 0 &&
    paths.every(
      (path) =>
        (SYSTEM_FILE.test(path) || (path.startsWith(home) && LOGIN_FILE.test(path.slice(home.length)))) &&
        call.state.written(path) === undefined,
    )
  );
}
