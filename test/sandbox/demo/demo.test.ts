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
import { Client } from '../../support/people.js';

const script = fileURLToPath(new URL('../../../sandbox/demo.mjs', import.meta.url));

describe('the demo', function () {
  this.timeout(120_000);
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });

  /** The demo in a process of its own, which keeps its folders in `parent`. */
  const begin = async (parent: string) => {
    const demo = spawn(process.execPath, [script], {
      env: { PATH: process.env.PATH, TMPDIR: parent, ...(await demoPorts()) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = demo;
    let said = '';
    let complained = '';
    demo.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    /** Settles once it has said so many lines. */
    const lines = (count: number) =>
      new Promise<readonly string[]>((resolve, reject) => {
        demo.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          const found = said.split('\n').slice(0, -1);
          if (found.length >= count) resolve(found);
        });
        demo.once('exit', () => reject(new Error(`It ended: ${complained}`)));
      });
    return { demo, lines, complaints: () => complained };
  };

  describe('in a process of its own', () => {
    let parent: string;
    beforeEach(async () => {
      parent = await mkdtemp(join(tmpdir(), 'demo-'));
    });
    afterEach(() => rm(parent, { recursive: true }));
    const left = (): Promise<string[]> => readdir(parent);

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      it(`says what it does, then three lines, and stops cleanly on ${signal}`, async () => {
        const { demo, lines, complaints } = await begin(parent);
        const said = await lines(4);
        assert.equal(said[0], 'Starting a Webex of its own and the bot …');
        const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said.join('\n'))?.[0] ?? '';
        assert.equal((await fetch(url)).status, 200);
        assert.equal((await left()).length, 1);
        demo.kill(signal);
        const [code] = (await once(demo, 'exit')) as [number | null];
        assert.equal(code, 0);
        assert.equal(said.length, 4);
        assert.equal(complaints(), '');
        assert.deepEqual(await left(), []);
      });
    }

    it('leaves nothing behind when Ctrl-C is pressed again and again', async () => {
      const { demo, lines } = await begin(parent);
      await lines(4);
      const ended = once(demo, 'exit');
      for (let press = 0; press < 5; press += 1) demo.kill('SIGINT');
      await ended;
      assert.deepEqual(await left(), []);
    });

    it('leaves nothing behind when Ctrl-C is pressed while it starts', async () => {
      const { demo, lines } = await begin(parent);
      await lines(1);
      const ended = once(demo, 'exit');
      demo.kill('SIGINT');
      const [code] = (await ended) as [number | null];
      assert.equal(code, 0);
      assert.deepEqual(await left(), []);
    });
  });

  it('names the port in use, and PORT or SANDBOX_PORT, and leaves nothing running', async () => {
    const env = { ...(await demoPorts()), LOG_LEVEL: 'silent' };
    for (const name of ['PORT', 'SANDBOX_PORT'] as const) {
      const port = Number(env[name]);
      const taken = createServer().listen(port, '127.0.0.1');
      await once(taken, 'listening');
      await assert.rejects(startDemo(env), {
        message: `Port ${port} is in use: set ${name} to a free one.`,
      });
      taken.close();
      await once(taken, 'close');
    }
    const demo = await startDemo(env);
    await demo.stop();
  });

  it('keeps what it keeps in a folder that is gone with it, and hears over a web socket if told to', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'demo-'));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = parent;
    try {
      const quiet = { LOG_LEVEL: 'silent', WEBEX_TRANSPORT: 'websocket' };
      const demo = await startDemo({ ...(await demoPorts()), ...quiet });
      assert.equal((await readdir(parent)).length, 1);
      const hooks = await fetch(`${demo.url}/sandbox/webhooks`);
      assert.deepEqual(await hooks.json(), [], 'it hears over a web socket, as told');
      await demo.stop();
      assert.deepEqual(await readdir(parent), []);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      await rm(parent, { recursive: true });
    }
  });

  it('greets with three buttons that do something, and lets those act for others who can', async () => {
    const demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
    const as = (token: string): Client => new Client(`${demo.url}/v1`, token, () => demo.settled());
    try {
      const alice = as('sandbox-alice');
      const greeting = await alice.card();
      assert.match(greeting.text(), /^Hello! I look after your Webex recordings/);
      for (const [button, answer] of [
        ['List my recordings', /^Connect your Webex account/],
        ['Free up space', /^Clean up recordings/],
        ['What can you do?', /^I look after your Webex recordings/],
      ] as const) {
        await greeting.click(button);
        const shown = await alice.card();
        assert.notEqual(shown.message.id, greeting.message.id, button);
        assert.match(shown.text(), answer, button);
      }
      for (const [token, line, list] of [
        ['sandbox-admin', 'for bob@example.com list', /⚠ On behalf of Bob Brandt/],
        ['sandbox-siteadmin', 'for bob@example.com list', /⚠ On behalf of Bob Brandt/],
        ['sandbox-officer', 'compliance list', /⚠ As a compliance officer/],
      ] as const) {
        const person = as(token);
        await person.says(line);
        await person.follows((await person.card()).link('Connect'));
        const shown = await person.card();
        assert.match(shown.text(), list, token);
        assert.ok(shown.topics().length > 0, token);
      }
    } finally {
      await demo.stop();
    }
  });

  it('refuses a port that is none', async () => {
    await assert.rejects(
      startDemo({ ...(await demoPorts()), PORT: 'many' }),
      /^Error: PORT is "many", which is no port/,
    );
  });
});
