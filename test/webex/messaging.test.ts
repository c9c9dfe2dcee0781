import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { WebexClient } from '../../src/webex/client.js';
import { hasStatus, isFinal } from '../../src/webex/errors.js';
import { type Content, type Place, nameCard } from '../../src/webex/messages.js';
import { type Messaging, createMessaging, updateOrRepost } from '../../src/webex/messaging.js';
import { readableLog } from '../bot/support/log.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedClient } from '../support/scripted-client.js';
import { scriptedServer, silence } from '../support/scripted-server.js';

const card = {
  type: 'AdaptiveCard',
  version: '1.3',
  body: [{ type: 'TextBlock', text: 'Hello' }],
};

describe('webex/messaging', () => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  let messaging: Messaging;
  let alice: { id: string; toAlice: Place };
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    webex = quickClient(sandbox.apiUrl);
    messaging = createMessaging(webex, 'sandbox-bot', Date.now);
    const id = sandbox.world.people.byEmail('alice@example.com')?.id ?? '';
    alice = { id, toAlice: { toPersonId: id } };
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });

  /** Anything as Alice. */
  const asAlice = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${sandbox.apiUrl}${path}`, {
      method,
      headers: { authorization: 'Bearer sandbox-alice', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path} ${answer.status}`);
    return (await answer.json()) as T;
  };
  const said = async (): Promise<(string | undefined)[]> => {
    const path = '/messages/direct?personEmail=recordings@webex.bot';
    const page = await asAlice<{ items: { markdown?: string }[] }>('GET', path);
    return page.items.map(({ markdown }) => markdown).reverse();
  };
  const groupSpace = async (): Promise<{ roomId: string }> => {
    const { id: roomId } = await asAlice<{ id: string }>('POST', '/rooms', { title: 'Team' });
    await asAlice('POST', '/memberships', { roomId, personEmail: 'recordings@webex.bot' });
    return { roomId };
  };
  const posts = (): number =>
    sandbox.calls.list().filter(({ method, path, token }) => {
      return method === 'POST' && path === '/v1/messages' && token === 'sandbox-bot';
    }).length;
  const onPosts = (fault: object) =>
    sandbox.faults.set([{ method: 'POST', path: '^/messages$', times: 1, ...fault }]);

  describe('post', () => {
    it('posts a card with its text', async () => {
      const posted = await messaging.post(alice.toAlice, { markdown: 'Hi', card });
      assert.deepEqual(await said(), ['Hi']);
      assert.equal((await messaging.message(posted.id)).roomId, posted.roomId);
    });

    for (const fault of [{ cut: 'after' }, { cut: 'before' }, { status: 502 }, { status: 504 }]) {
      it(`says it once after ${JSON.stringify(fault)}`, async () => {
        await messaging.post(alice.toAlice, { markdown: 'Hi' });
        onPosts(fault);
        const posted = await messaging.post(alice.toAlice, { markdown: 'Ho' });
        assert.deepEqual(await said(), ['Hi', 'Ho']);
        assert.equal((await messaging.message(posted.id)).text, 'Ho');
        assert.equal(posts(), fault.cut === 'after' ? 2 : 3);
      });
      it(`takes no equal message for it after ${JSON.stringify(fault)}`, async () => {
        const first = await messaging.post(alice.toAlice, { markdown: 'Hi' });
        onPosts(fault);
        const second = await messaging.post(alice.toAlice, { markdown: 'Hi' });
        assert.notEqual(second.id, first.id);
        assert.deepEqual(await said(), ['Hi', 'Hi']);
      });
    }

    const secretive = (): typeof card =>
      nameCard({ ...card, body: [{ type: 'TextBlock', text: 'Salaries of Bob' }] }, 'recordings');
    for (const [shape, errors] of [
      ['a list', ['body[0].text: “Salar…” of TextBlock must not be Bob']],
      ['an object', { 'body[0].text': ['“Salar…” of TextBlock must not be Bob'] }],
    ] as const) {
      it(`sends the text of a refused card at once, and logs why, by its name (${shape})`, async () => {
        const log = readableLog();
        onPosts({ sends: '"attachments"', times: 9, status: 400, message: 'Bad card', errors });
        const told = createMessaging(webex, 'sandbox-bot', Date.now, log.log);
        await told.post(alice.toAlice, { markdown: 'Hi', card: secretive() });
        assert.deepEqual(await said(), ['Hi']);
        assert.equal(posts(), 2);
        const [line] = log.lines();
        assert.deepEqual([line?.msg, line?.card], ['card refused; sent as text', 'recordings']);
        assert.match(
          JSON.stringify(line?.complaints),
          /body\[0\]\.text: .+ TextBlock must not be …/,
        );
        assert.doesNotMatch(log.text(), /Salar|Bob/);
      });
    }

    for (const status of [400, 401, 403, 404, 409, 413, 451]) {
      it(`does not ask again after a ${status} to words`, async () => {
        onPosts({ status, times: 9 });
        const post = messaging.post(alice.toAlice, { markdown: 'Hi' });
        await assert.rejects(post, (error) => isFinal(error));
        assert.equal(posts(), 1);
      });
    }

    it('logs nothing of what Webex says of a space that refuses a card', async () => {
      const log = readableLog();
      const errors = ['“Salaries” is no place for Bob'];
      onPosts({ sends: '"attachments"', status: 403, errors });
      const told = createMessaging(webex, 'sandbox-bot', Date.now, log.log);
      await told.post(alice.toAlice, { markdown: 'Hi', card: secretive() });
      assert.deepEqual(log.lines()[0]?.complaints, []);
      assert.doesNotMatch(log.text(), /Salar|Bob/);
    });

    it('sends no text instead of a card where Webex refuses the token', async () => {
      onPosts({ status: 401, times: 9 });
      const post = messaging.post(alice.toAlice, { markdown: 'Hi', card });
      await assert.rejects(post, { status: 401 });
      assert.equal(posts(), 1);
    });

    for (const status of [408, 423, 429]) {
      it(`does not take a ${status} for the last word about a card`, async () => {
        onPosts({ status, times: 9 });
        const post = messaging.post(alice.toAlice, { markdown: 'Hi', card });
        await assert.rejects(post, (error) => hasStatus(error, status) && !isFinal(error));
        onPosts({ status });
        await messaging.post(alice.toAlice, { markdown: 'Hi', card });
        assert.deepEqual(await said(), ['Hi']);
      });
    }

    it('finds it in a space that it knows by its id', async () => {
      const { roomId } = await messaging.post(alice.toAlice, { markdown: 'Hi' });
      onPosts({ cut: 'after' });
      await messaging.post({ roomId }, { markdown: 'Ho' });
      assert.deepEqual(await said(), ['Hi', 'Ho']);
      assert.equal(posts(), 2);
    });

    it('takes no message of long before for it', async () => {
      const before = createMessaging(webex, 'sandbox-bot', Date.now);
      await before.post(alice.toAlice, { markdown: 'Hi' });
      onPosts({ cut: 'before' });
      const later = createMessaging(webex, 'sandbox-bot', () => Date.now() + 60_000);
      await later.post(alice.toAlice, { markdown: 'Hi' });
      assert.deepEqual(await said(), ['Hi', 'Hi']);
    });

    it('takes no message of another process with other buttons for it', async () => {
      const withData = (text: string) => ({
        ...card,
        actions: [{ type: 'Action.Submit', title: 'Go', data: { text } }],
      });
      const other = createMessaging(webex, 'sandbox-bot', Date.now);
      const { id } = await other.post(alice.toAlice, { markdown: 'Hi', card: withData('one') });
      onPosts({ cut: 'before' });
      const again = await messaging.post(alice.toAlice, { markdown: 'Hi', card: withData('two') });
      assert.notEqual(again.id, id);
      onPosts({ cut: 'after' });
      await messaging.post(alice.toAlice, { markdown: 'Ho', card: withData('three') });
      assert.deepEqual(await said(), ['Hi', 'Hi', 'Ho']);
    });

    it('posts two equal ones at once, each doubtful, as two', async () => {
      await messaging.post(alice.toAlice, { markdown: 'Hi' });
      onPosts({ cut: 'after', times: 2 });
      const [one, other] = await Promise.all([
        messaging.post(alice.toAlice, { markdown: 'Ho' }),
        messaging.post(alice.toAlice, { markdown: 'Ho' }),
      ]);
      assert.notEqual(one.id, other.id);
      assert.deepEqual(await said(), ['Hi', 'Ho', 'Ho']);
    });

    it('posts again in a group space, where it may not look', async () => {
      const place = await groupSpace();
      onPosts({ cut: 'before' });
      await messaging.post(place, { markdown: 'Hi' });
      const looked = sandbox.calls.list().filter(({ method, path, token }) => {
        return method === 'GET' && path === '/v1/messages' && token === 'sandbox-bot';
      });
      assert.deepEqual(
        looked.map(({ status }) => status),
        [403],
      );
      assert.equal(posts(), 2);
    });

    it('waits for a busy Webex to know whether it was posted, and says it once', async () => {
      const headers = { 'retry-after': '1' };
      sandbox.faults.set([
        { method: 'POST', path: '^/messages$', cut: 'after', times: 1 },
        { method: 'GET', path: '^/messages/direct$', status: 429, headers, times: 8 },
      ]);
      const patient = quickClient(sandbox.apiUrl, { wait: () => Promise.resolve() });
      await createMessaging(patient, 'sandbox-bot', Date.now).post(alice.toAlice, {
        markdown: 'Hi',
      });
      await patient.close();
      assert.deepEqual([await said(), posts()], [['Hi'], 1]);
    });

    it('looks after the last doubtful try, too', async () => {
      sandbox.faults.set([
        { method: 'POST', path: '^/messages$', status: 502, times: 2 },
        { method: 'POST', path: '^/messages$', cut: 'after', times: 1 },
      ]);
      const posted = await messaging.post(alice.toAlice, { markdown: 'Hi' });
      assert.deepEqual([await said(), posts()], [['Hi'], 3]);
      assert.equal((await messaging.message(posted.id)).text, 'Hi');
    });

    it('gives up after three doubtful tries', async () => {
      onPosts({ status: 502, times: 9 });
      await assert.rejects(messaging.post(alice.toAlice, { markdown: 'Hi' }), { status: 502 });
      assert.equal(posts(), 3);
    });

    it('takes a refusal for an answer', async () => {
      onPosts({ status: 400 });
      await assert.rejects(messaging.post(alice.toAlice, { markdown: 'Hi' }), { status: 400 });
      assert.equal(posts(), 1);
    });

    it('leaves what was called off alone', async () => {
      const calledOff: WebexClient = {
        ...webex,
        call: (request) => webex.call({ ...request, signal: AbortSignal.abort() }),
      };
      const post = createMessaging(calledOff, 'sandbox-bot', Date.now).post(alice.toAlice, {
        markdown: '',
      });
      await assert.rejects(post, { code: 'ERR_CANCELED' });
      assert.equal(sandbox.calls.list().length, 0);
    });

    it('hides no mistake of its own behind its looking', async () => {
      const mistaken: WebexClient = {
        ...webex,
        call: (request) =>
          request.method === 'GET' ? Promise.reject(new TypeError('ours')) : webex.call(request),
      };
      onPosts({ cut: 'before' });
      const post = createMessaging(mistaken, 'sandbox-bot', Date.now).post(alice.toAlice, {
        markdown: 'a',
      });
      await assert.rejects(post, TypeError);
    });

    it('looks after a time-out, and does not count what has no time', async () => {
      const posted = { id: 'm1', roomId: 'r', personId: 'p' };
      const server = await scriptedServer(
        silence,
        { json: { items: [{ ...posted, id: 'm0', markdown: 'Hi' }] } },
        { json: posted },
      );
      const hasty = quickClient(server.url, { timeoutMs: 1_000 });
      const place = { roomId: 'r' };
      assert.equal(
        (await createMessaging(hasty, 't', Date.now).post(place, { markdown: 'Hi' })).id,
        'm1',
      );
      assert.deepEqual(
        server.asked.map(({ method }) => method),
        ['POST', 'GET', 'POST'],
      );
      await hasty.close();
      await server.stop();
    });
  });

  it('replaces what a message shows', async () => {
    const posted = await messaging.post(alice.toAlice, { markdown: 'Hi', card });
    const edited = await messaging.edit(posted, { markdown: 'Ho', card });
    assert.equal(edited.id, posted.id);
    assert.deepEqual(await said(), ['Ho']);
  });

  it('writes as the person reads it who alone does so', async () => {
    const readBy = (personId: string, { markdown }: Content) =>
      Promise.resolve({ markdown: `${markdown} for ${personId === alice.id ? 'Alice' : '?'}` });
    const dated = createMessaging(webex, 'sandbox-bot', Date.now, undefined, readBy);
    const { id, roomId } = await dated.post(alice.toAlice, { markdown: 'one' });
    await dated.post({ roomId }, { markdown: 'two' });
    await dated.post({ roomId }, { markdown: 'three' }, alice.id);
    assert.deepEqual(await said(), ['one for Alice', 'two', 'three for Alice']);
    await updateOrRepost(dated, { id, roomId }, { markdown: 'four' });
    assert.equal((await said())[0], 'four');
    await updateOrRepost(dated, { id, roomId }, { markdown: 'five' }, alice.id);
    sandbox.faults.set([{ method: 'PUT', path: '^/messages/', status: 400, times: 9 }]);
    await updateOrRepost(dated, { id, roomId }, { markdown: 'six' }, alice.id);
    assert.deepEqual(await said(), ['two', 'three for Alice', 'six for Alice']);
  });

  it('shows it anew where a message cannot be changed, and leaves all as it is where Webex is busy', async () => {
    const at = await messaging.post(alice.toAlice, { markdown: 'one', card });
    const onEdits = (status: number) =>
      sandbox.faults.set([{ method: 'PUT', path: '^/messages/', status, times: 9 }]);
    onEdits(429);
    await assert.rejects(updateOrRepost(messaging, at, { markdown: 'two' }), { status: 429 });
    assert.deepEqual(await said(), ['one']);
    onEdits(400);
    const moved = await updateOrRepost(messaging, at, { markdown: 'two' });
    assert.notEqual(moved.id, at.id);
    assert.deepEqual(await said(), ['two']);
  });

  it('takes an edit for made that Webex made without saying so', async () => {
    const at = await messaging.post(alice.toAlice, { markdown: 'one', card });
    const two = { markdown: 'two', card: { ...card, body: [{ type: 'TextBlock', text: 'Two' }] } };
    sandbox.faults.set([{ method: 'PUT', path: '^/messages/', cut: 'after', times: 9 }]);
    assert.equal((await updateOrRepost(messaging, at, two)).id, at.id);
    assert.deepEqual(await said(), ['two']);
    const edits = { method: 'PUT', path: '^/messages/' };
    const alone = { markdown: 'alone', card };
    sandbox.faults.set([
      { ...edits, cut: 'after', times: 1 },
      { ...edits, status: 429, times: 9 },
    ]);
    assert.equal((await updateOrRepost(messaging, at, alone)).id, at.id);
    assert.deepEqual(await said(), ['alone']);
    sandbox.faults.set([]);
    await messaging.edit(at, two);
    // What was not made is shown anew; so is what differs in its card alone.
    const three = { markdown: 'two', card: { ...card, body: [{ type: 'TextBlock', text: '3' }] } };
    sandbox.faults.set([{ method: 'PUT', path: '^/messages/', cut: 'before', times: 9 }]);
    assert.notEqual((await updateOrRepost(messaging, at, three)).id, at.id);
    assert.deepEqual(await said(), ['two']);
  });

  it('removes what it shows anew, however busy Webex is meanwhile', async () => {
    const at = await messaging.post(alice.toAlice, { markdown: 'one', card });
    const busy = { method: 'DELETE', path: '^/messages/', status: 429, times: 5 };
    sandbox.faults.set([
      { method: 'PUT', path: '^/messages/', status: 400, times: 9 },
      { ...busy, headers: { 'retry-after': '0.01' } },
    ]);
    await updateOrRepost(messaging, at, { markdown: 'two' });
    assert.deepEqual(await said(), ['two']);
  });

  it('removes a message; gone already is as good', async () => {
    const { id } = await messaging.post(alice.toAlice, { markdown: 'Hi' });
    await messaging.remove(id);
    assert.deepEqual(await said(), []);
    await messaging.remove(id);
    sandbox.faults.set([{ method: 'DELETE', status: 403 }]);
    await assert.rejects(messaging.remove(id), { status: 403 });
  });

  it('reads a click', async () => {
    const action = { type: 'Action.Submit', title: 'Go', data: { a: 'b' } };
    const shown = { ...card, actions: [action] };
    const { id: messageId } = await messaging.post(alice.toAlice, { markdown: 'x', card: shown });
    const click = { type: 'submit', messageId, inputs: { a: 'b' } };
    const { id } = await asAlice<{ id: string }>('POST', '/attachment/actions', click);
    const read = await messaging.action(id);
    assert.deepEqual(read.inputs, { a: 'b' });
    assert.equal(read.messageId, messageId);
  });

  it('knows a 1:1 space from a group space', async () => {
    const { roomId } = await messaging.post(alice.toAlice, { markdown: 'Hi' });
    assert.equal(await messaging.isDirect(roomId), true);
    assert.equal(await messaging.isDirect((await groupSpace()).roomId), false);
  });
});

describe('the 1:1 spaces with activity since then', () => {
  const http = scriptedClient();
  const since = Date.parse('2026-08-07T10:00:00Z');
  const space = (id: string, minutes: number) => {
    return { id, lastActivity: new Date(since + minutes * 60_000).toISOString() };
  };
  const found = () => createMessaging(http.webex, 't', Date.now).directSpaces(since);

  it('are looked for from the liveliest on, until a page has older ones', async () => {
    const [one, other] = [space('s1', 9), space('s2', 0)];
    http.server.will(
      http.page([one], 'rooms?c=2'),
      http.page([other, space('s3', -1)], 'rooms?c=3'),
    );
    assert.deepEqual(await found(), ['s1', 's2']);
    const [first, second, ...more] = http.queries();
    assert.deepEqual(first, { type: 'direct', sortBy: 'lastactivity', max: '100' });
    assert.deepEqual([second, more], [{ c: '2' }, []]);
  });

  it('are found though one of them tells no time or cannot be read', async () => {
    const odd = { id: 's1', lastActivity: 'just now' };
    http.server.will(http.page([odd, { id: 7 }, space('s2', 1)]));
    assert.deepEqual(await found(), ['s1', 's2']);
  });
});
