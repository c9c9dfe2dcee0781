import assert from 'node:assert/strict';
import { z } from 'zod';
import { type WebexRequest, deleteAt } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable } from '../../src/webex/errors.js';
import { quick, quickClient } from '../support/quick-client.js';
import {
  type Reply,
  cut,
  cutInBody,
  endlessBody,
  reply,
  scriptedServer,
  silence,
} from '../support/scripted-server.js';
import { scriptedClient } from '../support/scripted-client.js';
import { until } from '../support/until.js';

const ok = { json: { ok: true } };
const answer = z.object({ ok: z.boolean() });
const GET: WebexRequest<{ ok: boolean }> = { method: 'GET', path: '/x', token: 't', answer };
const POST: WebexRequest<{ ok: boolean }> = { ...GET, method: 'POST', body: { a: 1 } };

describe('webex/client', () => {
  const http = scriptedClient();

  describe('what it sends', () => {
    it('puts path and query below the base URL, with the token as bearer', async () => {
      http.server.will(ok);
      const query = { topic: 'a b&c=+é', max: '10' };
      await http.webex.call({ ...GET, path: '/recordings', query });
      const [asked] = http.server.asked;
      assert.equal(asked?.url.pathname, '/v1/recordings');
      assert.deepEqual(Object.fromEntries(asked.url.searchParams), query);
      assert.equal(asked.headers.authorization, 'Bearer t');
      assert.equal(asked.headers.accept, 'application/json');
    });

    it('sends no token where there is none', async () => {
      http.server.will(ok);
      await http.webex.call({ method: 'GET', path: '/x', answer });
      assert.equal(http.server.asked[0]?.headers.authorization, undefined);
    });

    it('sends JSON', async () => {
      http.server.will(ok);
      await http.webex.call({ ...POST, body: { text: 'grüß' } });
      assert.deepEqual(JSON.parse(http.server.asked[0]?.body ?? ''), { text: 'grüß' });
      assert.match(http.server.asked[0]?.headers['content-type'] ?? '', /^application\/json/);
    });

    it('sends forms', async () => {
      http.server.will(ok);
      await http.webex.call({ ...POST, body: new URLSearchParams({ code: 'a b' }) });
      assert.equal(http.server.asked[0]?.body, 'code=a+b');
      const type = http.server.asked[0].headers['content-type'] ?? '';
      assert.match(type, /^application\/x-www-form-urlencoded/);
    });

    it('sends the same again when it asks again', async () => {
      http.server.will({ status: 429 }, ok);
      await http.webex.call({ ...POST, body: { a: 'é' }, query: { b: '1' } });
      const [first, second] = http.server.asked;
      assert.equal(second?.body, first?.body);
      assert.equal(second?.url.href, first?.url.href);
      assert.equal(second?.headers.authorization, 'Bearer t');
      assert.equal(second.headers['content-type'], first?.headers['content-type']);
    });

    it('follows a whole URL of its own origin to the letter', async () => {
      http.server.will(ok);
      await http.webex.call({
        ...GET,
        path: `${http.server.url}/v1/recordings?cursor=a%2Fb%3D&max=3`,
      });
      assert.equal(http.server.asked[0]?.url.search, '?cursor=a%2Fb%3D&max=3');
    });

    it('takes no token to another origin', async () => {
      const other = await scriptedServer(ok);
      try {
        await assert.rejects(http.webex.call({ ...GET, path: `${other.url}/v1/x` }), /origin/);
        assert.equal(other.asked.length, 0);
      } finally {
        await other.stop();
      }
    });

    it('keeps its connections between calls', async () => {
      http.server.always(ok);
      for (let i = 0; i < 20; i += 1) await http.webex.call(GET);
      // A second one is opened when a call begins while the answer before is still being put away.
      assert.ok(http.server.connections() <= 2, `${http.server.connections()} connections`);
    });

    it('does not follow redirects', async () => {
      http.server.will({ status: 302, headers: { location: '/v1/y' } });
      await assert.rejects(http.webex.call(GET), WebexUnreadable);
      assert.equal(http.server.asked.length, 1);
    });

    it('speaks to a server of its own choice of clock, chance and patience by default', async () => {
      const { createWebexClient } = await import('../../src/webex/client.js');
      const plain = createWebexClient({ baseUrl: http.server.url });
      http.server.will({ status: 503, headers: { 'retry-after': '0' } }, ok);
      assert.deepEqual((await plain.call(GET)).data, { ok: true });
      await plain.close();
    });
  });

  describe('what it reads', () => {
    it('gives data, status, trackingId and the next page', async () => {
      const next = `${http.server.url}/v1/x?cursor=2`;
      const headers = { trackingid: 'T_1', link: `<${next}>; rel="next"` };
      http.server.will({ ...ok, status: 202, headers });
      assert.deepEqual(await http.webex.call(GET), {
        data: { ok: true },
        status: 202,
        trackingId: 'T_1',
        next,
      });
    });

    it('finds the next page when the Link header comes in several lines', async () => {
      const next = `${http.server.url}/v1/x?cursor=2`;
      const link = [`<${http.server.url}/v1/x>; rel="first"`, `<${next}>; rel="next"`];
      http.server.will({ ...ok, headers: { link } });
      assert.equal((await http.webex.call(GET)).next, next);
    });

    it('knows no next page of another origin', async () => {
      const headers = { link: '<https://elsewhere.example/v1/x?cursor=2>; rel="next"' };
      http.server.will({ ...ok, headers });
      assert.equal((await http.webex.call(GET)).next, undefined);
    });

    it('takes NUL and half an emoji out of what people wrote, wherever it stands', async () => {
      const get = { method: 'GET', path: '/x', answer: z.unknown() } as const;
      http.server.will(
        { text: '{"text":"a\\u0000b"}' },
        { text: '{"text":"\\ud83d half"}' },
        { text: 'no JSON\0' },
        { text: 'a transcript\0' },
      );
      const read = async (more = {}) => (await http.webex.call({ ...get, ...more })).data;
      assert.deepEqual(await read(), { text: 'ab' });
      assert.deepEqual(await read(), { text: '\uFFFD half' });
      assert.equal(await read(), 'no JSON');
      assert.equal(await read({ text: true }), 'a transcript');
    });

    it('reads an empty answer as nothing', async () => {
      http.server.will({ status: 204 });
      const { data, trackingId } = await http.webex.call({ ...GET, answer: z.undefined() });
      assert.equal(data, undefined);
      assert.equal(trackingId, undefined);
    });

    it('says where an answer departs, and not with what', async () => {
      const items = [{ id: 'a' }, { id: 7, topic: 'secret' }];
      http.server.will({ headers: { trackingid: 'T_2' }, json: { items } });
      const shape = z.object({ items: z.array(z.object({ id: z.string() })) });
      await assert.rejects(http.webex.call({ ...GET, path: '/y', answer: shape }), (error) => {
        assert.ok(error instanceof WebexUnreadable);
        assert.deepEqual(error.where, ['items.1.id']);
        assert.equal(error.trackingId, 'T_2');
        assert.doesNotMatch(JSON.stringify(error) + error.message, /secret/);
        return true;
      });
    });

    it('keeps the query of a next page, and the token, out of what can be logged', async () => {
      const path = `${http.server.url}/recordings?topic=Layoffs&hostEmail=alice%40example.com`;
      const request = { ...GET, path, token: 'the-token' };
      for (const [script, kind] of [
        [{ json: { ok: 'not at all' } }, WebexUnreadable],
        [{ status: 404, json: {} }, WebexRefused],
      ] as const) {
        http.server.will(script);
        await assert.rejects(http.webex.call(request), (error) => {
          assert.ok(error instanceof kind);
          assert.deepEqual(error.request, { method: 'GET', path: '/recordings' });
          assert.doesNotMatch(JSON.stringify(error) + error.message, /Layoffs|alice|the-token/);
          return true;
        });
      }
    });

    for (const [what, text] of Object.entries({ HTML: '<html>sign in</html>', half: '{"ok":' })) {
      it(`cannot read ${what} where JSON belongs`, async () => {
        http.server.will({ text });
        await assert.rejects(http.webex.call(GET), WebexUnreadable);
        assert.equal(http.server.asked.length, 1);
      });
    }
  });

  describe('what Webex refuses', () => {
    const refused = async (): Promise<WebexRefused> => {
      try {
        await http.webex.call({ ...GET, path: '/recordings/1?a=b' });
      } catch (error) {
        assert.ok(error instanceof WebexRefused);
        return error;
      }
      return assert.fail('not refused');
    };

    it('tells status, reason and trackingId of the usual body', async () => {
      const json = { message: 'm', errors: [{ description: 'd' }], trackingId: 'T_body' };
      http.server.will({ status: 403, headers: { trackingid: 'T_head' }, json });
      const error = await refused();
      assert.equal(error.status, 403);
      assert.equal(error.reason, 'd');
      assert.equal(error.trackingId, 'T_body');
      assert.equal(error.message, 'Webex answered 403 to GET /recordings/1');
      assert.equal(error.earlierMayHaveActed, false);
    });

    it('tells the trackingId of the header when the body is HTML', async () => {
      http.server.will({
        status: 404,
        headers: { trackingid: 'T_head' },
        text: '<h1>Not found</h1>',
      });
      const error = await refused();
      assert.equal(error.trackingId, 'T_head');
      assert.equal(error.reason, '');
    });

    it('takes for a trackingId only what looks like one', async () => {
      for (const odd of ['[x](https://evil.example)', 'A'.repeat(6_000), 'a b', '<b>']) {
        const body = { message: 'no', trackingId: odd };
        http.server.will({ status: 403, headers: { trackingid: odd }, json: body });
        await assert.rejects(http.webex.call(GET), { status: 403, trackingId: undefined });
        http.server.will({ status: 403, headers: { trackingid: 'ROUTER_1-a.b:c' }, json: body });
        await assert.rejects(http.webex.call(GET), { trackingId: 'ROUTER_1-a.b:c' });
        http.server.will({ headers: { trackingid: odd }, json: {} });
        const { trackingId } = await http.webex.call({ ...GET, answer: z.unknown() });
        assert.equal(trackingId, undefined);
      }
    });

    it("tells OAuth's code", async () => {
      http.server.will({
        status: 400,
        json: { error: 'invalid_grant', error_description: 'spent' },
      });
      const error = await refused();
      assert.equal(error.code, 'invalid_grant');
      assert.equal(error.reason, 'spent');
    });

    it('leaves the cursor of a next page out of its words', async () => {
      http.server.will({ status: 404 });
      const path = `${http.server.url}/v1/recordings?cursor=secret`;
      await assert.rejects(http.webex.call({ ...GET, path }), {
        message: 'Webex answered 404 to GET /v1/recordings',
      });
    });
  });

  describe('when it asks again', () => {
    for (const status of [500, 502, 503, 504, 429, 423]) {
      it(`asks for the same after ${status}`, async () => {
        http.server.will({ status }, { status }, ok);
        assert.deepEqual((await http.webex.call(GET)).data, { ok: true });
        assert.equal(http.server.asked.length, 3);
      });
    }
    for (const status of [400, 401, 403, 404, 409, 410, 415, 428, 501]) {
      it(`takes ${status} for an answer`, async () => {
        http.server.always({ status });
        await assert.rejects(http.webex.call(GET), { status });
        assert.equal(http.server.asked.length, 1);
      });
    }
    for (const status of [500, 502, 503, 504]) {
      it(`does not post twice after ${status}`, async () => {
        http.server.always({ status });
        await assert.rejects(http.webex.call(POST), { status, earlierMayHaveActed: false });
        assert.equal(http.server.asked.length, 1);
      });
      it(`posts again after ${status} what may be repeated`, async () => {
        http.server.will({ status }, ok);
        await http.webex.call({ ...POST, repeatable: true });
        assert.equal(http.server.asked.length, 2);
      });
    }
    for (const status of [429, 423]) {
      it(`posts again after ${status}, since nothing was done`, async () => {
        http.server.will({ status }, ok);
        await http.webex.call(POST);
        assert.equal(http.server.asked.length, 2);
      });
    }
    it('asks again after a cut connection', async () => {
      http.server.will(cut, ok);
      await http.webex.call(GET);
      assert.equal(http.server.asked.length, 2);
    });
    it('does not post again after a cut connection', async () => {
      http.server.will(cut, ok);
      await assert.rejects(http.webex.call(POST), { name: 'WebexUnreachable', code: 'ECONNRESET' });
      assert.equal(http.server.asked.length, 1);
    });
    it('asks a GET but once when told that it is not repeatable', async () => {
      http.server.will(cut, ok);
      await assert.rejects(http.webex.call({ ...GET, repeatable: false }), WebexUnreachable);
      assert.equal(http.server.asked.length, 1);
    });
    it('gives up after the last try', async () => {
      http.server.always({ status: 503 });
      await assert.rejects(http.webex.call(GET), { status: 503, earlierMayHaveActed: true });
      assert.equal(http.server.asked.length, 1 + quick.retries);
    });
    it('tells a status at once that the caller has a better answer to, and no other', async () => {
      http.server.will(cut, { status: 503 }, { status: 504 });
      await assert.rejects(http.webex.call({ ...GET, finalStatuses: [504] }), { status: 504 });
      assert.equal(http.server.asked.length, 3);
    });
    it('knows that a 429 before has done nothing', async () => {
      http.server.will({ status: 429 }, { status: 404 });
      await assert.rejects(http.webex.call(GET), { status: 404, earlierMayHaveActed: false });
    });
    it('knows that a cut connection before may have done it', async () => {
      http.server.will(cut, { status: 404 });
      await assert.rejects(http.webex.call(GET), { status: 404, earlierMayHaveActed: true });
    });
    it('asks again when Retry-After is a time that is soon', async () => {
      const now = Date.parse('2026-11-20T12:00:00Z');
      const at = quickClient(http.server.url, { now: () => now });
      const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
      http.server.will({ status: 429, headers: { date, 'retry-after': date } }, ok);
      await at.call(GET);
      await at.close();
      assert.equal(http.server.asked.length, 2);
    });
    it('does not wait when Retry-After is too long, and tells how long', async () => {
      http.server.always({ status: 429, headers: { 'retry-after': '77' } });
      await assert.rejects(http.webex.call(GET), { status: 429, retryAfterSeconds: 77 });
      assert.equal(http.server.asked.length, 1);
    });
    it('does not wait for a Retry-After time that is too far', async () => {
      const headers = {
        date: 'Fri, 20 Nov 2026 12:00:00 GMT',
        'retry-after': 'Fri, 20 Nov 2026 12:01:00 GMT',
      };
      http.server.always({ status: 503, headers });
      // Both are by the clock of who answers, whatever time it is here.
      for (const here of ['11:00', '12:00', '13:00']) {
        const now = () => Date.parse(`2026-11-20T${here}:00Z`);
        const at = quickClient(http.server.url, { now });
        await assert.rejects(at.call(GET), { status: 503, retryAfterSeconds: 60 });
        await at.close();
      }
      assert.equal(http.server.asked.length, 3);
    });
    it('asks again in its own time when Retry-After is garbage', async () => {
      http.server.will({ status: 429, headers: { 'retry-after': 'soon' } }, ok);
      await http.webex.call(GET);
      assert.equal(http.server.asked.length, 2);
    });
    it('starts no try when its time is up', async () => {
      let now = 0;
      const at = quickClient(http.server.url, { now: () => now });
      http.server.always((_asked, response) => {
        now += quick.giveUpAfterMs / 2;
        reply(response, { status: 503 });
      });
      await assert.rejects(at.call(GET), { status: 503 });
      await at.close();
      assert.equal(http.server.asked.length, 2);
    });
  });

  describe('when no answer comes', () => {
    for (const [what, step] of Object.entries({ silence, 'an endless body': endlessBody })) {
      it(`gives up on ${what}`, async () => {
        const hasty = quickClient(http.server.url, { timeoutMs: 60 });
        http.server.will(step);
        await assert.rejects(hasty.call(POST), { name: 'WebexUnreachable', code: 'ECONNABORTED' });
        await hasty.close();
      });
    }
    it('gives each try its own time', async () => {
      const hasty = quickClient(http.server.url, { timeoutMs: 500 });
      http.server.will(silence, silence);
      http.server.always(ok);
      assert.deepEqual((await hasty.call(GET)).data, { ok: true });
      await hasty.close();
    });
    it('tells a connection cut in the body from an answer', async () => {
      http.server.will(cutInBody);
      await assert.rejects(http.webex.call(POST), { name: 'WebexUnreachable', code: 'ECONNRESET' });
    });
    it('keeps the code of a refused connection', async () => {
      const gone = await scriptedServer();
      await gone.stop();
      const lost = quickClient(gone.url);
      await assert.rejects(lost.call(GET), {
        name: 'WebexUnreachable',
        code: 'ECONNREFUSED',
        message: 'No answer from Webex to GET /x (ECONNREFUSED)',
      });
      await lost.close();
    });
  });

  describe('when Webex is busy', () => {
    const busy: Reply = { status: 429, headers: { 'retry-after': '30' } };
    const waits: { ms: number; end: () => void }[] = [];
    const patient = () =>
      quickClient(http.server.url, {
        now: () => 0,
        wait: (ms) => new Promise((end) => waits.push({ ms, end })),
      });
    afterEach(() => void waits.splice(0));

    it('waits as long as it asks where a person sees it, with all calls of the token', async () => {
      const webex = patient();
      http.server.will(busy);
      http.server.always(ok);
      const heard: (number | undefined)[] = [];
      const onBusy = (when: number | undefined): void => void heard.push(when);
      const first = webex.call({ ...GET, token: 't', onBusy });
      await until(() => waits.length === 1);
      const second = webex.call({ ...GET, token: 't', onBusy });
      await webex.call({ ...GET, token: 'other' });
      assert.equal(http.server.asked.length, 2);
      assert.deepEqual(heard, [30_000, 30_000]);
      assert.deepEqual(
        waits.map(({ ms }) => ms),
        [30_000],
      );
      waits.forEach(({ end }) => end());
      await Promise.all([first, second]);
      assert.equal(http.server.asked.length, 4);
      assert.equal(heard.at(-1), undefined);
      await webex.close();
    });

    it('holds back the token’s other calls during a short wait, too', async () => {
      const webex = patient();
      http.server.will({ status: 429, headers: { 'retry-after': '0.05' } });
      http.server.always(ok);
      const first = webex.call({ ...GET, token: 't' });
      await until(() => waits.length === 1);
      const others = [webex.call({ ...GET, token: 't' }), webex.call({ ...POST, token: 't' })];
      await first;
      await webex.call({ ...GET, token: 'other' });
      assert.equal(http.server.asked.length, 3);
      assert.equal(waits[0]?.ms, 50);
      waits.forEach(({ end }) => end());
      await Promise.all(others);
      await webex.close();
    });

    it('fails at once where nobody would see it, and asks for no change meanwhile', async () => {
      const webex = patient();
      http.server.will(busy);
      const refused = { status: 429, retryAfterSeconds: 30, earlierMayHaveActed: false };
      await assert.rejects(webex.call({ ...POST, token: 't' }), refused);
      await assert.rejects(webex.call({ ...POST, token: 't' }), refused);
      assert.equal(http.server.asked.length, 1);
      http.server.will(ok);
      await webex.call({ ...GET, token: 't' });
      await webex.close();
    });

    it('ends the wait of a call that is called off', async () => {
      const webex = patient();
      http.server.will(busy);
      const stop = new AbortController();
      const onBusy = (): void => undefined;
      const call = webex.call({ ...GET, token: 't', onBusy, signal: stop.signal });
      await until(() => waits.length === 1);
      stop.abort();
      await assert.rejects(call, { name: 'WebexUnreachable', code: 'ERR_CANCELED' });
      assert.equal(http.server.asked.length, 1);
      await webex.close();
    });

    it('gives up on a wait that nobody sits through, and on one that never ends', async () => {
      const webex = quickClient(http.server.url, { wait: () => Promise.resolve() });
      const onBusy = (): void => undefined;
      http.server.will({ status: 429, headers: { 'retry-after': '3600' } });
      await assert.rejects(webex.call({ ...GET, token: 't', onBusy }), { status: 429 });
      assert.equal(http.server.asked.length, 1);
      http.server.always(busy);
      await assert.rejects(webex.call({ ...GET, token: 't', onBusy }), { status: 429 });
      assert.ok(http.server.asked.slice(1).length < 25);
      await webex.close();
    });

    it('takes its time, too, where it may ask again at once', async () => {
      for (const after of ['0', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
        const webex = patient();
        http.server.will({ status: 429, headers: { 'retry-after': after } });
        http.server.always(ok);
        const call = webex.call({ ...GET, token: 't', onBusy: () => undefined });
        await until(() => waits.length === 1);
        assert.equal(waits[0]?.ms, 1_000);
        waits.splice(0).forEach(({ end }) => end());
        await call;
        await webex.close();
      }
    });

    it('asks again in its own time when it cannot be read for how long', async () => {
      for (const after of ['-5', 'soon', '', '1e3']) {
        const headers = { 'retry-after': after };
        http.server.will({ status: 429, headers }, { status: 429, headers }, ok);
        await http.webex.call({ ...GET, token: 't', onBusy: () => undefined });
      }
      assert.equal(http.server.asked.length, 12);
    });
  });

  describe('when it is called off', () => {
    const calledOff = { name: 'WebexUnreachable', code: 'ERR_CANCELED' };

    it('sends nothing when it was before', async () => {
      await assert.rejects(http.webex.call({ ...GET, signal: AbortSignal.abort() }), calledOff);
      assert.equal(http.server.asked.length, 0);
    });
    it('stops a request under way', async () => {
      const controller = new AbortController();
      const gone = new Promise<void>((done) => {
        http.server.will((_asked, response) => {
          response.once('close', done);
          controller.abort();
        });
      });
      await assert.rejects(http.webex.call({ ...GET, signal: controller.signal }), calledOff);
      await gone;
      assert.equal(http.server.asked.length, 1);
    });
    it('stops the reading of a body', async () => {
      const controller = new AbortController();
      http.server.will((asked, response) => {
        if (typeof endlessBody === 'function') endlessBody(asked, response);
        setImmediate(() => controller.abort());
      });
      await assert.rejects(http.webex.call({ ...GET, signal: controller.signal }), calledOff);
      assert.equal(http.server.asked.length, 1);
    });
    it('stops the wait before another try', async () => {
      const controller = new AbortController();
      const slow = quickClient(http.server.url, {
        retry: {
          retries: 3,
          longestWaitMs: 600_000,
          firstWaitMs: 300_000,
          giveUpAfterMs: 9_000_000,
        },
        random: () => {
          setImmediate(() => controller.abort());
          return 1;
        },
      });
      http.server.will({ status: 503 });
      await assert.rejects(slow.call({ ...GET, signal: controller.signal }), calledOff);
      await slow.close();
      assert.equal(http.server.asked.length, 1);
    });
  });

  describe('a deletion', () => {
    it('is asked for, and done where nothing is there any more; else it rejects', async () => {
      const remove = () => deleteAt(http.webex, 't', '/messages/m1');
      for (const status of [204, 404]) {
        http.server.will({ status });
        await remove();
      }
      http.server.will({ status: 403 });
      await assert.rejects(remove(), { name: 'WebexRefused', status: 403 });
      assert.deepEqual(
        http.server.asked.map(({ method, url }) => `${method} ${url.pathname}`),
        Array<string>(3).fill('DELETE /v1/messages/m1'),
      );
    });
  });
});
