/**
 * Makes a command's output fit to be shown. It is untrusted: escape sequences in it could set the clipboard, the title
 * or links, ask the terminal for an answer, pose as the editor's shell integration, or wipe the line that says which
 * command ran. Colours pass, and so do movements of the cursor within what the command itself has printed.
 *
 * Sequences may be cut anywhere by the chunks they come in, so the state is kept from chunk to chunk.
 */
export class TerminalOutput {
  #state: 'text' | 'escape' | 'escapeRest' | 'csi' | 'string' | 'stringEscape' = 'text';
  #sequence = '';
  /** Lines below the first line of the output; wrapped lines count once, so that this is never too many. */
  #row = 0;
  #lastRow = 0;
  #isAtStart = true;

  /** The part of a chunk that may be shown, with line breaks as a terminal wants them. */
  accept(chunk: string): string {
    let shown = '';
    for (const character of chunk) shown += this.#take(character);
    return shown;
  }

  /** Ends the output: whatever it set is reset, and the next thing stands on a line of its own. */
  end(): string {
    this.#state = 'text';
    const lineBreak = this.#isAtStart ? '' : '\r\n';
    this.#row = 0;
    this.#lastRow = 0;
    this.#isAtStart = true;
    return `\x1b[0m\x1b[?25h${lineBreak}`;
  }

  #take(character: string): string {
    switch (this.#state) {
      case 'text':
        return this.#text(character);
      case 'escape':
        return this.#escape(character);
      case 'escapeRest':
        // `ESC ( B` and its kin: one more character, after any further intermediate ones.
        if (!isIntermediate(character)) this.#state = 'text';
        return '';
      case 'csi':
        return this.#csi(character);
      case 'string':
      case 'stringEscape':
        return this.#string(character);
    }
  }

  #text(character: string): string {
    if (character === '\n') {
      this.#row += 1;
      this.#lastRow = Math.max(this.#lastRow, this.#row);
      this.#isAtStart = true;
      return '\r\n';
    }
    if (character === '\r' || character === '\b' || character === '\t') {
      if (character === '\t') this.#isAtStart = false;
      return character;
    }
    if (character === '\x1b') {
      this.#state = 'escape';
      return '';
    }
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return '';
    if (code >= 0x80 && code <= 0x9f) return this.#introduce(String.fromCharCode(code - 0x40));
    this.#isAtStart = false;
    return character;
  }

  #escape(character: string): string {
    this.#state = 'text';
    if (isIntermediate(character)) {
      this.#state = 'escapeRest';
      return '';
    }
    // A line break is worth more than a sequence that was cut short by it.
    return character === '\n' || character === '\x1b' ? this.#text(character) : this.#introduce(character);
  }

  /** What an escape character, or its one-byte form, begins. All that is not listed is left out, whole. */
  #introduce(character: string): string {
    this.#sequence = '';
    if (character === '[') this.#state = 'csi';
    else if (']PX^_'.includes(character)) this.#state = 'string';
    else this.#state = 'text';
    return '';
  }

  #csi(character: string): string {
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code <= 0x3f && this.#sequence.length < LONGEST_CSI) {
      this.#sequence += character;
      return '';
    }
    this.#state = 'text';
    if (code >= 0x40 && code <= 0x7e) return this.#control(this.#sequence, character);
    // Anything else breaks the sequence off and stands for itself.
    return this.#text(character);
  }

  /** Operating system commands, device control and the like. None is shown; a line break ends one that has no end. */
  #string(character: string): string {
    const isEnd = character === '\x07' || character === '\x9c' || character === '\x18' || character === '\x1a';
    if (this.#state === 'stringEscape') {
      this.#state = 'text';
      return character === '\\' ? '' : this.#escape(character);
    }
    if (character === '\x1b') this.#state = 'stringEscape';
    else if (isEnd) this.#state = 'text';
    else if (character === '\n') {
      this.#state = 'text';
      return this.#text(character);
    }
    return '';
  }

  #control(parameters: string, final: string): string {
    const whole = `\x1b[${parameters}${final}`;
    if (parameters === '?25') return final === 'h' || final === 'l' ? whole : '';
    if (!/^[\d;:]*$/.test(parameters)) return '';
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    switch (final) {
      case 'm':
      case 'K':
      case 'G':
      case 'C':
      case 'D':
      case 'P':
      case 'X':
      case '@':
        return whole;
      case 'A':
      case 'F':
        return this.#move(-Math.min(count, this.#row), final);
      case 'B':
      case 'E':
        return this.#move(Math.min(count, this.#lastRow - this.#row), final);
      case 'J':
        // Only what is below the cursor: the rest is not the command's own.
        return parameters === '' || parameters === '0' ? whole : '';
      default:
        return '';
    }
  }

  #move(lines: number, final: string): string {
    this.#row += lines;
    const start = final === 'E' || final === 'F' ? '\r' : '';
    return lines === 0 ? start : `\x1b[${Math.abs(lines)}${final}`;
  }
}

const LONGEST_CSI = 64;

function isIntermediate(character: string): boolean {
  return character >= ' ' && character <= '/';
}
