import assert from 'node:assert/strict';
import { type AccessGuard, accessGuard } from '../../../src/bot/access/access-guard.js';
import { rateLimit } from '../../../src/bot/access/rate-limit.js';
import { seen, titles } from '../support/card.js';
import { type ReadableLog, readableLog } from '../support/log.js';
import { scriptedClick } from '../support/context.js';

const NOW = Date.parse('2026-08-07T10:00:30Z');
const alice = { personId: 'alice', email: 'alice@example.com' };

function gateThat(
  admits: () => Promise<boolean>,
  perMinute = 30,
): AccessGuard & { log: ReadableLog } {
  const log = readableLog();
  const now = (): number => NOW;
  const limit = rateLimit(perMinute, now);
  return { ...accessGuard({ admits, limit, log: log.log, now }), log };
}

describe('the gate', () => {
  it('lets people in without a word', async () => {
    const turn = scriptedClick(alice);
    const { allow: lets } = gateThat(() => Promise.resolve(true));
    assert.equal(await lets(turn, { eventKey: 'e1' }), true);
    assert.deepEqual(turn.answers, []);
  });

  it('tells kindly who is not served, in the same place and without a button', async () => {
    const turn = scriptedClick(alice, false);
    const { allow: lets, log } = gateThat(() => Promise.resolve(false));
    assert.equal(await lets(turn, { eventKey: 'e1' }), false);
    const content = turn.only('say');
    assert.match(seen(content).text(), /not set up to serve you/);
    assert.deepEqual(titles(content), []);
    assert.deepEqual(
      log.lines().map(({ person, event }) => ({ person, event })),
      [{ person: 'alice', event: 'e1' }],
    );
    assert.doesNotMatch(log.text(), /@/);
  });

  it('keeps nobody from having theirs erased, unless it is too much', async () => {
    const { allow: lets } = gateThat(() => Promise.resolve(false), 1);
    const turn = scriptedClick(alice);
    assert.equal(await lets(turn, { eventKey: 'e1', erasesOwnData: true }), true);
    assert.deepEqual(turn.answers, []);
    assert.equal(await lets(turn, { eventKey: 'e2', erasesOwnData: true }), false);
  });

  it('tells once when it is too much, asks nobody who that is, and logs the rest', async () => {
    let asked = 0;
    const { allow: lets, log } = gateThat(() => {
      asked += 1;
      return Promise.resolve(true);
    }, 1);
    const turn = scriptedClick(alice);
    for (const eventKey of ['e1', 'e2', 'e3', 'e4']) {
      assert.equal(await lets(turn, { eventKey }), eventKey === 'e1');
    }
    const content = turn.only('say');
    assert.match(
      seen(content).text(),
      /nothing was changed by it\. Please try again in 30 seconds/,
    );
    assert.deepEqual(titles(content), []);
    assert.equal(asked, 1);
    assert.deepEqual(
      log.lines().map(({ event, told }) => ({ event, told })),
      [
        { event: 'e2', told: true },
        { event: 'e3', told: false },
        { event: 'e4', told: false },
      ],
    );
  });

  it('goes by the time that Webex gives, and by its own where that is none', async () => {
    const { allow: lets } = gateThat(() => Promise.resolve(true), 1);
    const turn = scriptedClick(alice);
    assert.equal(await lets(turn, { eventKey: 'e1', created: '2026-08-07T09:58:00Z' }), true);
    assert.equal(await lets(turn, { eventKey: 'e2', created: '2026-08-07T09:59:59Z' }), true);
    assert.equal(await lets(turn, { eventKey: 'e3', created: 'noon' }), true);
    assert.equal(await lets(turn, { eventKey: 'e4', created: '2026-08-07T10:00:59Z' }), false);
  });

  it('lets nobody in when it cannot be seen who they are', async () => {
    const failure = new Error('no answer');
    const { allow: lets } = gateThat(() => Promise.reject(failure));
    await assert.rejects(lets(scriptedClick(alice), { eventKey: 'e1' }), failure);
  });
});
