import assert from 'node:assert/strict';
import { postRefusedTable } from '../../../src/features/bulk/act.js';
import type { BulkDeps, BulkJob } from '../../../src/features/bulk/model.js';
import {
  csvOf,
  type Found,
  foundOf,
  jobItemsOf,
  postTable,
  type TableRow,
} from '../../../src/features/bulk/table.js';
import type { JobItem } from '../../../src/jobs/job.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { FileToSend } from '../../../src/webex/messages.js';
import { readableLog } from '../../bot/support/log.js';
import { scriptedMessaging } from '../../bot/support/messaging.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';
import { memoryWebex } from '../../support/memory-webex.js';

const found = (given: Partial<Found> = {}): Found => ({
  ...{ id: 'r1', topic: 'Standup', siteUrl: 'acme.webex.com', createdAt: NOW, recordedAt: NOW },
  ...{ durationSeconds: 90, sizeBytes: 1_250_000 },
  ...given,
});
/** Whoever asks has chosen no zone. */
const settings = { of: () => Promise.resolve({}) };
const row = (given: Partial<TableRow> = {}): TableRow => ({ ...found(), last: 3, ...given });

const now = (): number => Date.parse('2026-08-07T10:30:00Z');

describe('what is held of a recording that was found', () => {
  it('is when its file was made, and when its meeting was', () => {
    const { createdAt, recordedAt } = foundOf(recordingOf());
    assert.equal(createdAt, Date.parse('2026-08-06T09:00:00Z'));
    assert.equal(recordedAt, Date.parse('2026-08-06T08:00:00Z'));
  });

  it('is when its file was made, twice, where Webex does not say when its meeting was', () => {
    const { createdAt, recordedAt } = foundOf(recordingOf({ timeRecorded: undefined }));
    assert.equal(recordedAt, createdAt);
  });
});

describe('the items of a job', () => {
  it('are the oldest first, each in its place, without their topics', () => {
    const items = jobItemsOf([
      found({ id: 'new', recordedAt: 3 }),
      found({ id: 'b', recordedAt: 1 }),
      found({ id: 'a', recordedAt: 1 }),
    ]);
    assert.deepEqual(
      items.map(({ recordingId, position }) => [recordingId, position]),
      [
        ['a', 0],
        ['b', 1],
        ['new', 2],
      ],
    );
    assert.doesNotMatch(JSON.stringify(items), /Standup/);
  });

  it('have whole numbers, and none where Webex tells none', () => {
    const [whole] = jobItemsOf([found({ sizeBytes: 1.6, durationSeconds: 59.5 })]);
    assert.deepEqual([whole?.sizeBytes, whole?.durationSeconds], [2, 60]);
    const [none] = jobItemsOf([found({ sizeBytes: undefined, durationSeconds: undefined })]);
    assert.deepEqual([none?.sizeBytes, none?.durationSeconds], [undefined, undefined]);
  });
});

describe('the table that goes with a card', () => {
  /** With its mark, which a decoder would swallow. */
  const text = async (...rows: TableRow[]): Promise<string> =>
    Buffer.from(await csvOf(rows, 'views', 'Europe/Berlin')).toString();

  it('lets others in while a long one is written', async () => {
    let breaths = 0;
    const rows = Array.from({ length: 2_001 }, () => row());
    await csvOf(rows, 'views', 'UTC', () => Promise.resolve(void (breaths += 1)));
    assert.equal(breaths, 20);
  });

  it('has a mark for spreadsheets, a header, and a line for each', async () => {
    assert.equal(
      await text(row()),
      '\uFEFF"topic","recorded at","minutes","MB","site","id","views"\r\n' +
        '"Standup","2026-08-07T12:00:00+02:00",2,1.3,"acme.webex.com","r1",3\r\n',
    );
  });

  it('leaves out what is not known', async () => {
    const bare = { siteUrl: undefined, durationSeconds: undefined, sizeBytes: undefined };
    assert.match(
      await text(row({ ...bare, last: undefined })),
      /\r\n"Standup",[^,]+,,,,"r1",\r\n$/,
    );
  });

  it('holds no formula, whatever somebody called their meeting', async () => {
    for (const topic of ['=1+1', '+1', '-1', '@x', ' =1', '\u200B\uFEFF =1', 'a; =1', 'a";"=1']) {
      const cells = (await text(row({ topic }))).split(/[,;\r\n]/);
      for (const cell of cells)
        assert.doesNotMatch(cell.replace(/["\s\p{C}]/gu, ''), /^[=+@-]/, topic);
    }
    assert.match(await text(row({ topic: 'a,"b"\nc' })), /"a,""b""\nc"/);
  });

  const job = { id: '12345678-aaaa', at: { id: 'm1', roomId: 's1' } } as BulkJob;
  const words = { last: 'views', markdown: 'The table:' };

  it('is posted into the space of the card', async () => {
    const messaging = scriptedMessaging();
    await postTable(job, { messaging, settings, now } as unknown as BulkDeps, [row()], words);
    const [[name, place, file] = []] = messaging.calls;
    assert.deepEqual([name, place], ['postFile', { roomId: 's1' }]);
    assert.equal((file as FileToSend).name, 'recordings 2026-08-07 10.30.csv');
  });

  it('is not posted where it would be empty', async () => {
    const messaging = scriptedMessaging();
    await postTable(job, { messaging, settings, now } as unknown as BulkDeps, [], words);
    assert.deepEqual(messaging.calls, []);
  });
});

describe('the table of what did not come about', () => {
  const item = (recordingId: string, outcome: string | undefined): JobItem => ({
    ...{ position: 0, recordingId, siteUrl: 'acme.webex.com', sizeBytes: 1, durationSeconds: 60 },
    ...{ recordedAt: NOW, selected: true, outcome, trackingId: undefined },
  });
  const posted = async (...items: JobItem[]): Promise<string> =>
    await postedBy(scriptedMessaging(), items);
  const postedBy = async (
    messaging: ReturnType<typeof scriptedMessaging>,
    items: JobItem[],
  ): Promise<string> => {
    const jobs = { store: { items: () => Promise.resolve(items) } };
    const { webex } = memoryWebex(
      ['r0', 'r1', 'r2', 'r3'].map((id) => ({
        ...{ id, siteUrl: 'acme.webex.com', createdAt: NOW, status: 'available' as const },
        ...(id === 'r3' && { topic: 'r3 *b*.com' }),
      })),
    );
    const tokens = { get: () => Promise.resolve({ token: 't' }) };
    const { log } = readableLog();
    const deps = { webex, tokens, messaging, settings, jobs, log, now } as unknown as BulkDeps;
    const personId = '11111111-1111-4111-8111-111111111111';
    const job = { personId, id: 'j1', at: { id: 'm1', roomId: 's1' } } as BulkJob;
    await postRefusedTable(job, deps);
    const file = messaging.calls[0]?.[2] as FileToSend | undefined;
    return file === undefined ? '' : Buffer.from(file.bytes).toString();
  };

  it('names each with its topic and the reason', async () => {
    const [, ...lines] = (
      await posted(
        item('r0', 'unchanged:403'),
        item('r1', 'unsure'),
        item('gone', 'not-seen'),
        item('r3', 'unsure'),
        ...[item('r2', 'done'), item('x', 'already'), item('y', 'gone'), item('z', undefined)],
      )
    )
      .trim()
      .split('\r\n');
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /^"r0",.*,"r0",.*doesn’t let you/i);
    assert.match(lines[1] ?? '', /^"r1",.*,"r1","I couldn’t see whether it worked\."$/);
    assert.match(lines[3] ?? '', /^"r3 \*b\*\.com",/, 'as Webex has it');
    assert.match(lines[2] ?? '', /^"",.*,"gone","I couldn’t see whether it worked\."$/);
  });

  it('is left out where Webex does not take it; a defect of our own is handed on', async () => {
    const failing = (error: Error) => scriptedMessaging({ postFile: () => Promise.reject(error) });
    const away = new WebexUnreachable({ method: 'POST', path: '/messages' }, 'ECONNRESET');
    await postedBy(failing(away), [item('r1', 'unsure')]);
    await assert.rejects(postedBy(failing(new TypeError('x')), [item('r1', 'unsure')]), TypeError);
  });

  it('is not posted where everything came about', async () => {
    assert.equal(await posted(item('r0', 'done'), item('r1', 'already')), '');
  });
});
