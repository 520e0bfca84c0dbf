import { ExpressionEvaluation } from './expressions';
import type { Statement } from './syntax';
import { DATA, NUMBER, newScope, optionsOf, type Scope, textOf, type Value } from './values';

const MOST_PASSES = 4;

/** Walks the code in the order in which it runs, with all the values a name may have. */
export class Evaluation extends ExpressionEvaluation {
  run(statements: readonly Statement[]): void {
    capture(statements, this.captured, false);
    this.statements(statements, this.globals);
    for (const [name, value] of [...this.globals.names])
      for (const each of optionsOf(value))
        if (each.kind === 'class' || (each.kind === 'closure' && this.language.isCalledByName(each))) this.escape(each);
        else void name;
    this.runEscaped();
  }

  /** Whether what follows isn't reached. */
  protected statements(statements: readonly Statement[], scope: Scope): boolean {
    for (const statement of statements) if (this.#statement(statement, scope)) return true;
    return false;
  }

  #statement(statement: Statement, scope: Scope): boolean {
    this.spend();
    switch (statement.kind) {
      case 'expression':
        this.value(statement.value, scope);
        return false;
      case 'assign': {
        const value = this.value(statement.value, scope);
        for (const target of statement.targets) this.assign(target, value, scope);
        return false;
      }
      case 'change':
        this.#change(statement, scope);
        return false;
      case 'branches':
        return this.#branches(statement, scope);
      case 'loop':
        this.#loop(statement, scope);
        return false;
      case 'block':
        // What is raised, or breaks out by a label, may be caught where the block ends.
        this.statements(statement.body, this.#inner(scope));
        return false;
      case 'import':
        this.#load(statement, scope);
        return false;
      case 'return':
        this.frame.returned.push(statement.value === undefined ? NUMBER : this.value(statement.value, scope));
        return true;
      case 'leave':
        if (statement.value !== undefined) this.escape(this.value(statement.value, scope));
        return true;
      case 'outer':
        for (const name of statement.names) scope.outer.add(name);
        return false;
    }
  }

  #inner(scope: Scope): Scope {
    return this.language.name === 'python' ? scope : newScope(scope, false);
  }

  #branches({ test, branches }: Extract<Statement, { kind: 'branches' }>, scope: Scope): boolean {
    if (test !== undefined) this.value(test, scope);
    let isAlwaysLeft = true;
    this.frame.weak++;
    const left = branches.map((body, index) => {
      const restore = this.narrow(test, index === 0, scope);
      const isLeft = this.statements(body, this.#inner(scope));
      restore();
      isAlwaysLeft &&= isLeft;
      return isLeft;
    });
    this.frame.weak--;
    if (test !== undefined && left[0] === true && left[1] !== true) this.narrow(test, false, scope);
    return isAlwaysLeft && test !== undefined && branches.length > 1;
  }

  #loop(statement: Extract<Statement, { kind: 'loop' }>, scope: Scope): void {
    const { target, iterable, body, isOfNames } = statement;
    const values = iterable === undefined ? DATA : this.value(iterable, scope);
    const each = isOfNames === true ? namesOf(values) : this.each(values);
    this.#repeat(() => {
      const inner = this.#inner(scope);
      if (target !== undefined) this.assignStrongly(target, each, inner);
      this.statements(body, inner);
    });
  }

  /** Until nothing changes any more: then what still does is no longer told exactly. */
  #repeat(pass: () => void): void {
    const wasWidening = this.isWidening;
    this.frame.weak++;
    for (let count = 0; count <= MOST_PASSES; count++) {
      const before = this.changes;
      this.isWidening = wasWidening || count >= MOST_PASSES - 1;
      pass();
      if (this.changes === before) break;
    }
    this.frame.weak--;
    this.isWidening = wasWidening;
  }

  #change(statement: Extract<Statement, { kind: 'change' }>, scope: Scope): void {
    const { target, current, value } = statement;
    const now = this.value(current, scope);
    const added = this.value(value, scope);
    if (now.kind === 'list') {
      this.extend(now, added);
      return;
    }
    const result = value.kind === 'binary' && value.operator !== '+' ? added : this.add(now, added);
    this.assign(target, result, scope);
  }

  #load(statement: Extract<Statement, { kind: 'import' }>, scope: Scope): void {
    const module = this.loadModule(statement.module);
    const { as, binds, names, isAll } = statement;
    if (as !== undefined) {
      const bound = binds === undefined || binds === statement.module ? module : this.moduleValue(binds);
      this.set(as, bound, scope, 'function');
    }
    if (isAll) this.importAll(statement.module, (name, value) => this.set(name, value, scope, 'function'));
    for (const { name, as: local } of names) {
      const value = name === 'default' && this.language.name === 'javascript' ? module : this.member(module, name);
      this.set(local, value, scope, 'function');
    }
  }
}

function namesOf(value: Value): Value {
  if (value.kind === 'map' && value.rest.length === 0) return textOf([...value.entries.keys()]);
  return DATA;
}

/** Names that functions within the code use, and all that is further in. */
function capture(node: unknown, names: Set<string>, isWithin: boolean): void {
  if (Array.isArray(node)) {
    for (const each of node) capture(each, names, isWithin);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const kind = 'kind' in node ? node.kind : undefined;
  if (isWithin && kind === 'name' && 'name' in node && typeof node.name === 'string') names.add(node.name);
  for (const [key, each] of Object.entries(node)) {
    const isBody = isWithin || (kind === 'function' && key === 'code');
    if (typeof each === 'object') capture(each, names, isBody);
  }
}
