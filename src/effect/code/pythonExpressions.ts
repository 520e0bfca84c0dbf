import { nameSet } from '../names';
import { type PythonToken, tokenisePython } from './pythonTokens';
import { type Argument, type Clause, CodeSyntaxError, type Expression, type Parameter, type Target } from './syntax';

const KEYWORDS = nameSet([
  'False None True and as assert async await break class continue def del elif else except finally for from global if',
  'import in is lambda nonlocal not or pass raise return try while with yield',
]);
const COMPARISON = /^(?:<|>|==|>=|<=|!=)$/;
/** From loose to tight. */
const LEVELS: readonly RegExp[] = [/^\|$/, /^\^$/, /^&$/, /^(?:<<|>>)$/, /^[+-]$/, /^(?:\*|\/|\/\/|%|@)$/];
const DEEPEST = 200;
const END: PythonToken = { kind: 'end', text: '' };
export const NOTHING: Expression = { kind: 'number' };

/** Reads expressions by recursive descent. */
export class ExpressionReader {
  protected at = 0;
  #depth = 0;

  constructor(protected readonly tokens: readonly PythonToken[]) {}

  protected get token(): PythonToken {
    return this.tokens[this.at] ?? END;
  }

  protected peek(offset: number): PythonToken {
    return this.tokens[this.at + offset] ?? END;
  }

  protected next(): PythonToken {
    const { token } = this;
    this.at++;
    return token;
  }

  protected is(text: string): boolean {
    const { kind } = this.token;
    return (kind === 'operator' || kind === 'name') && this.token.text === text;
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.take(text)) this.fail();
  }

  protected fail(): never {
    const rest = this.tokens.slice(this.at, this.at + 3).map(({ text }) => text);
    throw new CodeSyntaxError(`text that can't be parsed (${rest.join(' ').trim()})`);
  }

  protected name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name' || KEYWORDS.has(text)) this.fail();
    this.at++;
    return text;
  }

  /** `a, b` is a tuple; one alone is itself. */
  protected expressions(): Expression {
    const first = this.starred();
    if (!this.is(',')) return first.isSpread === true ? { kind: 'list', items: [first] } : first.value;
    const items = [first];
    while (this.take(',')) {
      if (this.isEndOfList()) break;
      items.push(this.starred());
    }
    return { kind: 'list', items };
  }

  protected isEndOfList(): boolean {
    const { kind, text } = this.token;
    return kind === 'newline' || kind === 'end' || (kind === 'operator' && /^(?:[)\]}:]|=|[-+*/%&|^@]+=)$/.test(text));
  }

  protected starred(): Argument {
    if (this.take('*')) return { value: this.operation(0), isSpread: true };
    return { value: this.expression() };
  }

  protected expression(): Expression {
    if (this.#depth++ > DEEPEST) throw new CodeSyntaxError('code nested too deeply');
    try {
      if (this.is('lambda')) return this.#lambda();
      if (this.is('yield')) return this.#yield();
      if (this.token.kind === 'name' && this.peek(1).text === ':=' && this.peek(1).kind === 'operator') {
        const name = this.name();
        this.at++;
        return { kind: 'assign', target: { kind: 'name', name }, value: this.expression() };
      }
      const value = this.#or();
      if (!this.take('if')) return value;
      const test = this.#or();
      this.expect('else');
      return { kind: 'either', options: [value, this.expression()], test };
    } finally {
      this.#depth--;
    }
  }

  #lambda(): Expression {
    this.expect('lambda');
    const { parameters } = this.parameters(':');
    this.expect(':');
    const value = this.expression();
    return {
      kind: 'function',
      code: { name: 'lambda', parameters, body: [{ kind: 'return', value }], isMethod: false },
    };
  }

  #yield(): Expression {
    this.expect('yield');
    if (this.take('from')) return { kind: 'yield', value: this.expression(), isAll: true };
    return { kind: 'yield', value: this.isEndOfList() ? undefined : this.expressions(), isAll: false };
  }

  /** Up to `end`, which stays; with what annotations compute. */
  protected parameters(end: string): { parameters: Parameter[]; annotations: Expression[] } {
    const parameters: Parameter[] = [];
    const annotations: Expression[] = [];
    while (!this.is(end)) {
      if (this.take('/') || (this.is('*') && this.peek(1).text === ',' && this.take('*'))) {
        if (!this.is(end)) this.expect(',');
        continue;
      }
      const isRest = this.take('*') || this.take('**');
      const target: Target = { kind: 'name', name: this.name() };
      if (end === ')' && this.take(':')) annotations.push(this.starred().value);
      const value = this.take('=') ? this.expression() : undefined;
      parameters.push({ target, default: value, isRest });
      if (!this.is(end)) this.expect(',');
    }
    return { parameters, annotations };
  }

  #or(): Expression {
    const first = this.#and();
    if (!this.is('or')) return first;
    const options = [first];
    while (this.take('or')) options.push(this.#and());
    return { kind: 'either', options };
  }

  #and(): Expression {
    const first = this.#not();
    if (!this.is('and')) return first;
    const items = [first];
    while (this.take('and')) items.push(this.#not());
    return { kind: 'both', items };
  }

  #not(): Expression {
    let count = 0;
    while (this.take('not')) count++;
    const value = this.#comparison();
    return count === 0 ? value : count % 2 === 1 ? { kind: 'not', value } : { kind: 'data', items: [value] };
  }

  #comparison(): Expression {
    const first = this.operation(0);
    let operator = this.#comparator();
    if (operator === undefined) return first;
    const right = this.operation(0);
    const pair: Expression = { kind: 'binary', operator, left: first, right };
    operator = this.#comparator();
    if (operator === undefined) return pair;
    const items: Expression[] = [pair];
    for (; operator !== undefined; operator = this.#comparator()) items.push(this.operation(0));
    return { kind: 'data', items };
  }

  #comparator(): string | undefined {
    const { kind, text } = this.token;
    if (kind === 'operator' && COMPARISON.test(text)) return this.next().text;
    if (this.take('in')) return 'in';
    if (this.is('not') && this.peek(1).text === 'in') {
      this.at += 2;
      return 'not in';
    }
    if (!this.take('is')) return undefined;
    this.take('not');
    return 'is';
  }

  protected operation(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.operation(level + 1);
    while (this.token.kind === 'operator' && operators.test(this.token.text)) {
      const operator = this.next().text;
      left = { kind: 'binary', operator, left, right: this.operation(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    if (this.take('-')) {
      const value = this.#unary();
      return value.kind === 'number' && value.value !== undefined
        ? { kind: 'number', value: -value.value }
        : { kind: 'data', items: [value] };
    }
    if (this.take('+') || this.take('~')) return { kind: 'data', items: [this.#unary()] };
    const value = this.take('await') ? this.#primary() : this.#primary();
    return this.take('**') ? { kind: 'data', items: [value, this.#unary()] } : value;
  }

  #primary(): Expression {
    let value = this.#atom();
    for (;;) {
      if (this.take('.')) value = { kind: 'member', object: value, name: this.name() };
      else if (this.take('(')) value = { kind: 'call', callee: value, args: this.arguments() };
      else if (this.take('[')) value = this.#subscript(value);
      else return value;
    }
  }

  /** After the opening parenthesis, including the closing one. */
  protected arguments(): Argument[] {
    const args: Argument[] = [];
    while (!this.take(')')) {
      if (this.take('**')) args.push({ value: this.expression(), isSpread: true, isNamed: true });
      else if (this.take('*')) args.push({ value: this.expression(), isSpread: true });
      else if (this.token.kind === 'name' && this.peek(1).kind === 'operator' && this.peek(1).text === '=') {
        const name = this.name();
        this.at++;
        args.push({ value: this.expression(), name });
      } else {
        const value = this.expression();
        args.push({ value: this.#isFor() ? this.#comprehension([value]) : value });
      }
      if (!this.is(')')) this.expect(',');
    }
    return args;
  }

  /** An index, a slice, or several of them. */
  #subscript(object: Expression): Expression {
    const parts: (Expression | undefined)[] = [];
    const items: Expression[] = [];
    let colons = 0;
    let isPlain = true;
    let current: Expression | undefined;
    while (!this.take(']')) {
      if (this.take(':')) {
        parts.push(current);
        current = undefined;
        colons++;
      } else if (this.take(',')) isPlain = false;
      else {
        const item = this.starred();
        if (item.isSpread === true) isPlain = false;
        current = item.value;
        items.push(item.value);
      }
    }
    const [first] = items;
    if (isPlain && colons > 0) return { kind: 'slice', object, items: [...parts, current] };
    const index: Expression = isPlain && items.length === 1 && first !== undefined ? first : { kind: 'data', items };
    return { kind: 'index', object, index };
  }

  #isFor(): boolean {
    return this.is('for') || (this.is('async') && this.peek(1).text === 'for');
  }

  #comprehension(elements: Expression[]): Expression {
    const clauses: Clause[] = [];
    while (this.#isFor()) {
      this.take('async');
      this.expect('for');
      const target = this.targets();
      this.expect('in');
      const iterable = this.#or();
      const tests: Expression[] = [];
      while (this.take('if'))
        tests.push(this.token.kind === 'name' && this.peek(1).text === ':=' ? this.expression() : this.#or());
      clauses.push({ target, iterable, tests });
    }
    return { kind: 'each', clauses, elements };
  }

  /** What is assigned to in a loop: names, members, tuples of them. */
  protected targets(): Target {
    const first = this.#target();
    if (!this.is(',')) return first.isRest ? { kind: 'items', items: [first] } : first.target;
    const items = [first];
    while (this.take(',')) {
      if (this.is('in') || this.is('=')) break;
      items.push(this.#target());
    }
    return { kind: 'items', items };
  }

  #target(): { target: Target; isRest: boolean } {
    const isRest = this.take('*');
    return { target: this.targetOf(this.#primary()), isRest };
  }

  protected targetOf(expression: Expression): Target {
    switch (expression.kind) {
      case 'name':
        return { kind: 'name', name: expression.name };
      case 'member':
      case 'index':
      case 'slice':
        return { kind: 'place', expression };
      case 'list':
        return {
          kind: 'items',
          items: expression.items.map(({ value, isSpread }) => ({
            target: this.targetOf(value),
            isRest: isSpread === true,
          })),
        };
      default:
        return this.fail();
    }
  }

  #atom(): Expression {
    const { kind, text } = this.token;
    if (kind === 'text' || kind === 'template') return this.#texts();
    if (kind === 'number') {
      this.at++;
      const value = Number(text);
      return Number.isFinite(value) ? { kind: 'number', value } : NOTHING;
    }
    if (kind === 'name') {
      if (text === 'None' || text === 'True' || text === 'False') {
        this.at++;
        return text === 'None' ? NOTHING : { kind: 'number', value: text === 'True' ? 1 : 0, truth: text === 'True' };
      }
      return { kind: 'name', name: this.name() };
    }
    if (this.take('...')) return NOTHING;
    if (this.take('(')) return this.#closed(')', false);
    if (this.take('[')) return this.#closed(']', true);
    if (this.take('{')) return this.#braces();
    return this.fail();
  }

  #closed(end: string, isList: boolean): Expression {
    if (this.take(end)) return { kind: 'list', items: [] };
    const first = this.starred();
    if (this.#isFor()) {
      const each = this.#comprehension([first.value]);
      this.expect(end);
      return each;
    }
    if (this.take(end)) return isList || first.isSpread === true ? { kind: 'list', items: [first] } : first.value;
    const items = [first];
    while (!this.take(end)) {
      this.expect(',');
      if (!this.is(end)) items.push(this.starred());
    }
    return { kind: 'list', items };
  }

  #braces(): Expression {
    if (this.take('}')) return { kind: 'map', entries: [] };
    if (this.take('**')) return this.#map({ key: undefined, value: this.operation(0) });
    const first = this.starred();
    if (this.take(':')) {
      const value = this.expression();
      if (this.#isFor()) {
        const each = this.#comprehension([first.value, value]);
        this.expect('}');
        return each;
      }
      return this.#map({ key: first.value, value });
    }
    if (this.#isFor()) {
      const each = this.#comprehension([first.value]);
      this.expect('}');
      return each;
    }
    const items = [first];
    while (!this.take('}')) {
      this.expect(',');
      if (!this.is('}')) items.push(this.starred());
    }
    return { kind: 'list', items };
  }

  #map(first: { key: Expression | undefined; value: Expression }): Expression {
    const entries = [first];
    while (!this.take('}')) {
      this.expect(',');
      if (this.is('}')) continue;
      if (this.take('**')) entries.push({ key: undefined, value: this.operation(0) });
      else {
        const key = this.expression();
        this.expect(':');
        entries.push({ key, value: this.expression() });
      }
    }
    return { kind: 'map', entries };
  }

  /** Texts beside each other are one. */
  #texts(): Expression {
    const parts: Expression[] = [];
    for (; this.token.kind === 'text' || this.token.kind === 'template'; this.at++) {
      const { kind, text, parts: inner = [] } = this.token;
      if (kind === 'text') parts.push({ kind: 'text', text });
      for (const part of inner)
        if (part.code !== undefined) parts.push(this.#within(part.code));
        else parts.push(part.text === undefined ? { kind: 'data', items: [] } : { kind: 'text', text: part.text });
    }
    const [first] = parts;
    if (parts.length === 0) return { kind: 'text', text: '' };
    return parts.length === 1 && first?.kind === 'text' ? first : { kind: 'join', parts };
  }

  #within(code: string): Expression {
    if (this.#depth > 8) throw new CodeSyntaxError('f-strings within f-strings');
    const inner = new ExpressionReader(tokenisePython(`(${code})`));
    inner.#depth = this.#depth + 1;
    const value = inner.expressions();
    if (inner.token.kind !== 'newline') inner.fail();
    return value;
  }
}
