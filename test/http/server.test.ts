import express, { Router } from 'express';
import assert from 'node:assert/strict';
import { createServer, healthRouter, readiness } from '../../src/http/server.js';
import { readableLog } from '../bot/support/log.js';
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

describe('the web server', () => {
  const { log, lines, text } = readableLog();
  let served: Served;
  before(async () => {
    const router = Router();
    router.get('/fine', (_request, response) => {
      response.send('fine');
    });
    router.get('/broken', () => Promise.reject(new Error('a secret')));
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
