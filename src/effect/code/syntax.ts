/** Code of either language in one form, as far as it matters what it does. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  /** A number, a truth value, nothing: data of no power. */
  | { readonly kind: 'number'; readonly value?: number; readonly truth?: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'slice'; readonly object: Expression; readonly items: readonly (Expression | undefined)[] }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  /** Texts put together: an f-string, a template. */
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  /** One of them is the value. */
  | { readonly kind: 'either'; readonly options: readonly Expression[]; readonly test?: Expression }
  /** What a generator gives: `isAll` where each of the value's items is given. */
  | { readonly kind: 'yield'; readonly value: Expression | undefined; readonly isAll: boolean }
  | { readonly kind: 'not'; readonly value: Expression }
  | { readonly kind: 'both'; readonly items: readonly Expression[] }
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | { readonly kind: 'class'; readonly code: ClassCode }
  | { readonly kind: 'assign'; readonly target: Target; readonly value: Expression }
  /** A comprehension: its element for each, where the tests hold. */
  | { readonly kind: 'each'; readonly clauses: readonly Clause[]; readonly elements: readonly Expression[] }
  /** Whatever is computed of these is data. */
  | { readonly kind: 'data'; readonly items: readonly Expression[] }
  | { readonly kind: 'import'; readonly module: string }
  /** Beyond what is understood. */
  | { readonly kind: 'odd'; readonly what: string };

export interface Argument {
  readonly value: Expression;
  readonly name?: string | undefined;
  /** `*args`, `...args`; with `isNamed` `**options`. */
  readonly isSpread?: boolean;
  readonly isNamed?: boolean;
}

export interface Entry {
  /** Undefined where the value itself holds the entries. */
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface Clause {
  readonly target: Target;
  readonly iterable: Expression;
  readonly tests: readonly Expression[];
}

export type Target =
  | { readonly kind: 'name'; readonly name: string; readonly declares?: Declares | undefined }
  | { readonly kind: 'place'; readonly expression: Expression }
  | { readonly kind: 'items'; readonly items: readonly { readonly target: Target; readonly isRest: boolean }[] }
  | {
      readonly kind: 'members';
      readonly members: readonly { readonly name: string | undefined; readonly target: Target }[];
    }
  | { readonly kind: 'default'; readonly target: Target; readonly value: Expression };

/** Where a name that is assigned to lives: in the function, in the block, or wherever it was declared. */
export type Declares = 'function' | 'block';

export interface Parameter {
  readonly target: Target;
  readonly default?: Expression | undefined;
  readonly isRest?: boolean;
}

export interface FunctionCode {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Names that a function within it uses: they may change between its calls. */
  readonly isMethod: boolean;
}

export interface ClassCode {
  readonly name: string;
  readonly bases: readonly Argument[];
  readonly body: readonly Statement[];
}

export interface ImportedName {
  readonly name: string;
  readonly as: string;
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'assign'; readonly targets: readonly Target[]; readonly value: Expression }
  /** `x += value` */
  | { readonly kind: 'change'; readonly target: Target; readonly current: Expression; readonly value: Expression }
  /** Any of them may run, or none. */
  | {
      readonly kind: 'branches';
      readonly test?: Expression | undefined;
      readonly branches: readonly (readonly Statement[])[];
    }
  | {
      readonly kind: 'loop';
      readonly target?: Target | undefined;
      readonly iterable?: Expression | undefined;
      readonly body: readonly Statement[];
      readonly isOfNames?: boolean;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly as: string | undefined;
      readonly binds?: string;
      readonly names: readonly ImportedName[];
      readonly isAll: boolean;
    }
  | { readonly kind: 'return'; readonly value: Expression | undefined }
  /** `break`, `continue`: what follows in the block doesn't run. */
  | { readonly kind: 'leave'; readonly value?: Expression | undefined }
  | { readonly kind: 'outer'; readonly names: readonly string[] };

export class CodeSyntaxError extends Error {
  readonly code = 'syntax';
}

/** More than is read of one piece of code. */
export class TooMuchCodeError extends Error {
  readonly code = 'tooMuchCode';
}
