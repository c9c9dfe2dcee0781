import { loadEnvFile } from '../config/env.js';
import { terminal } from './cli.js';
import { inboxCommand } from './inbox-command.js';

// `npm run inbox -- list`, `npm run inbox -- replay 17`, `npm run inbox -- replay all`
loadEnvFile();
process.exitCode = await inboxCommand(process.argv.slice(2), terminal);
