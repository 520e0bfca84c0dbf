import type { Fact, Format } from '../fact';
import { textAt, textsAt, type Value, valuesAt } from './data';
import { BRACES, filled, scriptFact, settingsFormat } from './settingsFile';

const FILES = [
  '{playbook,site,main,deploy,provision}{,[-_.]*}.{yml,yaml} playbooks/**.{yml,yaml} *[-_.]playbook.{yml,yaml}',
  '{roles,tasks,handlers,ansible}/**.{yml,yaml}',
];
const MODULES = ['shell', 'command', 'raw', 'expect', 'win_shell', 'win_command']
  .flatMap((name) => [name, `ansible\\.builtin\\.${name}`, `ansible\\.legacy\\.${name}`, `ansible\\.windows\\.${name}`])
  .map((name) => `**.${name}`);

/** Playbooks, and the tasks in them that are commands for other machines. */
export const ansible: Format = settingsFormat('yaml', FILES, [commands]);

function commands(document: Value): readonly Fact[] {
  if (document.kind !== 'list') return [];
  return document.items.flatMap((item) =>
    valuesAt(item, MODULES).flatMap(({ at, value }) => {
      const text =
        value.kind === 'scalar'
          ? value.text
          : (textAt(value, 'cmd') ??
            textsAt(value, 'argv[]')
              .map((word) => word.value.text)
              .join(' '));
      const place = `${textAt(item, 'name') ?? textAt(item, 'hosts') ?? 'tasks'}.${at}`;
      return text.trim() === ''
        ? []
        : [scriptFact(`${place}.${text.slice(0, 40)}`, filled(text, BRACES), { isElsewhere: true })];
    }),
  );
}
