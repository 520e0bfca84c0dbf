import type * as acorn from 'acorn';
import { parse } from 'acorn';
import {
  type Argument,
  CodeSyntaxError,
  type Declares,
  type Expression,
  type FunctionCode,
  type Parameter,
  type Statement,
  type Target,
} from './syntax';

const NOTHING: Expression = { kind: 'number' };

/** As a script, as `node -e` reads it; else as a module, where `await` and `import` may stand at the top. */
export function parseJavaScript(code: string): readonly Statement[] {
  const options: acorn.Options = {
    ecmaVersion: 'latest',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowHashBang: true,
    sourceType: 'script',
  };
  try {
    return hoisted(parse(code, options).body);
  } catch (error) {
    if (error instanceof CodeSyntaxError) throw error;
  }
  try {
    return hoisted(parse(code, { ...options, sourceType: 'module' }).body);
  } catch (error) {
    if (error instanceof CodeSyntaxError) throw error;
    throw new CodeSyntaxError("text that can't be parsed");
  }
}

type Declaring = acorn.Statement | acorn.ModuleDeclaration;

/** Throws `CodeSyntaxError` for a node of no plain JavaScript. */
export function statementsOf(program: acorn.Program): readonly Statement[] {
  return hoisted(program.body);
}

function statement(node: Declaring): Statement[] {
  switch (node.type) {
    case 'ExpressionStatement':
      return [{ kind: 'expression', value: expression(node.expression) }];
    case 'VariableDeclaration':
      return node.declarations.map((each): Statement => {
        const to = target(each.id, node.kind === 'var' ? 'function' : 'block');
        return { kind: 'assign', targets: [to], value: each.init ? expression(each.init) : NOTHING };
      });
    case 'FunctionDeclaration':
      return [declared(node.id.name, { kind: 'function', code: functionOf(node, node.id.name, true) })];
    case 'ClassDeclaration':
      return [declared(node.id.name, classOf(node, node.id.name))];
    case 'BlockStatement':
      return [{ kind: 'block', body: hoisted(node.body) }];
    case 'IfStatement': {
      const branches = [branchOf(node.consequent), node.alternate ? branchOf(node.alternate) : []];
      return [{ kind: 'branches', test: expression(node.test), branches }];
    }
    case 'ForStatement': {
      const start = node.init
        ? node.init.type === 'VariableDeclaration'
          ? statement(node.init)
          : [evaluated(expression(node.init))]
        : [];
      const inner = [node.test, node.update].flatMap((each) => (each ? [evaluated(expression(each))] : []));
      return [{ kind: 'block', body: [...start, { kind: 'loop', body: [...inner, ...statement(node.body)] }] }];
    }
    case 'ForInStatement':
    case 'ForOfStatement': {
      const { left } = node;
      const declaration = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
      const declares: Declares | undefined =
        left.type === 'VariableDeclaration' ? (left.kind === 'var' ? 'function' : 'block') : undefined;
      const to = left.type === 'VariableDeclaration' ? declaration?.id : left;
      if (to === undefined) throw new CodeSyntaxError("text that can't be parsed");
      const iterable = expression(node.right);
      const body = statement(node.body);
      return [
        { kind: 'loop', target: target(to, declares), iterable, body, isOfNames: node.type === 'ForInStatement' },
      ];
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [{ kind: 'loop', body: [evaluated(expression(node.test)), ...statement(node.body)] }];
    case 'TryStatement': {
      const { handler, finalizer } = node;
      const caught: Statement[] = handler?.param
        ? [{ kind: 'assign', targets: [target(handler.param, 'block')], value: NOTHING }]
        : [];
      return [
        { kind: 'branches', branches: [hoisted(node.block.body)] },
        ...(handler ? [branch([...caught, ...hoisted(handler.body.body)])] : []),
        ...(finalizer ? [branch(hoisted(finalizer.body))] : []),
      ];
    }
    case 'SwitchStatement': {
      const tests = node.cases.flatMap((each) => (each.test ? [evaluated(expression(each.test))] : []));
      // A case goes on into the next: each is a branch of its own, and none ends the others.
      const cases = node.cases.map((each) => branch(each.consequent.flatMap(statement)));
      return [evaluated(expression(node.discriminant)), ...tests, branch(cases)];
    }
    case 'ReturnStatement':
      return [{ kind: 'return', value: node.argument ? expression(node.argument) : undefined }];
    case 'ThrowStatement':
      return [{ kind: 'leave', value: expression(node.argument) }];
    case 'BreakStatement':
    case 'ContinueStatement':
      return [{ kind: 'leave' }];
    case 'LabeledStatement':
      return [{ kind: 'block', body: statement(node.body) }];
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return [];
    case 'ImportDeclaration':
      return imported(node);
    case 'ExportNamedDeclaration':
      if (node.source)
        return [{ kind: 'import', module: String(node.source.value), as: undefined, names: [], isAll: false }];
      return node.declaration ? statement(node.declaration) : [];
    case 'ExportAllDeclaration':
      return [{ kind: 'import', module: String(node.source.value), as: undefined, names: [], isAll: false }];
    case 'ExportDefaultDeclaration': {
      const { declaration } = node;
      if (declaration.type === 'FunctionDeclaration')
        return [
          declared(declaration.id?.name ?? 'default', {
            kind: 'function',
            code: functionOf(declaration, 'default', true),
          }),
        ];
      if (declaration.type === 'ClassDeclaration')
        return [declared(declaration.id?.name ?? 'default', classOf(declaration, 'default'))];
      return [evaluated(expression(declaration))];
    }
    default:
      throw new CodeSyntaxError(`a statement that isn't understood (${node.type})`);
  }
}

/** Functions are there before the statements above them run. */
function hoisted(body: readonly Declaring[]): Statement[] {
  const isFunction = (node: Declaring) => node.type === 'FunctionDeclaration';
  return [...body.filter(isFunction), ...body.filter((node) => !isFunction(node))].flatMap(statement);
}

function imported(node: acorn.ImportDeclaration): Statement[] {
  const module = String(node.source.value);
  const names: { name: string; as: string }[] = [];
  let as: string | undefined;
  for (const each of node.specifiers)
    if (each.type === 'ImportSpecifier')
      names.push({
        name: each.imported.type === 'Identifier' ? each.imported.name : String(each.imported.value),
        as: each.local.name,
      });
    else if (each.type === 'ImportNamespaceSpecifier') as = each.local.name;
    else names.push({ name: 'default', as: each.local.name });
  return [
    { kind: 'import', module, as, binds: module, names: [], isAll: false },
    { kind: 'import', module, as: undefined, names, isAll: false },
  ];
}

function branchOf(node: acorn.Statement): Statement[] {
  return node.type === 'BlockStatement' ? hoisted(node.body) : statement(node);
}

function branch(body: readonly Statement[]): Statement {
  return { kind: 'branches', branches: [body] };
}

function evaluated(value: Expression): Statement {
  return { kind: 'expression', value };
}

function declared(name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [{ kind: 'name', name, declares: 'block' }], value };
}

function functionOf(node: acorn.Function, name: string, isMethod = false): FunctionCode {
  const { body } = node;
  return {
    name,
    parameters: node.params.map(parameter),
    body: body.type === 'BlockStatement' ? hoisted(body.body) : [{ kind: 'return', value: expression(body) }],
    isMethod,
  };
}

function parameter(node: acorn.Pattern): Parameter {
  if (node.type === 'RestElement') return { target: target(node.argument, 'block'), isRest: true };
  if (node.type === 'AssignmentPattern') return { target: target(node.left, 'block'), default: expression(node.right) };
  return { target: target(node, 'block') };
}

function classOf(node: acorn.Class, name: string): Expression {
  const body = node.body.body.map((member): Statement => {
    if (member.type === 'StaticBlock') return { kind: 'block', body: member.body.flatMap(statement) };
    const key = keyOf(member.key, member.computed);
    const plain = key?.kind === 'text' ? key.text : undefined;
    const value: Expression = !member.value
      ? NOTHING
      : member.type === 'MethodDefinition'
        ? { kind: 'function', code: functionOf(member.value, plain ?? 'method', true) }
        : expression(member.value);
    if (plain !== undefined) return declared(plain, value);
    const computed: Expression = { kind: 'data', items: key === undefined ? [] : [key] };
    return {
      kind: 'assign',
      targets: [{ kind: 'name', name: '[computed]', declares: 'block' }],
      value: { kind: 'either', options: [value], test: computed },
    };
  });
  const bases: Argument[] = node.superClass ? [{ value: expression(node.superClass) }] : [];
  return { kind: 'class', code: { name, bases, body } };
}

function keyOf(node: acorn.Expression | acorn.PrivateIdentifier, isComputed: boolean): Expression {
  if (node.type === 'PrivateIdentifier') return { kind: 'text', text: `#${node.name}` };
  if (!isComputed && node.type === 'Identifier') return { kind: 'text', text: node.name };
  if (node.type === 'Literal') return { kind: 'text', text: String(node.value) };
  return expression(node);
}

function target(node: acorn.Pattern, declares: Declares | undefined): Target {
  switch (node.type) {
    case 'Identifier':
      return { kind: 'name', name: node.name, declares };
    case 'MemberExpression':
      return { kind: 'place', expression: expression(node) };
    case 'ArrayPattern':
      return {
        kind: 'items',
        items: node.elements.map((each) =>
          each === null
            ? { target: { kind: 'items', items: [] }, isRest: false }
            : each.type === 'RestElement'
              ? { target: target(each.argument, declares), isRest: true }
              : { target: target(each, declares), isRest: false },
        ),
      };
    case 'ObjectPattern':
      return {
        kind: 'members',
        members: node.properties.map((each) => {
          if (each.type === 'RestElement') return { name: undefined, target: target(each.argument, declares) };
          const key = keyOf(each.key, each.computed);
          return { name: key.kind === 'text' ? key.text : undefined, target: target(each.value, declares) };
        }),
      };
    case 'AssignmentPattern':
      return { kind: 'default', target: target(node.left, declares), value: expression(node.right) };
    default:
      throw new CodeSyntaxError("an assignment that isn't understood");
  }
}

function args(nodes: readonly (acorn.Expression | acorn.SpreadElement)[]): Argument[] {
  return nodes.map((each) =>
    each.type === 'SpreadElement' ? { value: expression(each.argument), isSpread: true } : { value: expression(each) },
  );
}

function expression(node: acorn.Expression | acorn.Super | acorn.PrivateIdentifier): Expression {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') return { kind: 'text', text: node.value };
      if (typeof node.value === 'number') return { kind: 'number', value: node.value };
      if (typeof node.value === 'boolean') return { kind: 'number', truth: node.value };
      return node.regex ? { kind: 'data', items: [] } : NOTHING;
    case 'Identifier':
      return node.name === 'undefined' || node.name === 'NaN' || node.name === 'Infinity'
        ? NOTHING
        : { kind: 'name', name: node.name };
    case 'ThisExpression':
      return { kind: 'name', name: 'this' };
    case 'Super':
      return { kind: 'name', name: 'super' };
    case 'PrivateIdentifier':
      return { kind: 'text', text: `#${node.name}` };
    case 'TemplateLiteral':
      return {
        kind: 'join',
        parts: node.quasis.flatMap(({ value }, index): Expression[] => {
          const inner = node.expressions[index];
          const text: Expression = { kind: 'text', text: value.cooked ?? value.raw };
          return inner === undefined ? [text] : [text, expression(inner)];
        }),
      };
    case 'TaggedTemplateExpression': {
      const parts = node.quasi.expressions.map((each): Argument => ({ value: expression(each) }));
      return { kind: 'call', callee: expression(node.tag), args: [{ value: expression(node.quasi) }, ...parts] };
    }
    case 'ArrayExpression':
      return { kind: 'list', items: args(node.elements.flatMap((each) => (each === null ? [] : [each]))) };
    case 'ObjectExpression':
      return {
        kind: 'map',
        entries: node.properties.map((each) =>
          each.type === 'SpreadElement'
            ? { key: undefined, value: expression(each.argument) }
            : {
                key: keyOf(each.key, each.computed),
                value: propertyValue(each),
              },
        ),
      };
    case 'FunctionExpression':
      return { kind: 'function', code: functionOf(node, node.id?.name ?? 'function', true) };
    case 'ArrowFunctionExpression':
      return { kind: 'function', code: functionOf(node, 'function') };
    case 'ClassExpression':
      return classOf(node, node.id?.name ?? 'class');
    case 'MemberExpression': {
      const object = expression(node.object);
      if (!node.computed && node.property.type !== 'PrivateIdentifier' && node.property.type === 'Identifier')
        return { kind: 'member', object, name: node.property.name };
      if (node.property.type === 'PrivateIdentifier') return { kind: 'member', object, name: `#${node.property.name}` };
      return { kind: 'index', object, index: expression(node.property) };
    }
    case 'CallExpression':
      return { kind: 'call', callee: expression(node.callee), args: args(node.arguments) };
    case 'NewExpression':
      return { kind: 'call', callee: expression(node.callee), args: args(node.arguments) };
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return expression(node.expression);
    case 'AwaitExpression':
      return expression(node.argument);
    case 'YieldExpression':
      return { kind: 'yield', value: node.argument ? expression(node.argument) : undefined, isAll: node.delegate };
    case 'ImportExpression': {
      const source = expression(node.source);
      if (source.kind === 'text') return { kind: 'import', module: source.text };
      return { kind: 'call', callee: { kind: 'name', name: 'import()' }, args: [{ value: source }] };
    }
    case 'MetaProperty':
      return { kind: 'name', name: node.meta.name === 'import' ? 'import.meta' : 'new.target' };
    case 'UnaryExpression':
      if (node.operator === '!') return { kind: 'not', value: expression(node.argument) };
      if (node.operator === 'typeof' && node.argument.type === 'Identifier') return NOTHING;
      if (node.operator === '-' && node.argument.type === 'Literal' && typeof node.argument.value === 'number')
        return { kind: 'number', value: -node.argument.value };
      return { kind: 'data', items: [expression(node.argument)] };
    case 'UpdateExpression':
      return { kind: 'data', items: [expression(node.argument)] };
    case 'BinaryExpression':
      return { kind: 'binary', operator: node.operator, left: expression(node.left), right: expression(node.right) };
    case 'LogicalExpression':
      if (node.operator === '&&') return { kind: 'both', items: [expression(node.left), expression(node.right)] };
      return { kind: 'either', options: [expression(node.left), expression(node.right)] };
    case 'ConditionalExpression': {
      const options = [expression(node.consequent), expression(node.alternate)];
      return { kind: 'either', options, test: expression(node.test) };
    }
    case 'AssignmentExpression':
      return assignment(node);
    case 'SequenceExpression': {
      const items = node.expressions.map(expression);
      const last = items.pop();
      return last === undefined ? NOTHING : { kind: 'either', options: [last], test: { kind: 'data', items } };
    }
    default:
      throw new CodeSyntaxError("an expression that isn't understood");
  }
}

function propertyValue(node: acorn.Property): Expression {
  if (node.value.type !== 'FunctionExpression' || (!node.method && node.kind === 'init')) return expression(node.value);
  const value: Expression = { kind: 'function', code: functionOf(node.value, 'method', true) };
  // What looks like reading or setting a member runs it.
  return node.kind === 'init' ? value : { kind: 'call', callee: value, args: [] };
}

function assignment(node: acorn.AssignmentExpression): Expression {
  const value = expression(node.right);
  const to = target(node.left, undefined);
  if (node.operator === '=') return { kind: 'assign', target: to, value };
  if (node.left.type !== 'Identifier' && node.left.type !== 'MemberExpression')
    throw new CodeSyntaxError("an assignment that isn't understood");
  const left = expression(node.left);
  const isLogical = /^(?:\|\||&&|\?\?)=$/.test(node.operator);
  return {
    kind: 'assign',
    target: to,
    value: isLogical
      ? { kind: 'either', options: [left, value] }
      : { kind: 'binary', operator: node.operator.slice(0, -1), left, right: value },
  };
}
