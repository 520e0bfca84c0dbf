import { PAGE, PROSE } from '../addedText';
import { changedLines } from '../difference';
import type { Format } from '../fact';
import { changeFact } from './looks';
import { scriptFact } from './settingsFile';

/** Data, and texts that tests and people look at: what stands there is said and not done. */
const DATA =
  /\.(?:jsonl|ndjson|snap|svg|map|lock|sum|patch|diff|css|scss|less)$|(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|samples?|__snapshots__|corpus|docs?)\//;
const MATTERS =
  /\b(?:curl|wget|iwr|irm|Invoke-\w+|DownloadString|base64)\b|\b(?:ba|z|da|k)?sh\b[^\n]{0,8}\s*-\w*c|\/dev\/tcp/;

const A_SHELL = String.raw`(?:sudo\s+(?:-\S+\s+)*)?(?:/\S*/)?(?:(?:ba|z|da|k|a|fi)?sh|python3?|perl|ruby|node|php|pwsh|powershell)\b`;
const FETCHED = new RegExp(
  [
    String.raw`\b(?:curl|wget)\b[^\n|;]{0,400}\|\s*${A_SHELL}`,
    String.raw`\b(?:ba|z|da|k)?sh\b[^\n]{0,40}<\(\s*(?:curl|wget)\b`,
    String.raw`\b(?:sh|bash|eval|source)\b[^\n]{0,20}(?:\$\(|${'`'})\s*(?:curl|wget)\b`,
    String.raw`\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b[^\n]{0,300}\|\s*(?:iex|Invoke-Expression)\b`,
    String.raw`\b(?:iex|Invoke-Expression)\b[^\n]{0,60}(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b`,
    String.raw`\bbase64\s+(?:-d|-D|--decode)\b[^\n|]{0,80}\|\s*${A_SHELL}`,
    String.raw`[<>]&?\s*/dev/tcp/\S+`,
  ].join('|'),
  'gi',
);
/** A text that a shell is given, in the many ways in which a list of words is written. */
const GIVEN_TO_SHELL =
  /\b(?:ba|z|da|k)?sh["'`]?[\s,]{1,4}["'`]?-[a-z]{0,3}c["'`]?[\s,]{1,4}(?:"((?:[^"\\]|\\.){1,2000})"|'((?:[^'\\]|\\.){1,2000})')/g;
const IN_CONTAINERS = /^[ \t-]*apiVersion:[ \t]*["']?(?!skaffold|garden)/m;
const COMMENT = /^[ \t]*(?:#|\/\/|--|;|%|\*|<!--).*$/gm;

/** Files of kinds that nobody knows here: what no text but a script says still counts. */
export const unknownText: Format = {
  name: 'text',
  reads: ({ folded }) => !PROSE.test(folded) && !PAGE.test(folded) && !DATA.test(folded),
  mayMatter: (before, after, difference) => {
    const [was, is] = changedLines(before, after, difference);
    return MATTERS.test(is) || (MATTERS.test(was) && MATTERS.test(after));
  },
  facts: (text) => {
    const code = text.replace(COMMENT, '');
    return [
      ...[...code.matchAll(FETCHED)].map(([how]) =>
        changeFact('the text', 'change.remoteCode', `has a shell run what it fetches or decodes (\`${how}\`)`, how),
      ),
      // What a container is given it has run within itself.
      ...(IN_CONTAINERS.test(code) ? [] : [...code.matchAll(GIVEN_TO_SHELL)]).map(([, double, single]) =>
        scriptFact('what a shell is given', double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? ''),
      ),
    ];
  },
};
