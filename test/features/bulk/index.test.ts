import assert from 'node:assert/strict';
import {
  type BulkData,
  USUAL_RULE,
  WHOLE_BIN,
  windowOfRule,
} from '../../../src/features/bulk/model.js';
import { type Job, jobIdempotencyKey } from '../../../src/jobs/job.js';
import { Permit } from '../../../src/util/permit.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen, titles } from '../../bot/support/card.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, ALICE_ID, BOB_ID, bulkStage, type BulkStage } from './support/stage.js';

describePglite('the card of a job on many recordings', ({ open }) => {
  let on: BulkStage;
  beforeEach(async () => {
    on = await bulkStage(await open(), ['available', 'available'], false);
  });
  afterEach(() => on.stop());

  const shown = async (data: Partial<BulkData>, given: Parameters<BulkStage['keep']>[0] = {}) => {
    const all: BulkData = { phase: 'choose', what: 'trash', seen: 9, found: 2, ...data };
    return await cardOf(await on.keep({ data: all, ...given }));
  };
  const contentOf = async ({ id }: Job): Promise<Content | undefined> => {
    let shown: Content | undefined;
    await on.jobs.render(id, (content) => {
      shown = content;
      return Promise.resolve({ id: 'm2', roomId: 's1' });
    });
    return shown;
  };
  const cardOf = async (job: Job): Promise<string> => seen(await contentOf(job)).text();

  it('shows the phase of the job', async () => {
    assert.match(await shown({ phase: 'find' }), /^Looking through your recordings/);
    assert.match(await shown({}), /^2 recordings found/);
    assert.match(await shown({}, { state: 'cancelled' }), /^Nothing was changed/);
    const act = { phase: 'act' } as const;
    assert.match(await shown(act, { state: 'running' }), /^Moving to the recycle bin: 0 of 2/);
    assert.match(await shown(act, { state: 'paused' }), /^Paused – /);
    assert.match(await shown(act, { state: 'done' }), /^Nothing was changed/);
  });

  it('does not say of a cancelled job that nothing was changed, while what it asked for is not seen', async () => {
    const data: BulkData = { phase: 'act', what: 'trash', seen: 9, found: 2 };
    const job = await on.keep({ data, state: 'cancelled' });
    assert.match(await cardOf(job), /^Nothing was changed/);
    const asked = {
      personId: job.personId,
      authority: 'own',
      recordingId: 'r0',
      siteUrl: undefined,
    };
    const eventKey = jobIdempotencyKey(job.id);
    const { entry } = await on.deps.audit.open({ ...asked, change: 'trash', eventKey }, Date.now());
    const text = await cardOf(job);
    assert.doesNotMatch(text, /Nothing was changed/);
    assert.match(text, /1 recording .*you stopped before that/);
    await on.deps.audit.settle(entry.id, 'unchanged', undefined, Date.now());
    assert.match(await cardOf(job), /^Nothing was changed/);
  });

  it('names the oldest and the largest by topics read again', async () => {
    assert.match(await shown({}), /Oldest: “r1” · .*\nLargest: “r0” · /);
  });

  it('shows the recycle bin as checkboxes', async () => {
    const search = { from: 0, to: Date.now(), filter: { status: 'deleted' } } as const;
    const text = await shown({ search, unread: 1 }, { kind: WHOLE_BIN });
    assert.match(text, /^2 of 2 selected · .*\n1 recording could not be read/);
    assert.match(text, /1–2 of 2, oldest first\. Tick the ones you want to restore or delete\./);
  });

  it('offers to ask each month only of a search of one’s own that a month can repeat', async () => {
    const rule = USUAL_RULE;
    const search = { ...windowOfRule(rule, Date.now()), filter: {}, rule };
    const asks = async (more: Partial<BulkData>, given = {}): Promise<boolean> => {
      const data: BulkData = { phase: 'choose', what: 'trash', seen: 9, found: 2, ...more };
      const content = await contentOf(await on.keep({ data, ...given }));
      return titles(content).includes('Ask me every month');
    };
    assert.equal(await asks({ search }), true);
    assert.equal(await asks({}), false);
    assert.equal(await asks({ search: { ...search, said: { zone: 'UTC', now: 0 } } }), false);
    assert.equal(await asks({ search }, { hostId: BOB_ID }), false);
    const monthly = { search: { rule, filter: {} }, nextAt: 0, address: ALICE.personId };
    await on.deps.settings.change(Permit.ofUpkeep('test'), ALICE_ID, { monthly });
    assert.equal(await asks({ search }), false);
  });

  it('names the host for whom its person acts, on top', async () => {
    const text = await shown({ phase: 'find' }, { hostId: BOB_ID });
    assert.match(text, /^⚠ On behalf of somebody else/);
    assert.match(text, /Looking through their recordings/);
  });
});
