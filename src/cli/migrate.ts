import { loadEnvFile } from '../config/env.js';
import { terminal, withStore } from './cli.js';

// `npm run migrate`: brings the tables up to date before the processes of a release start.
loadEnvFile();
process.exitCode = await withStore(terminal, () => {
  terminal.say('The database is up to date.');
  return Promise.resolve(0);
});
