/** The text of a web page as one would read it out: no scripts or styles, lines where blocks begin, links by address. */
export function htmlText(html: string, base: string): string {
  const writer = new TextWriter(base);
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    writer.text(html.slice(at, open));
    at = readMarkup(html, open, writer);
  }
  if (at < html.length) writer.text(html.slice(at));
  return writer.done();
}

/** Reads what a `<` begins, and returns where it ends. What is never closed reaches to the end, as in a browser. */
function readMarkup(html: string, open: number, writer: TextWriter): number {
  if (html.startsWith('<!--', open)) return endAfter(html, '-->', open + 4);
  const next = html[open + 1] ?? '';
  if (next === '!' || next === '?') return endAfter(html, '>', open);
  const name = /^\/?[a-z][^\s/>]{0,30}/i.exec(html.slice(open + 1, open + 33))?.[0].toLowerCase();
  if (name === undefined) {
    writer.text('<');
    return open + 1;
  }
  const close = tagEnd(html, open + 1);
  if (UNREAD.has(name)) {
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    end.lastIndex = close;
    const found = end.exec(html);
    return found === null ? html.length : tagEnd(html, found.index + 1);
  }
  writer.tag(name, html.slice(open + 1 + name.length, close));
  return close;
}

/** Elements whose content is not for reading. */
const UNREAD = new Set(['script', 'style', 'template', 'svg', 'noscript', 'iframe', 'object']);

function endAfter(html: string, mark: string, from: number): number {
  const end = html.indexOf(mark, from);
  return end < 0 ? html.length : end + mark.length;
}

/** A `>` within quotes doesn't end a tag. */
function tagEnd(html: string, from: number): number {
  const part = /[^"'>]*(?:"[^"]*"|'[^']*'|>|["'])/gy;
  part.lastIndex = from;
  for (let found = part.exec(html); found !== null; found = part.exec(html)) {
    if (found[0].endsWith('>')) return part.lastIndex;
  }
  return html.length;
}

const BLOCKS = new Set(
  'address article aside blockquote dd details div dl dt fieldset figcaption figure footer form header hr main nav ol p pre section summary table tr ul title'.split(
    ' ',
  ),
);

class TextWriter {
  readonly #pieces: string[] = [];
  /** The link that is open: links don't stand within links. */
  #open: { readonly address: string; readonly from: number } | undefined;
  #preformatted = 0;

  constructor(private readonly base: string) {}

  text(raw: string): void {
    if (raw === '') return;
    const text = decodeEntities(raw);
    this.#pieces.push(this.#preformatted > 0 ? text : text.replace(/\s+/g, ' '));
  }

  tag(name: string, attributes: string): void {
    const isEnd = name.startsWith('/');
    const element = isEnd ? name.slice(1) : name;
    if (element === 'pre') this.#preformatted = Math.max(0, this.#preformatted + (isEnd ? -1 : 1));
    if (element === 'br') this.#pieces.push('\n');
    else if (element === 'li') this.#pieces.push(isEnd ? '' : '\n- ');
    else if (/^h[1-6]$/.test(element)) this.#pieces.push(isEnd ? '\n\n' : `\n\n${'#'.repeat(Number(element[1]))} `);
    else if (element === 'td' || element === 'th') this.#pieces.push(isEnd ? ' | ' : '');
    else if (element === 'a') this.#link(isEnd ? undefined : attributes);
    else if (element === 'img') this.#image(attributes);
    else if (BLOCKS.has(element)) this.#pieces.push(element === 'p' ? '\n\n' : '\n');
  }

  done(): string {
    return this.#pieces
      .join('')
      .split('\n')
      .map((line) => line.trimEnd().replace(/^ (?! )/, ''))
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  #link(attributes: string | undefined): void {
    const link = this.#open;
    this.#open =
      attributes === undefined
        ? undefined
        : { address: this.#address(attribute(attributes, 'href')), from: this.#pieces.length };
    if (link === undefined || link.address === '') return;
    const text = this.#pieces.slice(link.from).join('').trim();
    if (text !== '' && text !== link.address) this.#pieces.push(` (${link.address})`);
  }

  /** Only what could be fetched, and leads to another page. */
  #address(href: string): string {
    if (href === '' || href.startsWith('#') || !URL.canParse(href, this.base)) return '';
    const { protocol, href: address } = new URL(href, this.base);
    return protocol === 'http:' || protocol === 'https:' ? address : '';
  }

  #image(attributes: string): void {
    const alt = attribute(attributes, 'alt').replace(/\s+/g, ' ').trim();
    if (alt !== '') this.#pieces.push(`[${alt}]`);
  }
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '', ensp: ' ', emsp: ' ', thinsp: ' ' },
  ...{ ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»' },
  ...{ bull: '•', middot: '·', times: '×', copy: '©', reg: '®', trade: '™', deg: '°', euro: '€', pound: '£' },
  ...{ larr: '←', rarr: '→', uarr: '↑', darr: '↓', le: '≤', ge: '≥', ne: '≠', sect: '§', para: '¶', check: '✓' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è' },
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z][a-z0-9]{1,30}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}
