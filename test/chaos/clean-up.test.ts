import assert from 'node:assert/strict';
import { makeRecordings } from '../../sandbox/recordings/made-up.js';
import { seededRandom } from '../../sandbox/recordings/random.js';
import { describePglite, describePostgres, type Databases } from '../support/databases.js';
import { Client } from '../support/people.js';
import { patience } from './support/patience.js';
import { movesOf, recordsIn } from './support/records.js';
import { setStage, type Stage } from './support/stage.js';

/** Several times what it takes: most of that is waiting for the limit of calls. */
const LONGEST_MS = 180_000;
const KILLS = 3;

/** @param many recordings: each is looked at again, at so many calls a second as the stage allows */
const suite =
  (many: number) =>
  ({ fresh }: Databases): void => {
    let stage: Stage | undefined;
    afterEach('the stage is cleared', () => stage?.end());

    it('is brought to its end by the processes after those that were killed over it', async function () {
      this.timeout(LONGEST_MS + 60_000);
      stage = await setStage(await fresh(), seededRandom(1));
      const { sandbox, start, kill, terminate, look, complaints } = stage;
      const waits = patience(LONGEST_MS);
      const { id, token } = sandbox.addPerson({ name: 'Dana' });
      const person = sandbox.world.people.byId(id);
      assert.ok(person);
      const { sites } = person;
      const random = seededRandom(2);
      const shelf = { person, count: many, days: 300, sites, now: sandbox.world.now(), random };
      sandbox.recordings.seed(makeRecordings(shelf));
      const hers = () => sandbox.recordings.ofPerson(id).all();
      const moved = (): number => hers().filter(({ status }) => status === 'deleted').length;
      const idle = (): Promise<void> => sandbox.settled();
      const dana = new Client(sandbox.apiUrl, token, idle);
      const shows = async (words: RegExp): Promise<void> => {
        await waits(async () => {
          const heard = await dana.heard();
          return heard.length > 0 && words.test((await dana.card()).text());
        }, String(words));
      };

      let bot = await start();
      await dana.says('connect');
      await shows(/Connect/);
      await dana.follows((await dana.card()).link('Connect'));
      await shows(/Your recordings/);
      await dana.says('clean up everything');
      const move = `Move ${many} recordings to the bin…`;
      await shows(new RegExp(`${many} recordings`));
      await waits(
        async () => (await dana.card()).parts().some(({ title }) => title === move),
        move,
      );
      await (await dana.card()).click(move);
      await shows(/Yes, move them|recycle bin\?/);
      const moves = movesOf(sandbox);
      sandbox.faults.set([{ path: 'softDelete', latencyMs: 300 }]);
      await (await dana.card()).click('Yes, move them to the recycle bin');
      for (let n = 1; n <= KILLS; n += 1) {
        // In the middle of a batch: more was done than is written down.
        const before = moved();
        await waits(() => moved() > before, `batch ${n}`);
        await kill(bot);
        bot = await start();
      }
      sandbox.faults.set([]);
      await shows(new RegExp(`^Moved ${many} recordings`));
      assert.equal(await terminate(bot), 0);

      assert.equal(moved(), many);
      const asked = moves.flatMap(({ recordingIds }) => recordingIds);
      assert.equal(asked.length, many, 'Webex said yes to each move once');
      const { audit } = await look(recordsIn);
      assert.deepEqual(
        audit.map(({ outcome }) => outcome),
        audit.map(() => 'done'),
      );
      assert.equal(new Set(audit.map(({ recordingId }) => recordingId)).size, many);
      assert.deepEqual(complaints(), []);
    });
  };

describePostgres('a clean-up whose process is killed', suite(320));
describePglite('a clean-up whose process is killed', suite(620));
