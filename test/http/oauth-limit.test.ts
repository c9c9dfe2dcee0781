import assert from 'node:assert/strict';
import { Router } from 'express';
import { oauthLimit } from '../../src/http/oauth-limit.js';
import { createServer } from '../../src/http/server.js';
import { readableLog } from '../bot/support/log.js';
import { serve, type Served } from './serve.js';

describe('the limit of sign-ins', () => {
  const { log } = readableLog();
  let served: Served;
  afterEach(() => served.stop());

  async function start(proxyHops: number): Promise<void> {
    const router = Router();
    router.get('/limited', oauthLimit(2), (_request, response) => {
      response.send('let in');
    });
    served = await serve(createServer([router], log, proxyHops));
  }

  /** The statuses of so many visits, which say that they come from this address. */
  async function visits(count: number, from: string): Promise<number[]> {
    const statuses: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const headers = { 'x-forwarded-for': from };
      statuses.push((await fetch(`${served.url}/limited`, { headers })).status);
    }
    return statuses;
  }

  it('counts each address that a trusted proxy tells of', async () => {
    await start(1);
    assert.deepEqual(await visits(3, '192.0.2.1'), [200, 200, 429]);
    assert.deepEqual(await visits(1, '192.0.2.2'), [200]);
    // What came before the proxy's own word is anybody's.
    assert.deepEqual(await visits(1, '198.51.100.9, 192.0.2.1'), [429]);
  });

  it('believes no header where no proxy stands', async () => {
    await start(0);
    assert.deepEqual(await visits(2, '192.0.2.1'), [200, 200]);
    assert.deepEqual(await visits(1, '192.0.2.2'), [429]);
  });

  it('says so on a page of ours, with the time to wait and nothing of the request', async () => {
    await start(0);
    await visits(2, '192.0.2.1');
    const answer = await fetch(`${served.url}/limited?code=a-secret`);
    const html = await answer.text();
    assert.equal(answer.status, 429);
    assert.match(html, /too many sign-ins from your address/);
    assert.doesNotMatch(html, /a-secret/);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });
});
