import assert from 'node:assert/strict';
import { type ModeMemory, ModeState } from '../../../src/vscode/modeState';

function memory(stored?: unknown): ModeMemory & { stored: unknown } {
  return {
    stored,
    get() {
      return this.stored;
    },
    async update(_key, value) {
      this.stored = value;
    },
  };
}

describe('the mode of a workspace', () => {
  it('is the default until one is chosen', () => {
    assert.equal(new ModeState(memory(), () => 'auto').mode, 'auto');
    assert.equal(new ModeState(memory(), () => 'plan').mode, 'plan');
  });

  for (const bad of ['Auto', 'yolo', '', 1, null, undefined, ['auto'], { mode: 'auto' }]) {
    it(`is Manual when the default is ${JSON.stringify(bad)}`, () => {
      assert.equal(new ModeState(memory(), () => bad).mode, 'manual');
    });
  }

  it('is Manual when what was stored is no mode', () => {
    assert.equal(new ModeState(memory('everything'), () => 'auto').mode, 'manual');
  });

  it('is kept once chosen, whatever the default becomes', async () => {
    const kept = memory();
    await new ModeState(kept, () => 'auto').set('manual');
    assert.equal(new ModeState(kept, () => 'auto').mode, 'manual');
  });

  it('tells of a change, and only of a change', async () => {
    const state = new ModeState(memory(), () => 'auto');
    const told: string[] = [];
    state.onDidChange((mode) => told.push(mode));
    await state.set('auto');
    await state.set('plan');
    assert.deepEqual(told, ['plan']);
  });
});
