import assert from 'node:assert/strict';
import { seededRandom } from '../../sandbox/recordings/random.js';
import { describePglite, describePostgres, type Databases } from '../support/databases.js';
import type { BotProcess } from './support/bot-process.js';
import { Crowd } from './support/crowd.js';
import { patience, type Patience } from './support/patience.js';
import { recordsIn } from './support/records.js';
import { setStage, type Stage } from './support/stage.js';

/** Two bots are started in it, which takes a busy machine half a minute each. */
const LONGEST_MS = 180_000;

const suite = ({ fresh }: Databases): void => {
  let stage: Stage | undefined;
  afterEach('the stage is cleared', () => stage?.end());

  it('finishes what is in hand, says that it stops, ends with 0, and leaves the rest to the next', async function () {
    this.timeout(LONGEST_MS + 60_000);
    stage = await setStage(await fresh(), seededRandom(1));
    const { sandbox } = stage;
    const waits = patience(LONGEST_MS);
    const bot = await stage.start();
    const nothing = { people: 2, messages: 0, deletions: 0 };
    const crowd = new Crowd(sandbox, nothing, seededRandom(2), waits);
    await crowd.connects();
    const [one, other] = crowd.guests;
    assert.ok(one && other);

    const lists = sandbox.hold({ path: /^\/v1\/recordings$/ });
    for (const n of [1, 2, 3]) {
      for (const guest of crowd.guests) guest.asksFor(`list ${n}`, `list ${n}`);
      // Webex delivers side by side; in which order the bot hears them is not what is tested here.
      await sandbox.settled();
    }
    // The first list of each space is what Webex does not give yet.
    await waits(() => lists.waiting() === 2, 'that both are in hand');

    const ending = stage.terminate(bot);
    assert.deepEqual(await stopping(bot, waits), { status: 'unavailable', reason: 'stopping' });
    assert.deepEqual(crowd.guests.map(answered), ['', '']);
    // Somebody writes to a bot that is leaving: the front holds it, or the bot keeps it.
    one.asksFor('help', 'help');
    lists.open();
    assert.equal(await ending, 0);
    assert.deepEqual(crowd.guests.map(answered), ['list 1', 'list 1']);

    const next = await stage.start();
    await crowd.isAnswered();
    assert.equal(await stage.terminate(next), 0);
    crowd.leaves();
    const once = ['list 1', 'list 2', 'list 3'];
    assert.deepEqual(inOrder(one), [...once, 'help']);
    assert.deepEqual(inOrder(other), once);
    assert.deepEqual(stage.complaints(), []);
    const { inbox } = await stage.look(recordsIn);
    // A fast machine is here before the welcomes are due: they are the next one's.
    assert.deepEqual([inbox.waiting, inbox.dead], [0, 0]);
  });
};

describePostgres('SIGTERM', suite);
describePglite('SIGTERM', suite);

type Guest = Crowd['guests'][number];

/** What has an answer by now. */
function answered({ asks }: Guest): string {
  return [...asks.values()]
    .filter(({ shown }) => shown.length > 0)
    .map(({ key }) => key)
    .join();
}

/** Every answer, in the order in which they came. */
function inOrder({ asks }: Guest): string[] {
  return [...asks.values()]
    .flatMap(({ key, shown }) => shown.map(({ at }) => ({ key, at })))
    .sort((first, second) => first.at - second.at)
    .map(({ key }) => key);
}

/** What its own address says of its readiness, once that is no longer that all is well. */
async function stopping({ url }: BotProcess, waits: Patience): Promise<unknown> {
  let said: unknown;
  await waits(async () => {
    // Rejects when it is gone already, which then was too early.
    const answer = await fetch(`${url}/readyz`);
    said = await answer.json();
    return answer.status === 503;
  }, 'a 503 from /readyz');
  return said;
}
