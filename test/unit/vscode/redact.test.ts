import assert from 'node:assert/strict';
import { whyNotKey } from '../../../src/vscode/keyShape';
import { Redactor } from '../../../src/vscode/redact';

const key = ['sk', 'ant', 'api03', 'abcdefghijklmnopqrstuvwxyz'].join('-');

describe('the log', () => {
  it('never shows a key it was told of, however often and wherever it stands', () => {
    const redactor = new Redactor();
    redactor.learn(' my-own.key/without+shape ');
    assert.equal(
      redactor.redact('a my-own.key/without+shape b {"k":"my-own.key/without+shape"}'),
      'a [key] b {"k":"[key]"}',
    );
  });

  it('never shows what looks like a key, though nobody told it', () => {
    const redactor = new Redactor();
    for (const text of [`key ${key}.`, `x-api-key: ${'k'.repeat(20)}`, `"authorization": "Bearer ${'t'.repeat(20)}"`]) {
      assert.doesNotMatch(redactor.redact(text), /abcdef|kkkk|tttt/, text);
      assert.match(redactor.redact(text), /\[key\]/);
    }
  });

  it('leaves everything else alone', () => {
    const redactor = new Redactor();
    redactor.learn('');
    redactor.learn('short');
    redactor.learn(undefined);
    const text = 'allow (run.tests): npm run task-short -- --api=x';
    assert.equal(redactor.redact(text), text);
  });
});

describe('the shape of a key', () => {
  const cases: readonly [string, ReturnType<typeof whyNotKey>][] = [
    [key, undefined],
    [`  ${key}\n`, undefined],
    ['corporate:token/0123456789', undefined],
    ['', 'empty'],
    ['   ', 'empty'],
    ['short', 'short'],
    ['two words that are long', 'characters'],
    ['schlüssel-schlüssel', 'characters'],
  ];
  for (const [text, why] of cases) {
    it(`${why === undefined ? 'takes' : `refuses as ${why}`} ${JSON.stringify(text.slice(0, 12))}`, () =>
      assert.equal(whyNotKey(text), why));
  }
});
