import { setFlagsFromString } from 'node:v8';
import { startApp } from './app.js';
import { ConfigError, loadEnvFile } from './config/config.js';
import { StartError, unforeseen } from './util/log.js';

/** Whatever is under way gets this long to finish, in milliseconds; hosts kill soon after. */
const DRAIN_MS = 10_000;

/** EX_CONFIG of sysexits.h: starting again does not help, and whoever starts processes can know. */
const WRONG_CONFIGURATION = 78;

const stopping = new AbortController();
const fail = (error: unknown): never => {
  // A signal came while the start waited for PostgreSQL or Webex.
  if (stopping.signal.aborted && error instanceof StartError) process.exit(0);
  const isAdvice = error instanceof ConfigError || error instanceof StartError;
  console.error(isAdvice ? error.message : unforeseen(error));
  const isWrong =
    error instanceof ConfigError || (error instanceof StartError && error.kind === 'wrong');
  process.exit(isWrong ? WRONG_CONFIGURATION : 1);
};
// Node would print all that the error of a library holds: certificates, a query with its values.
process.on('uncaughtException', fail);

loadEnvFile();

// undici reads HTTP by WebAssembly, which is fast enough as it is: to optimize it takes 30 MB and 0.2 s
// of a start. The embedded database needs it.
const hasServer = (process.env.DATABASE_URL ?? '') !== '';
if (hasServer) setFlagsFromString('--wasm-tiering-budget=2000000000');

const starting = startApp({ env: process.env, signal: stopping.signal });
const stop = (): void => {
  stopping.abort();
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

await starting.catch(fail);
