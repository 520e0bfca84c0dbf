/** `${{ … }}` of a workflow, which is put into the text before anything else reads it. */
const EXPRESSION = /\$\{\{([\s\S]*?)\}\}/g;

/** The expressions of a text, as they would be compared: lower case, without blanks, `a['b']` as `a.b`. */
export function expressionsIn(text: string): readonly string[] {
  return [...text.matchAll(EXPRESSION)].map(([, inside = '']) => plain(inside));
}

/** A condition is an expression with or without its braces. */
export function plain(expression: string): string {
  return expression
    .replace(/\$\{\{|\}\}/g, '')
    .toLowerCase()
    .replace(/\[\s*'([^']*)'\s*\]/g, '.$1')
    .replace(/\s+/g, '');
}

/** What an expression stands for, as a shell would have it: `known` tells it of values that the file itself sets. */
export function withoutExpressions(
  text: string,
  filledIn: string,
  known: (name: string) => string | undefined,
): string {
  return text.replace(EXPRESSION, (_, inside: string) => {
    const literal = /^\s*'((?:[^']|'')*)'\s*$/.exec(inside)?.[1] ?? /\bformat\(\s*'((?:[^']|'')*)'/i.exec(inside)?.[1];
    if (literal !== undefined) return literal.replaceAll("''", "'").replace(/\{\d+\}/g, () => filledIn);
    const name = plain(inside);
    switch (name) {
      case 'github.workspace':
        return '.';
      case 'github.sha':
        return '0000000000000000000000000000000000000000';
      default:
        return known(name) ?? filledIn;
    }
  });
}

/** Texts in single quotes inside expressions: what one of them chooses. */
export function literalsIn(text: string): readonly string[] {
  return [...text.matchAll(EXPRESSION)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/'((?:[^']|'')*)'/g)].map(([, literal = '']) => literal.replaceAll("''", "'")),
  );
}

/** Parts of the event that anybody writes who opens an issue, a comment, a discussion or a pull request. */
const WRITTEN_BY_STRANGERS = [
  String.raw`github\.head_ref\b`,
  String.raw`github\.event\.(?:[\w*.-]+\.)?(?:title|body|message|page_name|label|display_title|head_branch|default_branch|description|homepage)\b`,
  String.raw`github\.event\.(?:[\w*.-]+\.)?(?:head|author|committer|user|sender)\.(?:ref|name|email|label|login)\b`,
  String.raw`github\.event\.(?:commits|head_commit|pages)\b`,
  String.raw`tojson\(github(?:\.event(?:\.[\w*.-]+)?)?\)`,
  String.raw`github\.event\.(?:issue|pull_request|comment|review|discussion|head_commit|workflow_run)(?:\)|,|\|\||$)`,
];
const STRANGERS = new RegExp(WRITTEN_BY_STRANGERS.join('|'));
/** Names of people can't hold what a shell would take for more than a word. */
const HARMLESS = /github\.event\.(?:[\w*.-]+\.)?(?:user|sender|author|committer)\.login\b/g;

/** The first expression of a text that puts words of strangers into it. */
export function injectedInto(text: string): string | undefined {
  for (const [whole, inside = ''] of text.matchAll(EXPRESSION))
    if (STRANGERS.test(plain(inside).replace(HARMLESS, ''))) return whole;
  return undefined;
}

/** Names of the secrets that a text takes in; the token that each run gets anyway is none. */
export function secretsIn(text: string): readonly string[] {
  return expressionsIn(text).flatMap((expression) => [
    ...(/tojson\(secrets\)|\bsecrets\[/.test(expression) ? ['all secrets'] : []),
    ...[...expression.matchAll(/\bsecrets\.([\w*-]+)/g)].flatMap(([, name = '']) =>
      name === 'github_token' ? [] : [name.toUpperCase()],
    ),
  ]);
}
