import assert from 'node:assert/strict';
import { inputName, PAGE_SIZE, selectionCard } from '../../../src/features/bulk/choose.js';
import {
  type BulkJob,
  CLEAN_UP,
  SELECT,
  WHOLE_BIN,
  summarize,
} from '../../../src/features/bulk/model.js';
import type { Job, JobItem } from '../../../src/jobs/job.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { NOW } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, bulkStage, type BulkStage } from './support/stage.js';

describePglite('choosing among many', ({ open }) => {
  let on: BulkStage;
  let job: Job;
  beforeEach(async () => {
    const all = Array.from({ length: PAGE_SIZE + 3 }, () => 'available' as const);
    on = await bulkStage(await open(), all, false);
    job = await on.keep();
  });
  afterEach(() => on.stop());

  const pressed = async (action: string, inputs: object): Promise<string> => {
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { ...inputs, action, job: job.id });
    return seen(click.only('update')).text();
  };
  const chosen = async (): Promise<number[]> => {
    const items = await on.jobs.store.items(job.id, { selected: true });
    return items.map(({ position }) => position);
  };
  const all = Array.from({ length: PAGE_SIZE + 3 }, (_, at) => at);

  it('shows a page, from its beginning wherever it is opened', async () => {
    assert.match(await pressed('bulk-look', {}), /1–8 of 11/);
    assert.match(await pressed('bulk-look', { start: '3' }), /1–8 of 11/);
    assert.match(await pressed('bulk-look', { start: String(PAGE_SIZE + 1) }), /9–11 of 11/);
  });

  it('keeps the ticks of a page whatever button is pressed, and no others', async () => {
    const ticks = { [inputName(1)]: 'false', [inputName(PAGE_SIZE)]: 'false' };
    assert.match(await pressed('bulk-tick', { start: '0', then: 'next', ...ticks }), /9–11 of 11/);
    // The one on the other page was not in sight.
    assert.deepEqual(
      await chosen(),
      all.filter((at) => at !== 1),
    );
    const second = { start: String(PAGE_SIZE), [inputName(PAGE_SIZE)]: 'false' };
    assert.match(await pressed('bulk-tick', { ...second, then: 'back' }), /1–8 of 11/);
    await pressed('bulk-tick', { start: '0', then: 'done', [inputName(1)]: 'true' });
    assert.deepEqual(
      await chosen(),
      all.filter((at) => at !== PAGE_SIZE),
    );
  });

  it('takes none, or all, of every page', async () => {
    await pressed('bulk-tick', { start: '0', then: 'none', [inputName(0)]: 'true' });
    assert.deepEqual(await chosen(), []);
    await pressed('bulk-tick', { start: '0', then: 'all', [inputName(0)]: 'false' });
    assert.deepEqual(await chosen(), all);
  });

  it('asks to tick one where nothing is ticked', async () => {
    job = await on.keep({ kind: SELECT });
    const inputs = { start: '0', then: 'trash' };
    await pressed('bulk-tick', { start: '0', then: 'none' });
    assert.match(await pressed('bulk-tick', inputs), /^Tick the recordings to delete\./);
    const ticked = { ...inputs, [inputName(2)]: 'true' };
    assert.match(await pressed('bulk-tick', ticked), /^Move 1 recording/);
  });

  it('offers the buttons that lead somewhere, and no others', async () => {
    const MOVES = ['‹ Back', 'Next ›', 'Select all', 'Select none'];
    const offered = async (inputs: object): Promise<string[]> => {
      const click = scriptedClick(ALICE);
      await press([on.feature], click, { action: 'bulk-tick', job: job.id, ...inputs });
      return MOVES.filter((title) => seen(click.only('update')).has(title));
    };
    assert.deepEqual(await offered({ start: '0', then: 'all' }), ['Next ›', 'Select none']);
    assert.deepEqual(await offered({ start: '0', then: 'next' }), ['‹ Back', 'Select none']);
    const one = { [inputName(0)]: 'false' };
    assert.deepEqual(await offered({ start: '8', then: 'back' }), ['Next ›', 'Select none']);
    const some = await offered({ start: '0', then: 'next', ...one });
    assert.deepEqual(some, ['‹ Back', 'Select all', 'Select none']);
    assert.deepEqual(await offered({ start: '0', then: 'none' }), ['Next ›', 'Select all']);
  });

  it('goes back to the choice behind the last page', async () => {
    assert.match(await pressed('bulk-look', { start: '96' }), /^11 recordings found/);
  });

  it('changes nothing on data that we did not write', async () => {
    for (const inputs of [
      { start: '-8', then: 'none' },
      { start: '0', then: 'everything' },
      { then: 'none' },
    ]) {
      assert.match(await pressed('bulk-tick', inputs), /out of date/);
    }
    assert.deepEqual(await chosen(), all);
  });
});

describe('the checkboxes of a job', () => {
  const at = { id: 'm', roomId: 'r' };
  const item = (position: number, siteUrl: string | undefined, selected: boolean): JobItem => ({
    ...{ position, recordingId: `r${position}`, siteUrl, selected, recordedAt: NOW },
    ...{ sizeBytes: 1, durationSeconds: 60, outcome: undefined, trackingId: undefined },
  });
  const shown = (
    kind: string,
    given: Partial<Parameters<typeof selectionCard>[0]> = {},
    ofOthers = 0,
  ) => {
    const { items = [item(0, 'a.webex.com', false)] } = given;
    const tallies = items.map(({ siteUrl, selected }) => {
      return { siteUrl, selected, outcome: undefined, count: 1, bytes: 0 };
    });
    const data = { phase: 'choose', seen: items.length + ofOthers, found: items.length } as const;
    const job = {
      ...{ id: 'j', kind, personId: 'p', hostId: undefined, state: 'asking', at, data },
    };
    return seen(
      selectionCard({
        ...{ job: { ...job, createdAt: NOW, updatedAt: NOW } as BulkJob, start: 0, items },
        ...{ summary: summarize(tallies), topics: new Map(), home: 'a.webex.com', ...given },
      }),
    );
  };

  it('say what a tick means, by the kind of the job', () => {
    const says = (kind: string): string => shown(kind).text();
    assert.match(says(CLEAN_UP), /^Select recordings\n1–1 of 1, oldest first\. Untick the ones/);
    assert.match(says(SELECT), /^Select recordings\n1–1 of 1\. Tick the ones you want\./);
    assert.match(
      says(WHOLE_BIN),
      /^In your recycle bin: 1 recording\n1–1 of 1, oldest first\. Tick the ones you want to restore/,
    );
    const ticked = { items: [item(0, 'a.webex.com', true)] };
    for (const kind of [CLEAN_UP, SELECT, WHOLE_BIN])
      assert.match(shown(kind, ticked).text(), /^1 of 1 selected\n/);
  });

  it('begin with what is wrong, if anything is', () => {
    assert.match(shown(SELECT, { problem: 'Tick one.' }).text(), /^Tick one\.\nSelect recordings/);
  });

  it('name the site of a recording only where it is another than of most', () => {
    const items = ['a.webex.com', 'b.webex.com', undefined].map((site, at) =>
      item(at, site, false),
    );
    const titles = shown(SELECT, { items })
      .parts()
      .flatMap(({ type, title = '' }) => (type === 'Input.Toggle' ? [title] : []));
    assert.deepEqual(
      titles.map((title) => /webex|undefined/.test(title)),
      [false, true, false],
    );
  });

  it('of a list without any offer only the way back', () => {
    const none = shown(SELECT, { items: [] });
    assert.match(none.text(), /There are no recordings in this list\./);
    assert.ok(none.has('Cancel') && !none.has('Delete…'));
    const others = shown(SELECT, { items: [] }, 2).text();
    assert.match(others, /You can’t change any of these recordings\./);
  });
});
