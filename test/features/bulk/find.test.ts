import assert from 'node:assert/strict';
import { findRecordings } from '../../../src/features/bulk/find.js';
import type { BulkData } from '../../../src/features/bulk/model.js';
import { WHOLE_BIN, CLEAN_UP, bulkData, SELECT } from '../../../src/features/bulk/model.js';
import type { JobControl } from '../../../src/jobs/job.js';
import type { WebexClient } from '../../../src/webex/client.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { FileToSend } from '../../../src/webex/messages.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE_ID, bulkStage, type BulkStage, ALICE } from './support/stage.js';

const DAY = 86_400_000;

describePglite('a search for recordings to clean up', ({ open }) => {
  let on: BulkStage;
  let saved: BulkData[];
  beforeEach(async () => {
    on = await bulkStage(await open(), [], false);
    saved = [];
  });
  afterEach(() => on.stop());

  /** A Webex with these recordings, each so many days old, and with these views where it reports any. */
  const webexOf = (
    items: readonly Readonly<Record<string, unknown>>[],
    views?: Readonly<Record<string, number>>,
  ): WebexClient => ({
    ...on.deps.webex,
    call: async (request) => {
      if (request.path === '/recordings') {
        const all = items.map(({ days = 1, ...item }) => {
          const createTime = new Date(Date.now() - Number(days) * DAY).toISOString();
          return { topic: 'secret', siteUrl: 'acme.webex.com', createTime, ...item };
        });
        const data = request.answer.parse({ items: all });
        return { data, status: 200, trackingId: undefined, next: undefined };
      }
      if (views === undefined) return await on.deps.webex.call(request);
      const summaries = Object.entries(views).map(([recordingId, viewCount]) => {
        return { recordingId, viewCount, downloadCount: 0 };
      });
      const data = request.answer.parse({ items: summaries });
      return { data, status: 200, trackingId: undefined, next: undefined };
    },
  });
  const RULE = { age: 0, unit: 'days', neverWatched: false } as const;
  /** @param steps how many times the job may go on */
  async function search(
    webex: WebexClient,
    {
      kind = CLEAN_UP,
      steps = Infinity,
      ...given
    }: Partial<BulkData> & {
      readonly kind?: string;
      readonly steps?: number;
    } = {},
  ) {
    const span = { from: Date.now() - 900 * DAY, to: Date.now() };
    const data = bulkData.parse({
      ...{ phase: 'find', what: 'trash', seen: 0, found: 0 },
      ...{ search: { ...span, filter: {}, rule: RULE }, ...given },
    });
    const job = { ...(await on.keep({ kind, data, state: 'running' })), data };
    let left = steps;
    const control: JobControl<BulkData> = {
      signal: new AbortController().signal,
      progress: (now) => Promise.resolve(void saved.push(now)),
      shouldContinue: () => Promise.resolve((left -= 1) >= 0),
      wait: () => Promise.resolve(),
      waitOn: () => Promise.resolve(true),
    };
    const end = await findRecordings(job, control, { ...on.deps, webex });
    const items = await on.jobs.store.items(job.id);
    return { end, items, ids: items.map(({ recordingId }) => recordingId) };
  }

  it('takes what is the person’s own, the oldest first, and changes nothing', async () => {
    const webex = webexOf([
      { id: 'young' },
      { id: 'old', days: 9 },
      { id: 'shared', days: 9, shareToMe: true },
      { id: 'without-a-site', days: 9, siteUrl: undefined },
    ]);
    const { end, items, ids } = await search(webex);
    assert.deepEqual(ids, ['old', 'young']);
    assert.ok(items.every(({ selected, outcome }) => selected && outcome === undefined));
    const { seen, found, unread, phase } = end?.data ?? {};
    assert.deepEqual([end?.state, phase, seen, found, unread], ['asking', 'choose', 4, 2, 1]);
    assert.doesNotMatch(JSON.stringify([end, items, saved]), /secret/);
  });

  it('takes what its rule and its filter say', async () => {
    const webex = webexOf([
      { id: 'both', sizeBytes: 2_000_000, durationSeconds: 90 },
      { id: 'small', sizeBytes: 900_000, durationSeconds: 90 },
      { id: 'of-no-size', durationSeconds: 90 },
      { id: 'short', sizeBytes: 2_000_000, durationSeconds: 30 },
    ]);
    const span = { from: Date.now() - 90 * DAY, to: Date.now() };
    const found = { ...span, filter: { longerThan: 60 }, rule: { ...RULE, megabytes: 1 } } as const;
    assert.deepEqual((await search(webex, { search: found })).ids, ['both']);
  });

  it('takes what the person moved to the recycle bin then', async () => {
    const asked: unknown[] = [];
    const binnedBetween = (...said: unknown[]) => {
      asked.push(said);
      return Promise.resolve(['old']);
    };
    on = { ...on, deps: { ...on.deps, audit: { ...on.deps.audit, binnedBetween } } };
    const span = { from: Date.now() - 90 * DAY, to: Date.now() };
    const found = { ...span, filter: {}, deletedIn: { from: 1, to: 2 } } as const;
    const { ids } = await search(webexOf([{ id: 'young' }, { id: 'old', days: 9 }]), {
      search: found,
    });
    assert.deepEqual(ids, ['old']);
    assert.deepEqual(asked, [[ALICE_ID, 1, 2]]);
  });

  it('is over where nothing is found', async () => {
    const { end } = await search(webexOf([]));
    assert.deepEqual([end?.state, end?.data.found], ['done', 0]);
  });

  for (const steps of [0, 1]) {
    it(`leaves all as it was where the job is stopped after ${steps} steps`, async () => {
      const { end, ids } = await search(webexOf([{ id: 'r1' }]), { steps });
      assert.deepEqual([end, ids], [undefined, []]);
    });
  }

  for (const [what, ticked] of [
    ['delete', false],
    [undefined, false],
    ['restore', true],
  ] as const) {
    it(`ticks ${ticked ? 'all' : 'none'} in the recycle bin to begin with: ${what}`, async () => {
      const { items } = await search(webexOf([{ id: 'r1' }]), { kind: WHOLE_BIN, what });
      assert.deepEqual(
        items.map(({ selected }) => selected),
        [ticked],
      );
    });
  }

  const unwatched = () => ({
    ...{ from: Date.now() - 900 * DAY, to: Date.now(), filter: {} },
    rule: { ...RULE, neverWatched: true },
  });

  it('leaves out what was watched, and what is too old to know', async () => {
    const all = [{ id: 'watched' }, { id: 'unwatched' }, { id: 'too-old', days: 800 }];
    const { end, ids } = await search(webexOf(all, { watched: 2 }), { search: unwatched() });
    assert.deepEqual(ids, ['unwatched']);
    assert.deepEqual([end?.data.views, end?.data.tooOld], ['known', 1]);
  });

  it('says so where Webex tells no views: then none counts as unwatched', async () => {
    const { end, ids } = await search(webexOf([{ id: 'r1' }]), { search: unwatched() });
    assert.deepEqual([end?.data.views, ids], ['not-told', ['r1']]);
  });
});

describePglite('the file of a list', ({ open }) => {
  let on: BulkStage;
  beforeEach(async () => {
    on = await bulkStage(await open(), ['available', 'available', 'purged'], false);
  });
  afterEach(() => on.stop());

  /** Its rows: topic, id and the last column. */
  async function fileOf(
    kind: string,
    { ticked = [], ...given }: Partial<BulkData> & { readonly ticked?: readonly string[] } = {},
  ): Promise<string[]> {
    const data: BulkData = { phase: 'choose', what: 'trash', seen: 9, found: 3, ...given };
    const job = await on.keep({ kind, data });
    await on.jobs.store.select(job.id, false);
    if (ticked.length > 0) await on.jobs.store.select(job.id, true, ticked);
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { action: 'bulk-table', job: job.id });
    assert.deepEqual(click.answers, [], 'the card stays');
    const [[name, place, file] = [], ...more] = on.messaging.calls;
    assert.deepEqual([name, place, more], ['postFile', { roomId: job.at.roomId }, []]);
    const [header = '', ...lines] = Buffer.from((file as FileToSend).bytes)
      .toString()
      .trim()
      .split('\r\n');
    return [header, ...lines].map((line) => {
      const cells = line.split(',');
      return [cells[0], cells.at(-2), cells.at(-1)].join(' ').replaceAll('"', '');
    });
  }

  it('has all where none is ticked, with topics read again, and none of what is gone', async () => {
    const [, ...lines] = await fileOf(SELECT);
    assert.deepEqual(lines, ['r0 r0 no', 'r1 r1 no', ' r2 no']);
  });

  it('has those alone that are ticked', async () => {
    const [, ...lines] = await fileOf(SELECT, { ticked: ['r1'] });
    assert.deepEqual(lines, ['r1 r1 yes']);
  });

  it('says that Webex did not take it, in a card of its own, and tries again', async () => {
    const { postFile } = on.deps.messaging;
    on.deps.messaging.postFile = () =>
      Promise.reject(new WebexUnreachable({ method: 'POST', path: '/messages' }, 'ECONNRESET'));
    const data: BulkData = { phase: 'choose', what: 'trash', seen: 9, found: 3 };
    const job = await on.keep({ kind: SELECT, data });
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { action: 'bulk-table', job: job.id });
    const again = seen(click.only('reply')).dataOf('Try again');
    on.deps.messaging.postFile = postFile;
    await press([on.feature], scriptedClick(ALICE), again);
    assert.deepEqual(
      on.messaging.calls.map(([name]) => name),
      ['postFile'],
    );
  });

  it('has the views of a clean-up, whose search is done again', async () => {
    const rule = { age: 0, unit: 'days', neverWatched: false } as const;
    const search = { from: Date.now() - 90 * DAY, to: Date.now(), filter: {}, rule };
    const { call } = on.deps.webex;
    on.deps.webex.call = async (request) => {
      if (request.path.startsWith('/recordings')) return await call(request);
      const items = [{ recordingId: 'r0', viewCount: 2, downloadCount: 1 }];
      const data = request.answer.parse({ items });
      return { data, status: 200, trackingId: undefined, next: undefined };
    };
    const [header, ...lines] = await fileOf(CLEAN_UP, { search });
    assert.match(header ?? '', /views$/i);
    assert.deepEqual(lines, ['r0 r0 3', 'r1 r1 0', ' r2 ']);
  });
});
