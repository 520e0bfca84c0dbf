import { parse } from 'jsonc-parser';
import { mapOf, textsIn } from '../script/packageFile';
import { readOnce } from '../script/textCache';
import { literalArg } from '../shell/value';
import type { Call } from './program';

/** With the tasks that they depend on, by name: which packages these are of is not told apart. */
export function withTurboTasks(call: Call, names: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(names);
  for (const file of ['turbo.json', 'turbo.jsonc']) {
    const text = call.textOf(literalArg(file, call.part));
    if (text === undefined) continue;
    const tasks = dependenciesIn(text);
    for (const name of all) for (const each of tasks.get(name) ?? []) all.add(each);
  }
  return all;
}

const dependenciesIn = readOnce((text: string): ReadonlyMap<string, readonly string[]> => {
  const json = mapOf(parse(text, [], { allowTrailingComma: true }));
  const tasks = new Map<string, readonly string[]>();
  for (const [name, value] of [...mapOf(json.get('tasks')), ...mapOf(json.get('pipeline'))]) {
    const on = mapOf(value).get('dependsOn');
    const before = Array.isArray(on) ? textsIn(on).map(plainName) : [];
    tasks.set(plainName(name), [...(tasks.get(plainName(name)) ?? []), ...before]);
  }
  return tasks;
});

/** `^build`, `web#build`, `//#build`: the task itself. */
function plainName(name: string): string {
  return name.replace(/^\^/, '').replace(/^.*#/, '');
}
