import type { Names } from '../../names';
import type { EditedFile, Fact } from '../fact';
import { isTrue, memberOf, membersOf, textAt, textOf, textsAt, type Value, valuesAt } from './data';
import { dependencyFact, isInWorkspace } from './dependencies';
import { changeFact, told } from './looks';
import { isPublicRegistry } from './registries';
import type { Look } from './settingsFile';

/** Lists of what Python is to have, each as `name[extra]>=1; marker`, or where else it comes from. */
export function requirements(paths: Names): Look {
  return (document, file) =>
    textsAt(document, paths).flatMap(({ value }) =>
      value.text.split('\n').flatMap((line) => requirementLine(line, file)),
    );
}

/** A line of a list for pip: a package, or an option that says where packages come from. */
export function requirementLine(line: string, file: EditedFile): readonly Fact[] {
  const [, option, value = ''] = /^\s*(--[\w-]+|-[a-z])(?:\s*=\s*|\s*)(.*?)\s*(?:\s#.*)?$/i.exec(line) ?? [];
  switch (option) {
    case undefined:
    case '-e':
    case '--editable':
      return requirement(option === undefined ? line : value, file);
    case '-i':
    case '--index-url':
    case '--pypi-url':
    case '--extra-index-url':
    case '-f':
    case '--find-links':
      return isPublicRegistry(value) || value === ''
        ? []
        : [changeFact(option, 'change.registry', `has packages taken from ${told(value)}`, value)];
    case '--trusted-host':
      return [changeFact(option, 'change.tls', `trusts whoever answers as ${told(value)}`, value)];
    case '-r':
    case '-c':
    case '--requirement':
    case '--constraint':
      return /:\/\//.test(value)
        ? [changeFact(option, 'change.dependency.source', `takes packages from the list at ${told(value)}`, value)]
        : [];
    default:
      return [];
  }
}

export function requirement(line: string, file: EditedFile): readonly Fact[] {
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  if (text === '') return [];
  const [, name = '', rest = ''] = /^([\w.-]+)\s*(?:\[[^\]]*\])?\s*(.*)$/s.exec(text) ?? [];
  const wanted = rest.replace(/;.*$|\s--hash=.*$/s, '').trim();
  if (name === '' || /^[+:/\\]/.test(rest) || /^\.{1,2}$/.test(name)) return elsewhere(text, text, file);
  if (wanted.startsWith('@')) return elsewhere(name, wanted.slice(1).trim(), file);
  return [dependencyFact(`dependencies.${name.toLowerCase().replace(/[-_.]+/g, '-')}`, name, wanted)];
}

/** What comes from a folder of the workspace brings in nothing. */
function elsewhere(name: string, from: string, file: EditedFile): readonly Fact[] {
  const local = /^(?:file:(?:\/\/)?)?([~./\\].*|[a-z]:\\.*)$/i.exec(from)?.[1];
  if (local !== undefined && !local.startsWith('~') && isInWorkspace(local, file)) return [];
  return [
    changeFact(`dependencies.${name}`, 'change.dependency.source', `takes ${told(name)} from ${told(from)}`, from),
  ];
}

/** Names that stand for the language itself. */
const LANGUAGE = /^(?:python|flutter|dart|sdk)$/i;

/** Mappings of what to have: a version, or a mapping that says where it comes from. */
export function packageTables(paths: Names): Look {
  return (document, file) =>
    valuesAt(document, paths).flatMap(({ value }) =>
      membersOf(value)
        .filter(({ key }) => !LANGUAGE.test(key))
        .flatMap(({ key, value: wanted }) => tableEntry(key, wanted, file)),
    );
}

function tableEntry(name: string, wanted: Value, file: EditedFile): readonly Fact[] {
  if (wanted.kind === 'list') return wanted.items.flatMap((item) => tableEntry(name, item, file));
  const version = textOf(wanted) ?? textAt(wanted, 'version') ?? '';
  if (wanted.kind === 'scalar')
    return /:\/\/|^git@|^git\+/.test(version) ? elsewhere(name, version, file) : [listed(name, version)];
  if (isTrue(textAt(wanted, 'workspace')) || textAt(wanted, 'sdk') !== undefined) return [];
  const folder = textAt(wanted, 'path');
  if (folder !== undefined) return elsewhere(name, /^[./~\\]|^[a-z]:/i.test(folder) ? folder : `./${folder}`, file);
  const git = memberOf(wanted, 'git') ?? memberOf(wanted, 'url') ?? memberOf(wanted, 'hg') ?? memberOf(wanted, 'file');
  if (git !== undefined) {
    const from = textOf(git) ?? textAt(git, 'url') ?? '';
    const at = ['rev', 'tag', 'branch', 'ref'].flatMap((key) => textAt(wanted, key) ?? textAt(git, key) ?? []);
    return elsewhere(name, [from, ...at].join(' '), file);
  }
  const registry =
    textAt(wanted, 'registry') ??
    textAt(wanted, 'source') ??
    textAt(wanted, 'index') ??
    textAt(wanted, 'registry-index') ??
    textAt(memberOf(wanted, 'hosted'), 'url') ??
    textAt(wanted, 'hosted');
  if (registry !== undefined)
    return [changeFact(`dependencies.${name}`, 'change.registry', `takes ${name} from ${told(registry)}`, registry)];
  return [listed(textAt(wanted, 'package') ?? name, version)];
}

function listed(name: string, version: string): Fact {
  return dependencyFact(`dependencies.${name.toLowerCase()}`, name, version);
}

/** Elements of XML that each name a package. */
export function packageElements(paths: Names, nameKeys: readonly string[], versionKeys: readonly string[]): Look {
  return (document) =>
    valuesAt(document, paths).flatMap(({ value }) => {
      const first = (keys: readonly string[]) => keys.flatMap((key) => textAt(value, key) ?? []);
      const name = first(nameKeys).join(':');
      const path = textAt(value, 'systemPath');
      if (name === '') return [];
      if (path !== undefined)
        return [
          changeFact(`dependencies.${name}`, 'change.dependency.source', `takes ${name} from ${told(path)}`, path),
        ];
      return [dependencyFact(`dependencies.${name}`, name, first(versionKeys)[0] ?? '')];
    });
}
