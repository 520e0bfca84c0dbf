import type { Taint } from '../shell/value';
import { CallEvaluation } from './calls';
import { restOf, sliceOf } from './containers';
import type { Given } from './language';
import { narrowings } from './narrowing';
import type { Argument, Declares, Expression, FunctionCode, Statement, Target } from './syntax';
import {
  type ClassValue,
  type Closure,
  concatenated,
  DATA,
  dataOf,
  isSame,
  joinValues,
  listOf,
  type MapValue,
  mapOf,
  NUMBER,
  newScope,
  oneOf,
  optionsOf,
  type Scope,
  taintOf,
  textOf,
  type Value,
  widened,
} from './values';

/** The folder that a test is given for its own files. */
const FIXTURE = textOf('/tmp/some', { isLikely: true, isPath: true });

/** What a function has given back so far, and how far in branches it is. */
interface Frame {
  readonly returned: Value[];
  readonly yielded: Value[];
  weak: number;
}

/** What names and expressions come to, with all the values they may have. */
export abstract class ExpressionEvaluation extends CallEvaluation {
  protected frame: Frame = { returned: [], yielded: [], weak: 0 };
  protected changes = 0;
  protected isWidening = false;
  /** Names that functions use: they may run at any later time. */
  protected readonly captured = new Set<string>();
  protected readonly globals = newScope(undefined, true);

  protected abstract statements(statements: readonly Statement[], scope: Scope): boolean;

  isWithinBranch(): boolean {
    return this.frame.weak > 0;
  }

  /** What a test tells about names, while it holds. */
  protected narrow(test: Expression | undefined, holds: boolean, scope: Scope): () => void {
    if (test === undefined) return () => undefined;
    const undo: (() => void)[] = [];
    for (const { name, narrow } of narrowings(test, holds)) {
      const owner = this.owner(name, scope);
      const old = owner?.names.get(name);
      if (owner === undefined || old === undefined) continue;
      const next = narrow(old);
      owner.names.set(name, next);
      undo.push(() => {
        const now = owner.names.get(name) ?? old;
        owner.names.set(name, now === next ? old : joinValues([old, now]));
      });
    }
    return () => {
      for (const each of undo) each();
    };
  }

  // Names

  protected owner(name: string, scope: Scope): Scope | undefined {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) if (at.names.has(name)) return at;
    return undefined;
  }

  lookUp(name: string, scope: Scope): Value {
    const owner = this.owner(name, scope);
    const own = owner?.names.get(name);
    if (own !== undefined) return own;
    const value = this.language.global(name);
    if (value !== undefined) return value;
    if (this.openNamespace !== undefined) return this.moduleValue(`${this.openNamespace}.${name}`);
    return this.unknown(name);
  }

  protected set(name: string, value: Value, scope: Scope, declares: Declares | undefined): void {
    let owner: Scope | undefined = scope;
    if (this.language.name === 'python') {
      if (scope.outer.has(name)) owner = this.owner(name, scope.parent ?? scope) ?? this.globals;
    } else if (declares === undefined) owner = this.owner(name, scope) ?? this.globals;
    else if (declares === 'function') {
      while (owner !== undefined && !owner.isFunction) owner = owner.parent;
    }
    owner ??= this.globals;
    const old = owner.names.get(name);
    const isWeak = this.frame.weak > 0 || this.captured.has(name);
    // A name of the language that gets another meaning in one branch may still have its own.
    const known = old ?? (isWeak && owner === this.globals ? this.language.global(name) : undefined);
    if (known === undefined || !isWeak) {
      owner.names.set(name, value);
      if (known === undefined) this.changes++;
      return;
    }
    const both = joinValues([known, value]);
    if (old !== undefined && isSame(both, old)) return;
    this.changes++;
    owner.names.set(name, this.isWidening ? widened(both) : both);
  }

  /** The variable of a loop, which has no other value before. */
  protected assignStrongly(target: Target, value: Value, scope: Scope): void {
    if (target.kind === 'name' && !this.captured.has(target.name) && !scope.outer.has(target.name)) {
      const old = scope.names.get(target.name);
      if (old === undefined || !isSame(old, value)) this.changes++;
      if (target.declares === undefined && this.language.name === 'javascript') this.assign(target, value, scope);
      else scope.names.set(target.name, value);
    } else if (target.kind === 'items' || target.kind === 'members') this.assign(target, value, scope, true);
    else this.assign(target, value, scope);
  }

  protected assign(target: Target, value: Value, scope: Scope, isLoop = false): void {
    const assign = (to: Target, part: Value) =>
      isLoop ? this.assignStrongly(to, part, scope) : this.assign(to, part, scope);
    switch (target.kind) {
      case 'name':
        this.set(target.name, value, scope, target.declares);
        return;
      case 'default':
        assign(target.target, joinValues([value, this.value(target.value, scope)]));
        return;
      case 'items':
        target.items.forEach(({ target: each, isRest }, index) => {
          assign(
            each,
            isRest
              ? this.#restFrom(value, index, index === target.items.length - 1)
              : this.item(
                  value,
                  index,
                  target.items.slice(0, index).some((one) => one.isRest),
                ),
          );
        });
        return;
      case 'members':
        for (const { name, target: each } of target.members) {
          if (name === undefined) this.escape(value);
          assign(each, name === undefined ? DATA : this.member(value, name));
        }
        return;
      case 'place':
        this.assignPlace(target.expression, value, scope);
    }
  }

  #restFrom(value: Value, index: number, isLast: boolean): Value {
    return isLast && value.kind === 'list' ? restOf(value, index) : listOf([this.each(value)], false);
  }

  protected assignPlace(place: Expression, value: Value, scope: Scope): void {
    if (place.kind === 'member') this.setMember(this.value(place.object, scope), place.name, value);
    else if (place.kind === 'index')
      this.setIndex(this.value(place.object, scope), this.value(place.index, scope), value);
    else if (place.kind === 'slice') {
      const each = this.each(value);
      for (const list of optionsOf(this.value(place.object, scope)))
        if (list.kind === 'list') {
          this.doubt(list);
          this.append(list, each);
        } else this.setIndex(list, DATA, each);
    } else this.escape(value);
  }

  didChange(): void {
    this.changes++;
  }

  // Expressions

  protected value(expression: Expression, scope: Scope): Value {
    this.spend();
    switch (expression.kind) {
      case 'text':
        return textOf(expression.text);
      case 'number':
        return { kind: 'number', value: expression.value };
      case 'name':
        return this.lookUp(expression.name, scope);
      case 'member':
        // `error.constructor.name`: only a name.
        if (
          expression.object.kind === 'member' &&
          expression.object.name === 'constructor' &&
          /^(?:name|length)$/.test(expression.name)
        ) {
          this.value(expression.object.object, scope);
          return DATA;
        }
        return this.member(this.value(expression.object, scope), expression.name);
      case 'index':
        return this.index(this.value(expression.object, scope), this.value(expression.index, scope));
      case 'slice': {
        const [from, to, step] = expression.items.map((item) =>
          item === undefined ? undefined : this.value(item, scope),
        );
        return sliceOf(this.value(expression.object, scope), from, to, step);
      }
      case 'call':
        return this.#call(expression.callee, expression.args, scope);
      case 'join': {
        const parts = expression.parts.map((part) => this.value(part, scope));
        for (const part of parts) if (part.kind === 'ref' || part.kind === 'method') this.inspect(part);
        return concatenated(parts);
      }
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right, scope);
      case 'list':
        return this.#list(expression.items, scope);
      case 'map':
        return this.#map(expression.entries, scope);
      case 'either':
        return this.#either(expression, scope);
      case 'both':
        return this.#both(expression.items, scope);
      case 'not':
        this.value(expression.value, scope);
        return NUMBER;
      case 'function':
        // Defaults are computed when the function is made.
        for (const { default: value } of expression.code.parameters)
          if (value !== undefined && this.language.name === 'python') this.value(value, scope);
        return this.didMake({ kind: 'closure', code: expression.code, scope, self: undefined });
      case 'class':
        return this.#class(expression, scope);
      case 'assign': {
        const value = this.value(expression.value, scope);
        this.assign(expression.target, value, scope);
        return value;
      }
      case 'each':
        return this.#comprehension(expression, scope);
      case 'data': {
        let taint = 0;
        for (const item of expression.items) taint |= this.#inspected(item, scope);
        return dataOf(taint);
      }
      case 'yield': {
        const value = expression.value === undefined ? NUMBER : this.value(expression.value, scope);
        this.frame.yielded.push(expression.isAll ? this.each(value) : value);
        return DATA;
      }
      case 'import':
        return this.loadModule(expression.module);
      case 'odd':
        return this.unknown(expression.what);
    }
  }

  #inspected(item: Expression, scope: Scope): Taint {
    const value = this.value(item, scope);
    this.inspect(value);
    return taintOf(value);
  }

  #either({ options, test }: Extract<Expression, { kind: 'either' }>, scope: Scope): Value {
    if (test !== undefined) this.value(test, scope);
    this.frame.weak++;
    const values = options.map((option, index) => {
      const restore = this.narrow(options.length > 1 ? test : undefined, index === 0, scope);
      const value = this.value(option, scope);
      restore();
      return value;
    });
    this.frame.weak--;
    return joinValues(values);
  }

  #both(items: readonly Expression[], scope: Scope): Value {
    const undo: (() => void)[] = [];
    this.frame.weak++;
    const values = items.map((item) => {
      const value = this.value(item, scope);
      undo.push(this.narrow(item, true, scope));
      return value;
    });
    for (const each of undo.reverse()) each();
    this.frame.weak--;
    return joinValues(values);
  }

  #binary(operator: string, left: Expression, right: Expression, scope: Scope): Value {
    const a = this.value(left, scope);
    const b = this.value(right, scope);
    if (operator === '+') return this.add(a, b);
    if (
      operator === '/' &&
      optionsOf(a)
        .concat(optionsOf(b))
        .some((each) => each.kind === 'text' && each.isPath)
    )
      return this.callWith({ kind: 'ref', name: 'pathlib.Path' }, a, b);
    if (operator === '%' && a.kind === 'text') return this.format(a, b);
    if (operator === '|' && (a.kind === 'map' || b.kind === 'map')) return joinValues([a, b]);
    if (
      operator === '|' &&
      a.kind === 'number' &&
      b.kind === 'number' &&
      a.value !== undefined &&
      b.value !== undefined
    )
      return { kind: 'number', value: a.value | b.value };
    // `[x] * 2`
    const list = operator === '*' ? [a, b].find((each) => each.kind === 'list') : undefined;
    if (list !== undefined) return listOf([this.each(list)], false);
    for (const each of [a, b])
      if (each.kind === 'list' || each.kind === 'map') this.escape(each);
      else this.inspect(each);
    return a.kind === 'number' && b.kind === 'number' ? NUMBER : dataOf(taintOf(a) | taintOf(b));
  }

  protected add(a: Value, b: Value): Value {
    if (a.kind === 'list' && b.kind === 'list') {
      if (a.isExact) return listOf([...a.items, ...b.items], b.isExact, a.items.length + b.lead);
      return listOf(
        [...a.items.slice(0, a.lead), joinValues([...a.items.slice(a.lead), ...b.items].map((each) => oneOf(each)))],
        false,
        a.lead,
      );
    }
    if (a.kind === 'number' && b.kind === 'number') return NUMBER;
    const isList = (value: Value) => optionsOf(value).some((each) => each.kind === 'list');
    if (a.kind === 'list' && a.isExact) return listOf([...a.items, this.each(b)], false, a.items.length);
    if (isList(a) || isList(b)) return listOf([this.each(a), this.each(b)], false);
    this.inspect(a);
    this.inspect(b);
    return concatenated([a, b]);
  }

  #list(items: readonly Argument[], scope: Scope): Value {
    const { items: values, isOpen, lead } = this.#given(items, scope);
    return listOf(values, !isOpen, lead);
  }

  #map(entries: Extract<Expression, { kind: 'map' }>['entries'], scope: Scope): Value {
    const map = mapOf();
    for (const { key, value } of entries) {
      const held = this.value(value, scope);
      if (key === undefined) this.mergeInto(map, held);
      else this.put(map, this.value(key, scope), held);
    }
    return map;
  }

  #comprehension({ clauses, elements }: Extract<Expression, { kind: 'each' }>, scope: Scope): Value {
    const inner = newScope(scope, true);
    const undo: (() => void)[] = [];
    this.frame.weak++;
    for (const { target, iterable, tests } of clauses) {
      this.assign(target, this.each(this.value(iterable, inner)), inner, true);
      for (const test of tests) {
        this.value(test, inner);
        undo.push(this.narrow(test, true, inner));
      }
    }
    const [first, second] = elements.map((element) => this.value(element, inner));
    for (const each of undo.reverse()) each();
    this.frame.weak--;
    if (second === undefined) return listOf([first ?? DATA], false);
    const map: MapValue = mapOf();
    map.rest.push(second);
    if (first !== undefined) this.inspect(first);
    return map;
  }

  #class({ code }: Extract<Expression, { kind: 'class' }>, scope: Scope): Value {
    const { items: bases, named } = this.#given(code.bases, scope);
    for (const base of [...bases, ...named.values()]) this.escape(base);
    const inner = newScope(scope, true);
    this.statements(code.body, inner);
    const value: ClassValue = { kind: 'class', code, bases, members: inner.names };
    this.escape(value);
    return value;
  }

  // Calls

  #given(args: readonly Argument[], scope: Scope): Given {
    const items: Value[] = [];
    const named = new Map<string, Value>();
    let isOpen = false;
    let lead = 0;
    for (const { value, name, isSpread, isNamed } of args) {
      const given = this.value(value, scope);
      if (isNamed === true) {
        if (given.kind === 'map') {
          for (const [key, each] of given.entries) named.set(key, each);
          if (given.rest.length > 0) named.set('**', joinValues(given.rest));
        } else named.set('**', given);
      } else if (isSpread === true) {
        if (given.kind === 'list' && given.isExact) items.push(...given.items);
        else if (given.kind === 'list' && !isOpen) {
          isOpen = true;
          lead = items.length + given.lead;
          items.push(...given.items);
        } else {
          if (!isOpen) lead = items.length;
          isOpen = true;
          items.push(this.each(given));
        }
      } else if (name !== undefined) named.set(name, given);
      else items.push(given);
    }
    return { items, named, isOpen, lead };
  }

  #call(callee: Expression, args: readonly Argument[], scope: Scope): Value {
    if (callee.kind === 'name' && callee.name === 'super' && this.language.name === 'python') {
      this.#given(args, scope);
      return scope.names.get('self') ?? this.owner('self', scope)?.names.get('self') ?? { kind: 'foreign', taint: 0 };
    }
    const value = this.value(callee, scope);
    return this.call(value, this.#given(args, scope));
  }

  protected runBody(closure: Closure, given: Given): Value {
    const { code, self } = closure;
    const scope = newScope(closure.scope, true);
    if (this.language.name === 'javascript') {
      if (code.isMethod || self !== undefined) scope.names.set('this', self ?? this.language.global('this') ?? DATA);
      scope.names.set('arguments', listOf(given.items, false));
    }
    this.#bind(code, self, given, scope);
    const outer = this.frame;
    const frame: Frame = { returned: [], yielded: [], weak: 0 };
    this.frame = frame;
    try {
      this.statements(code.body, scope);
    } finally {
      this.frame = outer;
    }
    if (frame.yielded.length > 0) return listOf([joinValues(frame.yielded)], false);
    return frame.returned.length === 0 ? NUMBER : joinValues(frame.returned);
  }

  #bind(code: FunctionCode, self: Value | undefined, given: Given, scope: Scope): void {
    const { parameters } = code;
    const items = self !== undefined && this.language.name === 'python' ? [self, ...given.items] : [...given.items];
    let at = 0;
    const any = given.named.get('**') ?? (given.isOpen ? joinValues(items) : undefined);
    for (const { target, default: fallback, isRest } of parameters) {
      const name = target.kind === 'name' ? target.name : '';
      if (isRest === true) {
        const rest = items.slice(at);
        const restLead = given.isOpen ? Math.max(0, (given.lead ?? 0) + items.length - given.items.length - at) : 0;
        at = items.length;
        const map = mapOf(given.named);
        const isNamed = rest.length === 0 && given.named.size > 0;
        this.assign(target, isNamed ? map : listOf(rest, !given.isOpen && given.isAnything !== true, restLead), scope);
        continue;
      }
      const item = items[at++];
      const isGiven = item !== undefined || given.named.has(name);
      const value = item ?? given.named.get(name);
      const options = [
        ...(value === undefined ? [] : [value]),
        ...(!isGiven && fallback !== undefined ? [this.value(fallback, scope)] : []),
        ...(any === undefined ? [] : [any]),
      ];
      const isTemporary = options.length === 0 && /^test/.test(code.name) && /^tmp_?(?:path|dir)$/.test(name);
      this.assign(target, isTemporary ? FIXTURE : joinValues(options), scope);
    }
  }
}
