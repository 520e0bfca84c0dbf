import type { CodeFinding } from './codeFinding';
import { scanJavaScript } from './javaScript';
import { scanPerl } from './perl';
import { scanPython } from './python';
import { scanRuby } from './ruby';

const LONGEST_CODE = 16 * 1024;

/** Conservative: code is plain only when every token of it is known to be. */
export function scanCode(language: string, code: string): readonly CodeFinding[] {
  if (code.length > LONGEST_CODE) return [{ kind: 'unknown', what: 'too much code to look through' }];
  switch (language) {
    case 'python':
      return scanPython(code);
    case 'javascript':
      return scanJavaScript(code);
    case 'perl':
      return scanPerl(code);
    case 'ruby':
      return scanRuby(code);
    default:
      return [{ kind: 'unknown', what: `a language that isn't looked into (${language})` }];
  }
}
