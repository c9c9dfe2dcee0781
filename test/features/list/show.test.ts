import assert from 'node:assert/strict';
import type { ListResult, Search } from '../../../src/features/list/search/search.js';
import { withinPatience, weekdayBeside } from '../../../src/features/list/show.js';
import { recordingsOf, stateOfList } from '../../bot/support/recordings.js';
import { deferred } from '../../support/until.js';

describe('what can be shown of a search within people’s patience', () => {
  const LONG = 60_000;
  const found = (count: number, totals: ListResult['totals'] = 'counting'): ListResult => ({
    listing: { recordings: recordingsOf(count), more: false },
    totals,
  });
  const search = (first: Promise<ListResult>, whole: Promise<ListResult>): Search => {
    whole.catch(() => undefined);
    return { first, whole, progress: () => ({ count: 0 }), stop: () => undefined };
  };
  const never = deferred<ListResult>().promise;

  it('is what comes first, where that fills the page', async () => {
    const first = found(10);
    const asked = search(Promise.resolve(first), never);
    assert.equal(await withinPatience(LONG, asked, stateOfList({ start: 5 })), first);
  });

  it('is what comes first, where that is all that there is', async () => {
    const first = found(1, { count: 1, bytes: 0 });
    const asked = search(Promise.resolve(first), never);
    assert.equal(await withinPatience(LONG, asked, stateOfList()), first);
  });

  it('is what comes first, where no more were asked for', async () => {
    const first = found(2);
    const asked = search(Promise.resolve(first), never);
    assert.equal(await withinPatience(LONG, asked, stateOfList({ limit: 2 })), first);
  });

  it('is the whole, where what comes first does not reach to the end of the page', async () => {
    const whole = found(12);
    const asked = search(Promise.resolve(found(9)), Promise.resolve(whole));
    assert.equal(await withinPatience(LONG, asked, stateOfList({ start: 5 })), whole);
  });

  it('is nothing when that takes too long', async () => {
    assert.equal(await withinPatience(1, search(never, never), stateOfList()), undefined);
    const short = search(Promise.resolve(found(1)), never);
    assert.equal(await withinPatience(1, short, stateOfList()), undefined);
  });

  it('rejects as the search does', async () => {
    const failed = Promise.reject<ListResult>(new Error('away'));
    await assert.rejects(withinPatience(LONG, search(failed, never), stateOfList()), /away/);
  });
});

describe('a weekday beside a span', () => {
  const wednesday = { from: Date.parse('2026-06-02T22:00Z'), to: Date.parse('2026-06-03T22:00Z') };
  const beside = (name: string, isAfter: boolean) =>
    weekdayBeside(wednesday, name, isAfter, 'Europe/Berlin');
  const day = (date: string) => Date.parse(`${date}T00:00+02:00`);

  it('is the last one before it, or the next one after it, a week away at most', () => {
    assert.deepEqual(beside('monday', false), { from: day('2026-06-01'), to: day('2026-06-02') });
    assert.deepEqual(beside('Wed', false), { from: day('2026-05-27'), to: day('2026-05-28') });
    assert.deepEqual(beside('thu', true), { from: day('2026-06-04'), to: day('2026-06-05') });
    assert.deepEqual(beside('wednesday', true), { from: day('2026-06-10'), to: day('2026-06-11') });
  });
});
