import assert from 'node:assert/strict';
import { NotConnected, NotServed } from '../../../src/accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../../src/bot/access/impersonation.js';
import {
  progressCard,
  reportCard,
  searchingJobCard,
  untouchedCard,
} from '../../../src/features/bulk/cards.js';
import {
  type BulkChange,
  type BulkJob,
  CLEAN_UP,
  WHOLE_BIN,
  summarize,
} from '../../../src/features/bulk/model.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { seen, titles } from '../../bot/support/card.js';
import type { SeenCard } from '../../support/people.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');

const job = (what: BulkChange): BulkJob => ({
  ...{ id: 'j', kind: CLEAN_UP, personId: 'p', hostId: undefined, state: 'done' },
  ...{ at: { id: 'm', roomId: 'r' }, createdAt: NOW, updatedAt: NOW },
  data: { phase: 'act', what, seen: 0, found: 0 },
});

describe('a clean-up that rests', () => {
  it('says why, and leads on where its person can see to that', () => {
    const about = (problem: unknown) => {
      const paused = { ...job('trash'), state: 'paused' } as const;
      const card = seen(progressCard(paused, summarize([]), problem));
      return [card.text(), card.has('Connect again')] as const;
    };
    const [over, leadsOn] = about(new NotConnected('over'));
    assert.match(over, /Connect again, then resume/);
    assert.equal(leadsOn, true);
    const [unserved, offers] = about(new NotServed('not-admitted'));
    assert.match(unserved, /no longer works for you/);
    assert.doesNotMatch(unserved, /went wrong/);
    assert.equal(offers, false);
  });
});

describe('a search that Webex refuses', () => {
  const told = (problem: unknown) => {
    const data = { phase: 'find', seen: 0, found: 0 } as const;
    const content = searchingJobCard({ ...job('trash'), state: 'paused', data }, problem);
    return [seen(content).text().split('\n')[0], ...titles(content)];
  };
  const request = { method: 'GET', path: '/recordings' };
  const refusal = (status: number, reason = ''): WebexRefused =>
    new WebexRefused(request, status, { trackingId: 'R', reason });

  it('is over where the same would be refused again', () => {
    const final = [refusal(404), refusal(400, 'Not entitled'), new NotServed('not-admitted')];
    for (const problem of [...final, new NotAllowed('administrator'), new NoSuchHost()])
      assert.deepEqual(told(problem), ['Search stopped'], String(problem));
  });

  it('is resumed where that can help', () => {
    const passing = [refusal(503), refusal(409), new WebexUnreachable(request, 'E')];
    for (const problem of [...passing, undefined])
      assert.deepEqual(told(problem), ['Search paused', 'Resume', 'Cancel'], String(problem));
    const leadsOn = ['Search paused', 'Connect again', 'Resume', 'Cancel'];
    for (const problem of [new NotConnected('over'), refusal(403)])
      assert.deepEqual(told(problem), leadsOn, String(problem));
  });
});

describe('a search that found nothing', () => {
  const told = (kind: string, left: object): string => {
    const data = { phase: 'choose', seen: 0, found: 0, ...left } as const;
    return untouchedCard({ ...job('trash'), kind, data }).markdown;
  };

  it('says that there is nothing only where nothing is left out', () => {
    assert.match(told(CLEAN_UP, {}), /Nothing to clean up/);
    assert.match(told(WHOLE_BIN, {}), /There is nothing in your recycle bin/);
    for (const left of [{ unread: 1 }, { brokeOff: true }, { unsure: 1 }]) {
      for (const kind of [CLEAN_UP, WHOLE_BIN]) {
        assert.match(told(kind, left), /^\*\*I found no recordings that I can show\*\*/);
      }
    }
  });
});

describe('the report of a clean-up', () => {
  const told = (
    what: BulkChange,
    ...ended: readonly [outcome: string | undefined, count: number][]
  ) =>
    reportCard(
      job(what),
      summarize(
        ended.map(([outcome, count]) => ({
          ...{ selected: true, siteUrl: 'acme.webex.com', bytes: 5e9 },
          ...{ outcome, count },
        })),
      ),
    ).markdown.split('\n\n');

  it('says that nothing was changed only where that is known', () => {
    assert.equal(told('delete', ['unchanged:403', 2])[0], '**Nothing was changed**');
    assert.deepEqual(told('delete', ['unsure', 50]), [
      '**I couldn’t see whether 50 recordings were deleted permanently**',
      'Look again later.',
    ]);
    assert.deepEqual(told('trash', ['not-seen', 1], ['already', 2]), [
      '**I couldn’t see whether 1 recording was moved to the recycle bin**',
      '2 recordings: in the recycle bin already.',
      'Look again later.',
    ]);
    assert.equal(
      told('restore', ['unsure', 3])[0],
      '**I couldn’t see whether 3 recordings were restored**',
    );
  });

  it('names what was done first, and what was not seen below', () => {
    const [title, , , unsure] = told('trash', ['done', 4], ['already', 1], ['unsure', 2]);
    assert.match(title ?? '', /^\*\*Moved 4 recordings/);
    assert.match(unsure ?? '', /^2 recordings: I couldn’t see/);
  });

  it('counts one as one', () => {
    const lines = told('delete', ['unchanged:403', 1], [undefined, 1]);
    assert.match(lines[1] ?? '', /^1 recording not changed\. /);
    assert.equal(lines[2], '1 recording (5.0 GB) not changed: you stopped before that.');
    const more = told('delete', ['unchanged:403', 2], [undefined, 3]);
    assert.match(more[1] ?? '', /^2 recordings not changed\. /);
    assert.match(more[2] ?? '', /not changed: /);
  });

  it('offers to undo what was moved, and to undo it again once that is undone', () => {
    const { data, ...others } = job('trash');
    const summary = summarize([
      { selected: true, siteUrl: 'acme.webex.com', bytes: 5e9, outcome: 'done', count: 4 },
    ]);
    const shown = (more: Partial<BulkJob['data']>): SeenCard =>
      seen(reportCard({ ...others, data: { ...data, ...more } }, summary));
    const fresh = shown({});
    assert.match(fresh.text(), /You can restore them for 30 days\./);
    assert.equal(fresh.dataOf('Undo: restore 4 recordings').after, undefined);
    assert.ok(!fresh.has('Clean up again'));
    const undone = shown({ undoneBy: 'u' });
    assert.match(undone.text(), /You undid this since then/);
    assert.doesNotMatch(undone.text(), /You can restore/);
    assert.equal(undone.dataOf('Undo again').after, 'u');
    assert.ok(undone.has('Clean up again'));
    for (const what of ['delete', 'restore'] as const)
      assert.doesNotMatch(JSON.stringify(shown({ what }).content), /bulk-undo/);
  });
});
