import assert from 'node:assert/strict';
import { auditLog } from '../../src/audit/audit.js';
import type { Attempt } from '../../src/audit/entry.js';
import { describeDatabases } from '../support/databases.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');

const attempt = (recordingId: string): Attempt => ({
  personId: 'alice',
  authority: 'own',
  recordingId,
  siteUrl: recordingId === 'r1' ? undefined : 'acme.webex.com',
  change: 'trash',
  eventKey: 'job:1',
});

describeDatabases('the audit of many', ({ open }) => {
  it('opens all at once, and finds those that were open', async () => {
    const audit = auditLog((await open()).db);
    const first = await audit.openMany([attempt('r1'), attempt('r2')], NOW);
    assert.deepEqual(
      first.map(({ fresh, entry }) => [fresh, entry.recordingId, entry.siteUrl, entry.askedAt]),
      [
        [true, 'r1', undefined, NOW],
        [true, 'r2', 'acme.webex.com', NOW],
      ],
    );
    const again = await audit.openMany([attempt('r2'), attempt('r3')], NOW + 5);
    assert.deepEqual(
      again.map(({ fresh, entry }) => [fresh, entry.recordingId, entry.askedAt]),
      [
        [false, 'r2', NOW],
        [true, 'r3', NOW + 5],
      ],
    );
  });

  it('settles each in its own way, and leaves the others open', async () => {
    const audit = auditLog((await open()).db);
    const opened = await audit.openMany([attempt('r1'), attempt('r2'), attempt('r3')], NOW);
    const ids = opened.map(({ entry }) => entry.id);
    await audit.settleMany(
      [
        { id: ids[0] ?? 0, outcome: 'done', trackingId: 't1' },
        { id: ids[1] ?? 0, outcome: 'gone' },
      ],
      NOW + 9,
    );
    const kept = await audit.history('alice', 9);
    assert.deepEqual(
      kept.map(({ recordingId, outcome, trackingId, settledAt }) => [
        recordingId,
        outcome,
        trackingId,
        settledAt,
      ]),
      [
        ['r3', undefined, undefined, undefined],
        ['r2', 'gone', undefined, NOW + 9],
        ['r1', 'done', 't1', NOW + 9],
      ],
    );
  });

  it('settles of many those that are open, and leaves what was settled meanwhile', async () => {
    const audit = auditLog((await open()).db);
    const opened = await audit.openMany([attempt('r1'), attempt('r2')], NOW);
    const [one, other] = opened.map(({ entry }) => entry.id);
    assert.ok(one !== undefined && other !== undefined);
    await audit.settle(one, 'done', 't1', NOW + 1);
    const seen = [one, other].map((id) => ({ id, outcome: 'unchanged' }));
    assert.equal(await audit.settleOpen(seen, NOW + 9), 1);
    const kept = await audit.history('alice', 9);
    assert.deepEqual(
      kept
        .toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1))
        .map(({ outcome, trackingId, settledAt }) => [outcome, trackingId, settledAt]),
      [
        ['done', 't1', NOW + 1],
        ['unchanged', undefined, NOW + 9],
      ],
    );
    assert.equal(await audit.settleOpen(seen, NOW + 10), 0);
    assert.equal(await audit.settleOpen([], NOW), 0);
  });

  it('does nothing for none', async () => {
    const audit = auditLog((await open()).db);
    assert.deepEqual(await audit.openMany([], NOW), []);
    await audit.settleMany([], NOW);
  });
});
