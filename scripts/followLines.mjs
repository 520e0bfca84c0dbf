import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const INTERVAL = 100;

/**
 * Gives each whole line of a growing file, from its beginning, once the file is there. Watching would be cheaper than
 * looking again and again, but doesn't work on every disk.
 * @param {() => string | undefined} locate the file, or undefined as long as nobody knows where it will be
 * @param {(line: string) => void} onLine
 * @returns {() => void} stops, after giving the lines that are there by then
 */
export function followLines(locate, onLine) {
  const decoder = new StringDecoder();
  let position = 0;
  let rest = '';
  const look = () => {
    const file = locate();
    const chunk = file === undefined ? undefined : readFrom(file, position);
    if (chunk === undefined) return;
    position += chunk.length;
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  const timer = setInterval(look, INTERVAL);
  return () => {
    clearInterval(timer);
    look();
  };
}

/**
 * @param {string} file
 * @param {number} position
 * @returns {Buffer | undefined} undefined where there is nothing new
 */
function readFrom(file, position) {
  let handle;
  try {
    handle = openSync(file, 'r');
  } catch {
    // Not there yet.
    return undefined;
  }
  try {
    const length = fstatSync(handle).size - position;
    if (length <= 0) return undefined;
    const chunk = Buffer.alloc(length);
    return chunk.subarray(0, readSync(handle, chunk, 0, length, position));
  } finally {
    closeSync(handle);
  }
}
