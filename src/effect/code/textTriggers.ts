import { type CodeFinding, plainText } from './codeFinding';

/** A literal in quotes, on one line, with nothing put into it. */
const LITERAL = String.raw`(?:[rRuUbB@$]{0,2}"((?:[^"\\\n]|\\.){0,2000})"|'((?:[^'\\\n]|\\.){0,2000})'|${'`'}([^${'`'}$]{0,2000})${'`'})`;
const GIVES_SHELL = new RegExp(
  String.raw`\b(?:execSync|exec|execa(?:Command)?(?:Sync)?|system|popen|shell_exec|passthru|proc_open|getoutput|check_output|check_call|spawnSync|spawn|os\.execute|io\.popen|IO\.popen|Open3\.\w+|Runtime\.getRuntime\(\)\.exec|Process\.(?:Start|run)|Invoke-Expression|iex|run|call|Popen)\s*\(?\s*${LITERAL}\s*[),;}\n]`,
  'g',
);
const RUNS_CODE = /(?<![.\w$])eval\s*\(\s*[^)\s]|\bnew\s+Function\s*\(/;
const DECODES =
  /\b(?:eval|Function|exec|loadstring|load|assert|instance_eval|Invoke-Expression|iex)\s*\(?\s*(?:\w+[.(]\s*){0,3}(?:atob|b64decode|base64_decode|decodestring|unhexlify|fromhex|fromCharCode|FromBase64String|gzinflate|decode64|unpack1?|Buffer\.from)\b/i;

/** What code of any language shows in its text alone: programs with literal words, text that is decoded and run. */
export function shownByText(source: string): readonly CodeFinding[] {
  const found: CodeFinding[] = [];
  for (const [, double, single, tick] of source.matchAll(GIVES_SHELL)) {
    const text = unescaped(double ?? single ?? tick ?? '');
    if (text !== '') found.push({ kind: 'shell', text: plainText(text) });
  }
  if (DECODES.test(source))
    found.push({ kind: 'code', text: { text: undefined, isLikely: false, taint: 4, name: 'decoded text' } });
  else if (RUNS_CODE.test(source)) found.push({ kind: 'unknown', what: 'eval' });
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\'"`])/g, '$1').replace(/\\n/g, '\n');
}
