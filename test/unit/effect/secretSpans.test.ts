import assert from 'node:assert/strict';
import { secretSpans } from '../../../src/effect/secretSpans';

/** Put together here, so that no scanner takes this file for a leak. */
const GITHUB = `ghp_${'a8Kd93jfLs02mZpQ4xT7vB1nC6hG5wRyE0uI'}`;
const STRIPE = `sk_live_${'51Hq8dKJ2eZvKYlo2C7mXbN9'}`;
const SIGNED = [
  `eyJ${'hbGciOiJIUzI1NiJ9'}`,
  `eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}`,
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
].join('.');
const KEY = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEowIBAAKCAQEA7s9fj3kd0Xq2mPzT8vBn4LrWc5yHg1\n'.repeat(3)}-----END RSA ${'PRIVATE'} KEY-----`;

describe('secretSpans', () => {
  const secret: readonly (readonly [text: string, secret: string])[] = [
    [`token: ${GITHUB}\n`, GITHUB],
    [`const stripe = "${STRIPE}";`, STRIPE],
    [`Authorization: Bearer ${SIGNED}`, SIGNED],
    [`DATABASE=postgres://app:f83Kd02mZpQ4@db.internal.acme.io:5432/app`, 'f83Kd02mZpQ4'],
    [`before\n${KEY}\nafter`, KEY],
    ['API_KEY=9f8Kd02mZpQ4xT7vB1nC', '9f8Kd02mZpQ4xT7vB1nC'],
    ['"clientSecret": "Q4xT7vB1nC6hG5wRyE0uI9f8"', 'Q4xT7vB1nC6hG5wRyE0uI9f8'],
    ["password => 'x7Gh2kLq9PzR4'", 'x7Gh2kLq9PzR4'],
  ];
  for (const [text, expected] of secret) {
    it(`finds the secret of ${JSON.stringify(text.slice(0, 30))}, and nothing around it`, () => {
      assert.deepEqual(
        secretSpans(text).map(({ start, end }) => text.slice(start, end)),
        [expected],
      );
    });
  }

  const ordinary = [
    'const token = await getToken(request);',
    'password: process.env.DB_PASSWORD2',
    'API_KEY=your-api-key-here-1234',
    `token: $${'{{'} secrets.GITHUB_TOKEN }}`,
    'apiKey = config.get("service.apiKey1")',
    '"integrity": "sha512-9f8Kd02mZpQ4xT7vB1nC9f8Kd02mZpQ4xT7vB1nC=="',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'postgres://postgres:postgres@localhost:5432/test',
    'secretName: my-app-tls-2024',
    'tokens: 123456789012',
    'tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased-v2")',
    'credentials: include',
    'password: "correct horse battery staple"',
    'expect(token).toBe(accessTokenFixture12)',
  ];
  for (const text of ordinary) {
    it(`leaves ${text} as it is`, () => assert.deepEqual(secretSpans(text), []));
  }

  it('takes no long time over what repeats', () => {
    for (const unit of [
      'token=',
      'secret',
      '-----BEGIN PRIVATE KEY-----\n',
      'eyJ',
      'eyJa.',
      'https://a:',
      'AAAA',
      'api_key: "',
    ])
      secretSpans(unit.repeat(1_000_000 / unit.length));
  }).timeout(5000);
});
