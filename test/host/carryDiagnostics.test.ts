import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CarriedOut } from '../../src/gate/carriers';
import { editCarrier } from '../../src/vscode/carry/applyEdit';
import { diagnosticsCarrier } from '../../src/vscode/carry/diagnostics';
import { assertTabs, CarryFixture, editOf } from './carrySupport';

describe('the problems the editor sees', () => {
  let fixture: CarryFixture;
  beforeEach(() => {
    fixture = new CarryFixture();
  });
  afterEach(() => fixture.dispose());

  const problemsOf = (path?: string): Promise<CarriedOut> =>
    diagnosticsCarrier(fixture.disk)({ kind: 'diagnostics', path }, fixture.carrying());

  const files: readonly [name: string, text: string, problem: RegExp][] = [
    ['a.ts', 'const x: number = "s";\nexport default x;\n', /a\.ts:1:7 error: .*not assignable.*\(ts 2322\)/],
    ['b.js', 'const = 3;\n', /b\.js:1:7 error: Variable declaration expected/],
    ['c.json', '{\n  "a": 1,,\n}\n', /c\.json:2:\d+ error: Property expected/],
    ['d.css', 'a { colr: red; }\n', /d\.css:1:5 warning: Unknown property/],
  ];
  for (const [name, text, problem] of files) {
    it(`are told of ${name}, which isn’t open and isn’t left open`, async () => {
      const path = fixture.path(name);
      const other = fixture.path('other.txt');
      writeFileSync(path, text);
      writeFileSync(other, 'other');
      await vscode.window.showTextDocument(vscode.Uri.file(other));
      const result = await problemsOf(path);
      assert.equal(result.ok, true);
      assert.match(result.text, problem);
      await assertTabs(['other.txt']);
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, other);
    });
  }

  it('are those after an edit, not those before it', async () => {
    const path = fixture.path('edited.ts');
    const [wrong, right] = ['export const x: number = "s";\n', 'export const x: number = 1;\n'];
    writeFileSync(path, wrong);
    assert.match((await problemsOf(path)).text, /not assignable/);
    await editCarrier(fixture.disk)(editOf(path, wrong, right), fixture.carrying());
    assert.match((await problemsOf(path)).text, /^No problems in /);
    await editCarrier(fixture.disk)(editOf(path, right, wrong), fixture.carrying());
    assert.match((await problemsOf(path)).text, /not assignable/);
  });

  it('are none of a plain text, at once', async () => {
    const path = fixture.path('plain.txt');
    writeFileSync(path, 'text');
    const result = await problemsOf(path);
    assert.deepEqual([result.ok, result.summary], [true, 'no problems']);
  });

  it('are told with errors first, and capped', async () => {
    const collection = vscode.languages.createDiagnosticCollection('carry');
    fixture.until(collection);
    const path = fixture.path('many.txt');
    writeFileSync(path, 'text\n'.repeat(300));
    const at = (line: number) => new vscode.Range(line, 0, line, 1);
    collection.set(vscode.Uri.file(path), [
      new vscode.Diagnostic(at(0), 'a hint', vscode.DiagnosticSeverity.Hint),
      ...Array.from(
        { length: 250 },
        (_, line) =>
          new vscode.Diagnostic(at(line), `warning ${line}\n  more of it`, vscode.DiagnosticSeverity.Warning),
      ),
      new vscode.Diagnostic(at(299), 'an error', vscode.DiagnosticSeverity.Error),
    ]);
    const { text, summary } = await problemsOf(path);
    assert.equal(summary, '1 error, 250 warnings, 1 hint');
    const lines = text.split('\n');
    assert.match(lines[1] ?? '', /many\.txt:300:1 error: an error$/);
    assert.match(lines[2] ?? '', /warning: warning 0 more of it$/);
    assert.match(lines.at(-1) ?? '', /and 152 more/);
  });

  it('of the whole workspace leave out what lies elsewhere', async () => {
    const collection = vscode.languages.createDiagnosticCollection('carry');
    fixture.until(collection);
    const error = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), 'found', vscode.DiagnosticSeverity.Error);
    mkdirSync(fixture.path('folder'));
    writeFileSync(fixture.path('folder', 'in.txt'), 'x');
    collection.set(vscode.Uri.file(fixture.path('folder', 'in.txt')), [error]);
    collection.set(vscode.Uri.file(`${fixture.outside}/out.txt`), [error]);
    const { text } = await problemsOf();
    assert.match(text, /folder[\\/]in\.txt:1:1 error: found/);
    assert.doesNotMatch(text, /out\.txt/);
  });

  it('can’t be told of a file that isn’t there, or of a folder', async () => {
    assert.equal((await problemsOf(fixture.path('none.ts'))).ok, false);
    assert.equal((await problemsOf(fixture.root)).ok, false);
  });
});
