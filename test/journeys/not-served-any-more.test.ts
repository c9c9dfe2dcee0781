import assert from 'node:assert/strict';
import { ALICE, tellingJourney, type TellingJourney } from '../support/telling.js';
import { until } from '../support/until.js';

const REFUSAL = /^\*\*Sorry, this bot isn’t set up for you\*\*/;
const LEFT = 'select person_id from accounts union all select person_id from subscriptions';

describe('journey: who is not served any more', () => {
  let t: TellingJourney;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-10-22T12:00:00Z');
    t = await tellingJourney({ now: () => now, notifyEveryMs: 30 });
    t.j.sandbox.addRecording({ host: ALICE, topic: 'Planning', daysAgo: 1, sizeBytes: 2e9 });
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.alice.says('weekly on');
    await t.choose({ timeZone: 'UTC' });
  });
  afterEach(() => t.j.end());

  /** The same bot, for others than Alice from now on. */
  const shutOut = async (): Promise<void> => {
    await t.j.app.stop();
    await t.j.next({ ALLOWED_PEOPLE: 'bob@example.com', PORT: t.j.env.PORT });
  };
  const asked = (): string[] => {
    const own = t.j.sandbox.calls.list().filter(({ token }) => token.startsWith('oauth:alice'));
    return own.map(({ method, path }) => `${method} ${path}`);
  };

  it('is told nothing more, and the webhook under their token goes', async () => {
    assert.equal(t.hooks().length, 1);
    await t.j.app.stop();
    t.ready('Heard of while the bot was away');
    now += 600_000;
    t.j.sandbox.calls.clear();
    await t.j.next({ ALLOWED_PEOPLE: 'bob@example.com', PORT: t.j.env.PORT });
    await until(() => t.hooks().length === 0);
    now = Date.parse('2026-10-26T08:01:00Z');
    const ended = "select 1 from weekly_cards where week = '2026-10-26' and ended_at is not null";
    await until(async () => (await t.rows(ended)).length > 0);
    t.ready('Board meeting');
    await t.round();
    assert.deepEqual(await t.told(), []);
    assert.doesNotMatch(JSON.stringify(await t.alice.heard()), /Your recordings use/);
    assert.ok(asked().length > 0);
    for (const call of asked()) assert.match(call, /^(GET|DELETE) \/v1\/webhooks/);
  });

  it('is not told of what was heard of before, when the webhook is still there', async () => {
    await t.choose({ quiet: { from: '12:00', to: '14:00' } });
    t.ready('Board meeting');
    await until(async () => (await t.rows('select 1 from told')).length > 0);
    // Looked for by another process a moment ago, so that this start does not.
    await shutOut();
    assert.equal(t.hooks().length, 1);
    now = Date.parse('2026-10-22T14:01:00Z');
    await until(
      async () => (await t.rows('select 1 from told where told_at is null')).length === 0,
    );
    assert.deepEqual(await t.told(), []);
    assert.equal(t.hooks().length, 0);
  });

  it('can still have all erased', async () => {
    await shutOut();
    for (const words of ['list', 'weekly off', 'connect']) {
      await t.alice.says(words);
      const { markdown = '' } = await t.alice.lastHeard();
      assert.match(markdown, REFUSAL);
      assert.match(markdown, /\*\*disconnect\*\*/);
    }
    assert.ok((await t.rows(LEFT)).length > 0);
    await t.alice.says('disconnect');
    const card = await t.alice.card();
    assert.match(card.text(), /^Disconnected/);
    assert.deepEqual(await t.rows(LEFT), []);
    assert.equal(t.hooks().length, 0);
  });

  it('sees nothing after signing in on a link of before', async () => {
    await t.alice.says('disconnect');
    const link = (await t.alice.lists('connect')).link('Connect');
    await shutOut();
    t.j.sandbox.calls.clear();
    await t.alice.follows(link);
    await t.j.rest();
    assert.match((await t.alice.lastHeard()).markdown ?? '', REFUSAL);
    assert.doesNotMatch(asked().join('\n'), /recordings/);
  });
});
