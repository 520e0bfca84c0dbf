import type { Fact, Format } from '../fact';

/** Tags by which loaders of YAML make objects, and so run code: in Python, Ruby, Java, PHP and JavaScript. */
const CODE_TAG =
  /!(?:!|<(?:tag:yaml\.org,2002:|!)?)?(?:python\/(?:object(?:\/(?:apply|new))?|module):[\w.:]+|ruby\/(?:object|struct|hash|regexp|class|module|exception|sym)\S*|js\/function|php\/object\S*|javax?\.[\w.$]+|org\.[\w.$]+|com\.[\w.$]+)/g;
/** A prefix that stands for a part of such a tag. */
const RENAMED = /^%TAG\s[^\n]*(?:python|ruby|js\/|php|java)[^\n]*/gim;
/** Code that a generator of sites comes with. */
const ORDINARY = /python\/object(?:\/apply)?:(?:pymdownx|material|zensical|mermaid2)\./;

/** YAML that names code: what it does depends on who loads it. */
export const codeTags: Format = {
  name: 'YAML',
  reads: ({ folded }) => /\.ya?ml$/.test(folded),
  mayMatter: (_before, after) => /!.{0,30}(?:python\/|ruby\/|js\/|php\/|javax?\.|org\.|com\.)|^%TAG/m.test(after),
  facts: (text) =>
    [...text.matchAll(CODE_TAG), ...text.matchAll(RENAMED)]
      .map(([tag]) => tag)
      .filter((tag) => !ORDINARY.test(tag))
      .map(
        (tag): Fact => ({
          kind: 'effect',
          at: 'tags',
          effect: 'unknown',
          detail: 'edit.codeTag',
          target: tag,
          says: 'names code that whoever loads this may run',
          text: tag,
        }),
      ),
};
