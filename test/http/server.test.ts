import express, { type Response, Router } from 'express';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { LIMITS, createServer, healthRouter, listen, readiness } from '../../src/http/server.js';
import { StartError } from '../../src/util/log.js';
import { readableLog } from '../bot/support/log.js';
import { deferred } from '../support/until.js';
import { type Served, serve } from './serve.js';

describe('health', () => {
  let reason: string | undefined;
  let served: Served;
  before(async () => {
    served = await serve(express().use(healthRouter(() => Promise.resolve(reason))));
  });
  after(() => served.stop());

  it('is ready when there is no reason against it', async () => {
    reason = undefined;
    const answer = await fetch(`${served.url}/readyz`);
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: 'ok' });
  });

  it('is not ready for a reason, and alive all the same', async () => {
    reason = 'stopping';
    const answer = await fetch(`${served.url}/readyz`);
    assert.equal(answer.status, 503);
    assert.deepEqual(await answer.json(), { status: 'unavailable', reason: 'stopping' });
    const alive = await fetch(`${served.url}/livez`);
    assert.equal(alive.status, 200);
    assert.deepEqual(await alive.json(), { status: 'ok' });
  });
});

describe('readiness', () => {
  const well = (): Promise<void> => Promise.resolve();
  const ill = (): Promise<void> => Promise.reject(new Error('postgres://user:secret@host'));

  it('is there when nothing is the matter', async () => {
    assert.equal(await readiness(() => undefined, well).problem(), undefined);
  });

  it('is not while Webex may not be telling us', async () => {
    assert.equal(await readiness(() => 'no webhooks', well).problem(), 'no webhooks');
  });

  it('is not while the database does not answer, whose words are not passed on', async () => {
    const { problem } = readiness(() => 'no webhooks', ill);
    assert.equal(await problem(), 'the database does not answer');
  });

  it('comes back with the database', async () => {
    let answers = ill;
    const { problem } = readiness(
      () => undefined,
      () => answers(),
    );
    assert.equal(await problem(), 'the database does not answer');
    answers = well;
    assert.equal(await problem(), undefined);
  });

  it('is over once it is stopping, and asks nobody any more', async () => {
    const ready = readiness(
      () => assert.fail('asked'),
      () => assert.fail('asked'),
    );
    ready.stop();
    assert.equal(await ready.problem(), 'stopping');
  });
});

/** What a server answers to these very bytes, until it closes the connection. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return await readAll(socket);
}

describe('listening', () => {
  it('hangs up on whoever sends a request byte by byte', async () => {
    const slow = {
      ...{ headersTimeout: 20, requestTimeout: 40 },
      ...{ connectionsCheckingInterval: 10, maxConnections: 9 },
    };
    const app = express().post('/', express.raw({ type: () => true }), (_request, response) =>
      response.send('x'),
    );
    const { port, close } = await listen(app, 0, '127.0.0.1', slow);
    for (const begun of [
      'GET / HTTP/1.1\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n',
    ]) {
      assert.match(await raw(port, begun), /^HTTP\/1\.1 408 /);
    }
    await close();
  });

  it('is patient for ten seconds with headers and fifteen with all of a request, of a thousand', () => {
    const { headersTimeout, requestTimeout, maxConnections } = LIMITS;
    assert.deepEqual([headersTimeout, requestTimeout, maxConnections], [10_000, 15_000, 1_000]);
  });

  it('takes so many connections at once, hangs up on more, and takes new ones when some are gone', async () => {
    const app = createServer([healthRouter(() => Promise.resolve(undefined))], readableLog().log);
    const few = {
      ...{ headersTimeout: 10_000, requestTimeout: 10_000 },
      ...{ connectionsCheckingInterval: 1_000, maxConnections: 2 },
    };
    const { port, close } = await listen(app, 0, '127.0.0.1', few);
    const ask = 'GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    // It is refused however soon the two before it were taken: the server takes them in their order.
    assert.equal(await raw(port, ask).catch(() => ''), '');
    for (const socket of held) socket.end();
    await Promise.all(held.map((socket) => once(socket.resume(), 'close')));
    assert.match(await raw(port, ask), /^HTTP\/1\.1 200 /);
    await close();
  });

  it('refuses two Host lines; one, or none of an old client, is well', async () => {
    const app = createServer([healthRouter(() => Promise.resolve(undefined))], readableLog().log);
    const { port, close } = await listen(app, 0, '127.0.0.1');
    const get = (head: string) => raw(port, `GET /livez ${head}\r\nConnection: close\r\n\r\n`);
    assert.match(await get('HTTP/1.1\r\nHost: a\r\nHost: b'), /^HTTP\/1\.1 400 /);
    assert.match(await get('HTTP/1.1\r\nHost: a\r\nhost: a'), /^HTTP\/1\.1 400 /);
    assert.match(await get('HTTP/1.1\r\nHost: a'), /^HTTP\/1\.1 200 /);
    assert.match(await get('HTTP/1.0\r\nAccept: */*'), /^HTTP\/1\.1 200 /);
    await close();
  });

  it('takes any free port for 0, and says which', async () => {
    const { port, close } = await listen(express(), 0, '127.0.0.1');
    assert.ok(port > 0);
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
    await close();
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  });

  it('says which variable to set where it cannot listen', async () => {
    // An address of documentation (RFC 5737): no machine has it.
    for (const [host, message] of [
      ['192.0.2.1', /^This machine has no address 192\.0\.2\.1: set HOST to one of its own/],
      ['nowhere.invalid', /^This machine has no address nowhere\.invalid: set HOST/],
    ] as const) {
      await assert.rejects(listen(express(), 0, host), {
        name: 'StartError',
        message,
        kind: 'wrong',
      });
    }
    const first = await listen(express(), 0, '127.0.0.1');
    const second = listen(express(), first.port, '127.0.0.1', LIMITS, 'METRICS_PORT');
    await assert.rejects(second, { message: /set METRICS_PORT to another one/ });
    await first.close();
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

describe('the web server', () => {
  const { log, lines, text } = readableLog();
  let served: Served;
  before(async () => {
    const router = Router();
    router.get('/fine', (_request, response) => {
      response.send('fine');
    });
    router.get('/broken', () => Promise.reject(new Error('a secret')));
    router.get('/away/:code', ({ params }) =>
      Promise.reject(Object.assign(new Error('a secret'), { code: params.code })),
    );
    router.get('/teapot', () => {
      throw Object.assign(new Error('x'), { status: 418 });
    });
    router.get('/odd', () => {
      throw Object.assign(new Error('x'), { status: 200 });
    });
    router.get('/half', (_request, response) => {
      response.write('half');
      response.end();
      throw new Error('too late');
    });
    router.get('/cut', async (_request, response) => {
      await new Promise((sent) => response.write('half', sent));
      throw new Error('too early');
    });
    router.post('/json', express.json(), (_request, response) => {
      response.send('read');
    });
    served = await serve(createServer([router], log));
  });
  after(() => served.stop());

  it('serves what the routers serve, with safe headers', async () => {
    const answer = await fetch(`${served.url}/fine`);
    assert.equal(await answer.text(), 'fine');
    assert.equal(answer.headers.get('x-powered-by'), null);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/);
  });

  it('answers 404 to the rest', async () => {
    assert.equal((await fetch(`${served.url}/nothing`)).status, 404);
  });

  it('answers 503 and no more when something of ours fails, and logs it', async () => {
    const before = lines().length;
    const answer = await fetch(`${served.url}/broken`);
    assert.equal(answer.status, 503);
    assert.equal(await answer.text(), 'Service Unavailable');
    assert.equal(lines().length, before + 1);
    assert.ok(!text().includes('a secret'));
  });

  it('logs what goes on failing once, and what fails in another way', async () => {
    const before = lines().length;
    for (const code of ['25006', '25006', '57P01', '25006', '57P01']) {
      assert.equal((await fetch(`${served.url}/away/${code}`)).status, 503);
    }
    const codes = lines()
      .slice(before)
      .map(({ err }) => (err as { code?: string }).code);
    assert.deepEqual(codes, ['25006', '57P01']);
  });

  it('answers what a wrong request deserves, and logs nothing', async () => {
    const before = lines().length;
    assert.equal((await fetch(`${served.url}/teapot`)).status, 418);
    const wrong = await fetch(`${served.url}/json`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(wrong.status, 400);
    assert.equal(await wrong.text(), 'Bad Request');
    assert.equal(lines().length, before);
  });

  it('does not take another status for an error’s own', async () => {
    assert.equal((await fetch(`${served.url}/odd`)).status, 503);
  });

  it('cuts off an answer that it cannot finish', async () => {
    const answer = await fetch(`${served.url}/cut`);
    await assert.rejects(answer.text());
  });

  it('leaves alone what is answered already', async () => {
    const answer = await fetch(`${served.url}/half`);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'half');
  });
});
