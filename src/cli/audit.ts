import { loadEnvFile } from '../config/env.js';
import { auditCommand } from './audit-command.js';
import { terminal } from './cli.js';

// `npm run audit -- --since 30d --format csv`
loadEnvFile();
process.exitCode = await auditCommand(process.argv.slice(2), terminal, process.stdout, Date.now());
