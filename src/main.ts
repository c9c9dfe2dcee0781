import { startApp } from './app.js';
import { ConfigError, loadEnvFile } from './config/config.js';
import { StartError } from './util/log.js';

/** Whatever is under way gets this long to finish, in milliseconds; hosts kill soon after. */
const DRAIN_MS = 10_000;

loadEnvFile();

const starting = startApp({ env: process.env });
const stop = (): void => {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  starting
    .then((app) => app.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
};
// From the first moment on: a signal that comes before the start is over waits for it.
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

try {
  await starting;
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}
