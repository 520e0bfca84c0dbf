import path from 'node:path';
import type { CodeText, Report } from '../code/codeFinding';
import type { Call } from '../programs/program';
import type { Runner } from './evaluation';
import { type Arg, type Flow, literalArg, NO_INPUT, SECRET, type Taint, unknownArg } from './value';

const SECRET_NAME = /KEY|TOKEN|SECRET|PASS|CREDENTIAL/i;
const DEEPEST = 6;

/** A call that code of another language may do anything through. */
export interface CodeCall extends Call {
  opaque(taint: Taint, name: string): Flow;
}

const depths = new WeakMap<Runner, number>();

/** Code that runs code: undefined when it goes too deep. */
export function codeDepth(runner: Runner, run: () => void): true | undefined {
  const depth = depths.get(runner) ?? 0;
  if (depth >= DEEPEST) return undefined;
  depths.set(runner, depth + 1);
  try {
    run();
  } finally {
    depths.set(runner, depth);
  }
  return true;
}

export function languageOfFile(file: string): string | undefined {
  if (/\.pyi?$/.test(file)) return 'python';
  return /\.[cm]?jsx?$/.test(file) ? 'javascript' : undefined;
}

/** Makes effects of what was found in code, and tells what flows back. */
export function codeReport(call: CodeCall, language: string): Report {
  const looked = new Set<string>();
  const argOf = (text: CodeText): Arg => {
    if (text.text === undefined)
      return {
        ...unknownArg({ name: text.name, nature: 'any' }, { ...call.part, raw: text.name }, text.taint),
        head: text.head ?? '',
        splits: text.isMany === true,
      };
    const arg = { ...literalArg(text.text, call.part), taint: text.taint };
    return text.isLikely
      ? { ...arg, text: undefined, head: '', unknown: { name: text.text, nature: 'plain' }, likely: text.text }
      : arg;
  };
  const loadModule = (name: string): void => {
    const parts = new Set(language === 'python' ? name.split('.') : [name]);
    for (const file of call.state.writtenPaths()) {
      const segments = file.replaceAll('\\', '/').split('/');
      const base = (segments.at(-1) ?? '').replace(/\.(?:[cm]?[jt]sx?|pyi?|pyc|so|pyd|pth)$/, '');
      const isIt =
        language === 'python'
          ? /\.(?:py|pyc|so|pyd|pth)$/.test(file) && (parts.has(base) || base === '__init__' || file.endsWith('.pth'))
          : file.includes(`/node_modules/${name}`);
      if (isIt) runWritten(file);
    }
  };
  const runWritten = (file: string): void => {
    const text = call.state.written(file)?.text;
    if (text === undefined)
      call.unknown(
        'run.written',
        path.basename(file),
        `may import ${path.basename(file)}, which the same command writes`,
      );
    else if (!looked.has(file)) {
      looked.add(file);
      call.code(language, literalArg(text, call.part));
    }
  };
  // In a folder for temporary files there may be a module of that name: where there is none, it is an installed one.
  const runModule = (name: string): void => {
    const { folders } = call;
    const [first = name] = language === 'python' ? name.split('.') : [`node_modules/${name}`];
    const mayHold = (folder: string) => {
      call.folders = [folder];
      const at = (each: string) => literalArg(each, call.part);
      const isMissing = first !== '' && [first, `${first}.py`].every((each) => call.kindOf(at(each)) === 'missing');
      return call.areaOf(at('.')) !== 'temp' || !isMissing;
    };
    const left = folders?.filter(mayHold);
    call.folders = left;
    if (left === undefined || left.length > 0) call.runHere('run.module', name);
    call.folders = folders;
  };
  const runFile = (file: CodeText): void => {
    const arg = argOf(file);
    const places = file.text === undefined ? undefined : (call.resolve(arg) ?? []);
    for (const place of places ?? [])
      for (const ending of ['.js', '.mjs', '.cjs', '/index.js'])
        if (language === 'javascript' && call.state.written(place + ending) !== undefined) runWritten(place + ending);
    if (file.isLikely) call.runHere('run.module', file.text ?? file.name);
    else call.runFile(language, arg);
  };

  const perform: Report = (finding) => {
    switch (finding.kind) {
      case 'unknown':
        call.unknown('code.opaque', finding.what, `runs ${language} code that uses ${finding.what}`);
        return 0;
      case 'read':
      case 'write':
      case 'edit':
      case 'delete':
      case 'names':
      case 'folder':
        call.taint |= finding.file.taint;
        call.file(finding.kind, argOf(finding.file));
        return 0;
      case 'file':
        runFile(finding.file);
        return 0;
      case 'cwd': {
        const folders = call.resolve(argOf(finding.file));
        call.folders =
          finding.isMaybe && folders !== undefined ? [...new Set([...(call.folders ?? []), ...folders])] : folders;
        return 0;
      }
      case 'modules': {
        const area = call.areaOf(argOf(finding.file));
        if (area !== 'workspace' && area !== 'temp')
          call.unknown(
            'code.modules',
            finding.file.text ?? finding.file.name,
            `loads modules from ${finding.file.text ?? finding.file.name}`,
          );
        return 0;
      }
      case 'module':
        loadModule(finding.name);
        if (finding.isOwn) runModule(finding.name);
        return 0;
      case 'request': {
        call.taint |= finding.url.taint;
        const arg = argOf(finding.url);
        call.request(finding.url.isLikely ? { ...arg, text: finding.url.text } : arg, finding.isUpload, finding.says);
        return 0;
      }
      case 'shell':
        if (finding.text.isLikely) return call.opaque(finding.text.taint, finding.text.name).taint;
        return call.script(argOf(finding.text)).taint;
      case 'command': {
        const { folders } = call;
        if (finding.cwd !== undefined) call.folders = call.resolve(argOf(finding.cwd));
        const input: Flow =
          finding.input?.text === undefined || finding.input.isLikely
            ? NO_INPUT
            : { ...NO_INPUT, text: finding.input.text, taint: finding.input.taint };
        const flow = call.command(finding.words.map(argOf), input);
        call.folders = folders;
        return flow.taint;
      }
      case 'code':
        call.code(language, argOf(finding.text));
        return 0;
      case 'environment':
        if (finding.name === undefined || SECRET_NAME.test(finding.name)) call.taint |= SECRET;
        if (finding.name !== undefined && SECRET_NAME.test(finding.name))
          call.emit('read', `$${finding.name}`, { detail: 'read.environment', says: `reads $${finding.name}` });
        return 0;
      case 'set':
        call.environment(finding.name, argOf(finding.value));
        return 0;
      case 'effect':
        call.emit(finding.effect, finding.target, { detail: finding.detail, says: finding.says });
        return 0;
    }
  };
  // What flows back is what this finding added, now or the first time.
  const known = new Map<string, Taint>();
  return (finding) => {
    const key = JSON.stringify(finding);
    const before = call.taint;
    const back = perform(finding) | (call.taint & ~before) | (known.get(key) ?? 0);
    known.set(key, back);
    return back;
  };
}
