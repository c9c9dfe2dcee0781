import fc from 'fast-check';
import assert from 'node:assert/strict';
import { type Journey, journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** What people write, one line or more for each call that the bot makes for them. */
const LINES = [
  ...[
    'list',
    'planning last year',
    'list never watched',
    'list with transcript',
    'list hosted by bob',
  ],
  ...['bin', 'restore the last one', 'empty the bin', 'storage', 'clean up older than 30 days'],
  ...['details of the newest', 'download the newest', 'who watched the newest', 'undo', 'history'],
  ...['transcript of the newest', 'summary of the newest', 'delete the newest', 'whoami', 'find'],
  ...['share the newest with bob@example.com', 'list 2551 234 5678', 'weekly on', 'settings'],
];

const FIELDS = [
  ...['id', 'topic', 'createTime', 'timeRecorded', 'status', 'hostEmail', 'siteUrl', 'format'],
  ...['durationSeconds', 'sizeBytes', 'playbackUrl', 'downloadUrl', 'temporaryDirectDownloadLinks'],
  ...['meetingId', 'shareToMe', 'emails', 'displayName', 'timezone', 'vttDownloadLink', 'notes'],
];

const value = fc.oneof(
  fc.constantFrom(null, '', ' ', 0, -1, 1e20, true, 'deleted', '2026-11-24T10:00:00'),
  fc.constantFrom('2026-13-45T99:00:00Z', '[a](https://evil.example)', 'x'.repeat(3000), {}, []),
  fc.jsonValue({ maxDepth: 1 }),
);

const path = fc.constantFrom(
  ...['^/recordings$', '^/recordings/', '^/people', '^/recordingReport', '^/meetingTranscripts'],
  ...['^/meetingPreferences', '^/meetingSummaries', '^/meetings', '^/(recording|meeting|people)'],
);
const probability = fc.constantFrom(0.3, 1);

const oddItems = fc.record({
  path,
  probability,
  items: fc.array(
    fc.record(
      {
        at: fc.constantFrom(0, 1, -1),
        set: fc.dictionary(fc.constantFrom(...FIELDS), value, { minKeys: 1, maxKeys: 3 }),
        drop: fc.subarray(FIELDS),
        insert: value,
      },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
});
const answers = fc.record({
  path,
  probability,
  status: fc.constantFrom(
    200,
    204,
    302,
    400,
    401,
    403,
    404,
    405,
    409,
    412,
    423,
    429,
    451,
    500,
    503,
  ),
  body: fc.oneof(
    fc.constantFrom('', '<html>no</html>', {}, [], null, { errors: 'x' }, { items: [1, null] }),
    fc.record({ message: value, errors: fc.array(fc.record({ description: value })) }),
  ),
});
const cuts = fc.record({ path, probability, cut: fc.constantFrom('before', 'after') });
const nextPages = fc.record({ path, next: fc.constantFrom('loop', 'stuck', 'expired') });

const faults = fc.array(fc.oneof(oddItems, answers, cuts, nextPages), {
  minLength: 1,
  maxLength: 3,
});

/** Whatever Webex answers about recordings and people: a fault of ours is never told, nor silence kept. */
describe('property: odd answers of Webex', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ forgiveRefused: true, sandbox: { settings: { limit: null } } });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());
  afterEach(() => j.sandbox.faults.set([]));

  /** What somebody does is answered or shown, by something new or changed, and by no fault of ours. */
  const answered = async (act: () => Promise<unknown>): Promise<void> => {
    const before = JSON.stringify(await alice.lastHeard());
    const logged = j.log().length;
    await act();
    const now = JSON.stringify(await alice.lastHeard());
    assert.notEqual(now, before, 'nothing was said');
    assert.doesNotMatch(now, /wrong on my side|NaN|Invalid Date|\[object|\bundefined\b/);
    assert.doesNotMatch(j.log().slice(logged), /"level":[56]0|(Type|Range|Zod)Error/);
  };

  // One seed, so that no change is stopped by what another draws: another one is an edit here.
  const runs = { numRuns: 20, seed: 7 };

  it('each line is answered, in words of the bot', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LINES), faults, async (line, rules) => {
        j.sandbox.faults.set(rules);
        await answered(() => alice.says(line));
      }),
      runs,
    );
  });

  it('each button is answered, whichever stands on the card of a line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LINES), fc.nat(), faults, async (line, nth, rules) => {
        j.sandbox.faults.set([]);
        await alice.says(line);
        const card = await alice.card();
        const buttons = card.parts().filter(({ type }) => type === 'Action.Submit');
        const button = buttons[nth % buttons.length];
        if (button?.data === undefined) return;
        const { data: inputs } = button;
        j.sandbox.faults.set(rules);
        const action = { type: 'submit', messageId: card.message.id, inputs };
        await answered(async () => {
          await alice.api('POST', '/attachment/actions', action);
          await j.rest();
        });
      }),
      runs,
    );
  });
});
