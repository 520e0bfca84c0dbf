import { desktopArguments, desktopEnvironment } from '../editor/runDesktop.mjs';
import { startServer } from '../editor/server.mjs';
import { run } from '../processes.mjs';
import { followTask } from './followTask.mjs';

/**
 * Opens the editor for a person, and tells in the terminal what happens there until they close it.
 * @param {import('./prepare.mjs').Prepared} prepared
 */
export async function runAttended({ editor, profile, workspace }) {
  const hasKey = Boolean(process.env.ANTHROPIC_API_KEY);
  // The extension starts the demo when it sees this, and only on a copy of the sample.
  const env = hasKey ? process.env : { ...process.env, CHAPERONE_DEMO: '1' };
  console.log(
    hasKey
      ? '\nThe key in ANTHROPIC_API_KEY is used. Run "Chaperone: Start Task" in the editor, and say what you want.'
      : '\nWithout ANTHROPIC_API_KEY a script plays the model: the demo starts by itself.',
  );
  const { ended, stop } = await followTask(profile.userData);
  if (editor.kind === 'desktop') {
    console.log('The editor opens in a window of its own. Close it to end.');
    const args = desktopArguments(profile, { workspace });
    await run(editor.executable, args, { env: desktopEnvironment(env), stdio: 'ignore' });
  } else {
    const server = await startServer(editor, profile, { env });
    const where = `Open the editor at ${server.address({ folder: workspace })}\nPress Ctrl+C to end.`;
    console.log(where);
    ended.then(() => console.log(`\n${where}`));
    await server.ended;
  }
  stop();
}
