import type { Found } from './textScripts';

/** Editors of one ancestry, and what sets them apart: where text that is put in ends, and what parts two commands. */
export type EditorDialect = 'ed' | 'vim';

const LONGEST = 8 * 1024;

/** Where a command applies: numbers, marks, patterns, `%`. */
const ADDRESS =
  /^(?:%|\d+|[.$;,]|'[a-z<>]|[+-]\d*|\/(?:[^/\\\n]|\\[^\n])*(?:\/|$)|\?(?:[^?\\\n]|\\[^\n])*(?:\?|$)|[ \t:])*/;
/** Commands that only print, mark, move, join, delete or sort lines, or end the editor. */
const PLAIN = new RegExp(
  `^(?:${[
    '|d(?:elete)?|p(?:rint)?|P|nu(?:mber)?|n|l(?:ist)?|=|#|j(?:oin)?!?|co(?:py)?|[mtzk]|ma|u(?:ndo)?|red(?:o)?|[<>]+|ya?(?:nk)?|pu!?',
    'H|h|Q|q(?:uit)?!?|qa!?|wq!?|wqa!?|wa!?|w!?|x!?|xa!?|xit!?|up(?:date)?!?|f|cq!?|b?n(?:ext)?|noh\\w*|retab!?|sor?t?!?',
    'sy(?:ntax)? o(?:n|ff)|filetype [a-z ]+|norm(?:al)?!? (?:gg)?(?:VG)?(?:=G?|gqG)',
  ].join('|')})[ \\t]*[\\d.$,+-]*[ \\t]*[pnl#nuifr]*$`,
);
const SETTING = new RegExp(
  `^set?(?: +(?:no|inv)?(?:${[
    'number|nu|more|hls\\w*|ff|fileformat|ffs|fileformats|fenc|fileencoding|enc|encoding|et|expandtab|ts|tabstop|sw|shiftwidth|sts|softtabstop',
    'bomb|eol|fixeol|fixendofline|list|ic|ignorecase|magic|paste|wrap|tw|textwidth|ft|filetype|backup|wb|writebackup|swapfile|ai|autoindent',
  ].join('|')})[?!&]?(?:=[\\w,-]*)?)+$`,
);

/** Walks commands of ed, ex or vim; anything that isn't parsed for certain is unknown. */
export function scanEditorScript(script: string, dialect: EditorDialect): Found[] {
  if (script.length > LONGEST) return [{ kind: 'unknown', what: 'is too long to look through' }];
  const found: Found[] = [];
  const lines = script.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const command = line.replace(ADDRESS, '').trim();
    // Text up to a line with a full stop alone.
    if (/^(?:[aic]|append|insert|change)!?$/.test(command)) {
      const end = lines.findIndex((each, index) => index > at && each === '.');
      if (end < 0) return [...found, { kind: 'unknown', what: 'puts in text without an end' }];
      at = end;
    } else for (const each of dialect === 'vim' ? parted(line) : [line]) found.push(...scanOne(each, dialect));
  }
  return found;
}

/** What a command of vim does that isn't behind a backslash is another command. */
function parted(line: string): string[] {
  return line.split(/(?<!\\)\|/);
}

function scanOne(text: string, dialect: EditorDialect): Found[] {
  const command = text.replace(ADDRESS, '').trim();
  // In ed it asks for a key to encrypt with.
  if (dialect === 'ed' && command === 'x') return [{ kind: 'unknown', what: 'encrypts the file' }];
  if (/^"/.test(command) || PLAIN.test(command)) return [];
  const bang = /^!(.*)$/s.exec(command);
  if (bang !== null) return shellText(bang[1] ?? '', 'runs the last command again');
  const [, verb = '', rest = ''] =
    /^(w|r|e|E|W|f|sav|saveas|write|read|edit|wq|update|up|x)!?\s*(>>|!|\s)?\s*(?=.)/.exec(command) ?? [];
  if (verb !== '' && rest !== '') {
    const name = command.slice(command.indexOf(rest, verb.length) + rest.length).trim();
    if (rest === '!' && !/^(?:w|e|sav|f|x|wq|up)\w*!\s+[^!]/.test(command)) return shellText(name, 'runs a command');
    if (name.startsWith('!')) return shellText(name.slice(1), 'runs a command');
    if (/[%#`$*]/.test(name)) return [{ kind: 'unknown', what: 'uses a file whose name is made while it runs' }];
    if (name !== '') return [{ kind: /^(?:r|e|f|E)/.test(verb) ? 'read' : 'write', what: name }];
  }
  if (dialect === 'vim' && SETTING.test(command)) return [];
  const substitution =
    /^s(?:ubstitute)?([^\w\s\\|"])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)(?:\1[&cegiInplr#\d ]*)?$/s.exec(
      command,
    );
  if (substitution !== null)
    return dialect === 'vim' && substitution[3]?.startsWith('\\=') === true
      ? [{ kind: 'unknown', what: 'computes what it puts in' }]
      : [];
  const global = /^(?:g(?:lobal)?!?|v(?:global)?)([^\w\s\\|"])((?:\\.|(?!\1)[^\\])*)(?:\1(.*))?$/s.exec(command);
  if (global !== null) return scanOne(global[3] ?? '', dialect);
  return [{ kind: 'unknown', what: `uses a command that is not known (${command.slice(0, 20)})` }];
}

function shellText(text: string, otherwise: string): Found[] {
  return text.trim() === '' || /[%#!]/.test(text)
    ? [{ kind: 'unknown', what: otherwise }]
    : [{ kind: 'run', what: text.trim() }];
}
