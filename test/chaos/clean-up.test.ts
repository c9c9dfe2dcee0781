import assert from 'node:assert/strict';
import { makeRecordings } from '../../sandbox/recordings/made-up.js';
import { seededRandom } from '../../sandbox/recordings/random.js';
import { describePglite, describePostgres, type Databases } from '../support/databases.js';
import { Client } from '../support/people.js';
import { patience } from './support/patience.js';
import { movesOf, recordsIn } from './support/records.js';
import { setStage, type Stage } from './support/stage.js';

const LONGEST_MS = 90_000;
const MANY = 620;
const KILLS = 3;

const suite = ({ fresh }: Databases): void => {
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
    const shelf = { person, count: MANY, days: 300, sites, now: sandbox.world.now(), random };
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
    await dana.says('clean up older than 0 days');
    const move = `Move ${MANY} recordings to the bin…`;
    await shows(new RegExp(`${MANY} recordings`));
    await waits(async () => (await dana.card()).parts().some(({ title }) => title === move), move);
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
    await shows(new RegExp(`^Moved ${MANY} recordings`));
    assert.equal(await terminate(bot), 0);

    assert.equal(moved(), MANY);
    const asked = moves.flatMap(({ recordingIds }) => recordingIds);
    assert.equal(asked.length, MANY, 'Webex said yes to each move once');
    const { audit } = await look(recordsIn);
    assert.deepEqual(
      audit.map(({ outcome }) => outcome),
      audit.map(() => 'done'),
    );
    assert.equal(new Set(audit.map(({ recordingId }) => recordingId)).size, MANY);
    assert.deepEqual(complaints(), []);
  });
};

describePostgres('a clean-up whose process is killed', suite);
describePglite('a clean-up whose process is killed', suite);
