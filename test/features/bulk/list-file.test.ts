import assert from 'node:assert/strict';
import { type BulkData, CLEAN_UP, SELECT } from '../../../src/features/bulk/model.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { FileToSend } from '../../../src/webex/messages.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, bulkStage, type BulkStage } from './support/stage.js';

const DAY = 86_400_000;

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
