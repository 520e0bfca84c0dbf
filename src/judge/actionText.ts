import { type Action, assertNever } from '../action/action';
import { editText } from './editText';
import type { JudgeCase } from './judge';
import { cutText, type Passage, quoted, quotedLine } from './quoted';

/** Characters of a command, or of what a request sends, that a judge is told. */
export const MOST_OF_TEXT = 12_000;

/** Characters of a path: no system has longer ones. */
const MOST_OF_PATH = 4_096;

/** The action itself, all of it as data. */
export function actionText(action: Action, { roots, platform }: JudgeCase['where']): Passage {
  switch (action.kind) {
    case 'command': {
      const where = `${action.background ? ' in the background' : ''}${platform === 'windows' ? ' on Windows' : ''}`;
      return together(
        longText(`Command${where}:`, action.command),
        action.cwd === roots[0] ? nothing : named('In the folder:', action.cwd),
        action.shell === undefined ? nothing : named('For the shell:', action.shell),
      );
    }
    case 'edit':
      return together(named(action.before === null ? 'New file:' : 'Edit of:', action.path), editText(action));
    case 'delete':
      return named('Deletes:', action.path);
    case 'rename':
      return together(named('Renames:', action.from), named('to:', action.to));
    case 'fetch':
      return together(
        longText(`Request, ${method(action.method)}:`, action.url),
        action.body === undefined ? nothing : longText('It sends:', action.body),
      );
    case 'readFile':
      return named('Reads:', action.path);
    case 'listFiles':
      return named('Lists:', [action.path, action.glob ?? ''].join(' ').trim());
    case 'searchText':
      return longText('Searches:', `${action.path} for ${action.pattern}`);
    case 'diagnostics':
      return named('Reads problems of:', action.path ?? 'all files');
    case 'readOutput':
      return named('Reads the output of:', action.commandId);
    case 'stopCommand':
      return named('Stops the command:', action.commandId);
    case 'question':
      return longText('Asks the person:', [action.question, ...action.options].join('\n'));
    case 'plan':
      return longText('Writes a plan:', action.steps.map(({ text, status }) => `${status}: ${text}`).join('\n'));
    default:
      return assertNever(action);
  }
}

const nothing: Passage = { lines: [], isCut: false };

function named(head: string, name: string): Passage {
  return { lines: [head, quotedLine(name, MOST_OF_PATH)], isCut: name.length > MOST_OF_PATH };
}

function together(...passages: readonly Passage[]): Passage {
  return { lines: passages.flatMap(({ lines }) => lines), isCut: passages.some(({ isCut }) => isCut) };
}

function longText(head: string, text: string): Passage {
  const cut = cutText(text, MOST_OF_TEXT);
  const said = cut.left === 0 ? head : `${head.replace(/:$/, '')}, ${cut.left} characters of it left out:`;
  return { lines: [said, ...quoted(cut.text)], isCut: cut.left > 0 };
}

/** In our own words only where it is one of those that everybody knows. */
function method(name = 'GET'): string {
  const upper = name.toUpperCase();
  return /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(upper) ? upper : 'of another method';
}
