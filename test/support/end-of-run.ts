/** Exiting takes a while where a database is stopped and the coverage is written. */
const LONGEST_MS = 60_000;

/**
 * For mocha, once, after all tests: a run ends by itself when everything that the tests began has
 * ended. Should something be left, this says what it is, and lets the run fail instead of hang.
 */
export function mochaGlobalTeardown(): void {
  setTimeout(() => {
    const left = [...new Set(process.getActiveResourcesInfo())].join(', ');
    console.error(`The tests are over, and something they began is not: ${left}`);
    // Mocha sets its own code when the process exits; this is later.
    process.on('exit', () => (process.exitCode = 1));
    process.exit();
  }, LONGEST_MS).unref();
}
