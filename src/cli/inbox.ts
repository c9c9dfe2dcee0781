import { loadEnvFile } from '../env-file.js';
import { inboxCommand } from './inbox-command.js';
import { terminal } from './run.js';

// `npm run inbox -- list`, `npm run inbox -- replay 17`, `npm run inbox -- replay all`
loadEnvFile();
process.exitCode = await inboxCommand(process.argv.slice(2), terminal);
