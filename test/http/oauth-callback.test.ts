import { Router } from 'express';
import assert from 'node:assert/strict';
import type { Callback, OAuthOutcome } from '../../src/accounts/oauth-flow.js';
import type { Actor } from '../../src/accounts/types.js';
import { oauthCallbackRouter, oauthLimit } from '../../src/http/oauth-callback.js';
import { createServer } from '../../src/http/server.js';
import { readableLog } from '../bot/support/log.js';
import { type Served, serve } from './serve.js';

const actor: Actor = { personId: 'alice', email: 'alice@example.com' };

describe('GET /oauth/callback', () => {
  const { log, text, lines } = readableLog();
  let served: Served;
  let finish: (callback: Callback) => Promise<OAuthOutcome>;
  let asked: Callback[];
  let told: Actor[];
  before(async () => {
    const router = oauthCallbackRouter({
      oauth: {
        consentPage: (state) =>
          Promise.resolve(state === 'good' ? 'https://webex.example/authorize?x=1' : undefined),
        complete: (callback) => {
          asked.push(callback);
          return finish(callback);
        },
      },
      onConnected: (someone) => told.push(someone),
      log,
    });
    served = await serve(createServer([router], log));
  });
  beforeEach(() => {
    asked = [];
    told = [];
    finish = () => Promise.resolve({ kind: 'connected', person: actor, purpose: 'own' });
  });
  after(() => served.stop());

  async function visit(query: string): Promise<{ status: number; html: string }> {
    const answer = await fetch(`${served.url}/oauth/callback?${query}`);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    return { status: answer.status, html: await answer.text() };
  }

  it('is where the consent page leads, which a Connect card opens while its link is good', async () => {
    const open = (query: string): Promise<Response> =>
      fetch(`${served.url}/oauth/connect?${query}`, { redirect: 'manual' });
    const opened = await open('state=good');
    assert.deepEqual(
      ['location', 'cache-control'].map((name) => opened.headers.get(name)),
      ['https://webex.example/authorize?x=1', 'no-store'],
    );
    for (const query of ['state=old', 'state=', '', 'state=a&state=good']) {
      const page = await open(query);
      assert.equal(page.status, 400);
      assert.match(await page.text(), /This link no longer works/);
    }
    assert.deepEqual(asked, []);
  });

  it('connects, and has the person told', async () => {
    const { status, html } = await visit('state=s&code=c');
    assert.equal(status, 200);
    assert.match(html, /You are connected/);
    assert.deepEqual(asked, [{ state: 's', code: 'c' }]);
    assert.deepEqual(told, [actor]);
  });

  it('does nothing at a HEAD, as scanners of links send it', async () => {
    const answer = await fetch(`${served.url}/oauth/callback?state=s&code=c`, { method: 'HEAD' });
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET']);
    assert.deepEqual(asked, []);
  });

  const outcomes: readonly (readonly [OAuthOutcome, number, RegExp])[] = [
    [{ kind: 'stale' }, 400, /This link no longer works/],
    [{ kind: 'declined', person: actor }, 200, /You are not connected/],
    [{ kind: 'other-person', person: actor }, 403, /made for somebody else/],
  ];
  for (const [outcome, status, words] of outcomes) {
    it(`says how it ended: ${outcome.kind}`, async () => {
      finish = () => Promise.resolve(outcome);
      const page = await visit('state=s&error=access_denied');
      assert.equal(page.status, status);
      assert.match(page.html, words);
      assert.deepEqual(asked, [{ state: 's', error: 'access_denied' }]);
      assert.deepEqual(told, []);
    });
  }

  for (const [code, status, words] of [
    ['invalid_scope', 403, /Webex refused this sign-in.*role.*whoever runs it/is],
    [undefined, 403, /Webex refused this sign-in/],
    ['server_error', 502, /didn’t complete the sign-in.*try again/is],
  ] as const) {
    it(`says that Webex refused, and logs why: ${String(code)}`, async () => {
      finish = () => Promise.resolve({ kind: 'refused', person: actor, code });
      const page = await visit(`state=the-state&error=${code ?? 'Alice%20may%20not'}`);
      assert.equal(page.status, status);
      assert.match(page.html, words);
      assert.doesNotMatch(page.html, /You did not give/);
      const { level, code: logged } = lines().at(-1) ?? {};
      assert.deepEqual({ level, logged }, { level: 40, logged: code });
      assert.doesNotMatch(text(), /the-state|Alice/);
      assert.deepEqual(told, []);
    });
  }

  it('says so when Webex fails, and logs no word of the visit', async () => {
    finish = () => Promise.reject(new Error('a secret'));
    const { status, html } = await visit('state=the-state&code=the-code');
    assert.equal(status, 502);
    assert.match(html, /didn’t complete the sign-in/);
    assert.equal(lines().at(-1)?.level, 40);
    assert.doesNotMatch(text(), /a secret|the-state|the-code/);
    assert.deepEqual(told, []);
  });

  for (const query of [
    '',
    'code=c',
    'state=&code=c',
    'state=a&state=b',
    `state=${'s'.repeat(501)}`,
    `state=s&code=${'c'.repeat(2001)}`,
    `state=s&error=${'e'.repeat(201)}`,
  ]) {
    it(`asks Webex nothing for ?${query.slice(0, 20)} (${query.length} long)`, async () => {
      const { status } = await visit(query);
      assert.equal(status, 400);
      assert.deepEqual(asked, []);
    });
  }

  it('repeats nothing of the address in the page', async () => {
    const { html } = await visit('state=<script>alert(1)</script>&code=<b>');
    assert.doesNotMatch(html, /alert|<b>/);
  });
});

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
