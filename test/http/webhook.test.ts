import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { RecordingEvent, WebexEvent } from '../../src/events/event.js';
import { createServer } from '../../src/http/server.js';
import { isSigned, webhookRouter } from '../../src/http/webhook.js';
import { webhookSecret } from '../../src/util/webhook-secret.js';
import { readableLog } from '../bot/support/log.js';
import { type Served, serve } from './serve.js';
import { sparkSignature, webexSignature } from './sign.js';

const body = Buffer.from('{"resource":"messages"}');
const secret = 'the-secret-that-signs';
const spark = sparkSignature(body, secret);
const webex = webexSignature(body, secret);
const wrong = (hex: string): string => hex.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const [sha256 = '', sha512 = ''] = webex.split(', ');

describe('isSigned', () => {
  const cases: readonly (readonly [string, boolean, string | undefined, string | undefined])[] = [
    ['the first header alone', true, spark, undefined],
    ['the first header in capitals', true, spark.toUpperCase(), undefined],
    ['both headers', true, spark, webex],
    [
      'both headers, the second in the other order and case',
      true,
      spark,
      `sha-512=${sha512.slice(8)},sha-256=${sha256.slice(8)}`,
    ],
    ['the second header with one hash', true, spark, sha512],
    ['a hash that we do not know besides one that we do', true, spark, `SHA-1024=aa, ${sha256}`],
    ['no header', false, undefined, undefined],
    ['the second header alone', false, undefined, webex],
    ['a wrong first header', false, wrong(spark), undefined],
    ['a wrong first and a right second header', false, wrong(spark), webex],
    ['a short first header', false, spark.slice(0, -1), undefined],
    ['an empty first header', false, '', undefined],
    ['a wrong SHA-256', false, spark, `${wrong(sha256)}, ${sha512}`],
    ['a wrong SHA-512', false, spark, `${sha256}, ${wrong(sha512)}`],
    ['an empty second header', false, spark, ''],
    ['a second header of unknown hashes', false, spark, 'MD5=aa'],
    ['a hash without a value', false, spark, 'SHA-256'],
  ];
  for (const [what, expected, first, second] of cases) {
    it(`${expected ? 'takes' : 'refuses'} ${what}`, () => {
      assert.equal(isSigned(body, { spark: first, webex: second }, [secret]), expected);
    });
  }

  it('takes any of several secrets, whichever stands where', () => {
    const other = 'another-secret-of-ours';
    for (const secrets of [
      [secret, other],
      [other, secret],
    ]) {
      assert.ok(isSigned(body, { spark, webex }, secrets));
    }
    assert.ok(!isSigned(body, { spark, webex }, [other]));
    assert.ok(!isSigned(body, { spark, webex }, []));
  });

  it('wants both headers from the same secret', () => {
    const other = 'another-secret-of-ours';
    const mixed = { spark, webex: webexSignature(body, other) };
    assert.ok(!isSigned(body, mixed, [secret, other]));
  });

  it('is about the very bytes', () => {
    assert.ok(!isSigned(Buffer.from('{"resource": "messages"}'), { spark, webex }, [secret]));
  });
});

const SECRET = 'the-new-secret-of-ours';
const OLD = 'the-old-secret-of-ours';
const LARGEST = 64 * 1024;

const event = {
  id: 'w1',
  resource: 'messages',
  event: 'created',
  actorId: 'alice',
  data: { id: 'm1', roomId: 's1', roomType: 'direct', personId: 'alice' },
};

describe('POST /webhook', () => {
  let served: Served;
  let taken: WebexEvent[];
  let accept: (event: WebexEvent) => Promise<void>;
  before(async () => {
    const parts = { secrets: [SECRET, OLD], accept: (one: WebexEvent) => accept(one) };
    served = await serve(createServer([webhookRouter(parts)], readableLog().log));
  });
  beforeEach(() => {
    taken = [];
    accept = (one) => {
      taken.push(one);
      return Promise.resolve();
    };
  });
  after(() => served.stop());

  async function post(
    body: string | Buffer | undefined,
    headers: Record<string, string> = {},
    secret = SECRET,
  ): Promise<number> {
    const answer = await fetch(`${served.url}/webhook`, {
      method: 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-spark-signature': sparkSignature(body ?? '', secret),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    await answer.text();
    return answer.status;
  }
  const padded = (bytes: number): string => {
    const text = JSON.stringify({ ...event, pad: '' });
    return JSON.stringify({ ...event, pad: 'x'.repeat(bytes - text.length) });
  };

  it('keeps an event and answers 200', async () => {
    assert.equal(await post(JSON.stringify(event)), 200);
    const { resource, event: name, actorId, data } = event;
    assert.deepEqual(taken, [{ resource, event: name, actorId, data }]);
  });

  it('answers only when the event is kept', async () => {
    let keep: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      accept = () => {
        resolve();
        return new Promise<void>((done) => (keep = done));
      };
    });
    let answered = false;
    const answer = post(JSON.stringify(event)).finally(() => (answered = true));
    await asked;
    assert.equal(answered, false);
    keep();
    assert.equal(await answer, 200);
  });

  it('takes the second signature, and the secret that is on its way out', async () => {
    const body = JSON.stringify(event);
    assert.equal(await post(body, { 'x-webex-signature': webexSignature(body, SECRET) }), 200);
    const old = { 'x-webex-signature': webexSignature(body, OLD) };
    assert.equal(await post(body, old, OLD), 200);
    assert.equal(taken.length, 2);
  });

  it('takes a charset and capitals in the type', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    assert.equal(await post(JSON.stringify(event), headers), 200);
  });

  it(`takes exactly ${LARGEST} bytes, and no byte more`, async () => {
    assert.equal(Buffer.byteLength(padded(LARGEST)), LARGEST);
    assert.equal(await post(padded(LARGEST)), 200);
    assert.equal(taken.length, 1);
    assert.equal(await post(padded(LARGEST + 1)), 413);
    assert.equal(taken.length, 1);
  });

  it('looks at the size before the signature', async () => {
    assert.equal(await post(padded(LARGEST + 1), { 'x-spark-signature': 'wrong' }), 413);
  });

  it('looks at the type before the signature: 415', async () => {
    const headers = { 'content-type': 'text/plain', 'x-spark-signature': 'wrong' };
    assert.equal(await post(JSON.stringify(event), headers), 415);
  });

  it('unpacks nothing: 415', async () => {
    const packed = gzipSync(JSON.stringify(event));
    assert.equal(await post(packed, { 'content-encoding': 'gzip' }), 415);
  });

  it('refuses a wrong signature, also of what would be a wrong body: 401', async () => {
    assert.equal(await post(JSON.stringify(event), {}, 'a-secret-that-is-not-ours'), 401);
    assert.equal(await post(JSON.stringify(event), { 'x-spark-signature': '' }), 401);
    assert.equal(await post('{', { 'x-spark-signature': 'wrong' }), 401);
    const body = JSON.stringify(event);
    assert.equal(await post(body, { 'x-webex-signature': webexSignature(body, OLD) }), 401);
  });

  for (const [what, body] of [
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '7'],
    ['no data', '{"resource":"messages","event":"created"}'],
    ['data without an id', '{"resource":"messages","event":"created","data":{}}'],
    ['no event', '{"resource":"messages","data":{"id":"m1"}}'],
  ] as const) {
    it(`refuses ${what}, though signed: 400`, async () => {
      assert.equal(await post(body), 400);
      assert.deepEqual(taken, []);
    });
  }

  for (const [what, odd] of [
    ['an id with NUL', { data: { ...event.data, id: 'm\u0000' } }],
    ['an id with half an emoji', { data: { ...event.data, id: 'm\ud83d' } }],
    ['an id with white space', { data: { ...event.data, roomId: 'a b' } }],
    ['an id without an end', { data: { ...event.data, personId: 'x'.repeat(501) } }],
    ['a time with NUL', { data: { ...event.data, created: '2026\u0000' } }],
    ['a kind of space with NUL', { data: { ...event.data, roomType: '\u0000' } }],
    ['an actor with NUL', { actorId: 'a\u0000' }],
    ['a resource with NUL', { resource: 'messages\u0000' }],
    ['an event without an end', { event: 'x'.repeat(101) }],
    ['a webhook with NUL', { resource: 'recordings', id: 'w\u0000' }],
  ] as const) {
    it(`refuses ${what}, though signed: 400`, async () => {
      accept = () => Promise.reject(new Error('invalid byte sequence'));
      assert.equal(await post(JSON.stringify({ ...event, ...odd })), 400);
    });
  }

  it('takes ids that are null where they may be missing', async () => {
    assert.equal(await post(JSON.stringify({ ...event, actorId: null, createdBy: null })), 200);
  });

  it('takes the secret of that very webhook, and of no other', async () => {
    const text = JSON.stringify(event);
    for (const configured of [SECRET, OLD]) {
      assert.equal(await post(text, {}, webhookSecret(configured, event)), 200);
    }
    const other = { resource: 'memberships', event: 'created' };
    assert.equal(await post(text, {}, webhookSecret(SECRET, other)), 401);
    const click = JSON.stringify({ ...event, resource: 'attachmentActions' });
    assert.equal(await post(click, {}, webhookSecret(SECRET, event)), 401);
    // Whoever owns the token can read the secret of its webhook.
    const ready = (createdBy: string) => ({
      ...{ id: 'w1', resource: 'recordings', event: 'created', createdBy, data: { id: 'r1' } },
    });
    const ofAlice = webhookSecret(SECRET, { ...other, resource: 'recordings', owner: 'alice' });
    assert.equal(await post(JSON.stringify(ready('alice')), {}, ofAlice), 200);
    assert.equal(await post(JSON.stringify(ready('bob')), {}, ofAlice), 401);
    assert.equal(await post(JSON.stringify({ ...event, createdBy: 'alice' }), {}, ofAlice), 401);
  });

  it('lets pass what other resources send, and does nothing', async () => {
    const other = { resource: 'recordings', event: 'created', data: { id: 'r1' } };
    assert.equal(await post(JSON.stringify(other)), 200);
    assert.deepEqual(taken, []);
  });

  it('answers 503 when the event could not be kept', async () => {
    accept = () => Promise.reject(new Error('the disk is full'));
    assert.equal(await post(JSON.stringify(event)), 503);
  });

  it('takes a request without a body for an empty one', async () => {
    // Neither a length nor chunks: fetch cannot send this.
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    const signature = sparkSignature('', SECRET);
    socket.end(`POST /webhook HTTP/1.1\r\nHost: x\r\nX-Spark-Signature: ${signature}\r\n\r\n`);
    assert.match(await readAll(socket), /^HTTP\/1\.1 400 /);
  });

  it('is for POST alone', async () => {
    assert.equal((await fetch(`${served.url}/webhook`)).status, 404);
  });

  describe('of a recording that is ready', () => {
    const ready = {
      id: 'w1',
      resource: 'recordings',
      event: 'created',
      createdBy: 'alice',
      data: { id: 'r1', topic: 'Town hall', siteUrl: 'acme.webex.com' },
    };
    const given = async (
      body: object,
      onRecordingReady: (event: RecordingEvent) => Promise<void>,
    ) => {
      const parts = {
        secrets: [SECRET],
        accept: (one: WebexEvent) => accept(one),
        onRecordingReady,
      };
      const other = await serve(createServer([webhookRouter(parts)], readableLog().log));
      try {
        const text = JSON.stringify(body);
        const answer = await fetch(`${other.url}/webhook`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-spark-signature': sparkSignature(text, SECRET),
          },
          body: text,
        });
        return answer.status;
      } finally {
        await other.stop();
      }
    };

    it('takes ids alone, and tells Webex only when that is kept', async () => {
      const heard: RecordingEvent[] = [];
      const onRecordingReady = (event: RecordingEvent) => Promise.resolve(void heard.push(event));
      assert.equal(await given(ready, onRecordingReady), 200);
      assert.deepEqual(heard, [{ ...ready, data: { id: 'r1' } }]);
      assert.deepEqual(taken, []);
      assert.equal(await given(ready, () => Promise.reject(new Error('no database'))), 503);
      assert.equal(await post(JSON.stringify(ready)), 200, 'where nobody listens');
    });

    it('leaves alone what is another event, or no id', async () => {
      const never = () => Promise.reject(new Error('not to be heard'));
      for (const other of [
        { ...ready, event: 'deleted' },
        { ...ready, resource: 'meetings' },
        { ...ready, data: { id: '../people/me' } },
      ]) {
        assert.equal(await given(other, never), 200, JSON.stringify(other));
      }
    });
  });
});
