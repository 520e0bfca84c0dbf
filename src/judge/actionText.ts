import { type Action, assertNever } from '../action/action';
import { editText } from './editText';
import type { JudgeCase } from './judge';
import { cutText, quoted, quotedLine, type Told } from './quoted';

/** Characters of a command, or of what a request sends, that a judge is told. */
export const MOST_OF_TEXT = 12_000;

/** The action itself, all of it as data. */
export function actionText(action: Action, { roots, platform }: JudgeCase['where']): Told {
  switch (action.kind) {
    case 'command': {
      const head = `${action.background ? 'Command in the background' : 'Command'}${platform === 'windows' ? ' on Windows' : ''}:`;
      const { lines, isCut } = longText(head, action.command);
      const place = action.cwd === roots[0] ? [] : ['In the folder:', quotedLine(action.cwd)];
      const shell = action.shell === undefined ? [] : ['For the shell:', quotedLine(action.shell)];
      return { lines: [...lines, ...place, ...shell], isCut };
    }
    case 'edit': {
      const change = editText(action);
      const head = action.before === null ? 'New file:' : 'Edit of:';
      return { lines: [head, quotedLine(action.path), ...change.lines], isCut: change.isCut };
    }
    case 'delete':
      return whole('Deletes:', action.path);
    case 'rename':
      return { lines: ['Renames:', quotedLine(action.from), 'to:', quotedLine(action.to)], isCut: false };
    case 'fetch': {
      const request = longText(`Request, ${method(action.method)}:`, action.url);
      const sent = action.body === undefined ? nothing : longText('It sends:', action.body);
      return { lines: [...request.lines, ...sent.lines], isCut: request.isCut || sent.isCut };
    }
    case 'readFile':
      return whole('Reads:', action.path);
    case 'listFiles':
      return whole('Lists:', [action.path, action.glob ?? ''].join(' ').trim());
    case 'searchText':
      return longText('Searches:', `${action.path} for ${action.pattern}`);
    case 'diagnostics':
      return whole('Reads problems of:', action.path ?? 'all files');
    case 'readOutput':
      return whole('Reads the output of:', action.commandId);
    case 'stopCommand':
      return whole('Stops the command:', action.commandId);
    case 'question':
      return longText('Asks the person:', [action.question, ...action.options].join('\n'));
    case 'plan':
      return longText('Writes a plan:', action.steps.map(({ text, status }) => `${status}: ${text}`).join('\n'));
    default:
      return assertNever(action);
  }
}

const nothing: Told = { lines: [], isCut: false };

function whole(head: string, name: string): Told {
  return { lines: [head, quotedLine(name)], isCut: false };
}

function longText(head: string, text: string): Told {
  const cut = cutText(text, MOST_OF_TEXT);
  const said = cut.left === 0 ? head : `${head.replace(/:$/, '')}, ${cut.left} characters of it left out:`;
  return { lines: [said, ...quoted(cut.text)], isCut: cut.left > 0 };
}

/** In our own words only where it is one of those that everybody knows. */
function method(name = 'GET'): string {
  const upper = name.toUpperCase();
  return /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(upper) ? upper : 'of another method';
}
