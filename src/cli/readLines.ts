import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a stream, cut at line feeds alone: JSON may hold every other character that some readers take for the
 * end of a line.
 */
export async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let open: string[] = [];
  let isFirst = true;
  for await (const chunk of stream) {
    const pieces = decoder.write(chunk).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      const line = open.join('') + piece;
      yield isFirst ? line.replace(/^\ufeff/, '') : line;
      isFirst = false;
      open = [];
    }
    if (last !== '') open.push(last);
  }
  const rest = open.join('') + decoder.end();
  if (rest !== '') yield rest;
}
