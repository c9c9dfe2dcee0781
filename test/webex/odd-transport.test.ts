import assert from 'node:assert/strict';
import { createOAuthClient } from '../../src/accounts/oauth-client.js';
import { changeRecordings } from '../../src/recordings/change-recordings.js';
import { LOOK_AGAIN } from '../../src/recordings/change.js';
import { getRecording, shareRecording } from '../../src/recordings/requests.js';
import { listRecordings } from '../../src/recordings/list.js';
import { downloadTranscript } from '../../src/recordings/meeting-text.js';
import { lastDays } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreadable, isWebexError } from '../../src/webex/errors.js';
import { createMessaging } from '../../src/webex/messaging.js';
import { findPeople, getMe, isMember } from '../../src/webex/people.js';
import { listWebhooks } from '../../src/webex/webhooks.js';
import { type Told, toldOf } from '../support/memory-webex.js';
import { quick, quickClient } from '../support/quick-client.js';
import {
  type Asked,
  type ScriptedServer,
  type Step,
  cut,
  cutInBody,
  dripping,
  endlessBody,
  raw,
  reply,
  scriptedServer,
  silence,
} from '../support/scripted-server.js';

const time = '2026-11-20T12:00:00Z';
const window = lastDays(30, Date.parse(time));
const who = { token: 't' };
const item = { id: 'a', topic: 'x', createTime: time, status: 'available' };
const list = JSON.stringify({ items: [item] });
const page = '<!doctype html><html>Sign in</html>';

const head = (fields: string, status = '200 OK'): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${fields}\r\n\r\n`;
const whole = (body: string | Buffer, fields = ''): Buffer =>
  Buffer.concat([
    Buffer.from(head(`${fields}content-length: ${Buffer.byteLength(body)}`)),
    Buffer.from(body),
  ]);
const nested = '['.repeat(50_000) + ']'.repeat(50_000);

/** Answers of which nothing can be read, though many say that all is well. */
const UNREADABLE: Readonly<Record<string, Step>> = {
  'is cut before it': cut,
  'is cut in its body': cutInBody,
  'has no end': endlessBody,
  'never comes': silence,
  'ends before its Content-Length': raw(head('content-length: 10000') + list),
  'goes on after its Content-Length': raw(head('content-length: 20') + list, false),
  'has two lengths': raw(head('content-length: 5\r\ncontent-length: 6') + list),
  'has a negative length': raw(head('content-length: -1') + list),
  'has broken chunks': raw(`${head('transfer-encoding: chunked')}zz\r\n${list}\r\n0\r\n\r\n`),
  'has chunks for ever': dripping,
  'is half of JSON': raw(head('connection: close') + list.slice(0, -5)),
  'is too large': raw(whole(list + ' '.repeat(33_000_000))),
  'is empty': { text: '' },
  'is nothing (204)': { status: 204 },
  'is null': { json: null },
  'is an error that says 200': { json: { message: 'no', errors: [{ description: 'no' }] } },
  'is an error of OAuth that says 200': { json: { error: 'server_error' } },
  'is a page': { text: page, headers: { 'content-type': 'text/html' } },
  'is a page that says 404': { status: 404, text: page },
  'is a page that says 403': { status: 403, text: `\r\n ${page}` },
  'is XML that says 400': { status: 400, text: '<?xml version="1.0"?><Error/>' },
  'leads elsewhere': { status: 302, headers: { location: 'https://evil.example/' } },
  'leads elsewhere, after a POST': { status: 303, headers: { location: '/done' } },
  'says that nothing has changed': { status: 304 },
  'is nested without end': raw(whole(nested)),
  'is no HTTP': raw('SSH-2.0-OpenSSH_9.6\r\n'),
  'changes the protocol': raw(
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
  ),
  'has headers without end': raw(head(`x: ${'y'.repeat(100_000)}`) + list),
  'is in UTF-16': raw(whole(Buffer.from(list, 'utf16le'))),
  'is packed': raw(whole('\u001f\u008b\b', 'content-encoding: gzip\r\n')),
};

const tokens = {
  ...{ accessToken: 'a', accessExpiresAt: 1, refreshToken: 'r', refreshExpiresAt: 1 },
};

/** Everything that is read of Webex, and what must be known before it is told as done. */
const READS: Readonly<Record<string, (webex: WebexClient, url: string) => Promise<unknown>>> = {
  recordings: (webex) => listRecordings(webex, who, { window, limit: 9 }),
  'a recording': (webex) => getRecording(webex, who, 'a'),
  'a message': (webex) => createMessaging(webex, 't', Date.now).message('m'),
  'a click': (webex) => createMessaging(webex, 't', Date.now).action('c'),
  'the space': (webex) => createMessaging(webex, 't', Date.now).isDirect('s'),
  'the bot': (webex) => getMe(webex, 't'),
  people: (webex) => findPeople(webex, 't', { email: 'a@b.cc' }),
  'a member': (webex) => isMember(webex, 't', 's', 'p'),
  webhooks: (webex) => listWebhooks(webex, 't'),
  'new tokens': (webex, url) => oauthOf(webex, url).refresh(tokens),
  'first tokens': (webex, url) => oauthOf(webex, url).exchange('code', 'verifier'),
  'a code to sign in with': (webex, url) => oauthOf(webex, url).deviceCode(),
};

function oauthOf(webex: WebexClient, baseUrl: string) {
  const app = { clientId: 'c', clientSecret: 's', redirectUri: 'https://x.y/' };
  return createOAuthClient(webex, { ...app, baseUrl }, Date.now);
}

describe('answers of Webex that are odd on their way', () => {
  let server: ScriptedServer;
  let webex: WebexClient;
  before(async () => {
    server = await scriptedServer();
  });
  beforeEach(function () {
    const isEndless = /no end|never|for ever/.test(this.currentTest?.title ?? '');
    const timeoutMs = isEndless ? 200 : 10_000;
    webex = quickClient(server.url, { timeoutMs, retry: { ...quick, retries: 0 } });
  });
  afterEach(() => webex.close());
  after(() => server.stop());

  for (const [name, step] of Object.entries(UNREADABLE)) {
    it(`an answer that ${name} is no answer, to whatever was read`, async () => {
      server.always(step);
      const reads = Object.entries(READS).map(async ([what, read]) => {
        const error: unknown = await read(webex, server.url).then(
          (got) => assert.fail(`${what}: ${JSON.stringify(got)}`),
          (failure: unknown) => failure,
        );
        assert.ok(isWebexError(error), `${what}: ${String(error)}`);
        assert.ok(!(error instanceof WebexRefused), `${what}: ${error.message}`);
      });
      await Promise.all(reads);
    });

    for (const acts of [true, false]) {
      it(`a change ${acts ? 'that is done' : 'that is not done'}, and whose answer ${name}, is told by a look alone`, async () => {
        for (const what of ['trash', 'delete'] as const) {
          const shelf = { status: 'available', isGone: false };
          server.always((asked: Asked, response) => {
            if (asked.method === 'GET') {
              const { isGone, status } = shelf;
              const json = isGone ? { message: 'no such recording' } : { ...item, status };
              reply(response, { status: isGone ? 404 : 200, json });
              return;
            }
            if (acts && what === 'trash') shelf.status = 'deleted';
            if (acts && what === 'delete') shelf.isGone = true;
            if (typeof step === 'function') step(asked, response);
            else reply(response, step);
          });
          const ended: Told[] = [];
          const lookAgain = { ...LOOK_AGAIN, wait: () => Promise.resolve() };
          const deps = { webex, lookAgain, withToken: asOne };
          await changeRecordings(deps, { what, members: [{ id: 'a' }] }, (more) => {
            ended.push(...more.map(toldOf));
            return Promise.resolve();
          });
          const kind = ended[0]?.kind ?? '';
          const hasNoBody = ['is empty', 'is nothing (204)', 'is null'].includes(name);
          const open = hasNoBody || /Content-Length|half|nested|UTF-16|packed/.test(name);
          if (acts) assert.equal(kind, 'done', what);
          else assert.match(kind, open ? /^(not-seen|unchanged)$/ : /^unchanged$/, what);
        }
      });
    }
  }

  it('a page, an error or a half in place of an answer never says that a recording is shared', async () => {
    const sharing = { add: ['a@b.cc'], remove: [], sendEmail: true };
    const share = () => shareRecording(webex, who, 'a', sharing);
    const errors = [{ description: 'No such user' }];
    for (const step of [
      { text: page },
      { json: { message: 'no', errors, trackingId: 'T' } },
      { json: { errors: { a: 'no' } } },
      { json: { error: 'forbidden' } },
      { json: { message: 'Something went wrong', trackingId: 'T' } },
      { status: 207, json: { items: [{ email: 'a@b.cc', status: 404 }] } },
    ]) {
      server.always(step);
      await assert.rejects(share(), WebexUnreadable, JSON.stringify(step));
    }
    for (const step of [
      { status: 204 },
      { status: 202, json: { message: 'Accepted' } },
      { json: { errors: [], error: null, id: 'a' } },
    ]) {
      server.always(step);
      await share();
    }
  });

  it('what is posted, and answered oddly, is looked for before it is posted again', async () => {
    const content = { markdown: 'x' };
    const posted = { id: 'm', roomId: 's', personId: 'bot', markdown: 'x', created: time };
    for (const step of [UNREADABLE['is a page'], UNREADABLE['is empty'], cutInBody]) {
      const before = server.asked.length;
      assert.ok(step);
      server.will(step, { json: { items: [posted] } });
      const messaging = createMessaging(webex, 't', () => Date.parse(time));
      assert.equal((await messaging.post({ roomId: 's' }, content)).id, 'm');
      assert.deepEqual(
        server.asked.slice(before).map(({ method }) => method),
        ['POST', 'GET'],
      );
    }
  });

  it('what is posted is posted once, however odd Webex’s answer beside the ids', async () => {
    const before = server.asked.length;
    server.will({ json: { id: 'm', roomId: 's', personId: null, text: 7, created: 'soon' } });
    await createMessaging(webex, 't', Date.now).post({ roomId: 's' }, { markdown: 'x' });
    // Of others in the space only what tells them apart is read.
    const there = { id: 'm2', roomId: 's', personId: null, markdown: 'x', created: time };
    server.will(cutInBody, { json: { items: [there] } });
    const messaging = createMessaging(webex, 't', () => Date.parse(time));
    assert.equal((await messaging.post({ roomId: 's' }, { markdown: 'x' })).id, 'm2');
    assert.equal(server.asked.length - before, 3);
  });

  it('a card that somebody in between refuses is sent as its text', async () => {
    server.will({ status: 403, text: page }, { json: { id: 'm', roomId: 's', personId: 'bot' } });
    const card = { markdown: 'x', card: { type: 'AdaptiveCard' } };
    assert.equal((await createMessaging(webex, 't', Date.now).post({ roomId: 's' }, card)).id, 'm');
    assert.ok(!server.asked.at(-1)?.body.includes('AdaptiveCard'));
  });

  it('a 401 on a page ends no connection: a token is renewed, and a refresh token not given up', async () => {
    server.always({ status: 401, text: page });
    await assert.rejects(getRecording(webex, who, 'a'), { name: 'WebexRefused', status: 401 });
    await assert.rejects(oauthOf(webex, server.url).refresh(tokens), WebexUnreadable);
  });

  it('a 5xx says what it says, page or not', async () => {
    server.always({ status: 503, text: page });
    for (const read of Object.values(READS))
      await assert.rejects(read(webex, server.url), { name: 'WebexRefused', status: 503 });
  });

  describe('and can be read', () => {
    const found = async (bytes: string | Buffer) => {
      server.will(raw(bytes));
      return (await listRecordings(webex, who, { window, limit: 9 })).recordings[0];
    };
    for (const [name, bytes] of Object.entries({
      'with the mark of its byte order': whole(`\uFEFF${list}`),
      'in chunks of a byte': `${head('transfer-encoding: chunked')}${Array.from(list)
        .map((one) => `1\r\n${one}\r\n`)
        .join('')}0\r\n\r\n`,
      'after early hints': Buffer.concat([
        Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </v1/x>; rel="next"\r\n\r\n'),
        whole(list),
      ]),
      'with white space around it': whole(`\r\n\t ${list} \r\n`),
      'with two of a key, of which the last counts': whole(
        `{"items":[],"items":[{"id":"b","id":"a","topic":"x","createTime":"${time}"}]}`,
      ),
      'beside what is nested too deeply': whole(`{"items":[${nested},${JSON.stringify(item)}]}`),
      'with fields that are nested too deeply': whole(
        `{"items":[{"id":"a","topic":"x","createTime":"${time}","format":${nested}}]}`,
      ),
    })) {
      it(name, async () => {
        const recording = await found(bytes);
        assert.deepEqual([recording?.id, recording?.topic], ['a', 'x']);
      });
    }

    it('of what would be a prototype, nothing', async () => {
      const evil = '{"topic":"evil","shareToMe":true,"status":"deleted"}';
      const odd = `{"id":"a","__proto__":${evil},"constructor":{"prototype":${evil}},"createTime":"${time}"}`;
      const recording = await found(whole(`{"__proto__":{"items":[]},"items":[${odd}]}`));
      assert.deepEqual(recording, { id: 'a', topic: '', createTime: time, shareToMe: false });
      assert.equal(({} as Record<string, unknown>).topic, undefined);
      server.will(
        raw(
          whole(
            `{"id":"c","type":"submit","messageId":"m","roomId":"s","personId":"p","inputs":{"__proto__":${evil},"action":"list"}}`,
          ),
        ),
      );
      const { inputs } = await createMessaging(webex, 't', Date.now).action('c');
      assert.deepEqual(Object.keys(inputs), ['action']);
      assert.equal(inputs.topic, undefined);
    });

    it('an error that says 200 is not shown as a transcript', async () => {
      const errors = [{ description: 'no' }];
      server.will({ json: { message: 'no', errors, trackingId: 'T' } });
      await assert.rejects(downloadTranscript(webex, who, 'a', 'txt'), WebexUnreadable);
      const said = '{ "message": "hi" } is what Alice said';
      server.will({ text: said });
      assert.equal(await downloadTranscript(webex, who, 'a', 'txt'), said);
    });

    it('a transcript that is far too large is not shown as an empty one', async () => {
      server.will(raw(whole('x'.repeat(33_000_000))));
      await assert.rejects(downloadTranscript(webex, who, 'a', 'txt'), WebexUnreadable);
    });
  });
});

const asOne = <T>(call: (authority: { token: string }) => Promise<T>): Promise<T> => call(who);
