import { ConfigError, loadEnvFile } from '../config/config.js';
import { unforeseen } from '../util/log.js';
import { auditCommand } from './audit.js';
import { backupCommand } from './backup.js';
import { doctorCommand } from './doctor.js';
import { inboxCommand } from './inbox.js';
import { type Terminal, withStore } from './terminal.js';

// `npm run doctor`, `npm run migrate`, `npm run inbox -- replay 17`, `npm run audit -- --since 30d --format csv`
const terminal: Terminal = {
  env: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
};

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'audit') return await auditCommand(args, terminal, process.stdout, Date.now());
  if (command === 'doctor') return await doctorCommand(args, terminal, Date.now);
  if (command === 'inbox') return await inboxCommand(args, terminal);
  if (command === 'backup' || command === 'restore') {
    return await backupCommand(command, args, terminal, Date.now());
  }
  if (command === 'migrate') {
    // Opening the store migrates it; a release runs this before its processes start.
    return await withStore(terminal, () => {
      terminal.say('The database is up to date.');
      return Promise.resolve(0);
    });
  }
  terminal.complain('One of: doctor, migrate, inbox, audit, backup, restore');
  return 2;
}

// Node would print everything in a library's error, such as a query with its values.
process.on('uncaughtException', (error) => {
  terminal.complain(error instanceof ConfigError ? error.message : unforeseen(error));
  process.exit(1);
});

loadEnvFile();
process.exitCode = await run(process.argv.slice(2));
