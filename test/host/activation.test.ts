import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, VIEWS } from '../../src/vscode/contributions';
import { chaperone } from './thread';

describe('activation', () => {
  it('happens by itself once the editor has started', async function () {
    const extension = vscode.extensions.getExtension('chaperone.chaperone');
    assert.ok(extension);
    const { activationMs } = await chaperone();
    assert.equal(extension.isActive, true);
    // For the reader alone: how long it takes depends on the machine, and is no matter of right or wrong.
    if (this.test !== undefined) this.test.title += `, in ${activationMs.toFixed(1)} ms`;
  });

  it('registers every command of the catalogue', async () => {
    await chaperone();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((id) => !registered.has(id)),
      [],
    );
  });

  it('brings its views to the front', async () => {
    const { held } = await chaperone();
    await vscode.commands.executeCommand(COMMANDS.showHeld);
    await vscode.commands.executeCommand(`${VIEWS.activity}.focus`);
    assert.deepEqual(held.getChildren(), []);
  });

  it('shows read-only documents, and nothing under an address nobody gave out', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('chaperone:/action/made-up/x.md'));
    assert.match(document.getText(), /no longer on record/);
  });
});
