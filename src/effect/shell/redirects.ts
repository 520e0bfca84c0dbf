import type { HereDoc, Redirection, Word, WordPart } from 'unbash';
import { isHarmlessDevice } from '../locate';
import { isGenerated, resolveArg } from '../paths';
import { isOfTask } from '../script/provenance';
import { languageOfFile } from './codeEffects';
import type { Scope } from './evaluation';
import { deviceDetail } from './fileEffects';
import type { ShellState, WrittenFile } from './state';
import { isTameText } from './tameText';
import { type Arg, CHANGED, type Flow, LISTED_SECRET, NO_INPUT, REMOTE, SECRET } from './value';
import { expandHeredoc, expandSingle } from './words';

export interface Redirected {
  readonly stdin: Flow;
  /** It is connected to the network: what it reads comes from there. */
  readonly isSocket: boolean;
  /** Takes the command's output to where it was redirected; what is left flows on. */
  finish(flow: Flow, state: ShellState): Flow;
}

/** The effects of `< > >> >| <> &> >& << <<<`, and what the command reads because of them. */
export function applyRedirects(redirects: readonly Redirection[], scope: Scope, stdin: Flow): Redirected {
  let input = stdin;
  let isSocket = false;
  let socket: { readonly redirect: Redirection; readonly host: string } | undefined;
  const outputs: { readonly arg: Arg; readonly isStdout: boolean; readonly isAppended: boolean }[] = [];
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') {
      if (redirect.closing === undefined)
        scope.shell.unknown(
          'shell.heredoc',
          redirect.delimiter?.value ?? '',
          'has a heredoc that never ends',
          redirect,
          scope.frame,
        );
      const { body } = redirect;
      const arg = body.parts === undefined ? undefined : expandHeredoc(body.parts, body, scope);
      const text = arg === undefined ? plainHeredoc(redirect) : arg.text;
      if (isInput(redirect)) input = { text, taint: arg?.taint ?? 0, nature: 'any', from: 'a heredoc' };
      continue;
    }
    if (redirect.target === undefined) {
      scope.shell.unknown('shell.redirect', redirect.operator, 'redirects to nowhere', redirect, scope.frame);
      continue;
    }
    const substitution = isInput(redirect) && redirect.operator === '<' ? inputOf(redirect.target) : undefined;
    if (substitution !== undefined) {
      input = scope.shell.substitute(substitution.script, scope);
      continue;
    }
    const single = expandSingle(redirect.target, scope);
    const arg =
      redirect.type !== 'HereString' && mayMatch(redirect.target, single) ? { ...single, isPattern: true } : single;
    if (arg.text === '!')
      scope.shell.unknown(
        'shell.zsh',
        arg.raw,
        'redirects in a way that shells read differently',
        redirect,
        scope.frame,
      );
    if (redirect.type === 'HereString') {
      if (isInput(redirect))
        input = {
          text: arg.text === undefined ? undefined : `${arg.text}\n`,
          taint: arg.taint,
          nature: 'any',
          from: 'a here-string',
        };
      continue;
    }
    const { operator } = redirect;
    if (
      (operator === '>&' || operator === '<&') &&
      (arg.text === undefined ? arg.unknown?.nature === 'plain' : /^\d*-?$/.test(arg.text))
    ) {
      // What another descriptor was opened on is not followed.
      if (operator === '<&' && isInput(redirect) && arg.text !== '0') input = { ...NO_INPUT, taint: input.taint };
      continue;
    }
    const address = /^\/dev\/(?:tcp|udp)\/([^/]*)\/?(.*)$/.exec(arg.text ?? arg.head);
    if (address !== null) {
      isSocket = true;
      socket = { redirect, host: `${address[1]}:${address[2]}` };
      const isLocal = /^(?:localhost|127\.0\.0\.1)$/.test(address[1] ?? '') && arg.text !== undefined;
      scope.shell.emit('upload', `${address[1]}:${address[2]}`, redirect, scope.frame, {
        detail: isLocal ? 'upload.local' : 'upload.socket',
      });
      input = { ...input, text: undefined, taint: input.taint | REMOTE };
      continue;
    }
    if (operator === '<' || operator === '<>') {
      const taint = redirectFile('read', arg, scope, redirect);
      const written = writtenText(arg, scope);
      if (isInput(redirect))
        input = {
          text: arg.text === '/dev/null' ? '' : written?.text,
          taint: taint | arg.taint | (written?.taint ?? 0),
          nature: written?.nature ?? 'any',
          from: arg.raw,
        };
      if (operator === '<') continue;
    }
    const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : 1;
    outputs.push({ arg, isStdout: descriptor === 1 || operator.startsWith('&'), isAppended: operator.endsWith('>>') });
    redirectFile('write', arg, scope, redirect);
  }
  return {
    stdin: input,
    isSocket,
    finish: (flow, state) => {
      if (socket !== undefined && (flow.taint & SECRET) !== 0) {
        scope.shell.emit('upload', socket.host, socket.redirect, scope.frame, {
          detail: 'upload.secret',
          says: `sends a secret to ${socket.host}`,
        });
      }
      let left = flow;
      for (const { arg, isStdout, isAppended } of outputs) {
        if (!isStdout) continue;
        for (const { place } of resolveArg(arg, state.folders, scope.shell.looking).places) {
          if (isHarmlessDevice(place.path)) continue;
          if (
            flow.text === '' &&
            !isAppended &&
            scope.shell.looking.disk.kind(place.path) !== 'folder' &&
            !isGenerated(place, scope.shell.looking)
          ) {
            const [redirect] = redirects;
            if (redirect !== undefined)
              scope.shell.emit('delete', arg.raw, redirect, scope.frame, {
                detail: 'delete.truncate',
                says: `empties ${arg.raw}`,
                place,
              });
          }
          const before = isAppended ? state.written(place.path) : undefined;
          const text =
            flow.text === undefined || (isAppended && before?.text === undefined)
              ? undefined
              : (before?.text ?? '') + flow.text;
          const isOwnProcess = !isAppended && flow.isOwnProcess === true;
          const isBuilt =
            text === undefined || languageOfFile(place.path) === undefined ? isTame(flow, before, place.path) : false;
          if ((flow.taint & REMOTE) !== 0) scope.shell.looking.downloads.add(place.path);
          state.didWrite(place.path, { text, taint: flow.taint | (before?.taint ?? 0), isOwnProcess, isBuilt });
        }
        if (!isHarmlessDevice(arg.text ?? '') || arg.text === '/dev/null')
          left = { text: '', taint: 0, nature: 'plain', from: 'nothing' };
      }
      return isSocket ? { ...left, taint: left.taint | REMOTE } : left;
    },
  };
}

/** Put into a file, it does no more than compute, and nor does what the command had put there before. */
function isTame(flow: Flow, before: WrittenFile | undefined, path: string): boolean {
  return (
    flow.text !== undefined &&
    (flow.taint & ~CHANGED) === 0 &&
    (before === undefined || before.isBuilt === true) &&
    isTameText(flow.text, path)
  );
}

/** A heredoc in which nothing is expanded; unless its delimiter is quoted, a backslash still hides what would be. */
function plainHeredoc({ body, operator, delimiter }: HereDoc): string {
  const text = operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
  return delimiter?.quoted === true ? text : text.replace(/\\([$`\\\n])/g, (_, char) => (char === '\n' ? '' : char));
}

/** `< <(command)`: what the command prints. */
function inputOf(target: Word): Extract<WordPart, { type: 'ProcessSubstitution' }> | undefined {
  const [part, ...more] = target.parts ?? [];
  return more.length === 0 && part?.type === 'ProcessSubstitution' && part.operator === '<' ? part : undefined;
}

/** Outside quotes, the name of a file to redirect to is a pattern like any other. */
function mayMatch(target: Word, { text }: Arg): boolean {
  return /[*?[]/.test(text ?? '') && /[*?[$`]/.test(target.text.replace(/'[^']*'|"[^"]*"|\\./g, ''));
}

function isInput(redirect: Redirection): boolean {
  return (
    redirect.descriptor === undefined ||
    (redirect.descriptor.type === 'FileDescriptor' && redirect.descriptor.value === 0)
  );
}

function writtenText(arg: Arg, scope: Scope): WrittenFile | undefined {
  const [at] = resolveArg(arg, scope.state.folders, scope.shell.looking).places;
  return at === undefined ? undefined : scope.state.written(at.place.path);
}

function redirectFile(kind: 'read' | 'write', arg: Arg, scope: Scope, redirect: Redirection): number {
  if (/^\/dev\/(?:null|zero|full|tty|std(?:in|out|err)|u?random|fd\/\d+)$/.test(arg.text ?? '')) return arg.taint;
  if (kind === 'read' && arg.text?.startsWith('/dev/fd/')) return arg.taint;
  const { places, unknown } = resolveArg(arg, scope.state.folders, scope.shell.looking);
  let taint = 0;
  for (const { place } of places) {
    if (isHarmlessDevice(place.path)) continue;
    if (place.isSecret && kind === 'read') taint |= SECRET;
    if (kind === 'read' && scope.frame.origin?.isTrusted === true && isOfTask(place.path, scope.shell.looking))
      taint |= CHANGED;
    const written = deviceDetail(place) ?? (redirect.operator === '>>' ? 'write.append' : 'write.create');
    const detail = kind === 'read' ? 'read.file' : written;
    scope.shell.emit(kind, arg.text ?? arg.raw, redirect, scope.frame, { detail, place });
  }
  if (unknown !== undefined) {
    // Names listed below a known folder are read freely, never written unseen.
    if (
      kind === 'read' &&
      (arg.unknown?.nature === 'paths' || arg.unknown?.nature === 'names') &&
      arg.head === '' &&
      (arg.taint & LISTED_SECRET) === 0
    )
      return taint;
    scope.shell.emit(kind, unknown, redirect, scope.frame, { detail: `${kind}.unknownPath`, certainty: 'possible' });
  }
  return taint;
}
