import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('happens by itself once the editor has started', async () => {
    const extension = vscode.extensions.getExtension('chaperone.chaperone');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
