import assert from 'node:assert/strict';
import type { AuditRequest, AuditedChange } from '../../../src/audit/audit.js';
import type { Deps } from '../../../src/features/deps.js';
import { history } from '../../../src/features/history/index.js';
import type { Window } from '../../../src/recordings/types.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { seen, titles } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { NOW } from '../../bot/support/recordings.js';

const HOUR = 3_600_000;

describe('history', () => {
  /** What was done, the latest first. */
  let done: AuditRequest[];
  let asked: (number | Window | undefined)[];
  let kinds: readonly AuditedChange[] | undefined;
  /** Of requests of several. */
  const entries = new Map<string, object[]>();
  beforeEach(() => {
    done = [];
    asked = [];
  });

  const feature = () =>
    history({
      audit: {
        requests: (...given: Parameters<Deps['audit']['requests']>) => {
          const [, start, most, window, of] = given;
          asked = [start, window];
          kinds = of;
          return Promise.resolve(done.slice(start, start + most));
        },
        ofEvent: (key: string) => Promise.resolve(entries.get(key) ?? []),
        binnedSince: (ids: string[]) =>
          Promise.resolve(new Map(ids.filter((id) => id !== 'restored').map((id) => [id, NOW]))),
      },
      settings: { of: () => Promise.resolve({ timeZone: 'Europe/Berlin' }) },
      roles: { has: () => Promise.resolve(false) },
      tokens: {
        get: () => Promise.reject(new WebexUnreachable({ method: 'GET', path: '/' }, 'X')),
      },
      now: () => NOW,
    } as unknown as Deps);
  const click = () =>
    scriptedClick({ personId: personIdOf('11111111-1111-4111-8111-111111111111') });
  const says = async (name: string, rest = '') => {
    const ctx = click();
    await feature()
      .commands?.find((one) => one.name === name)
      ?.run(ctx, rest);
    return ctx.only('reply');
  };
  const request = (given: object = {}, outcome = 'done'): AuditRequest =>
    ({
      entry: {
        ...{ recordingId: 'r1', authority: 'own', change: 'trash', askedAt: NOW - HOUR, outcome },
        ...given,
      },
      outcomes: [{ outcome, count: 1 }],
    }) as unknown as AuditRequest;

  it('is narrowed by time alone, and asks where a time is none', async () => {
    assert.match(seen(await says('history', '31 february')).text(), /31 february is not a date/i);
    assert.equal(asked.length, 0);
    assert.match(
      seen(await says('history', 'yesterday over 500 MB')).text(),
      /I left the rest out/,
    );
    const [start, window] = asked;
    assert.match(seen(await says('history', 'oldest first')).text(), /I left the rest out/);
    assert.equal(start, 0);
    assert.ok(typeof window === 'object' && window.to - window.from === 24 * HOUR);
    await says('history');
    assert.deepEqual(asked, [0, undefined]);
  });

  for (const [said, changes, told] of [
    ['delete yesterday', ['trash', 'delete'], /Only what you deleted/],
    ['of deletions', ['trash', 'delete'], /Only what you deleted/],
    ['thrown away last week', ['trash', 'delete'], /Only what you deleted/],
    ['restored', ['restore'], /Only what you restored/],
    ['share this month', ['share'], /Only what you shared/],
    ['last month', undefined, /^(?!.*Only what you)/s],
  ] as const)
    it(`is of the kind that was asked for, on every page: “${said}”`, async () => {
      done = Array.from({ length: 11 }, () => request());
      const card = seen(await says('history', said));
      assert.match(card.text(), told);
      assert.deepEqual(kinds, changes);
      const ctx = click();
      await press([feature()], ctx, card.dataOf('Older ›'));
      assert.deepEqual(kinds, changes);
    });

  it('shows a page as its button names it', async () => {
    const ctx = click();
    await press([feature()], ctx, { action: 'history-page', start: '5', from: '1', to: '2' });
    assert.deepEqual(asked, [5, { from: 1, to: 2 }]);
    const wrong = click();
    await press([feature()], wrong, { action: 'history-page', start: '-1' });
    assert.match(seen(wrong.only('update')).text(), /out of date/);
  });

  it('leaves out the topic where Webex does not show it', async () => {
    done = [request(), request({ authority: 'officer' })];
    const text = seen(await says('history')).text();
    assert.equal(text.split('\n').filter((line) => line.includes('A recording: moved')).length, 2);
  });

  it('offers to undo the last move of the last day to the recycle bin, made for oneself', async () => {
    const [old, failed, others, restored] = [
      request({ askedAt: NOW - 25 * HOUR }),
      request({}, 'unchanged'),
      request({ hostId: '22222222-2222-4222-8222-222222222222' }),
      request({ change: 'restore' }),
    ];
    done = [restored, others, failed, old];
    assert.match(seen(await says('undo')).text(), /^There is nothing to undo/);
    assert.match(seen(await says('undo')).text(), /Nothing of yours that was moved/);
    done = [request({ change: 'share' }), ...done];
    assert.match(
      seen(await says('undo')).text(),
      /nothing to undo.*\*\*stop sharing weekly planning/s,
    );
    done = [request({ change: 'share', askedAt: NOW - 25 * HOUR })];
    assert.doesNotMatch(seen(await says('undo')).text(), /stop sharing/);
    const last = new Date(NOW - HOUR / 2).toISOString().replace('.000', '');
    done = [restored, request({ askedAt: NOW - HOUR / 2 }), request()];
    const card = seen(await says('undo')).text();
    assert.ok(card.includes(`${last})}}: you moved a recording to the recycle bin`), card);
    assert.doesNotMatch(card, /stop sharing/);
    done = [request({ change: 'share' }), ...done];
    const both = seen(await says('undo')).text();
    assert.ok(both.includes(last) && both.includes('**stop sharing'), both);
    done = [request({ askedAt: NOW - HOUR / 2, recordingId: 'restored' }), request()];
    assert.ok(
      !seen(await says('undo'))
        .text()
        .includes(last),
      'one that is back',
    );
  });

  it('counts of many those alone that were moved', async () => {
    const outcomes = [
      { outcome: 'unchanged', count: 2 },
      { outcome: 'done', count: 1 },
    ];
    // The last of them was refused; one of the others is there still.
    const last = request({ eventKey: 'k', recordingId: 'restored' }, 'unchanged');
    entries.set('k', [
      { recordingId: 'r1', outcome: 'done', change: 'trash' },
      { recordingId: 'restored', outcome: 'unchanged', change: 'trash' },
    ]);
    done = [{ ...last, outcomes }];
    const card = await says('undo');
    assert.match(seen(card).text(), /you moved 1 recording to the recycle bin/);
    assert.deepEqual(titles(card), ['Show the recycle bin']);
    entries.set('k', [{ recordingId: 'restored', outcome: 'done', change: 'trash' }]);
    assert.match(seen(await says('undo')).text(), /^There is nothing to undo/);
  });
});
