// `npm start` on a checkout builds what changed; a production install (no compiler) starts what was built.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

if (existsSync('node_modules/typescript')) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
if (!existsSync('dist/main.js')) {
  console.error('Nothing is built: run "npm ci && npm run build" before "npm ci --omit=dev".');
  process.exit(1);
}
