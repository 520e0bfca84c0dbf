const PATIENCE = 15_000;

/**
 * Says what is being done and how long it took; while it lasts, says now and then that it is still going.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  console.log(`- ${what} …`);
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const timer = setInterval(() => console.log(`  … still at it after ${seconds()} s`), PATIENCE);
  try {
    const result = await work();
    if (seconds() >= 2) console.log(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
