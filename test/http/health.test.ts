import express from 'express';
import assert from 'node:assert/strict';
import { healthRouter, readiness } from '../../src/http/server.js';
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
