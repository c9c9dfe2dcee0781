import assert from 'node:assert/strict';
import { NotConnected } from '../../../../src/accounts/types.js';
import type { SearchHandle } from '../../../../src/features/list/search/cache.js';
import {
  continueInBackground,
  searchJob,
  SEARCH,
  type SearchData,
} from '../../../../src/features/list/search/job.js';
import type { ListResult, SearchProgress } from '../../../../src/features/list/search/search.js';
import type { Job, JobControl, NewJob } from '../../../../src/jobs/job.js';
import { latest, writeState } from '../../../../src/query/list-state.js';
import { StoreError } from '../../../../src/store/errors.js';
import { WebexRefused } from '../../../../src/webex/errors.js';
import { uuidOf } from '../../../../src/webex/ids.js';
import type { Content } from '../../../../src/webex/messages.js';
import { seen } from '../../../bot/support/card.js';
import { type ScriptedMessaging, scriptedMessaging } from '../../../bot/support/messaging.js';
import { recordingsOf } from '../../../bot/support/recordings.js';
import { type SandboxDeps, sandboxDeps } from '../../../bot/support/deps.js';
import type { ListDeps } from '../../../../src/features/list/inputs.js';
import { listDepsOn } from '../../support/list-deps.js';
import { describePglite } from '../../../support/databases.js';
import { deferred } from '../../../support/until.js';

const at = { id: 'm1', roomId: 's1' };
const found: ListResult = {
  listing: { recordings: recordingsOf(6), more: false },
  totals: { count: 1_240, bytes: 9_000_000_000 },
};
const refused = (): WebexRefused =>
  new WebexRefused({ method: 'GET', path: '/recordings' }, 403, { trackingId: 't' });

describePglite('the job of a long search', ({ open }) => {
  let on: SandboxDeps;
  let lists: ListDeps;
  let messaging: ScriptedMessaging;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    lists = listDepsOn(on.deps);
    messaging = scriptedMessaging();
  });
  afterEach(() => on.stop());

  const deps = (): ListDeps => ({ ...lists, messaging });
  /** A job as it is kept; nothing runs it but the test. */
  const keep = async (shows: SearchData['shows'] = 'progress', list?: string): Promise<Job> => {
    const data: SearchData = {
      list: list ?? writeState(latest(Date.now())),
      shows,
      count: 0,
      editing: false,
    };
    const personId = uuidOf(on.alice.personId);
    const job = { kind: SEARCH, personId, hostId: undefined, at, state: 'running', data } as const;
    return await on.deps.jobs.store.create(job, Date.now());
  };
  /** Goes on until `looks` waits are over; the search settles with the last one. */
  const control = (end: () => void, looks = 0): JobControl<unknown> => {
    let left = looks;
    const stop = new AbortController();
    return {
      shouldContinue: () => Promise.resolve(true),
      signal: stop.signal,
      progress: () => Promise.resolve(),
      waitOn: () => Promise.resolve(true),
      wait: async () => {
        left -= 1;
        if (left < 0) end();
        await new Promise((done) => setImmediate(done));
      },
    };
  };
  const joined = (
    whole: Promise<ListResult>,
    progress: SearchProgress = { count: 0 },
  ): SearchHandle & { left: () => boolean } => {
    let left = false;
    whole.catch(() => undefined);
    return {
      first: whole,
      whole,
      progress: () => progress,
      stop: () => undefined,
      release: () => (left = true),
      left: () => left,
    };
  };
  const shown = (): Content[] =>
    messaging.calls.flatMap(([name, , content]) => (name === 'edit' ? [content as Content] : []));
  const kept = async (job: Job): Promise<boolean> =>
    (await on.deps.jobs.store.get(job.id)) !== undefined;

  it('shows how far it is, less and less often, and then what it found', async () => {
    const job = await keep();
    const whole = deferred<ListResult>();
    const progress = { count: 1_240, since: Date.parse('2026-03-01T00:00:00Z') };
    const search = joined(whole.promise, progress);
    lists.searches.transfer(at, search);
    await searchJob(deps()).run(
      job,
      control(() => whole.resolve(found), 16),
    );
    const texts = shown().map((content) => seen(content).text());
    assert.equal(texts.length, 3);
    for (const text of texts.slice(0, 2)) {
      assert.match(text, /1,240 found so far, back to March 2026\./);
    }
    assert.match(texts[2] ?? '', /1–5 of 6 · 1,240 in all, 9\.0 GB/);
    assert.equal(await kept(job), false);
    assert.ok(search.left());
  });

  it('shows no progress where a list stands already', async () => {
    const job = await keep('list');
    const whole = deferred<ListResult>();
    const notice = { style: 'good', text: 'You are connected.', plain: '' } as const;
    lists.searches.transfer(at, joined(whole.promise), notice);
    await searchJob(deps()).run(
      job,
      control(() => whole.resolve(found), 16),
    );
    assert.equal(shown().length, 1);
    assert.match(seen(shown()[0]).text(), /^You are connected\./);
  });

  it('leaves the card alone once it is somebody else’s', async () => {
    const job = await keep();
    const search = joined(Promise.resolve(found));
    lists.searches.transfer(at, search);
    const taken = { ...control(() => undefined), shouldContinue: () => Promise.resolve(false) };
    await searchJob(deps()).run(job, taken);
    assert.deepEqual(shown(), []);
    assert.ok(search.left());

    lists.searches.transfer(at, joined(Promise.resolve(found)));
    await lists.searches.cards.supersede(at);
    await searchJob(deps()).run(
      job,
      control(() => undefined),
    );
    assert.deepEqual(shown(), []);
  });

  it('begins anew after a crash', async () => {
    const job = await keep();
    await searchJob(deps()).run(
      job,
      control(() => undefined),
    );
    assert.equal(seen(shown().at(-1)).topics().length, 5);
    assert.equal(await kept(job), false);
  });

  it('has what came of the click from the database after a crash', async () => {
    const notice = { style: 'good', text: 'Moved “Falcon”.', plain: 'Moved “Falcon”.' } as const;
    const buttons = [{ title: 'Undo', data: { action: 'restore', recording: 'r1' } }];
    const state = latest(Date.now());
    for (const shows of ['outcome', 'list'] as const) {
      await continueInBackground({ jobs: idleDesk(), searches: lists.searches }, on.alice, state, {
        ...{ at, search: joined(Promise.resolve(found)), shows },
        notice: { ...notice, buttons },
      });
      lists.searches.adopt(at)?.release();
      const [id = ''] = await on.deps.jobs.store.running();
      const job = await on.deps.jobs.store.get(id);
      assert.ok(job);
      assert.doesNotMatch(JSON.stringify(job), /Falcon/);
      await searchJob(deps()).run(
        job,
        control(() => undefined),
      );
      const card = seen(shown().at(-1));
      assert.match(card.text(), /^Moved “Falcon”\.\n.*Your recordings/s);
      assert.deepEqual(card.dataOf('Undo'), buttons[0]?.data);
      assert.equal(await kept(job), false);
    }
  });
  /** Keeps jobs, and runs none. */
  const idleDesk = () => ({
    ...on.deps.jobs,
    create: (job: NewJob) => on.deps.jobs.store.create(job, Date.now()),
  });

  it('leaves the card that says what came of the click, where that does not open any more', async () => {
    const job = await keep('outcome');
    for (const notice of [undefined, 'v1.other.a.b.c']) {
      await searchJob(deps()).run(
        { ...job, data: { ...(job.data as SearchData), notice } },
        control(() => undefined),
      );
    }
    assert.deepEqual(shown(), []);
    assert.equal(await kept(job), false);
  });

  it('says what Webex refused, and that one has to connect', async () => {
    for (const [error, words] of [
      [refused(), /Try again|Show my recordings/],
      [new NotConnected('over'), /token|connect/i],
    ] as const) {
      const job = await keep();
      lists.searches.transfer(at, joined(Promise.reject<ListResult>(error)));
      await searchJob(deps()).run(
        job,
        control(() => undefined),
      );
      assert.match(JSON.stringify(shown().at(-1)), words);
      assert.equal(await kept(job), false);
    }
    assert.match(on.log.text(), /search failed/);
  });

  it('leaves it to the next round when the database went away, or this process is to stop', async () => {
    const job = await keep();
    lists.searches.transfer(at, joined(Promise.reject<ListResult>(new StoreError('gone'))));
    await assert.rejects(
      searchJob(deps()).run(
        job,
        control(() => undefined),
      ),
      {
        name: 'StoreError',
      },
    );
    assert.equal(await kept(job), true);
    lists.searches.transfer(at, joined(Promise.reject<ListResult>(refused())));
    const stopping = { ...control(() => undefined), signal: AbortSignal.abort() };
    await assert.rejects(searchJob(deps()).run(job, stopping), { name: 'WebexRefused' });
    assert.equal(await kept(job), true);
  });

  it('goes on when a card cannot be changed', async () => {
    messaging = scriptedMessaging({
      edit: () => Promise.reject(refused()),
      post: () => Promise.reject(refused()),
    });
    const job = await keep();
    const whole = deferred<ListResult>();
    lists.searches.transfer(at, joined(whole.promise));
    await searchJob(deps()).run(
      job,
      control(() => whole.resolve(found), 6),
    );
    assert.match(on.log.text(), /search card not updated/);
    assert.match(on.log.text(), /search card not updated/);
    assert.equal(await kept(job), false);
  });

  it('ends what it cannot read, with a way back', async () => {
    const job = await keep('progress', 'nonsense');
    await searchJob(deps()).run(
      job,
      control(() => undefined),
    );
    assert.equal(shown().length, 1);
    assert.equal(await kept(job), false);
    const { markdown } = await searchJob(deps()).card(job);
    assert.ok(markdown.length > 0);
  });

  it('can be drawn as it is, and with what went wrong', async () => {
    const job = await keep();
    assert.ok(seen(await searchJob(deps()).card(job)).has('Cancel'));
    assert.ok(seen(await searchJob(deps()).card(job, refused())).has('Show my recordings'));
  });
});
