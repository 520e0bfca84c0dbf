import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '../../../src/agent/settings';
import { MODELS } from '../../../src/model/models';
import {
  COMMANDS,
  CONTAINER,
  CONTEXT_KEYS,
  ROW_COMMANDS,
  ROW_TAGS,
  SETTINGS,
  VIEWS,
} from '../../../src/vscode/contributions';

const root = join(__dirname, '../../..');

const item = z.object({ command: z.string(), when: z.string().optional(), group: z.string().optional() });
const manifestSchema = z.object({
  icon: z.string(),
  activationEvents: z.array(z.string()),
  extensionKind: z.array(z.string()),
  capabilities: z.object({
    untrustedWorkspaces: z.object({ supported: z.literal(false), description: z.string() }),
    virtualWorkspaces: z.object({ supported: z.literal(false), description: z.string() }),
  }),
  contributes: z.object({
    commands: z.array(
      z.object({
        command: z.string(),
        title: z.string(),
        category: z.string(),
        icon: z.string().optional(),
        enablement: z.string().optional(),
      }),
    ),
    viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string(), icon: z.string() })) }),
    views: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string().optional() })),
    menus: z.record(z.string(), z.array(item)),
    keybindings: z.array(
      z.object({
        command: z.string(),
        key: z.string(),
        mac: z.string(),
        when: z.string(),
        args: z.object({ $treeViewId: z.string(), $focusedTreeItem: z.literal(true) }),
      }),
    ),
    configuration: z.object({
      properties: z.record(
        z.string(),
        z.object({ default: z.unknown(), scope: z.string(), markdownDescription: z.string() }).loose(),
      ),
    }),
  }),
});
const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const { contributes } = manifest;

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const sorted = (values: Iterable<string>) => [...values].sort();
const menuItems = Object.values(contributes.menus).flat();

/** Every `when` clause and enablement of the manifest. */
const clauses = [
  ...menuItems.map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.keybindings.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement),
].filter((clause) => clause !== undefined);

describe('the manifest', () => {
  it('declares exactly the commands of the catalogue', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(COMMANDS)));
  });

  it('gives every command our category and a title without it', () => {
    for (const { title, category } of contributes.commands) {
      assert.equal(category, 'Chaperone');
      assert.match(title, /^[A-Z][^:]*$/);
    }
  });

  it('hides from the palette the commands that act on a row, and only those', () => {
    const hidden = (contributes.menus.commandPalette ?? []).map(({ command, when }) => `${command} ${when}`);
    assert.deepEqual(sorted(hidden), sorted(Object.values(ROW_COMMANDS).map((id) => `${id} false`)));
  });

  it('declares exactly the views of the catalogue, in our container', () => {
    assert.deepEqual(Object.keys(contributes.views), [CONTAINER]);
    assert.deepEqual(sorted((contributes.views[CONTAINER] ?? []).map(({ id }) => id)), sorted(Object.values(VIEWS)));
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [CONTAINER],
    );
  });

  it('names in menus, keys and welcome texts only commands that exist', () => {
    const known = new Set<string>([...Object.values(COMMANDS), 'vscode.openFolder']);
    const links = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\]\(command:([\w.]+)\)/g)].map(([, id]) => id ?? ''),
    );
    const named = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
    assert.deepEqual(
      [...named, ...links].filter((id) => !known.has(id)),
      [],
    );
  });

  it('reads in when clauses only views, context keys and row tags of the catalogue', () => {
    const known = new Set<string>([...Object.values(VIEWS), ...Object.values(CONTEXT_KEYS)]);
    const tags = new Set<string>(ROW_TAGS);
    for (const clause of clauses) {
      for (const [name] of clause.matchAll(/chaperone\.\w+/g)) assert.ok(known.has(name), `${name} in ${clause}`);
      for (const [, tag] of clause.matchAll(/viewItem =~ \/\\b(\w+)\\b\//g)) assert.ok(tags.has(tag ?? ''), clause);
      assert.equal(clause.match(/viewItem/g)?.length ?? 0, clause.match(/viewItem =~ \/\\b\w+\\b\//g)?.length ?? 0);
    }
  });

  it('uses every context key of the catalogue', () => {
    for (const key of Object.values(CONTEXT_KEYS))
      assert.ok(
        clauses.some((clause) => clause.includes(key)),
        key,
      );
  });

  it('gives keys to what is inline and settles a row, and only while its view has the focus', () => {
    const keys = new Set(contributes.keybindings.map(({ command }) => command));
    assert.ok(keys.has(COMMANDS.approveHold) && keys.has(COMMANDS.denyHold));
    for (const { when } of contributes.keybindings)
      assert.match(when, /^focusedView == chaperone\.(?:held|activity) && /);
  });

  it('has keys mean the row that has the focus, not the one that was selected last', () => {
    for (const { when, args } of contributes.keybindings)
      assert.ok(when.startsWith(`focusedView == ${args.$treeViewId} && `), when);
  });

  it('puts at most two icons in a row', () => {
    const inline = (contributes.menus['view/item/context'] ?? []).filter(({ group }) => group?.startsWith('inline'));
    assert.deepEqual(sorted(new Set(inline.map(({ group }) => group ?? ''))), ['inline@1', 'inline@2']);
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    for (const { command } of inline) assert.ok(icons.get(command), command);
  });

  it('declares exactly the settings of the catalogue, with the defaults of the schema', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.values(SETTINGS)));
    const defaults: Record<string, unknown> = settingsSchema.parse({});
    for (const [name, key] of Object.entries(SETTINGS)) assert.deepEqual(properties[key]?.default, defaults[name], key);
  });

  it('gives the settings an order of their own, in which the README lists them with their defaults', () => {
    const listed = Object.entries(contributes.configuration.properties);
    assert.deepEqual(
      listed.map(([, { order }]) => order),
      listed.map((_, index) => index + 1),
    );
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `(chaperone\.[\w.]+)` \|([^|]*)\|/gm)].map(([, key, shown]) => [
      key,
      shown?.trim(),
    ]);
    const shownDefault = (value: unknown) => {
      if (value === '' || value === null) return '';
      if (value === true) return 'on';
      return typeof value === 'string' || typeof value === 'object' ? `\`${textOf(value)}\`` : String(value);
    };
    assert.deepEqual(
      rows,
      listed.map(([key, setting]) => [key, shownDefault(setting.default)]),
    );
  });

  it('offers the models that are known, and takes any other', () => {
    const { anyOf } = z
      .object({
        anyOf: z.tuple([z.object({ enum: z.array(z.string()) }), z.object({ type: z.literal('string') }).loose()]),
      })
      .parse(contributes.configuration.properties[SETTINGS.model]);
    assert.deepEqual(
      anyOf[0].enum,
      MODELS.map(({ id }) => id),
    );
  });

  it('keeps every setting out of reach of workspaces, dev containers and remotes', () => {
    for (const [key, { scope }] of Object.entries(contributes.configuration.properties)) {
      assert.equal(scope, 'application', key);
    }
  });

  it('says that a setting sends code to a model', () => {
    for (const key of [
      SETTINGS.model,
      SETTINGS.baseUrl,
      SETTINGS.judgeKind,
      SETTINGS.judgeModel,
      SETTINGS.probeModel,
    ]) {
      assert.deepEqual(contributes.configuration.properties[key]?.tags, ['usesOnlineServices'], key);
    }
  });

  it('activates after start-up, in the workspace, and never by itself in an untrusted one', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, false);
  });

  it('points at icons that are there', () => {
    for (const icon of [manifest.icon, ...contributes.viewsContainers.activitybar.map(({ icon }) => icon)]) {
      assert.ok(existsSync(join(root, icon)), icon);
    }
  });
});
