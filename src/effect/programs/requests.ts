import { asksForSecrets, purposeOf, withoutScheme } from '../requestPurpose';
import type { Arg } from '../shell/value';
import type { Call } from './program';

/** A request with a method: what only asks, what sends, and what changes or deletes something. */
export function requestWith(call: Call, url: Arg, method: string, isUpload: boolean): void {
  const text = url.text ?? url.head;
  if (/^file:/i.test(text)) {
    if (/[%[{]/.test(text)) {
      call.unknown('read.unknownPath', text, `reads ${text}, whose name is hidden`);
      return;
    }
    const cut = (each: string) => each.replace(/^file:(?:\/\/[^/]*)?/i, '');
    call.file('read', { ...url, text: url.text === undefined ? undefined : cut(url.text), head: cut(url.head) });
    return;
  }
  const purpose = purposeOf(text, method, isUpload);
  if (asksForSecrets(text))
    call.emit('read', withoutScheme(text).slice(0, 60), {
      detail: 'read.kept',
      says: 'asks a server that keeps secrets',
    });
  if (purpose === 'change')
    call.emit('upload', text, {
      detail: 'upload.change',
      says: `asks ${text.slice(0, 60)} to change or delete something (${method})`,
    });
  else call.request(url, purpose === 'send');
}

/** A name or address of this machine, without a port. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|0\.0\.0\.0)\.?$/i.test(host);
}

/** Writes the file that an address is saved as, below a folder: its last segment. */
export function saveAs(call: Call, url: Arg, folder: string): void {
  const name = url.text
    ?.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(1)
    .at(-1);
  const base = name === '' && call.name === 'wget' ? 'index.html' : name;
  if (base === undefined || base === '')
    call.emit('write', url.raw, { detail: 'write.unknownPath', certainty: 'possible' });
  else {
    const text = `${folder}/${base}`;
    call.file('write', { ...url, text, head: text, unknown: undefined, isPattern: false });
  }
}
