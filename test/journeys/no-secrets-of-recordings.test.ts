import assert from 'node:assert/strict';
import { addRecording } from '../../sandbox/control/add-recording.js';
import { dumpOf } from '../support/database-dump.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';

/** What nobody but the person themselves is to find, wherever it stands in Webex's answers. */
const PRIVATE = new Set(
  ['topic', 'password', 'playbackUrl', 'downloadUrl', 'vttDownloadLink', 'txtDownloadLink'].concat([
    'recordingDownloadLink',
    'audioDownloadLink',
    'transcriptDownloadLink',
    'access_token',
    'refresh_token',
    'comment',
  ]),
);

/** What is done with a recording, each way with and without a Webex that plays along. */
const FAULTS = [
  [],
  [{ path: '/recording|/meeting', status: 403, times: 4 }],
  [{ path: '/recording|/meeting', status: 500, times: 12 }],
  [{ path: '/recording|/meeting', status: 200, times: 4 }],
  [{ path: '/recording|/meeting', cut: 'after', times: 12 }],
] as const;

const TOPIC = 'Marked talk about Falcon';
const SAID = 'marked-in-a-box';
const GUEST = 'marked-guest@customer.example';

describe('journey: what is left of recordings when the work with them is over', () => {
  let j: Journey;
  let alice: Client;
  let later = 0;
  const now = (): number => Date.now() + later;
  const secrets = new Map<string, string>([
    [SAID, 'what an officer wrote'],
    [GUEST, 'whom it was shared with'],
    ['Falcon', 'what was searched for'],
  ]);

  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const secret = PRIVATE.has(key) && typeof inner === 'string' && /[^*]/.test(inner);
      if (secret) secrets.set(inner, key);
      else collect(inner);
    }
  };

  before(async () => {
    j = await journey({
      env: { COMPLIANCE_OFFICERS: 'officer@example.com', ADMINISTRATORS: 'admin@example.com' },
      // What the faults cut off is no answer of Webex's.
      forgiveRefused: true,
      sandbox: { now },
      app: { eventWaits: [1], timeoutMs: 1_500, now },
    });
    j.sandbox.observe(({ request, response }) => {
      if (request.path.includes('/messages')) return;
      collect(request.body);
      collect(response.body);
    });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const added = (): { recording: string; site: string } => {
    const { id, siteUrl } = addRecording(j.sandbox.world, j.sandbox.recordings, {
      ...{ host: 'alice@example.com', topic: TOPIC, daysAgo: 40, format: 'MP4' },
      ...{ password: 'Marked#1', transcript: true, summary: true, accesses: 5 },
    });
    return { recording: id, site: siteUrl };
  };

  /** Presses buttons, whatever came of the one before. */
  const press = async (
    who: Client,
    actions: readonly (readonly [string, Record<string, string>?])[],
    target: Record<string, string>,
  ): Promise<void> => {
    for (const faults of FAULTS) {
      for (const [action, inputs = {}] of actions) {
        j.sandbox.faults.set([...faults]);
        const { message } = await who.lists('help');
        await who.submits(message.id, { ...target, ...inputs, action });
      }
    }
    j.sandbox.faults.set([]);
  };

  /** The title of a button by how it begins. */
  const beginning = (card: SeenCard, words: string): string => {
    const titles = card.parts().flatMap(({ title = '' }) => (title.startsWith(words) ? title : []));
    assert.ok(titles[0], `${words} in ${card.text()}`);
    return titles[0];
  };

  it('looks at one recording, and shares it', async () => {
    const list = await alice.lists('recordings about Falcon last 90 days');
    const target = { ...added(), list: list.dataOf('Refresh').list ?? '' };
    const sharing = { add: GUEST, remove: '', tell: 'true' };
    await press(
      alice,
      [
        ...(['more', 'download', 'watched', 'transcript', 'transcript-txt'] as const).map(
          (action) => [action] as const,
        ),
        ...(['transcript-vtt', 'summary', 'ask-share', 'ask-delete'] as const).map(
          (action) => [action] as const,
        ),
        ...(['confirm-share', 'share'] as const).map((action) => [action, sharing] as const),
        ...(['edit', 'trash', 'restore', 'ask-purge', 'refresh'] as const).map(
          (action) => [action] as const,
        ),
      ],
      target,
    );
    // What was said is in a file, and as secret as the topic.
    const sent = (await alice.heard()) as readonly { readonly files?: readonly string[] }[];
    const [file = ''] = sent.flatMap(({ files = [] }) => files);
    const answer = await fetch(file, { headers: { authorization: `Bearer ${alice.token}` } });
    const lines = (await answer.text()).split('\n').filter((line) => line.length > 30);
    for (const line of lines) secrets.set(line, 'a transcript');
  }).timeout(60_000);

  it('cleans up by a rule, with its table, and takes it back', async () => {
    added();
    await alice.says('clean up older than 30 days about Falcon');
    await (await alice.card()).click('Get the list as a file');
    await (await alice.card()).click('Review list');
    await (await alice.card()).click('Done');
    const choice = await alice.card();
    const title = /^(\d+ recordings?) found/.exec(choice.text())?.[1] ?? '';
    await choice.click(`Move ${title} to the bin…`);
    const question = await alice.card();
    j.sandbox.faults.set([{ path: '/recordings/softDelete', status: 403, times: 1 }]);
    await question.click(beginning(question, 'Yes'));
    j.sandbox.faults.set([]);
    const refused = await alice.card();
    if (refused.has('Resume')) await refused.click('Resume');
    const report = await alice.card();
    await report.click(beginning(report, 'Undo'));
    await alice.says('bin');
    await (await alice.card()).click('Refresh');
    // Another one that ends without anything being done.
    await alice.says('clean up older than 30 days about Falcon');
    await (await alice.card()).click('Cancel');
    assert.match((await alice.card()).text(), /^Nothing was changed/);
    // Its rule can still be changed for a while: an hour later the next process forgets it.
    later = 2 * 3_600_000;
    await j.next();
    await j.rest();
  }).timeout(60_000);

  it('tells of storage, and of what is ready', async () => {
    await alice.says('weekly on');
    await alice.says('notify on');
    await alice.says('storage');
    for (const faults of FAULTS) {
      j.sandbox.faults.set([...faults]);
      j.sandbox.addRecording({ host: 'alice@example.com', topic: TOPIC });
      await j.rest();
      await alice.says('storage');
    }
  }).timeout(60_000);

  it('acts for others, and as an officer', async () => {
    const admin = j.as('sandbox-admin');
    await admin.says('for alice@example.com list');
    await admin.follows((await admin.card()).link('Connect'));
    const theirs = await admin.lists('for alice@example.com list');
    await press(
      admin,
      (['more', 'download', 'watched', 'transcript', 'trash', 'restore'] as const).map(
        (action) => [action] as const,
      ),
      { ...added(), list: theirs.dataOf('Refresh').list ?? '' },
    );
    const officer = j.as('sandbox-officer');
    await officer.says('compliance list');
    await officer.follows((await officer.card()).link('Connect'));
    const all = await officer.lists('compliance list');
    const target = { ...added(), list: all.dataOf('Refresh').list ?? '' };
    const why = { reason: 'audit', comment: SAID };
    await press(officer, [['ask-delete'], ['delete-as-officer', why]], target);
    assert.equal(j.sandbox.recordings.get(target.recording)?.status, 'purged');
  }).timeout(60_000);

  it('is neither in the log nor in the database', async () => {
    await j.rest();
    const names = new Set(secrets.values());
    for (const name of ['topic', 'password', 'playbackUrl', 'comment', 'a transcript']) {
      assert.ok(names.has(name), `no ${name} was seen, so that none can be missed`);
    }
    for (const name of ['recordingDownloadLink', 'audioDownloadLink', 'access_token']) {
      assert.ok(names.has(name), `no ${name} was seen, so that none can be missed`);
    }
    const { tables, text } = await dumpOf(j.env);
    for (const table of ['jobs', 'job_items', 'told', 'storage_counts', 'subscriptions']) {
      assert.ok(tables.includes(`public.${table}`), table);
    }
    assert.match(text, /clean-up/, 'the jobs are there');
    const left = [...secrets].flatMap(([value, name]) =>
      [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)].flatMap((form) => [
        ...(j.log().includes(form) ? [`${name} in the log: ${form}`] : []),
        ...(text.includes(form) ? [`${name} in the database: ${form}`] : []),
      ]),
    );
    assert.deepEqual([...new Set(left)], []);
  }).timeout(60_000);
});
