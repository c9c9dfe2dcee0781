import assert from 'node:assert/strict';
import { Library } from '../../../sandbox/recordings/library.js';
import { makeRecording } from '../../../sandbox/recordings/make.js';
import { seededRandom } from '../../../sandbox/recordings/random.js';

const day = 86_400_000;
const random = seededRandom(3);
const outline = {
  hostId: 'alice',
  siteUrl: 'acme.webex.com',
  topic: 'x',
  minutes: 1,
  createTime: 0,
};

describe('the library', () => {
  let now: number;
  let told: string[];
  let library: Library;
  beforeEach(() => {
    now = 100 * day;
    told = [];
    library = new Library(
      () => now,
      (event, recording) => told.push(`${event} ${recording.id}`),
    );
  });

  it('keeps what is in the bin for thirty days, then purges it and says so', () => {
    const recording = makeRecording(outline, random);
    library.seed([recording]);
    library.moveToBin([recording]);
    now += 30 * day - 1;
    assert.equal(library.get(recording.id)?.status, 'deleted');
    assert.deepEqual(told, []);
    now += 1;
    assert.equal(library.get(recording.id)?.status, 'purged');
    assert.deepEqual(told, [`deleted ${recording.id}`]);
  });

  it('starts the thirty days again when something goes back into the bin', () => {
    const [first, second] = [makeRecording(outline, random), makeRecording(outline, random)];
    library.seed([first, second]);
    library.moveToBin([first, second]);
    now += 20 * day;
    library.restore([first]);
    assert.equal(first.binnedAt, undefined);
    library.moveToBin([first]);
    now += 15 * day;
    assert.equal(library.get(first.id)?.status, 'deleted');
    assert.equal(library.get(second.id)?.status, 'purged');
    assert.deepEqual(library.binOf('alice', 'acme.webex.com'), [first]);
  });

  it('empties the bin in order of age, whatever the order it was filled in', () => {
    const young = makeRecording({ ...outline, binnedAt: now - day }, random);
    const old = makeRecording({ ...outline, binnedAt: now - 29 * day }, random);
    library.seed([young, old]);
    now += day;
    assert.equal(library.get(old.id)?.status, 'purged');
    assert.equal(library.get(young.id)?.status, 'deleted');
  });

  it('tells of a new recording, and not of what was always there or goes into the bin', () => {
    const [seeded, added] = [makeRecording(outline, random), makeRecording(outline, random)];
    library.seed([seeded]);
    library.add(added);
    library.moveToBin([seeded]);
    library.restore([seeded]);
    assert.deepEqual(told, [`created ${added.id}`]);
    library.purge([seeded]);
    assert.equal(told.at(-1), `deleted ${seeded.id}`);
  });
});
