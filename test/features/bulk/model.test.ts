import assert from 'node:assert/strict';
import { explain } from '../../../src/bot/ui/problem.js';
import {
  MEGABYTE,
  WHOLE_BIN,
  type BulkData,
  type BulkJob,
  type Rule,
  bulkData,
  fallsUnder,
  hasEnded,
  isOfAnyTime,
  isWholeBin,
  itemOutcome,
  settledItem,
  summarize,
  refusalInWords,
  windowOfRule,
} from '../../../src/features/bulk/model.js';
import { NOT_IN_BIN } from '../../../src/recordings/change.js';
import type { Tally } from '../../../src/jobs/job.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';

const tally = (given: Partial<Tally>): Tally => ({
  ...{ siteUrl: 'a.webex.com', selected: true, outcome: undefined, count: 1, bytes: 10 },
  ...given,
});

describe('the outcome of an item', () => {
  it('is stored with the status of a refusal, and of nothing else', () => {
    const of = (outcome: Parameters<typeof itemOutcome>[0]['outcome']) =>
      itemOutcome({ id: 'r1', outcome, trackingId: 't' }).outcome;
    const refused = (reason: string) =>
      new WebexRefused({ method: 'POST', path: '/recordings' }, 403, { reason });
    assert.equal(of({ kind: 'unchanged', error: refused('') }), 'unchanged:403');
    const held = of({ kind: 'unchanged', error: refused('It is on legal hold: Salaries') });
    assert.equal(held, 'unchanged:403:legal-hold');
    assert.equal(refusalInWords(held), 'It is on legal hold.');
    for (const reason of ['not entitled', 'no site', 'site url', 'scope']) {
      const error = refused(reason);
      assert.equal(refusalInWords(of({ kind: 'unchanged', error })), explain(error).what);
    }
    const error = new WebexUnreachable({ method: 'POST', path: '/x' }, 'ECONNRESET');
    assert.equal(of({ kind: 'unchanged', error }), 'unchanged');
    assert.equal(of({ kind: 'gone' }), 'gone');
    const back = of({ kind: 'unchanged', error: NOT_IN_BIN });
    assert.notEqual(refusalInWords(back), refusalInWords('unchanged'));
    assert.match(refusalInWords(back), /no longer in the recycle bin/);
  });

  it('has a reason in our words', () => {
    assert.notEqual(refusalInWords('unchanged:403'), refusalInWords('unchanged:429'));
    assert.equal(refusalInWords('unchanged'), 'Webex didn’t do it.');
  });

  it('is not known while its audit entry is open', () => {
    const entry = { recordingId: 'r1', trackingId: undefined } as Parameters<typeof settledItem>[0];
    assert.deepEqual(settledItem({ ...entry, outcome: undefined }), []);
    const settled = { recordingId: 'r1', outcome: 'done', trackingId: undefined };
    assert.deepEqual(settledItem({ ...entry, outcome: 'done' }), [settled]);
  });
});

describe('the summary of a job', () => {
  it('counts what is selected by outcome and by site, the largest site first', () => {
    const { all, selected, bySite, ...outcomes } = summarize([
      tally({ selected: false, count: 5 }),
      tally({ outcome: 'done', count: 2 }),
      tally({ outcome: 'unchanged:403', siteUrl: 'b.webex.com' }),
      tally({ outcome: 'unchanged:403', siteUrl: 'b.webex.com', count: 3 }),
      tally({ outcome: 'unchanged:429' }),
      tally({ outcome: 'already', count: 4 }),
      tally({ outcome: 'unsure' }),
      tally({ outcome: 'not-seen' }),
      tally({}),
    ]);
    assert.deepEqual([all.count, selected.count, selected.bytes], [19, 14, 80]);
    assert.deepEqual(
      bySite.map(({ siteUrl, count }) => [siteUrl, count]),
      [
        ['a.webex.com', 10],
        ['b.webex.com', 4],
      ],
    );
    assert.deepEqual(outcomes, {
      done: { count: 2, bytes: 10 },
      already: { count: 4, bytes: 10 },
      gone: { count: 0, bytes: 0 },
      refused: [
        { why: refusalInWords('unchanged:403'), count: 4, bytes: 20 },
        { why: refusalInWords('unchanged:429'), count: 1, bytes: 10 },
      ],
      unsure: { count: 2, bytes: 20 },
      open: { count: 1, bytes: 10 },
    });
  });
});

describe('the rule of a clean-up', () => {
  const rule: Rule = { age: 2, unit: 'days', neverWatched: false };
  const recording = (given: object) =>
    recordingOf({ topic: 'Standup', sizeBytes: 5 * MEGABYTE, ...given });

  it('reaches from ten years back to its age, in days or months of the calendar', () => {
    const now = Date.parse('2026-03-31T10:00:00Z');
    const day = (rule: Rule): string[] => {
      const { from, to } = windowOfRule(rule, now);
      return [from, to].map((at) => new Date(at).toISOString().slice(0, 10));
    };
    assert.deepEqual(day(rule), ['2016-03-29', '2026-03-29']);
    assert.deepEqual(day({ ...rule, age: 1, unit: 'months' }), ['2016-02-28', '2026-02-28']);
    assert.deepEqual(day({ ...rule, age: 0 }), ['2016-03-31', '2026-03-31']);
  });

  it('takes what is larger than it says and has its topic, and nothing of unknown size', () => {
    const large = { ...rule, megabytes: 5 };
    assert.equal(fallsUnder(large, recording({ sizeBytes: 5 * MEGABYTE })), false);
    assert.equal(fallsUnder(large, recording({ sizeBytes: 5 * MEGABYTE + 1 })), true);
    assert.equal(fallsUnder(large, recording({ sizeBytes: undefined })), false);
    assert.equal(fallsUnder(rule, recording({ sizeBytes: undefined })), true);
    assert.equal(fallsUnder({ ...rule, topic: 'standup' }, recording({})), true);
    assert.equal(fallsUnder({ ...rule, topic: 'retro' }, recording({})), false);
  });

  it('takes nothing that others have shared', () => {
    assert.equal(fallsUnder(rule, recording({ shareToMe: true })), false);
  });
});

describe('a job on many recordings', () => {
  const ever = { from: 0, to: NOW, filter: { status: 'deleted' } } as const;
  const job = (search: BulkData['search']): BulkJob => ({
    ...{ id: 'j', kind: WHOLE_BIN, personId: 'p', hostId: undefined, state: 'asking' },
    ...{ at: { id: 'm', roomId: 'r' }, createdAt: NOW, updatedAt: NOW },
    data: { phase: 'choose', search, seen: 2, found: 2 },
  });
  const all = summarize([tally({ count: 2 })]);

  it('is about the whole recycle bin when nothing narrows it and all is selected', () => {
    assert.equal(isWholeBin(job(ever), all), true);
    const some = summarize([tally({}), tally({ selected: false })]);
    assert.equal(isWholeBin(job(ever), some), false);
    for (const search of [
      undefined,
      { ...ever, filter: {} },
      { ...ever, filter: { ...ever.filter, topic: 'x' } },
      { ...ever, from: NOW - 86_400_000 },
    ]) {
      assert.equal(isWholeBin(job(search), all), false, JSON.stringify(search));
    }
    assert.equal(isOfAnyTime({ ...ever, from: NOW - 86_400_000 }), false);
  });

  it('has ended when it is done or cancelled', () => {
    const states = ['asking', 'running', 'paused', 'cancelled', 'done'] as const;
    assert.deepEqual(
      states.filter((state) => hasEnded({ state })),
      ['cancelled', 'done'],
    );
  });

  it('is stored as it is, and nothing else is', () => {
    const { data } = job(ever);
    assert.deepEqual(bulkData.parse(data), data);
    for (const odd of [{ phase: 'other' }, { what: 'share' }, { found: '2' }]) {
      assert.equal(bulkData.safeParse({ ...data, ...odd }).success, false, JSON.stringify(odd));
    }
  });
});
