// Plain JavaScript for any Node >= 18.
const TICK_MS = 1_000;
/** Without a terminal a line that says "still at it" appears only this often. */
const QUIET_TICK_MS = 10_000;

/**
 * Shows that something is under way, and how long it has taken.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY === true;
  const show = () =>
    live
      ? process.stdout.write(`\r  ${label} … ${seconds()}`)
      : console.log(`  ${label} … ${seconds()}`);
  show();
  const ticking = setInterval(show, live ? TICK_MS : QUIET_TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    if (live) process.stdout.write('\r\x1b[K');
    console.log(`  ${label}: ${seconds()}`);
  }
}
