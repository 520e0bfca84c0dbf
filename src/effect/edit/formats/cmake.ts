import { findProgram } from '../../programs/registry';
import { UNKNOWN_VALUE } from '../../script/calledText';
import type { EditedFile, Fact, Format } from '../fact';
import { commandFacts, quoted } from './commandLines';
import { changeFact, told } from './looks';
import { opaqueFact } from './opaque';

/** What a build of CMake runs and takes in. */
export const cmake: Format = {
  name: 'a build of CMake',
  reads: ({ folded }) => /(?:^|\/)cmakelists\.txt$|\.cmake(?:\.in)?$/.test(folded),
  facts: (text, file) => factsOf(text, file),
};

/** `execute_process(COMMAND a b COMMAND c)`: words without quotes are arguments as well. */
/** Commands of one file, and more. */
const MOST_COMMANDS = 3000;

function factsOf(text: string, file: EditedFile): readonly Fact[] {
  if ((text.match(/\(/g)?.length ?? 0) > MOST_COMMANDS)
    return [opaqueFact('calls more than can be looked through', file)];
  const bare = text
    .replace(/#\[(={0,9})\[[\s\S]{0,1000}?\]\1\]/g, '')
    .replace(/("(?:[^"\\]|\\[\s\S])*")|#[^\n]*/g, (_all, string?: string) => string ?? '');
  const targets = ownTargets(bare);
  const facts: Fact[] = [];
  const lines: string[] = [];
  for (const [, rawName = '', inner = ''] of bare.matchAll(
    /\b(execute_process|exec_program|add_custom_command|add_custom_target|add_test|install|externalproject_add|fetchcontent_declare|file|include)\s*\(((?:"(?:[^"\\]|\\[\s\S])*"|[^()"]|\([^()]{0,5000}\)){0,20000})\)/gi,
  )) {
    const name = rawName.toLowerCase();
    const words = cmakeWords(inner);
    if (name === 'exec_program') lines.push(words.slice(0, 1).map(quoted).join(' '));
    if (name === 'install') {
      const code = words[words.indexOf('CODE') + 1];
      if (words.includes('CODE') && code !== undefined) facts.push(...factsOf(code, file));
      continue;
    }
    if (name === 'file') {
      if (/^DOWNLOAD$/i.test(words[0] ?? '') && words[1] !== undefined)
        lines.push(`curl -o ${quoted(words[2] ?? 'file')} ${quoted(words[1])}`);
      else if (/^UPLOAD$/i.test(words[0] ?? '') && words[2] !== undefined)
        lines.push(`curl -T ${quoted(words[1] ?? '')} ${quoted(words[2])}`);
      else if (/^REMOVE(?:_RECURSE)?$/i.test(words[0] ?? ''))
        lines.push(`rm -rf ${words.slice(1).map(quoted).join(' ')}`);
      continue;
    }
    if (name === 'include') {
      if (/^(?:\/tmp\/|~)/.test(words[0] ?? ''))
        facts.push(
          changeFact('include', 'change.dependency.source', `takes in ${told(words[0] ?? '')}`, words[0] ?? ''),
        );
      continue;
    }
    for (const key of ['URL', 'GIT_REPOSITORY', 'SVN_REPOSITORY', 'HG_REPOSITORY']) {
      const given = words[words.indexOf(key) + 1];
      if (words.includes(key) && given !== undefined)
        facts.push(
          changeFact(`${name} ${words[0] ?? ''}`, 'change.dependency.source', `takes in ${told(given)}`, given),
        );
    }
    let command: string[] | undefined;
    for (const word of words)
      if (/^(?:\w+_)?COMMAND$/.test(word)) {
        if (command !== undefined && command.length > 0) lines.push(command.map(quoted).join(' '));
        command = [];
      } else if (/^[A-Z][A-Z_]{3,}$/.test(word)) {
        if (command !== undefined && command.length > 0) lines.push(command.map(quoted).join(' '));
        command = undefined;
      } else if (command?.length === 0 && !name.startsWith('exec') && targets.has(word)) command.push(UNKNOWN_VALUE);
      else command?.push(word);
    if (command !== undefined && command.length > 0) lines.push(command.map(quoted).join(' '));
  }
  return [...facts, ...commandFacts(lines, file)];
}

/** Programs that the build itself makes: where a command begins with such a name, that is what is run. */
function ownTargets(text: string): ReadonlySet<string> {
  const names = [...text.matchAll(/\badd_executable\s*\(\s*([\w.+-]+)/gi)].map(([, name = '']) => name);
  // A target may be made only sometimes.
  return new Set(names.filter((name) => findProgram(name) === undefined));
}

function cmakeWords(text: string): readonly string[] {
  return (text.match(/"(?:[^"\\]|\\[\s\S])*"|[^\s"]+/g) ?? [])
    .flatMap((word) => (word.startsWith('"') ? [word.slice(1, -1).replace(/\\(["\\$])/g, '$1')] : word.split(';')))
    .map((word) => word.replace(/\$\{CMAKE_COMMAND\}/g, 'cmake').replace(/\$\{[^}]*\}|\$<[^>]*>/g, UNKNOWN_VALUE));
}
