import express, { type Response } from 'express';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { listen } from '../../src/http/listen.js';
import { StartError } from '../../src/util/log.js';
import { deferred } from '../support/until.js';

describe('listening', () => {
  it('takes any free port for 0, and says which', async () => {
    const { port, close } = await listen(express(), 0, '127.0.0.1');
    assert.ok(port > 0);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
    await close();
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  });

  it('says which port is in use', async () => {
    const { port, close } = await listen(express(), 0, '127.0.0.1');
    await assert.rejects(listen(express(), port, '127.0.0.1'), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, new RegExp(`^Port ${port} is in use`));
      return true;
    });
    await close();
  });

  it('says so when it cannot be had at all', async () => {
    // An address of documentation (RFC 5737): no machine has it.
    await assert.rejects(listen(express(), 3_000, '192.0.2.1'), {
      name: 'StartError',
      message: 'Cannot listen on port 3000: set PORT to another one.',
    });
  });

  it('answers what is under way before it closes', async () => {
    const came = deferred();
    const go = deferred();
    const app = express().get('/slow', async (_request, response) => {
      came.resolve();
      await go.promise;
      response.send('done');
    });
    const { port, close } = await listen(app, 0, '127.0.0.1');
    const asked = fetch(`http://127.0.0.1:${port}/slow`, { headers: { connection: 'close' } });
    await came.promise;
    let closed = false;
    const closing = close().then(() => (closed = true));
    await assert.rejects(fetch(`http://127.0.0.1:${port}/slow`));
    assert.equal(closed, false);
    go.resolve();
    assert.equal(await (await asked).text(), 'done');
    await closing;
  });

  it('does not wait for connections that nobody uses', async () => {
    const { port, close } = await listen(express(), 0, '127.0.0.1');
    const kept = request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } }).end();
    const [answer] = (await once(kept, 'response')) as [NodeJS.ReadableStream];
    answer.resume();
    await once(answer, 'end');
    await close();
  });

  it('comes to an end under a client that keeps its connection and goes on asking', async () => {
    const app = express();
    const inHand = deferred<Response>();
    app.get('/slow', (_request, response) => inHand.resolve(response));
    app.get('/more', (_request, response) => void response.send('more'));
    const listening = await listen(app, 0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string): Promise<unknown> =>
      new Promise((done) => {
        get({ port: listening.port, host: '127.0.0.1', path, agent }, (answer) => {
          answer.resume().on('end', () => done(answer.statusCode));
        }).on('error', (error: NodeJS.ErrnoException) => done(error.code));
      });

    const first = ask('/slow');
    const response = await inHand.promise;
    const closing = listening.close();
    response.send('slow');
    assert.equal(await first, 200);
    // Over the same connection at first, which Node would keep open for as long as this goes on.
    const said: unknown[] = [];
    while (said.at(-1) !== 'ECONNREFUSED') {
      said.push(await ask('/more'));
      assert.ok(said.length < 500, 'still open after 500 further questions');
    }
    await closing;
    agent.destroy();
  });
});
