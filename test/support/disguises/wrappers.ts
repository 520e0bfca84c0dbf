import { disguises, single } from './disguise';

/** Programs that run another program. */
export const wrappers = [
  ...disguises(
    {
      'through env': (p) => `env A=b bash -c ${single(p)}`,
      'through env that splits': (p) => `env -S ${single(`bash -c '${p.replace(/[\\']/g, '\\$&')}'`)}`,
      'through env that unsets': (p) => `env -u UNSET_NAME -- bash -c ${single(p)}`,
      'through env with the text': (p) => `env x_=${single(p)} bash -c 'eval "$x_"'`,
      'through nice': (p) => `nice -n 5 bash -c ${single(p)}`,
      'through an old nice': (p) => `nice -5 bash -c ${single(p)}`,
      'through timeout': (p) => `timeout -k 5 60 bash -c ${single(p)}`,
      'through nohup': (p) => `nohup bash -c ${single(p)} > /dev/null 2>&1`,
      'through stdbuf': (p) => `stdbuf -oL bash -c ${single(p)}`,
      'through several wrappers': (p) => `env nice -n 5 timeout 60 nohup bash -c ${single(p)} 2> /dev/null`,
    },
    { tools: ['env', 'nice', 'timeout', 'nohup', 'stdbuf', 'bash'] },
  ),
  ...disguises(
    {
      'through xargs': (p) => `echo x | xargs -I@@ bash -c ${single(p)}`,
      'through xargs as an argument': (p) => `printf '%s\\0' ${single(p)} | xargs -0 bash -c`,
      'through xargs in place': (p) => `printf '%s\\0' ${single(p)} | xargs -0 -I{} bash -c {}`,
      'through find': (p) =>
        p.includes('{}')
          ? `x_=${single(p)} find . -maxdepth 0 -exec bash -c 'eval "$x_"' \\;`
          : `find . -maxdepth 0 -exec bash -c ${single(p)} \\;`,
      'through find in folders': (p) => `x_=${single(p)} find README.md -execdir bash -c 'eval "$x_"' \\;`,
    },
    { tools: ['xargs', 'find', 'bash'] },
  ),
  ...disguises({ 'through setsid': (p) => `setsid -w bash -c ${single(p)}` }, { tools: ['setsid', 'bash'] }),
  ...disguises({ 'through ionice': (p) => `ionice -c 3 bash -c ${single(p)}` }, { tools: ['ionice', 'bash'] }),
  ...disguises(
    {
      'through flock': (p) => `flock x.lock bash -c ${single(p)}`,
      'through the shell of flock': (p) => `flock x.lock -c ${single(p)}`,
    },
    { tools: ['flock', 'bash', 'sh'] },
  ),
  ...disguises({ 'through script': (p) => `script -qec ${single(p)} /dev/null` }, { tools: ['script', 'sh', 'bash'] }),
];

/** As their manuals say: nothing here shows that they run what they are given. */
export const unproven = disguises({
  'through busybox': (p) => `busybox sh -c ${single(p)}`,
  'through sudo': (p) => `sudo -n -E bash -c ${single(p)}`,
  'through doas': (p) => `doas sh -c ${single(p)}`,
  'through parallel': (p) => `parallel ::: ${single(p)}`,
  'through ruby': (p) => `ruby -e ${single(`system(${JSON.stringify(p).replaceAll('#', '\\#')})`)}`,
  'through zsh': (p) => `zsh -c ${single(p)}`,
  'through watch': (p) => `watch -n 1 ${single(p)}`,
  'through strace': (p) => `strace -f -o /dev/null bash -c ${single(p)}`,
});
