import type { Window } from '../../scripts/editor/window.mjs';

/** Types a task into the box that Start Task opens. */
export async function typeTask(window: Window, task: string): Promise<void> {
  await window.palette('Chaperone: Start Task');
  await window.page.locator('.quick-input-title', { hasText: 'Start Task' }).waitFor();
  await window.page.locator('.quick-input-widget:visible input[type="text"]').fill(task);
}

export async function startTask(window: Window, task: string): Promise<void> {
  await typeTask(window, task);
  await window.page.keyboard.press('Enter');
}
