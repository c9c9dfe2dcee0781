import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import express from 'express';
import { listen } from '../src/listening.js';
import { StartError } from '../src/start-error.js';
import { deferred } from './support/until.js';

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
});
