import assert from 'node:assert/strict';
import { type Notice, noticeRow } from '../../../src/bot/ui/card.js';
import { withoutTokens } from '../../../src/bot/ui/format.js';
import { outcomeNotice } from '../../../src/features/delete/cards.js';
import type { Change, ReportedOutcome } from '../../../src/recordings/change.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';

const at = { method: 'POST', path: '/recordings/softDelete' };
const undo = { title: 'Undo', data: { action: 'restore' } };
const again = { title: 'Try again', data: { action: 'trash' } };
const refusal = (status: number): WebexRefused =>
  new WebexRefused(at, status, { trackingId: 'ROUTER_1' });
const silence = new WebexUnreachable(at, 'ECONNRESET');

function notice(what: Change, outcome: ReportedOutcome): Notice {
  return outcomeNotice({ what, outcome, topic: 'Planning', undo, again, now: NOW });
}

describe('how a change ended', () => {
  const cases: readonly (readonly [
    Change,
    ReportedOutcome,
    Notice['style'],
    RegExp,
    readonly string[],
  ])[] = [
    [
      'trash',
      { kind: 'done' },
      'good',
      /^Moved “Planning” to the recycle bin\. .* until 6 Sept? 2026\.$/,
      ['Undo'],
    ],
    ['restore', { kind: 'done' }, 'good', /^Restored “Planning”\.$/, []],
    ['delete', { kind: 'done' }, 'good', /^Deleted “Planning” permanently\.$/, []],
    ['trash', { kind: 'already' }, 'accent', /is already in the recycle bin\.$/, ['Undo']],
    ['restore', { kind: 'already' }, 'accent', /is already back\.$/, []],
    [
      'delete',
      { kind: 'already' },
      'accent',
      /is gone already: .+ or you can no longer see it\.$/,
      [],
    ],
    [
      'trash',
      { kind: 'gone' },
      'warning',
      /was deleted permanently, or you can no longer see it\.$/,
      [],
    ],
    [
      'trash',
      { kind: 'not-seen', recording: recordingOf(), trackingId: 'ROUTER_1' },
      'warning',
      /accepted the request, but “Planning” looks unchanged/,
      ['Try again'],
    ],
    [
      'trash',
      { kind: 'not-again', recording: recordingOf() },
      'warning',
      /^“Planning” is not in the recycle bin\. Nothing was changed just now\.$/,
      ['Try again'],
    ],
    [
      'restore',
      { kind: 'not-again', recording: recordingOf() },
      'warning',
      /^“Planning” is in the recycle bin\. /,
      ['Try again'],
    ],
    [
      'delete',
      { kind: 'not-again', recording: recordingOf() },
      'warning',
      /^“Planning” is not deleted\. /,
      ['Try again'],
    ],
    [
      'trash',
      { kind: 'unsure', error: silence },
      'warning',
      /^Webex didn’t answer, .* “Planning” is in the recycle bin now\./,
      ['Try again'],
    ],
    [
      'restore',
      { kind: 'unsure', error: refusal(500) },
      'warning',
      /^Webex has a problem, .* is back now\./,
      ['Try again'],
    ],
    ['delete', { kind: 'unsure', error: silence }, 'warning', /is deleted now\./, ['Try again']],
    [
      'trash',
      { kind: 'unchanged', error: refusal(404) },
      'attention',
      /was not moved .*nothing was changed\. Webex doesn’t find it among your recordings\. Open a fresh list\.$/,
      [],
    ],
    [
      'restore',
      { kind: 'unchanged', error: refusal(503) },
      'attention',
      /was not restored: nothing was changed\. Webex has a problem/,
      ['Try again'],
    ],
    [
      'delete',
      { kind: 'unchanged', error: refusal(403) },
      'attention',
      /was not deleted: nothing was changed\. Webex doesn’t let/,
      ['Connect again'],
    ],
    [
      'delete',
      { kind: 'unchanged', error: silence },
      'attention',
      /Webex didn’t answer\./,
      ['Try again'],
    ],
  ];
  for (const [what, outcome, style, words, buttons] of cases) {
    const why = 'error' in outcome ? ` (${outcome.error.message})` : '';
    it(`${what}: ${outcome.kind}${why}`, () => {
      const told = notice(what, outcome);
      assert.equal(told.style, style);
      assert.match(withoutTokens(told.text), words);
      assert.deepEqual(
        (told.buttons ?? []).map(({ title }) => title),
        buttons,
      );
    });
  }

  it('does not warn yet while a job keeps looking', () => {
    const unsure = { kind: 'unsure', error: silence } as const;
    const changed = { outcome: unsure, topic: 'Planning', undo, again, now: NOW, isChecked: true };
    const told = outcomeNotice({ what: 'trash', ...changed });
    assert.equal(told.style, 'accent');
    assert.match(told.text, /^Checking whether “Planning” is in the recycle bin now…/);
    assert.equal(told.buttons, undefined);
  });

  it('leaves the date of the bin to the client', () => {
    assert.match(
      notice('trash', { kind: 'done' }).text,
      /until \{\{DATE\(2026-09-06T10:00:00Z,SHORT\)\}\}\.$/,
    );
  });

  it('gives the trackingId where Webex gave one', () => {
    const recording = recordingOf();
    assert.equal(
      notice('trash', { kind: 'not-seen', recording, trackingId: 'R1' }).detail,
      'Webex trackingId: R1',
    );
    assert.equal(notice('trash', { kind: 'not-seen', recording }).detail, undefined);
    assert.equal(
      notice('trash', { kind: 'unsure', error: refusal(500) }).detail,
      'Webex trackingId: ROUTER_1',
    );
    assert.equal(
      notice('trash', { kind: 'unchanged', error: refusal(500) }).detail,
      'Webex trackingId: ROUTER_1',
    );
  });
});

describe('a notice as the template wants it', () => {
  it('has every field, whatever is missing', () => {
    assert.deepEqual(noticeRow({ style: 'good', text: 'x' }), {
      style: 'good',
      text: 'x',
      hasDetail: false,
      detail: '',
      hasButtons: false,
      buttons: [],
    });
    const full = noticeRow({ style: 'good', text: 'x', detail: 'd', buttons: [undo] });
    assert.deepEqual(
      [full.hasDetail, full.detail, full.hasButtons, full.buttons],
      [true, 'd', true, [undo]],
    );
  });
});
