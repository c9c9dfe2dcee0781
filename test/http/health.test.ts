import assert from 'node:assert/strict';
import express from 'express';
import { healthRouter } from '../../src/http/health.js';
import { serve, type Served } from './serve.js';

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
