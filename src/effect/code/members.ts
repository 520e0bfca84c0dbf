import type { Budget } from '../budget';
import type { Taint } from '../shell/value';
import type { FileUse, Report } from './codeFinding';
import { eachOf, entryOf, formatted, itemOf, pieceOf } from './containers';
import { type Evaluator, type Given, type Language, type Mark, NOTHING_GIVEN } from './language';
import { narrowings } from './narrowing';
import { TooMuchCodeError } from './syntax';
import type { ListValue, MapValue, Value } from './values';
import {
  concatenated,
  DATA,
  dataOf,
  exactText,
  isSame,
  joinValues,
  listOf,
  oneOf,
  optionsOf,
  taintOf,
  textOf,
} from './values';

/** Of one piece of code; all of them are paid from the budget of the whole command. */
const MOST_STEPS = 15_000;

/** What members, items and changes of them come to. */
export abstract class MemberEvaluation implements Evaluator {
  isLater = false;
  #steps = 0;
  readonly #marks = new Set<string>();
  readonly #unknowns = new Set<string>();
  /** Everything of a module of the project was imported: any name may be one of its own. */
  protected openNamespace: string | undefined;

  protected readonly mostSteps: number = MOST_STEPS;
  /** Objects of which nothing is known may have the language's own modules as members. */
  protected readonly mayHoldModules: boolean = true;

  /** The program's own name and words, as its code may change them. */
  readonly argv: ListValue;

  constructor(
    readonly language: Language,
    readonly report: Report,
    readonly args: readonly Value[],
    private readonly budget: Budget,
  ) {
    this.argv = language.argv(args);
  }

  abstract isWithinBranch(): boolean;
  abstract didChange(): void;
  abstract escape(value: Value, depth?: number): void;
  abstract call(callee: Value, given: Given): Value;
  abstract callWith(callee: Value, ...items: readonly Value[]): Value;
  abstract use(role: string, value: Value, name: string): Taint;
  abstract useFile(kind: FileUse, value: Value, name: string): Taint;

  member(object: Value, name: string): Value {
    return joinValues(optionsOf(object).map((each) => this.#memberOf(each, name)));
  }

  #memberOf(object: Value, name: string): Value {
    const { language } = this;
    if (language.isRefusedMember(name)) return this.unknown(name);
    if (object.kind === 'ref') {
      const own = language.method(object, `@${name}`);
      if (own !== undefined) return own(this, object, NOTHING_GIVEN);
      const whole = `${object.name}.${name}`;
      const isListed =
        language.constant(whole) !== undefined ||
        language.native(whole) !== undefined ||
        language.signature(whole) !== undefined;
      if (!isListed && /^(?:then|call|apply|bind)$/.test(name) && language.method(object, name) !== undefined)
        return { kind: 'method', of: object, name };
      // What belongs to a harmless constant is data.
      if (!isListed && language.signature(object.name) === '') object = DATA;
      else return this.moduleValue(whole);
    }
    if (object.kind === 'map') {
      const own =
        object.entries.get(name) ?? (object.of === undefined ? undefined : this.memberOfClass(object.of, name, object));
      const isMethod = own === undefined && language.method(object, name) !== undefined;
      if (own !== undefined || (object.rest.length > 0 && !isMethod))
        return joinValues([...(own === undefined ? [] : [own]), ...object.rest]);
      if (isMethod) return { kind: 'method', of: object, name };
      if (object.of?.bases.some((base) => base.kind !== 'class') === true)
        return { kind: 'method', of: { kind: 'foreign', taint: 0 }, name };
      return { kind: 'method', of: DATA, name };
    }
    if (object.kind === 'class') {
      const own = this.memberOfClass(object, name, object);
      if (own !== undefined)
        return joinValues(
          optionsOf(own).map((each) => (each.kind === 'closure' ? { ...each, self: undefined } : each)),
        );
    }
    if (object.kind === 'data' || object.kind === 'foreign' || object.kind === 'opaque' || object.kind === 'method') {
      const module = this.mayHoldModules ? language.moduleMember(name) : undefined;
      if (module !== undefined) return { kind: 'ref', name: module };
    }
    const property = language.method(object, `@${name}`);
    if (property !== undefined) return property(this, object, NOTHING_GIVEN);
    if (object.kind === 'method') return this.#memberOf(this.#unbound(object), name);
    return { kind: 'method', of: object, name };
  }

  /** What a member is where it isn't called. */
  #unbound({ of }: Extract<Value, { kind: 'method' }>): Value {
    return of.kind === 'foreign' || of.kind === 'opaque' ? of : dataOf(taintOf(of));
  }

  /** Something of a module, a module within another, or a known constant. */
  moduleValue(name: string): Value {
    const { language } = this;
    const constant = language.constant(name);
    if (constant !== undefined) return constant;
    const last = name.split('.').at(-1) ?? '';
    if (language.isPrivate(name)) return this.unknown(name);
    const module = language.moduleOf(name);
    if (module === name || language.native(name) !== undefined || language.signature(name) !== undefined)
      return { kind: 'ref', name };
    const other =
      language.moduleMember(last) ??
      (module !== undefined &&
      language.natureOf(module) !== 'foreign' &&
      language.moduleOf(last) === last &&
      language.natureOf(last) !== 'foreign'
        ? last
        : undefined);
    if (other !== undefined) return { kind: 'ref', name: other };
    const nature = module === undefined ? 'careful' : language.natureOf(module);
    if (nature === 'foreign') return { kind: 'ref', name };
    if (nature === 'careful' || nature === 'refused') return this.unknown(name);
    return { kind: 'ref', name };
  }

  protected loadModule(name: string): Value {
    if (this.language.name === 'javascript')
      return this.callWith({ kind: 'ref', name: 'globalThis.require' }, textOf(name));
    const module = this.language.moduleName(name);
    const nature = this.language.natureOf(module);
    this.report({ kind: 'module', name, isOwn: nature === 'foreign' });
    // To load one does nothing yet, but for those that do all they do when they are loaded.
    if (/^(?:antigravity|sitecustomize|usercustomize)$/.test(module)) return this.unknown(`the module ${name}`);
    return nature === 'refused' ? { kind: 'ref', name: module } : this.moduleValue(module);
  }

  protected importAll(name: string, set: (name: string, value: Value) => void): void {
    const module = this.language.moduleName(name);
    const nature = this.language.natureOf(module);
    if (nature === 'foreign') this.openNamespace = module;
    else if (
      nature === 'pure' &&
      !/^(?:os\.path|pathlib|io|tempfile|glob|sqlite3|pickle|importlib.*|multiprocessing.*)$/.test(module)
    )
      this.openNamespace ??= module;
    else if (module === 'os.path' || module === 'pathlib')
      for (const each of ['join', 'exists', 'Path', 'dirname', 'basename'])
        set(each, this.moduleValue(`${module}.${each}`));
    else this.unknown(`everything of ${name}`);
  }

  index(object: Value, index: Value): Value {
    return joinValues(optionsOf(object).map((each) => this.#indexOf(each, index)));
  }

  #indexOf(object: Value, index: Value): Value {
    const name = exactText(index);
    const isScript = this.language.name === 'javascript';
    const at = index.kind === 'number' ? index.value : undefined;
    switch (object.kind) {
      case 'list':
        if (isScript && name !== undefined) return this.member(object, name);
        return itemOf(object, at);
      case 'map': {
        const held = entryOf(object, name ?? (at === undefined ? undefined : String(at)));
        if (isScript && name !== undefined && !object.entries.has(name)) return this.member(object, name);
        return isScript && name === undefined && index.kind !== 'number'
          ? joinValues([held, { kind: 'opaque', what: 'a member named while running' }])
          : held;
      }
      case 'ref': {
        const method = this.language.method(object, '[]');
        if (method !== undefined) return method(this, object, { items: [index], named: new Map(), isOpen: false });
        if (name !== undefined && isScript) return this.member(object, name);
        if (this.language.signature(object.name) === '') return DATA;
        if (this.language.natureOf(this.language.moduleOf(object.name) ?? '') === 'foreign')
          return { kind: 'foreign', taint: 0 };
        if (!isScript && /^[a-z]+(?:\.[A-Z]\w*)?$/.test(object.name)) return object;
        return this.unknown(`a member of ${object.name} named while running`);
      }
      case 'text':
        if (isScript && name !== undefined) return this.member(object, name);
        return isScript && index.kind !== 'number'
          ? { kind: 'opaque', what: 'a member named while running' }
          : pieceOf(object, index);
      case 'method':
        if (isScript && name !== undefined) return this.member(object, name);
        return this.#indexOf(this.#unbound(object), index);
      case 'handle': {
        const method = this.language.method(object, '[]');
        return method === undefined
          ? dataOf(object.taint)
          : method(this, object, { items: [index], named: new Map(), isOpen: false });
      }
      case 'opaque':
        return object;
      default:
        if (!isScript) return object.kind === 'foreign' ? object : dataOf(taintOf(object));
        if (name !== undefined) return this.member(object, name);
        return index.kind === 'number'
          ? object.kind === 'foreign'
            ? object
            : dataOf(taintOf(object))
          : { kind: 'opaque', what: 'a member named while running' };
    }
  }

  each(value: Value): Value {
    return eachOf(value);
  }

  item(value: Value, index: number, isShifted: boolean): Value {
    return itemOf(value, index, isShifted);
  }

  filtered(values: Value, test: Value): Value {
    const each = this.each(values);
    if (test.kind !== 'closure') {
      this.callWith(test, each);
      return listOf([each], false);
    }
    this.callWith(test, each);
    const [body] = test.code.body;
    const [first] = test.code.parameters;
    const name = first?.target.kind === 'name' ? first.target.name : undefined;
    const value = body?.kind === 'return' ? body.value : undefined;
    if (value === undefined || test.code.body.length !== 1) return listOf([each], false);
    return listOf(
      [
        narrowings(value, true)
          .filter((one) => one.name === name)
          .reduce((now, { narrow }) => narrow(now), each),
      ],
      false,
    );
  }

  append(list: ListValue, each: Value, items?: readonly Value[]): void {
    if (!this.isWithinBranch() && list.isExact && items !== undefined) {
      list.items.push(...items);
      return;
    }
    if (list.isExact) {
      list.isExact = false;
      list.lead = list.items.length;
    }
    const [first, ...more] = list.items.slice(list.lead);
    const both = joinValues([...(first === undefined ? [] : [first, ...more]).map((item) => oneOf(item)), each]);
    if (first !== undefined && more.length === 0 && isSame(first, both)) return;
    list.items.splice(list.lead, list.items.length, both);
    this.didChange();
  }

  /** What another list holds stands behind it. */
  extend(list: ListValue, more: Value): void {
    if (this.isWithinBranch() || !list.isExact || more.kind !== 'list') {
      this.append(list, this.each(more), more.kind === 'list' && more.isExact ? more.items : undefined);
      return;
    }
    const { length } = list.items;
    list.items.push(...more.items);
    list.isExact = more.isExact;
    list.lead = length + more.lead;
    this.didChange();
  }

  /** Its items may be in any order, or be others of them. */
  doubt(list: ListValue): void {
    if (!list.isExact && list.lead === 0) return;
    list.isExact = false;
    list.lead = 0;
    if (list.items.length > 0) list.items.splice(0, list.items.length, this.each(list));
    this.didChange();
  }

  put(map: MapValue, key: Value, value: Value): void {
    const name = exactText(key) ?? (key.kind === 'number' && key.value !== undefined ? String(key.value) : undefined);
    if (name === undefined) {
      const both = joinValues([...map.rest, value]);
      if (map.rest.length === 1 && map.rest[0] !== undefined && isSame(map.rest[0], both)) return;
      map.rest.splice(0, map.rest.length, both);
      this.didChange();
      return;
    }
    if (this.language.isRefusedMember(name)) this.unknown(name);
    const old = map.entries.get(name);
    const both = old === undefined ? value : joinValues([old, value]);
    if (old !== undefined && isSame(old, both)) return;
    map.entries.set(name, both);
    this.didChange();
  }

  mergeInto(map: MapValue, held: Value): void {
    for (const each of optionsOf(held)) {
      if (each.kind === 'map') {
        for (const [name, value] of each.entries) map.entries.set(name, value);
        map.rest.push(...each.rest);
      } else {
        this.escape(each);
        map.rest.push(each.kind === 'ref' ? { kind: 'data', taint: 0 } : each);
      }
    }
  }

  setMember(object: Value, name: string, value: Value): void {
    if (this.language.isRefusedMember(name) && name !== 'prototype') this.unknown(name);
    for (const each of optionsOf(object)) {
      if (each.kind === 'map')
        this.put(each, { kind: 'text', texts: [name], isLikely: false, isPath: false, taint: 0 }, value);
      else if (each.kind === 'handle') this.setIndex(each, textOf(name), value);
      else if (each.kind === 'class') each.members.set(name, joinValues([each.members.get(name) ?? value, value]));
      else if (each.kind === 'ref') {
        const setter = this.language.method(each, `=${name}`);
        if (setter !== undefined) setter(this, each, { items: [value], named: new Map(), isOpen: false });
        else if (this.language.mayAssign(`${each.name}.${name}`)) this.escape(value);
        else this.unknown(`a new meaning of ${each.name}.${name}`);
      } else this.escape(value);
    }
  }

  setIndex(object: Value, index: Value, value: Value): void {
    for (const each of optionsOf(object)) {
      if (each.kind === 'map') this.put(each, index, value);
      else if (each.kind === 'list') {
        this.doubt(each);
        this.append(each, value);
      } else {
        const setter = this.language.method(each, '[]=');
        if (setter !== undefined) setter(this, each, { items: [index, value], named: new Map(), isOpen: false });
        else if (each.kind === 'ref') {
          const name = exactText(index);
          if (name !== undefined && this.language.name === 'javascript') this.setMember(each, name, value);
          else if (this.language.natureOf(this.language.moduleOf(each.name) ?? '') === 'foreign') this.escape(value);
          else this.unknown(`a new meaning of a member of ${each.name}`);
        } else this.escape(value);
      }
    }
  }

  format(template: Value, given: Value): Value {
    const text = exactText(template);
    const values = given.kind === 'list' ? given.items : [given];
    const pieces = text === undefined ? undefined : formatted(text, values, true);
    if (pieces?.kind !== 'list') return dataOf(taintOf(template) | taintOf(given));
    return concatenated(pieces.items);
  }

  protected memberOfClass(of: Extract<Value, { kind: 'class' }>, name: string, self: Value): Value | undefined {
    const own = of.members.get(name);
    if (own !== undefined)
      return joinValues(optionsOf(own).map((each) => (each.kind === 'closure' ? { ...each, self } : each)));
    for (const base of of.bases)
      if (base.kind === 'class') {
        const found = this.memberOfClass(base, name, self);
        if (found !== undefined) return found;
      }
    return undefined;
  }

  unknown(what: string): Value {
    if (!this.#unknowns.has(what)) {
      this.#unknowns.add(what);
      this.report({ kind: 'unknown', what });
    }
    return { kind: 'opaque', what };
  }

  protected get steps(): number {
    return this.#steps;
  }

  protected spend(): void {
    this.budget.spend(1);
    if (this.#steps++ > this.mostSteps) throw new TooMuchCodeError();
  }

  mark(mark: Mark): void {
    if (mark === 'connection' || mark === 'terminal') return;
    this.#marks.add(mark);
    if (this.#marks.size === 2) this.reportReverseShell();
  }

  protected reportReverseShell(): void {
    this.report({
      kind: 'effect',
      effect: 'run',
      detail: 'run.reverseShell',
      target: 'a shell',
      says: 'gives another machine a shell on this one',
    });
  }
}
