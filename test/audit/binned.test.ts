import assert from 'node:assert/strict';
import { auditLog } from '../../src/audit/audit.js';
import type { AuditedChange } from '../../src/audit/entry.js';
import { describeDatabases } from '../support/databases.js';

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
      const eventKey = `k${(event += 1)}`;
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
