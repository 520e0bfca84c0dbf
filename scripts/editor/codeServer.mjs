import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ExpectedError } from '../expectedError.mjs';
import { findOnPath, runLauncher } from '../processes.mjs';
import { step } from '../progress.mjs';
import { installOnce } from './cache.mjs';
import { NEEDS, requirePrograms } from './systemPackages.mjs';

/**
 * Builds of VS Code that npm brings (VS Code 1.x is code-server 4.x), each with the Node it is made for.
 * @type {Readonly<Record<'newest' | 'oldest', { version: string, node: string }>>}
 */
export const CODE_SERVER = {
  newest: { version: '4.139.1', node: '24.21.0' },
  oldest: { version: '4.104.0', node: '22.23.3' },
};

/**
 * @param {'newest' | 'oldest'} age
 * @returns {Promise<{ node: string, entry: string }>} the program and the script that start it
 */
export async function installCodeServer(age) {
  if (process.platform !== 'linux') {
    throw new ExpectedError('Without VS Code on this machine or a way to download it, only Linux can run the editor.');
  }
  const { version, node } = CODE_SERVER[age];
  const nodePackage = `node-linux-${process.arch}`;
  const folder = await installOnce(`code-server-${version}-node-${node}-${process.arch}`, async (partial) => {
    await requirePrograms([...NEEDS.compiler, ...(age === 'oldest' ? NEEDS.ripgrep : [])]);
    await step(`Installing code-server ${version} from npm, once, outside this folder (2 to 4 minutes)`, async () => {
      await writeFile(path.join(partial, 'package.json'), '{ "private": true }\n');
      await npm(partial, ['install', `${nodePackage}@${node}`]);
      const compileFor = path.join(partial, 'node_modules', nodePackage);
      await (age === 'newest' ? installNewest : installOldest)(partial, version, {
        ...process.env,
        PATH: `${path.join(compileFor, 'bin')}${path.delimiter}${process.env.PATH}`,
        // The package brings its headers along: nothing else has to be downloaded to compile for it.
        npm_config_nodedir: compileFor,
      });
    });
  });
  const modules = path.join(folder, 'node_modules');
  return {
    node: path.join(modules, nodePackage, 'bin', 'node'),
    entry: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
async function installNewest(folder, version, env) {
  await npm(folder, ['install', `code-server@${version}`, '--foreground-scripts'], env);
}

/**
 * An older code-server wants to download ripgrep while it is installed. The system's own stands in for it, put in place
 * before any install script runs.
 * @param {string} folder
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
async function installOldest(folder, version, env) {
  await npm(folder, ['install', `code-server@${version}`, '--ignore-scripts'], env);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts'], env);
  const rg = findOnPath('rg');
  if (rg === undefined) throw new ExpectedError('ripgrep (rg) is not on PATH.');
  const bin = path.join(vscode, 'node_modules/@vscode/ripgrep/bin');
  await mkdir(bin, { recursive: true });
  await copyFile(rg, path.join(bin, 'rg'));
  const willing = { ...env, npm_config_yes: 'true', npm_config_unsafe_perm: 'true' };
  await npm(vscode, ['rebuild'], willing);
  await npm(folder, ['rebuild'], willing);
}

/**
 * Runs npm as if this were not itself a script that npm runs: what it tells its scripts about itself, the version of
 * Node among it, it would pass on to the ones it starts here.
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function npm(cwd, args, env = process.env) {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_(?!config_)|^npm_config_(user_agent|local_prefix)$/.test(name),
  );
  await runLauncher('npm', [...args, '--no-audit', '--no-fund'], {
    cwd,
    env: Object.fromEntries(own),
  });
}
