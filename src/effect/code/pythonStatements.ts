import { ExpressionReader, NOTHING } from './pythonExpressions';
import { tokenisePython } from './pythonTokens';
import type { Argument, Expression, ImportedName, Statement, Target } from './syntax';

const CHANGE = /^(?:[-+*/%&|^@]|\*\*|\/\/|<<|>>)=$/;

export function parsePython(code: string): readonly Statement[] {
  return new StatementReader(tokenisePython(code)).all();
}

class StatementReader extends ExpressionReader {
  #nesting = 0;

  all(): Statement[] {
    const found: Statement[] = [];
    while (this.token.kind !== 'end') {
      if (this.token.kind === 'newline') this.at++;
      else found.push(...this.#statement());
    }
    return found;
  }

  #statement(): Statement[] {
    if (this.#nesting++ > 60) this.fail();
    try {
      return this.#compound() ?? this.#line();
    } finally {
      this.#nesting--;
    }
  }

  #compound(): Statement[] | undefined {
    const { kind, text } = this.token;
    if (kind === 'operator' && text === '@') return this.#decorated();
    if (kind !== 'name') return undefined;
    switch (text) {
      case 'if':
        this.at++;
        return [this.#if()];
      case 'while': {
        this.at++;
        const test = this.expression();
        return [{ kind: 'loop', body: [{ kind: 'expression', value: test }, ...this.#body()] }, ...this.#else()];
      }
      case 'for':
        return this.#for();
      case 'try':
        return this.#try();
      case 'with':
        return this.#with();
      case 'def':
        return this.#function([]);
      case 'class':
        return this.#class([]);
      case 'async': {
        this.at++;
        const inner = this.#compound();
        return inner ?? this.fail();
      }
      case 'match':
        return this.#match();
      default:
        return undefined;
    }
  }

  /** After the colon: statements of the same line, or a block. */
  #body(): Statement[] {
    this.expect(':');
    if (this.token.kind !== 'newline') return this.#line();
    while (this.token.kind === 'newline') this.at++;
    if (this.token.kind !== 'indent') this.fail();
    this.at++;
    const body: Statement[] = [];
    while (this.token.kind !== 'dedent') {
      if (this.token.kind === 'end') this.fail();
      if (this.token.kind === 'newline') this.at++;
      else body.push(...this.#statement());
    }
    this.at++;
    return body;
  }

  #else(): Statement[] {
    return this.take('else') ? [{ kind: 'branches', branches: [this.#body()] }] : [];
  }

  #if(): Statement {
    const test = this.expression();
    const body = this.#body();
    if (this.take('elif')) return { kind: 'branches', test, branches: [body, [this.#if()]] };
    return { kind: 'branches', test, branches: this.take('else') ? [body, this.#body()] : [body, []] };
  }

  #for(): Statement[] {
    this.expect('for');
    const target = this.targets();
    this.expect('in');
    const iterable = this.expressions();
    return [{ kind: 'loop', target, iterable, body: this.#body() }, ...this.#else()];
  }

  #try(): Statement[] {
    this.expect('try');
    const found: Statement[] = [{ kind: 'branches', branches: [this.#body()] }];
    while (this.take('except')) {
      this.take('*');
      const body: Statement[] = [];
      if (!this.is(':')) {
        body.push({ kind: 'expression', value: this.expressions() });
        if (this.take('as'))
          body.push({ kind: 'assign', targets: [{ kind: 'name', name: this.name() }], value: NOTHING });
      }
      found.push({ kind: 'branches', branches: [[...body, ...this.#body()]] });
    }
    found.push(...this.#else());
    if (this.take('finally')) found.push({ kind: 'branches', branches: [this.#body()] });
    return found;
  }

  #with(): Statement[] {
    this.expect('with');
    const start = this.at;
    // Parentheses may hold all of them, or belong to the first.
    if (this.is('(')) {
      try {
        this.at++;
        const inner = this.#withItems(')');
        this.expect(')');
        if (this.is(':')) return [{ kind: 'block', body: [...inner, ...this.#body()] }];
      } catch {
        // Read below as the first's own.
      }
      this.at = start;
    }
    const items = this.#withItems(':');
    return [{ kind: 'block', body: [...items, ...this.#body()] }];
  }

  #withItems(end: string): Statement[] {
    const items: Statement[] = [];
    do {
      if (this.is(end)) break;
      const value = this.expression();
      if (this.take('as')) items.push({ kind: 'assign', targets: [this.targetOf(this.operation(0))], value });
      else items.push({ kind: 'expression', value });
    } while (this.take(','));
    return items;
  }

  #decorated(): Statement[] {
    const decorators: Expression[] = [];
    while (this.take('@')) {
      decorators.push(this.expression());
      while (this.token.kind === 'newline') this.at++;
    }
    this.take('async');
    return this.is('class') ? this.#class(decorators) : this.#function(decorators);
  }

  #function(decorators: readonly Expression[]): Statement[] {
    this.expect('def');
    const name = this.name();
    this.#typeParameters();
    this.expect('(');
    const { parameters, annotations } = this.parameters(')');
    this.expect(')');
    if (this.take('->')) annotations.push(this.expression());
    const body = this.#body();
    const value: Expression = { kind: 'function', code: { name, parameters, body, isMethod: false } };
    return [...annotations.map(evaluated), declared(name, value, decorators)];
  }

  #class(decorators: readonly Expression[]): Statement[] {
    this.expect('class');
    const name = this.name();
    this.#typeParameters();
    const bases: Argument[] = this.take('(') ? this.arguments() : [];
    const value: Expression = { kind: 'class', code: { name, bases, body: this.#body() } };
    return [declared(name, value, decorators)];
  }

  #typeParameters(): void {
    if (this.is('[')) this.fail();
  }

  /** Only where `case` follows: `match` is a name elsewhere. */
  #match(): Statement[] | undefined {
    const start = this.at;
    let end = start;
    while (this.tokens[end]?.kind !== 'newline' && this.tokens[end]?.kind !== 'end') end++;
    if (this.tokens[end + 1]?.kind !== 'indent' || this.tokens[end + 2]?.text !== 'case') return undefined;
    this.at++;
    const subject = this.expressions();
    this.expect(':');
    this.at += 2;
    const branches: Statement[][] = [];
    while (this.take('case')) {
      const names = this.#pattern();
      const bound = names.map(
        (name): Statement => ({ kind: 'assign', targets: [{ kind: 'name', name }], value: subject }),
      );
      const test: Statement[] = this.take('if') ? [{ kind: 'expression', value: this.expression() }] : [];
      branches.push([...bound, ...test, ...this.#body()]);
      while (this.token.kind === 'newline') this.at++;
    }
    if (this.next().kind !== 'dedent') this.fail();
    return [{ kind: 'branches', test: subject, branches }];
  }

  /** Names a pattern may bind; what it looks up matters not. */
  #pattern(): string[] {
    const names: string[] = [];
    let depth = 0;
    for (; ; this.at++) {
      const { kind, text } = this.token;
      if (kind === 'newline' || kind === 'end') this.fail();
      if (depth === 0 && (this.is(':') || this.is('if'))) return names;
      if (kind === 'operator' && /^[([{]$/.test(text)) depth++;
      else if (kind === 'operator' && /^[)\]}]$/.test(text)) depth--;
      const isBound = this.peek(-1).text !== '.' && !/^[.(=]$/.test(this.peek(1).text);
      if (kind === 'name' && isBound && !/^(?:None|True|False|as|_)$/.test(text)) names.push(text);
    }
  }

  /** Simple statements up to the end of the line. */
  #line(): Statement[] {
    const found: Statement[] = [];
    for (;;) {
      found.push(...this.#simple());
      const end = this.next();
      if (end.kind !== 'newline') {
        this.at--;
        this.fail();
      }
      if (end.text !== ';') return found;
      if (this.token.kind === 'newline') {
        this.at++;
        return found;
      }
    }
  }

  #simple(): Statement[] {
    const { kind, text } = this.token;
    if (kind === 'name') {
      switch (text) {
        case 'pass':
          this.at++;
          return [];
        case 'break':
        case 'continue':
          this.at++;
          return [{ kind: 'leave' }];
        case 'import':
          return this.#import();
        case 'from':
          return [this.#from()];
        case 'global':
        case 'nonlocal': {
          this.at++;
          const names = [this.name()];
          while (this.take(',')) names.push(this.name());
          return [{ kind: 'outer', names }];
        }
        case 'return':
          this.at++;
          return [{ kind: 'return', value: this.token.kind === 'newline' ? undefined : this.expressions() }];
        case 'raise': {
          this.at++;
          const items: Expression[] = [];
          if (this.token.kind !== 'newline') items.push(this.expression());
          if (this.take('from')) items.push(this.expression());
          return [{ kind: 'leave', value: { kind: 'list', items: items.map((value) => ({ value })) } }];
        }
        case 'assert':
          this.at++;
          return [{ kind: 'expression', value: { kind: 'data', items: [this.expressions()] } }];
        case 'del': {
          this.at++;
          const value = this.expressions();
          return [{ kind: 'expression', value: { kind: 'data', items: [value] } }, ...takenOut(value)];
        }
        default:
      }
    }
    return this.#assignment();
  }

  #assignment(): Statement[] {
    const first = this.expressions();
    if (this.is(':')) {
      this.at++;
      const annotation = evaluated(this.expression());
      if (!this.take('=')) return [annotation];
      return [annotation, { kind: 'assign', targets: [this.targetOf(first)], value: this.expressions() }];
    }
    if (this.token.kind === 'operator' && CHANGE.test(this.token.text)) {
      const operator = this.next().text.slice(0, -1);
      const right = this.expressions();
      const value: Expression = { kind: 'binary', operator, left: first, right };
      return [
        { kind: 'change', target: this.targetOf(first), current: first, value: operator === '+' ? right : value },
      ];
    }
    if (!this.is('=')) return [evaluated(first)];
    const all = [first];
    while (this.take('=')) all.push(this.expressions());
    const value = all.pop();
    return value === undefined
      ? this.fail()
      : [{ kind: 'assign', targets: all.map((each): Target => this.targetOf(each)), value }];
  }

  #dotted(): string {
    let name = '';
    while (this.is('.') || this.is('...')) name += this.next().text;
    if (this.token.kind === 'name' && !this.is('import')) name += this.name();
    while (this.take('.')) name += `.${this.name()}`;
    return name === '' ? this.fail() : name;
  }

  #import(): Statement[] {
    this.expect('import');
    const found: Statement[] = [];
    do {
      const module = this.#dotted();
      const as = this.take('as') ? this.name() : undefined;
      const [top = module] = module.split('.');
      found.push({
        kind: 'import',
        module,
        as: as ?? top,
        binds: as === undefined ? top : module,
        names: [],
        isAll: false,
      });
    } while (this.take(','));
    return found;
  }

  #from(): Statement {
    this.expect('from');
    const module = this.#dotted();
    this.expect('import');
    if (this.take('*')) return { kind: 'import', module, as: undefined, names: [], isAll: true };
    const isClosed = this.take('(');
    const names: ImportedName[] = [];
    do {
      if (isClosed && this.is(')')) break;
      const name = this.name();
      names.push({ name, as: this.take('as') ? this.name() : name });
    } while (this.take(','));
    if (isClosed) this.expect(')');
    return { kind: 'import', module, as: undefined, names, isAll: false };
  }
}

function evaluated(value: Expression): Statement {
  return { kind: 'expression', value };
}

/** Decorators get the function; what they make of it may stand in its place. */
function declared(name: string, value: Expression, decorators: readonly Expression[]): Statement {
  const options = decorators.map((callee): Expression => ({ kind: 'call', callee, args: [{ value }] }));
  return {
    kind: 'assign',
    targets: [{ kind: 'name', name }],
    value: options.length === 0 ? value : { kind: 'either', options: [value, ...options] },
  };
}

/** What is left of a list is any of its other items: as if one of them were set anew. */
function takenOut(value: Expression): Statement[] {
  if (value.kind === 'list') return value.items.flatMap((each) => takenOut(each.value));
  const isOfList = value.kind === 'slice' || (value.kind === 'index' && value.index.kind !== 'text');
  return isOfList
    ? [{ kind: 'assign', targets: [{ kind: 'place', expression: value }], value: { kind: 'data', items: [] } }]
    : [];
}
