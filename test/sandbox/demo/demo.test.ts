import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../../sandbox/demo/start.js';
import { demoPorts } from '../../support/free-port.js';

const script = fileURLToPath(new URL('../../../sandbox/demo.ts', import.meta.url));

describe('the demo', function () {
  this.timeout(120_000);
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`says three lines and stops cleanly on ${signal}`, async () => {
      const demo = spawn(process.execPath, ['--import', 'tsx', script], {
        env: { PATH: process.env.PATH, ...(await demoPorts()) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = demo;
      let said = '';
      let complained = '';
      demo.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
      await new Promise<void>((resolve, reject) => {
        demo.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.split('\n').length > 3) resolve();
        });
        demo.once('exit', () => reject(new Error(`It ended: ${complained}`)));
      });
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
      assert.equal((await fetch(url)).status, 200);
      demo.kill(signal);
      const [code] = (await once(demo, 'exit')) as [number | null];
      assert.equal(code, 0);
      assert.equal(said.trimEnd().split('\n').length, 3);
      assert.equal(complained, '');
    });
  }

  for (const name of ['PORT', 'SANDBOX_PORT'] as const) {
    it(`names the port and ${name} when it is in use, and leaves nothing running`, async () => {
      const env = { ...(await demoPorts()), LOG_LEVEL: 'silent' };
      const port = Number(env[name]);
      const taken = createServer().listen(port, '127.0.0.1');
      await once(taken, 'listening');
      await assert.rejects(startDemo(env), {
        message: `Port ${port} is in use: set ${name} to a free one.`,
      });
      taken.close();
      await once(taken, 'close');
      const demo = await startDemo(env);
      await demo.stop();
    });
  }

  it('keeps what it keeps in a folder that is gone with it', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'demo-'));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = parent;
    try {
      const demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
      assert.equal((await readdir(parent)).length, 1);
      await demo.stop();
      assert.deepEqual(await readdir(parent), []);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      await rm(parent, { recursive: true });
    }
  });

  it('refuses a port that is none', async () => {
    await assert.rejects(startDemo({ PORT: 'many' }), /^Error: PORT is "many", which is no port/);
  });
});
