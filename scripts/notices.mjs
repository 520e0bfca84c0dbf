import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './bootstrap.mjs';

/**
 * The licences of the packages that a bundle contains; they ask to travel with it.
 * @param {readonly string[]} inputs files of the bundle, relative to the repository
 */
export function thirdPartyNotices(inputs) {
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort();
  return packages.map(noticeOf).join('\n\n');
}

/** @param {string} folder */
function noticeOf(folder) {
  const place = path.join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  const files = readdirSync(place).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(place, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
