import assert from 'node:assert/strict';
import {
  type Attempt,
  type Audit,
  type AuditEntry,
  type AuditedChange,
  auditLog,
} from '../../src/audit/audit.js';
import { Permit } from '../../src/util/permit.js';
import { describeDatabases } from '../support/databases.js';
import { auditedBy } from '../support/audited.js';

describeDatabases('the audit', ({ open }) => {
  let audit: Audit;
  beforeEach(async () => {
    audit = auditLog((await open()).db);
  });

  type Given = Partial<Omit<Attempt, 'eventKey'> & { readonly eventKey: string }>;
  const attempt = ({
    eventKey = 'attachmentActions:created:c1',
    ...given
  }: Given = {}): Attempt => ({
    personId: 'alice',
    authority: 'own',
    recordingId: 'r1',
    siteUrl: 'acme.webex.com',
    change: 'trash',
    eventKey: Permit.ofEvent(eventKey).key,
    ...given,
  });
  async function done(given: Given, outcome = 'done'): Promise<void> {
    const { entry } = await audit.open(attempt(given), 1_000);
    await audit.settle(entry.id, outcome, undefined, 2_000);
  }
  async function all(from = 0): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for await (const entry of audit.since(from)) entries.push(entry);
    return entries;
  }

  it('opens an entry, and settles it', async () => {
    const { entry, fresh } = await audit.open(attempt(), 1_000);
    assert.equal(fresh, true);
    const own = { hostId: undefined, reason: undefined };
    const opened = { ...attempt(), ...own, id: entry.id, askedAt: 1_000 };
    const nothing = { outcome: undefined, trackingId: undefined, settledAt: undefined };
    assert.deepEqual(entry, { ...opened, ...nothing });
    await audit.settle(entry.id, 'done', 'ROUTER_1', 2_000);
    const settled = { outcome: 'done', trackingId: 'ROUTER_1', settledAt: 2_000 };
    assert.deepEqual(await all(), [{ ...opened, ...settled }]);
  });

  it('gives back what the same click opened before, as it stands now', async () => {
    const { entry } = await audit.open(attempt({ siteUrl: undefined }), 1_000);
    await audit.settle(entry.id, 'done', undefined, 2_000);
    const again = await audit.open(attempt({ siteUrl: undefined }), 3_000);
    assert.equal(again.fresh, false);
    assert.deepEqual(again.entry, { ...entry, outcome: 'done', settledAt: 2_000 });
    assert.equal((await all()).length, 1);
  });

  it('tells whether an event was begun, but for a sharing that was not done', async () => {
    const begun = (): Promise<boolean> => audit.isBegun(attempt().eventKey);
    assert.equal(await begun(), false);
    await done({ eventKey: 'another' });
    await done({ change: 'share' }, 'unchanged');
    assert.equal(await begun(), false);
    await audit.open(attempt({ change: 'share', recordingId: 'r2' }), 1_000);
    assert.equal(await begun(), true);
    await done({ eventKey: 'e3' }, 'unchanged');
    assert.equal(await audit.isBegun('e3'), true);
  });

  it('is opened anew by another click, change or recording', async () => {
    await audit.open(attempt(), 1_000);
    for (const other of [
      { eventKey: 'c2' },
      { change: 'restore' as const },
      { recordingId: '2' },
    ]) {
      assert.equal((await audit.open(attempt(other), 1_000)).fresh, true);
    }
    assert.equal((await all()).length, 4);
  });

  it('lets one of many that come at once be the first', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => audit.open(attempt(), 1_000)));
    assert.equal(opened.filter(({ fresh }) => fresh).length, 1);
    assert.equal(new Set(opened.map(({ entry }) => entry.id)).size, 1);
  });

  it('tells what this person did last to recordings, if it was done or may have been', async () => {
    const last = async (personId: string, id = 'r1'): Promise<string | undefined> =>
      (await audit.lastChanges(personId, ['r0', id], 'now')).get(id);
    assert.equal(await last('alice'), undefined);
    await done({ eventKey: '1', change: 'trash' });
    await done({ eventKey: '2', change: 'restore' });
    await done({ eventKey: '3', change: 'delete' }, 'unchanged');
    await done({ eventKey: '4', change: 'trash', recordingId: 'r2' });
    await done({ eventKey: '5', change: 'trash', personId: 'bob' });
    await audit.open(attempt({ eventKey: 'now', change: 'delete' }), 1_000);
    assert.equal(await last('alice'), 'restore');
    assert.equal(await last('alice', 'r2'), 'trash');
    assert.equal(await last('bob'), 'trash');
    assert.equal(await last('carol'), undefined);
    for (const [eventKey, change, outcome] of [
      ['6', 'trash', 'unsure'],
      ['7', 'restore', 'not-seen'],
      ['8', 'trash', undefined],
    ] as const) {
      if (outcome === undefined) await audit.open(attempt({ eventKey, change }), 1_000);
      else await done({ eventKey, change }, outcome);
      assert.equal(await last('alice'), change);
    }
  });

  it('knows which attempts are not the last of their person on their recording', async () => {
    const open = async (eventKey: string, given: Given = {}): Promise<number> =>
      (await audit.open(attempt({ eventKey, ...given }), 1_000)).entry.id;
    const first = await open('1');
    const second = await open('2', { change: 'restore' });
    const share = await open('3', { change: 'share' });
    const other = await open('4', { recordingId: 'r2' });
    await open('5', { personId: 'bob' });
    const all = [first, second, share, other];
    assert.deepEqual(await audit.superseded(all), new Set([first]));
    assert.deepEqual(await audit.superseded([second]), new Set());
    assert.deepEqual(await audit.superseded([]), new Set());
  });

  it('gives a person their requests, the newest first: a batch is one', async () => {
    const request = (eventKey: string, ids: readonly string[], given: Given = {}) =>
      audit.openMany(
        ids.map((recordingId) => attempt({ recordingId, eventKey, ...given })),
        NOW,
      );
    await request('1', ['a']);
    const batch = await request('2', ['a', 'b', 'c']);
    await request('2', ['z'], { personId: 'bob' });
    await request('3', ['a'], { change: 'restore' });
    const [one, other] = batch.map(({ entry }) => ({ id: entry.id, outcome: 'done' }));
    if (one && other) await audit.settleMany([one, other], NOW);
    const seen = async (start: number, limit: number) =>
      (await audit.requests('alice', start, limit)).map(({ entry, outcomes }) => [
        entry.eventKey,
        outcomes.map(({ outcome, count }) => `${outcome ?? 'open'} ${count}`).sort(),
      ]);
    assert.deepEqual(await seen(0, 10), [
      ['3', ['open 1']],
      ['2', ['done 2', 'open 1']],
      ['1', ['open 1']],
    ]);
    assert.deepEqual(await seen(1, 1), [['2', ['done 2', 'open 1']]]);
    assert.deepEqual(await seen(3, 1), []);
    const restored = await audit.requests('alice', 0, 10, undefined, ['restore', 'share']);
    assert.deepEqual(
      restored.map(({ entry }) => entry.eventKey),
      ['3'],
    );
  });

  it('finds what was left open before a time', async () => {
    await done({ eventKey: '1' });
    for (const [eventKey, at] of [
      ['2', 4_999],
      ['3', 5_000],
    ] as const) {
      await audit.open(attempt({ eventKey }), at);
    }
    const open = await audit.leftOpen(5_000);
    assert.deepEqual(
      open.map(({ eventKey }) => eventKey),
      ['2'],
    );
  });

  it('tells all since a time, the oldest first, through all its pages', async () => {
    const keys = Array.from({ length: 1_001 }, (_, n) => `c${n}`);
    await audit.open(attempt({ eventKey: 'before' }), 999);
    for (const eventKey of keys) await audit.open(attempt({ eventKey }), 1_000);
    assert.deepEqual(
      (await all(1_000)).map(({ eventKey }) => eventKey),
      keys,
    );
  });
});

describeDatabases('since when recordings are in the recycle bin', ({ open }) => {
  it('is known of those that were last moved there through us', async () => {
    const audit = auditLog((await open()).db);
    let event = 0;
    const did = async (
      recordingId: string,
      change: AuditedChange,
      at: number,
      outcome = 'done',
    ): Promise<void> => {
      const who = { personId: 'p', authority: 'own', siteUrl: undefined };
      const eventKey = Permit.ofEvent(`k${(event += 1)}`).key;
      const { entry } = await audit.open({ ...who, recordingId, change, eventKey }, at);
      await audit.settle(entry.id, outcome, undefined, at + 1);
    };
    await did('moved', 'trash', 1_000);
    await did('moved', 'share', 2_000);
    await did('twice', 'trash', 3_000);
    await did('twice', 'restore', 4_000);
    await did('twice', 'trash', 5_000);
    await did('back', 'trash', 6_000);
    await did('back', 'restore', 7_000);
    await did('refused', 'trash', 8_000, 'unchanged');
    const found = await audit.binnedSince(['moved', 'twice', 'back', 'refused', 'other']);
    assert.deepEqual(
      [...found],
      [
        ['moved', 1_000],
        ['twice', 5_000],
      ],
    );
    assert.deepEqual([...(await audit.binnedSince([]))], []);
  });
});

const NOW = Date.parse('2026-11-22T10:00:00Z');

const attempt = (recordingId: string): Attempt => ({
  personId: 'alice',
  authority: 'own',
  recordingId,
  siteUrl: recordingId === 'r1' ? undefined : 'acme.webex.com',
  change: 'trash',
  eventKey: Permit.ofJob('1').key,
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
    const kept = await auditedBy(audit, 'alice');
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
    const kept = await auditedBy(audit, 'alice');
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
