/**
 * Ends the process with one clear line that names the remedy.
 *
 * @param {string} line
 * @returns {never}
 */
export function fail(line) {
  console.error(`\n  ${line}\n`);
  process.exit(1);
}
