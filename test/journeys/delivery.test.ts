import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { journey, TRANSPORTS, WEBHOOK_SECRET, type Journey } from '../support/journey.js';
import { until } from '../support/until.js';
import type { Client } from '../support/people.js';

for (const transport of TRANSPORTS)
  describe(`journey: what Webex delivers by ${transport}, and how`, () => {
    let j: Journey;
    let alice: Client;
    before(async () => {
      j = await journey({ transport });
      alice = j.as('sandbox-alice');
      await alice.connects();
    });
    afterEach(() => {
      j.sandbox.faults.set([]);
      j.sandbox.letGo();
    });
    after(() => j.end());

    const count = async (): Promise<number> => (await alice.heard()).length;

    it('what comes twice is answered once, and acts once', async () => {
      j.sandbox.faults.set([{ webhook: 'duplicate' }]);
      const before = await count();
      const list = await alice.lists();
      assert.equal(await count(), before + 1);
      j.sandbox.calls.clear();
      await list.trashes();
      assert.match((await alice.card()).text(), /Moved/);
      assert.equal(j.calls().filter((call) => call.endsWith('/softDelete')).length, 1);
    });

    it('what comes late or out of order is answered, each once', async () => {
      const before = await count();
      j.sandbox.faults.set([
        { webhook: 'delay', latencyMs: 50, times: 1 },
        { webhook: 'reorder', times: 1 },
      ]);
      const words = ['help', 'whoami', 'list 1', 'list 2'];
      await Promise.all(words.map((each) => alice.says(each)));
      assert.equal(await count(), before + words.length);
    });

    it('the bot’s own messages cost no call', async () => {
      j.sandbox.calls.clear();
      await alice.says('help');
      assert.equal(j.calls('sandbox-bot').length, 2);
    });

    it('a message deleted before it is fetched wants no answer', async () => {
      const before = await count();
      const hold = j.sandbox.hold({ path: /./, when: 'delivery' });
      const { id } = await alice.api<{ id: string }>('POST', '/messages', {
        toPersonEmail: 'recordings@webex.bot',
        text: 'list',
      });
      await alice.api('DELETE', `/messages/${id}`);
      j.sandbox.calls.clear();
      hold.open();
      await j.rest();
      assert.equal(await count(), before);
      assert.equal(j.calls('sandbox-bot').length, 1);
    });
  });

describe('journey: what is delivered, and cannot be fetched or answered', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const count = async (): Promise<number> => (await alice.heard()).length;

  it('what is not signed, or wrongly, is refused and costs no call', async () => {
    const body = JSON.stringify({
      resource: 'messages',
      event: 'created',
      data: { id: 'm1', roomId: 'r1', personId: 'p1' },
    });
    const sign = (secret: string, algorithm = 'sha1'): string =>
      createHmac(algorithm, secret).update(body).digest('hex');
    const post = async (headers: Record<string, string>, sent = body): Promise<number> =>
      (
        await fetch(`${j.app.url}/webhook`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: sent,
        })
      ).status;
    const good = { 'x-spark-signature': sign(WEBHOOK_SECRET) };
    j.sandbox.calls.clear();
    assert.equal(await post({}), 401);
    assert.equal(await post({ 'x-spark-signature': sign('another-secret') }), 401);
    assert.equal(await post(good, `${body} `), 401);
    assert.equal(await post({ ...good, 'x-webex-signature': 'SHA-256=00' }), 401);
    assert.equal(await post({ ...good, 'content-type': 'text/plain' }), 415);
    assert.equal(await post(good, 'x'.repeat(70_000)), 413);
    await j.rest();
    assert.deepEqual(j.calls(), []);
  });

  it('a message that cannot be fetched for a while is answered in the end, once', async () => {
    const before = await count();
    j.sandbox.faults.set([{ method: 'GET', path: '/messages/[^/]{20,}$', status: 503, times: 6 }]);
    await alice.says('list 1');
    assert.equal(await count(), before + 1);
    assert.match((await alice.card()).text(), /Your recordings/);
  });

  it('a click that cannot be fetched for a while is answered in the end', async () => {
    const list = await alice.lists();
    j.sandbox.faults.set([
      { method: 'GET', path: '/attachment/actions/', cut: 'before', times: 5 },
    ]);
    await list.click('Older ›');
    assert.match((await alice.card()).text(), /6–10/);
  });

  it('what cannot be fetched at all is apologised for', async () => {
    j.sandbox.faults.set([{ method: 'GET', path: '/messages/[^/]{20,}$', status: 500 }]);
    await alice.says('list');
    j.sandbox.faults.set([]);
    assert.match((await alice.lastHeard()).text ?? '', /Sorry, I couldn’t finish your request/);
    assert.match((await alice.lists()).text(), /Your recordings/);
  });

  for (const status of [200, 403, 404]) {
    it(`a maintenance page in place of all answers (${status}) costs nobody an answer`, async () => {
      const before = await count();
      const page = '<!doctype html><title>Maintenance</title>';
      const gate = j.sandbox.hold({ path: /^\/messages\//, token: /sandbox-bot/ });
      await alice.api('POST', '/messages', {
        toPersonEmail: 'recordings@webex.bot',
        text: 'list 1',
      });
      await until(() => gate.waiting() > 0);
      // Whoever is in between names no trackingId.
      const headers = { trackingid: '' };
      j.sandbox.faults.set([{ path: '', token: 'sandbox-bot', status, headers, body: page }]);
      const heard = j.log().length;
      gate.open();
      await until(() => j.log().slice(heard).includes('Webex does not answer: events wait'));
      j.sandbox.faults.set([]);
      await j.rest();
      assert.equal(await count(), before + 1);
      assert.match((await alice.card()).text(), /Your recordings/);
      assert.doesNotMatch((await alice.lastHeard()).text ?? '', /couldn’t finish/);
    });
  }

  for (const cut of ['before', 'after'] as const) {
    it(`an answer whose line breaks ${cut} Webex has it is said once`, async () => {
      const before = await count();
      j.sandbox.faults.set([{ method: 'POST', path: '/messages$', cut, times: 1 }]);
      // Said by the API itself, since the fault would strike Alice’s message too.
      const space = j.sandbox.world.people.byEmail('alice@example.com');
      assert.ok(space);
      const list = (await alice.heard()).find(({ attachments }) => attachments !== undefined);
      assert.ok(list);
      await alice.submits(list.id, { action: 'list', cut });
      assert.equal(await count(), before + 1);
    });
  }
});

describe('journey: the first message in a new space', () => {
  it('is answered, and is welcome enough', async () => {
    const AN_HOUR = 3_600_000;
    let answered = (): boolean => false;
    // The welcome waits for an hour, which is over as soon as the message is answered.
    const now = (): number => Date.now() + (answered() ? AN_HOUR : 0);
    const j = await journey({ app: { now, welcomePatienceMs: AN_HOUR } });
    answered = () => j.calls('sandbox-bot').includes('POST /messages');
    try {
      const bob = j.as('sandbox-bob');
      await bob.says('help');
      const heard = await bob.heard();
      assert.equal(heard.length, 1);
      assert.match(bob.see(heard[0]).text(), /write what you look for in your own words/);
    } finally {
      await j.end();
    }
  });
});
