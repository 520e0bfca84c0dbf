import { REMOTE } from '../shell/value';
import { type CodeText, type FileUse, plainText } from './codeFinding';
import { type Given, NOTHING_GIVEN } from './language';
import { MemberEvaluation } from './members';
import type { ClassValue, Closure, Value } from './values';
import { codeTexts, DATA, dataOf, exactText, joinValues, mapOf, optionsOf, taintOf, widened } from './values';

const DEEPEST_CALL = 24;
const RUNS_TEXT = /run|exec|call|cmd|command|shell|process|spawn|local|invoke|popen|sudo|^sh$/i;
/** A text that reads like a command which changes or reaches something. */
export const COMMAND_LINE =
  /^\s*(?:sudo|rm|rmdir|mv|dd|mkfs\S*|chmod|chown|kill|pkill|killall|curl|wget|nc|ssh|scp|bash|sh|zsh|shutdown|reboot|git|crontab|python3?|node)\s+\S/;

/** What calls come to, and what becomes of what is given away. */
export abstract class CallEvaluation extends MemberEvaluation {
  readonly #stack: Closure[] = [];
  /** Functions and classes that were given away, and those of them still to be run. */
  readonly #given = new Map<object, Set<Value | undefined>>();
  readonly #escaped: Value[] = [];
  readonly #called = new Set<object>();
  /** Functions that were made and not called yet, by their code. */
  readonly #made = new Map<object, Closure>();
  /** Of functions that were not looked at again for each call, the last of these calls. */
  readonly #passedOver = new Map<object, { readonly closure: Closure; readonly given: Given }>();

  protected abstract runBody(closure: Closure, given: Given): Value;

  /** Whether a function is looked at again for such a call of it. */
  protected mayRepeat(_given: Given): boolean {
    return true;
  }

  // Where values go

  /** Printed, compared, counted: nothing of it is called. */
  protected inspect(value: Value): void {
    for (const each of optionsOf(value))
      if (each.kind === 'method' && (each.of.kind === 'ref' || each.of.kind === 'handle')) this.escape(each);
  }

  escape(value: Value, depth = 0): void {
    if (depth > 6) return;
    for (const each of optionsOf(value)) {
      switch (each.kind) {
        case 'ref':
          if (!this.#isHarmless(each.name)) this.unknown(`${each.name} as a value`);
          break;
        case 'closure':
        case 'class':
          if (!this.#isFirstGiven(each)) break;
          this.#escaped.push(each);
          break;
        case 'list':
          for (const item of each.items) this.escape(item, depth + 1);
          break;
        case 'map':
          for (const item of [...each.entries.values(), ...each.rest]) this.escape(item, depth + 1);
          break;
        case 'method':
          if (this.language.method(each.of, each.name) !== undefined || this.#hasSignature(each))
            this.call(each, { ...NOTHING_GIVEN, isOpen: true });
          break;
        default:
      }
    }
  }

  #isFirstGiven(value: Closure | ClassValue): boolean {
    const key = value.kind === 'closure' ? value.code : value;
    const self = value.kind === 'closure' ? value.self : undefined;
    const selves = this.#given.get(key) ?? new Set();
    this.#given.set(key, selves);
    const isFirst = !selves.has(self);
    selves.add(self);
    return isFirst;
  }

  #hasSignature({ of, name }: Extract<Value, { kind: 'method' }>): boolean {
    return (of.kind === 'data' || of.kind === 'foreign') && this.language.signatureOfMethod(name) !== undefined;
  }

  #isHarmless(name: string): boolean {
    const { language } = this;
    if (language.isHarmlessValue(name)) return true;
    if (language.native(name) !== undefined) return false;
    const signature = language.signature(name);
    if (signature !== undefined) return signature === '' || signature === 'names' || signature.startsWith('>');
    const module = language.moduleOf(name);
    const nature = module === undefined ? 'careful' : language.natureOf(module);
    return (
      nature === 'foreign' || (nature === 'pure' && language.moduleMember(name.split('.').at(-1) ?? '') === undefined)
    );
  }

  protected didMake(closure: Closure): Closure {
    if (!this.#called.has(closure.code)) this.#made.set(closure.code, closure);
    return closure;
  }

  /** Functions that were given away run at any time, with anything; so does one that nothing here is seen to call. */
  protected runEscaped(): void {
    this.isLater = true;
    for (;;) {
      const escaped = this.#escaped.shift();
      if (escaped !== undefined) this.#runAny(escaped);
      else {
        const [left] = this.#made.values();
        if (left === undefined) break;
        this.#runAny(left);
      }
    }
    // By now names hold all that they are ever given.
    for (const { closure, given } of [...this.#passedOver.values()]) this.#enter(closure, given);
  }

  #runAny(value: Value): void {
    if (value.kind === 'closure') this.escape(this.#callClosure(value, NOTHING_GIVEN));
    if (value.kind !== 'class') return;
    const self = this.#instance(value, undefined);
    for (const member of value.members.values())
      for (const one of optionsOf(member))
        if (one.kind === 'closure' && !this.#called.has(one.code))
          this.escape(this.#callClosure({ ...one, self }, NOTHING_GIVEN));
  }

  // Calls

  callWith(callee: Value, ...items: readonly Value[]): Value {
    return this.call(callee, { items, named: new Map(), isOpen: false });
  }

  call(callee: Value, given: Given): Value {
    this.spend();
    return joinValues(optionsOf(callee).map((each) => this.#callOne(each, given)));
  }

  #callOne(callee: Value, given: Given): Value {
    switch (callee.kind) {
      case 'ref':
        return this.#callNamed(callee.name, given);
      case 'method':
        return this.#callMethod(callee.of, callee.name, given);
      case 'closure':
        return this.#callClosure(callee, given);
      case 'class':
        return this.#instance(callee, given);
      case 'opaque':
        this.#escapeAll(given);
        return this.unknown(`a function it looks up while running (${callee.what})`);
      case 'map': {
        const own = callee.of === undefined ? undefined : this.memberOfClass(callee.of, '__call__', callee);
        if (own !== undefined) return this.call(own, given);
        this.#escapeAll(given);
        return DATA;
      }
      case 'foreign':
        return this.#callForeign('', given, callee);
      default:
        this.#escapeAll(given);
        return dataOf(taintOf(callee) | this.#taint(given));
    }
  }

  #taint({ items, named }: Given): number {
    return [...items, ...named.values()].reduce((all, each) => all | taintOf(each), 0);
  }

  #escapeAll({ items, named }: Given): void {
    for (const each of [...items, ...named.values()]) this.escape(each);
  }

  #callNamed(name: string, given: Given): Value {
    const { language } = this;
    const native = language.native(name);
    if (native !== undefined) return native(this, given, name);
    const signature = language.signature(name);
    if (signature !== undefined) return this.#apply(signature, given, name);
    const module = language.moduleOf(name);
    const nature = module === undefined ? 'careful' : language.natureOf(module);
    if (nature === 'foreign')
      return this.#callForeign(name.split('.').at(-1) ?? '', given, { kind: 'foreign', taint: 0 });
    if (nature === 'pure') {
      this.#escapeAll(given);
      return dataOf(this.#taint(given));
    }
    this.#escapeAll(given);
    return this.unknown(name);
  }

  /** `read write > file`: what the arguments are, in their order, and what comes back. */
  #apply(signature: string, given: Given, name: string): Value {
    if (signature === '!') {
      this.#escapeAll(given);
      return this.unknown(name);
    }
    const [before = '', result = ''] = signature.split('>').map((part) => part.trim());
    const roles = before.split(' ').filter((role) => role !== '');
    const items: (Value | undefined)[] = roles.map((_, index) => given.items[index]);
    let taint = this.#taint(given);
    roles.forEach((role, index) => {
      const item = items[index];
      if (item !== undefined) taint |= this.use(role, item, name);
      else if (given.isOpen && role !== '-') taint |= this.use(role, DATA, name);
    });
    const missing = roles.filter((role, index) => items[index] === undefined && role !== '-');
    for (const [key, value] of given.named) {
      if (this.language.isHarmlessOption(key)) this.escape(value);
      else for (const role of missing) taint |= this.use(role, value, name);
    }
    for (const [index, item] of given.items.entries())
      if (roles[index] === undefined || roles[index] === '-') this.escape(item);
    if (/^(?:file|database|process|psprocess|http|socket|tree)$/.test(result))
      return { kind: 'handle', type: result, at: given.items[0], taint };
    if (result === 'contents') return { kind: 'data', taint, file: given.items[0] };
    if (result === 'same') return given.items[0] ?? DATA;
    if (result === 'foreign') return { kind: 'foreign', taint };
    return dataOf(result === 'remote' ? taint | REMOTE : taint);
  }

  /** One argument in its role, as a finding; gives what flows back. */
  use(role: string, value: Value, name: string): number {
    switch (role) {
      case '-':
        return 0;
      case 'read':
      case 'write':
      case 'edit':
      case 'delete':
      case 'names':
      case 'folder':
        return this.useFile(role, value, name);
      case 'url':
      case 'upload':
        return codeTexts(value, `what ${name} is given`).reduce(
          (all, url) => all | this.report({ kind: 'request', url, isUpload: role === 'upload' }),
          0,
        );
      case 'shell':
        this.mark('shell');
        return codeTexts(value, `what ${name} is given`).reduce(
          (all, text) => all | this.report({ kind: 'shell', text }),
          0,
        );
      case 'rm':
        return this.#words(['rm', '-rf', '--'], value, name);
      case 'code':
        return codeTexts(value, `what ${name} is given`).reduce(
          (all, text) => all | this.report({ kind: 'code', text }),
          0,
        );
      default:
        this.unknown(name);
        return 0;
    }
  }

  useFile(kind: FileUse, value: Value, name: string): number {
    let taint = 0;
    for (const each of optionsOf(value)) {
      // Open files and their numbers were looked at where they were opened.
      if (each.kind === 'handle' && each.type === 'file') taint |= each.taint;
      else if (each.kind === 'number' && (each.value ?? 3) <= 2) continue;
      else if (each.kind === 'list') for (const item of each.items) taint |= this.useFile(kind, item, name);
      else
        for (const file of codeTexts(each, `what ${name} is given`))
          taint |= this.report({ kind, file: anyName(kind, each, file) });
    }
    return taint;
  }

  #words(words: readonly string[], value: Value, name: string): number {
    return codeTexts(value, `what ${name} is given`).reduce(
      (all, text) =>
        all | this.report({ kind: 'command', words: [...words.map(plainText), anyName('delete', value, text)] }),
      0,
    );
  }

  #callClosure(closure: Closure, given: Given): Value {
    const { code } = closure;
    if (this.#called.has(code) && !this.mayRepeat(given)) {
      this.#passedOver.set(code, { closure, given });
      return DATA;
    }
    return this.#enter(closure, given);
  }

  #enter(closure: Closure, given: Given): Value {
    const { code } = closure;
    this.#called.add(code);
    this.#made.delete(code);
    const depth = this.#stack.filter((each) => each.code === code).length;
    if (depth >= 3 || this.#stack.length > DEEPEST_CALL) {
      if (this.#stack.length > DEEPEST_CALL) this.unknown('functions that call each other without end');
      return DATA;
    }
    const items = depth < 2 ? given.items : given.items.map(widened);
    const named =
      depth < 2 ? given.named : new Map([...given.named].map(([key, value]) => [key, widened(value)] as const));
    this.#stack.push(closure);
    try {
      return this.runBody(closure, { ...given, items, named });
    } finally {
      this.#stack.pop();
    }
  }

  #instance(of: Extract<Value, { kind: 'class' }>, given: Given | undefined): Value {
    const self = mapOf([], of);
    for (const base of of.bases) if (base.kind === 'opaque') this.unknown('a class of an unknown kind');
    if (given === undefined) return self;
    const start = this.memberOfClass(of, this.language.name === 'python' ? '__init__' : 'constructor', self);
    if (start !== undefined) this.call(start, given);
    else {
      let at = 0;
      // A data class: its fields in their order.
      for (const [name, value] of of.members)
        if (value.kind !== 'closure' && at < given.items.length) self.entries.set(name, given.items[at++] ?? DATA);
      for (const [name, value] of given.named) self.entries.set(name, value);
      if (at < given.items.length) self.rest.push(...given.items.slice(at));
      for (const base of of.bases)
        if (base.kind === 'ref' || base.kind === 'foreign')
          this.call(base.kind === 'ref' ? { kind: 'foreign', taint: 0 } : base, given);
    }
    return self;
  }

  #callMethod(of: Value, name: string, given: Given): Value {
    const method = this.language.method(of, name);
    if (method !== undefined) return method(this, of, given);
    if (of.kind === 'opaque' && /^(?:call|apply|bind|then|__call__)$/.test(name)) return this.#callOne(of, given);
    if (of.kind === 'text' || of.kind === 'list' || of.kind === 'map' || of.kind === 'handle' || of.kind === 'number') {
      this.#escapeAll(given);
      return dataOf(taintOf(of) | this.#taint(given));
    }
    const signature = this.language.signatureOfMethod(name);
    if (signature !== undefined)
      return this.#apply(signature, signature.startsWith('self') ? given : given, `.${name}`);
    if (of.kind === 'foreign' || /^(?:read|open|load|parse|write|save|dump|extract|export|to_)/.test(name)) {
      const result = this.#callForeign(name, given, of);
      return of.kind === 'foreign' ? result : dataOf(taintOf(of) | taintOf(result));
    }
    this.#escapeAll(given);
    return dataOf(taintOf(of) | this.#taint(given));
  }

  /** Code of the project or of a package: what it is plainly given to reach is looked at. */
  #callForeign(name: string, given: Given, of: Value): Value {
    this.#escapeAll(given);
    const all = [...given.items, ...given.named.values()];
    const isWrite = /^(?:to_|save|write|dump|export|copy|move|rename|create|make|mkdir|touch|plot|render)|file$/i.test(
      name,
    );
    const isRequest =
      /^(?:get|post|put|patch|delete|head|request|fetch|open|urlopen|goto|download|read|load|connect|from_url|navigate|clone|send|pull|push|stream|retrieve|curl|upload)/i.test(
        name,
      );
    for (const value of all)
      for (const each of optionsOf(value)) {
        const text = exactText(each);
        if (text === undefined) continue;
        if (isRequest && /^(?:https?|wss?|ftp|s3|gs|ssh|git)[:@]/i.test(text))
          this.report({
            kind: 'request',
            url: { ...plainText(text), taint: this.#taint(given) },
            isUpload: /^(?:post|put|patch|delete|send|push|upload)/i.test(name),
          });
        else if (isTelling(text) && this.mayBePath(text, name))
          this.report({ kind: isWrite ? 'edit' : 'read', file: plainText(text) });
      }
    const isCommand =
      /(?:^|_)(?:system|popen|shell|sh|bash|spawn|getoutput|getstatusoutput|check_call|check_output|run_?command|run_?cmd|exec_?command|execute_?command)$/i.test(
        name,
      ) || /^(?:exec|spawn|execFile|fork)(?:Sync|a|aSync)?$/.test(name);
    if (isCommand)
      for (const value of given.items.slice(0, 1))
        if ((value.kind === 'text' || value.kind === 'data') && this.mayBeCommand(value))
          this.use('shell', value, name);
    const [first] = given.items;
    if (
      /^(?:from_pretrained|hf_hub_download|snapshot_download|download)$/.test(name) &&
      /^[\w-]+(?:\/[\w.-]+)?$/.test(exactText(first) ?? './')
    )
      this.report({
        kind: 'request',
        url: plainText('https://huggingface.co/'),
        isUpload: false,
        says: `fetches ${exactText(first)}`,
      });
    for (const value of all) {
      const text = exactText(value) ?? '';
      if (/__(?:import|globals|subclasses|builtins|class)__/.test(text) && text.length < 400)
        this.unknown('text that reads like code');
      if (
        /template|compile|render|eval/i.test(name) &&
        /\b(?:mainModule|child_process|constructor|require\()/.test(text)
      )
        this.unknown('text that reads like code');
      if (!isCommand && this.mayRunText(name) && COMMAND_LINE.test(text)) this.use('shell', value, name);
    }
    if (/^(?:call_command|execute_from_command_line)$/.test(name)) this.#manage(all);
    if (
      /^(?:rmtree|rm_rf|rimraf|unlink|remove_?(?:tree|dir|file|folder)|delete_?(?:tree|dir|file|folder))$/i.test(name)
    )
      for (const value of given.items.slice(0, 1)) this.use('rm', value, name);
    return { kind: 'foreign', taint: taintOf(of) | this.#taint(given) };
  }

  /** Whether what a function of unknown code is given, which by its name runs commands, is one. */
  protected mayBeCommand(_given: Value): boolean {
    return true;
  }

  /** Whether a function of unknown code runs what it is given, by its name. */
  protected mayRunText(name: string): boolean {
    return RUNS_TEXT.test(name);
  }

  /** Whether a text that reads like a path is one for a function of unknown code. */
  protected mayBePath(_text: string, _name: string): boolean {
    return true;
  }

  /** Commands of the project's framework that lose data. */
  #manage(values: readonly Value[]): void {
    const words = values
      .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
      // What it is given itself is looked at where it is.
      .filter((value) => (value.kind === 'data' ? value.given === undefined : value.kind !== 'text' || !value.isLikely))
      .map(exactText);
    if (
      words.some(
        (word) =>
          word === undefined || /^(?:flush|migrate|loaddata|reset_db|sqlflush|dbshell|shell|delete.*)$/.test(word),
      )
    )
      this.report({
        kind: 'effect',
        effect: 'database',
        detail: this.isLater ? 'database.later' : 'database.migrate',
        target: 'the project',
        says: 'changes the database of the project',
      });
  }
}

/** Files of a folder by any name: which of them is changed isn't known where that folder holds more than sources. */
function anyName(kind: FileUse, value: Value, file: CodeText): CodeText {
  if (value.kind !== 'text' || !value.isLikely || !/^(?:write|edit|delete)$/.test(kind)) return file;
  const isTop = value.texts.some((text) => /^(?:\.?\/?|.*\.\.\/)(?:\*\/)*\*$/.test(text));
  return isTop ? { ...file, text: undefined, name: 'any file of the folder' } : file;
}

/** A path that leads out of the workspace, or to what its name calls a secret. */
function isTelling(text: string): boolean {
  if (text.length > 400 || /[\n<>|]/.test(text)) return false;
  return /^(?:~|\.\.\/|\/(?:etc|home|root|Users|var|usr|opt|srv|proc|dev|sys|boot|mnt|private|Library)\/)|(?:^|\/)\.(?:env|ssh|aws|git|npmrc|netrc|bashrc|zshrc|profile|vscode|github|husky)\b|id_rsa|id_ed25519|credentials/.test(
    text,
  );
}
