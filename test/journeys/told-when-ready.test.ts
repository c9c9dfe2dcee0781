import assert from 'node:assert/strict';
import type { AppOptions } from '../../src/app.js';
import { journey, type Journey } from '../support/journey.js';
import { until } from '../support/until.js';
import type { Client } from '../support/people.js';

const ALICE = 'alice@example.com';

describe('journey: told when a recording is ready', () => {
  let j: Journey;
  let alice: Client;
  const begin = async (app: Partial<AppOptions> = {}): Promise<void> => {
    j = await journey({ sandbox: { seed: 'empty' }, app });
    alice = j.as('sandbox-alice');
    await alice.connects();
  };
  afterEach(() => j.end());

  const ready = (topic: string) => j.sandbox.addRecording({ host: ALICE, topic });
  const told = async (): Promise<string[]> =>
    (await alice.heard()).flatMap(({ markdown = '' }) =>
      /^\*\*(Your recording is|\d+ recordings of yours are) ready/.test(markdown) ? [markdown] : [],
    );
  /** Webhooks at work that would tell of a recording of hers. */
  const listening = (): number => {
    const { webhooks, people } = j.sandbox.world;
    const actor = people.byEmail(ALICE);
    assert.ok(actor);
    const reaches = (person: typeof actor): boolean => person === actor;
    const event = { resource: 'recordings', event: 'created', actor, data: {}, reaches } as const;
    return [...webhooks.hearing(event)].length;
  };
  const restLag = async (restLagMs: number): Promise<void> => {
    const answer = await fetch(`${j.sandbox.url}/sandbox/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ restLagMs }),
    });
    assert.ok(answer.ok);
  };

  it('says so once, to the host alone, when they asked for it', async () => {
    await begin();
    ready('Before anybody asked');
    await j.rest();
    await alice.says('notify on');
    assert.match((await alice.card()).text(), /I tell you when a recording is ready/);
    const { id } = ready('Town hall');
    await j.rest();
    const card = await alice.card();
    assert.match(card.text(), /Your recording is ready/);
    assert.match(card.text(), /Town hall/);
    assert.match(card.link('Watch'), /^https:/);
    assert.equal(card.dataOf('More…').recording, id);
    assert.equal((await told()).length, 1);
    assert.equal((await j.as('sandbox-bob').heard()).length, 0);
    await card.click('Stop telling me');
    assert.match((await alice.card()).text(), /I do not tell you of new recordings/);
    assert.equal(listening(), 0);
    ready('After they stopped');
    await j.rest();
    assert.equal((await told()).length, 1);
  });

  it('waits until Webex shows it', async () => {
    await begin({ tellEveryMs: 40 });
    await alice.says('notify on');
    await restLag(300);
    ready('Late');
    await j.rest();
    assert.deepEqual(await told(), []);
    await until(async () => (await told()).length > 0);
    assert.match((await told())[0] ?? '', /Late/);
  });
});
