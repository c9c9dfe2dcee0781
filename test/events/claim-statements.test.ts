import assert from 'node:assert/strict';
import { z } from 'zod';
import { KEEP, NEXT } from '../../src/events/claim-statements.js';
import { claimStore } from '../../src/events/claims.js';
import type { WebexEvent } from '../../src/events/event.js';
import { inbox as table } from '../../src/store/schema.js';
import { processOfVersionBefore } from '../fixtures/version-before-inbox.js';
import { describeDatabases, describePostgres } from '../support/databases.js';
import { does, failing } from './doing.js';
import { failsAtFirst, message, soonAgain, startedInboxes } from './inbox-on.js';

const HOUR_MS = 3_600_000;

describeDatabases('an event', ({ open }) => {
  it('is done and the next one begun in one go, each counted for itself', async () => {
    const { db, session } = await open();
    let clock = 1_000;
    const { keep, next, leave } = claimStore(session, () => clock);
    const kept = (id: string, partition = 'space', holdMs = 0) =>
      keep({ event: message(id), partition, holdMs, claims: id === '1' });
    const { head: first } = await kept('1');
    await kept('2');
    await kept('other', 'other');
    await kept('held', 'space', 4_000);
    assert.ok(typeof first === 'object' && 'seq' in first);
    clock = 2_000;
    const second = await next('space', first.seq);
    assert.ok(typeof second === 'object' && 'seq' in second);
    assert.deepEqual([second.event, second.attempts], [message('2'), 1]);
    assert.deepEqual(await next('space', second.seq), { waitMs: 3_000 });
    await leave();

    const rows = await db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.map(({ state, attempts, endedAt }) => [state, attempts, endedAt?.getTime()]),
      [
        ['done', 1, 2_000],
        ['done', 1, 2_000],
        ['waiting', 0, undefined],
        ['waiting', 0, undefined],
      ],
    );
  });
});

describeDatabases('a statement of the inbox', ({ open }) => {
  const row = { nth: 0, key: 'k', line: 'space', event: {}, hold: 0, claim: true, locks: false };
  const asked = { nth: 0, seq: 1, line: 'space', locks: false };

  for (const [{ name, text }, given] of [
    [KEEP, row],
    [NEXT, asked],
  ] as const) {
    it(`looks up rows by an index before the database knows how many there are: ${name}`, async () => {
      const { kind, session, executeSql } = await open();
      const claims = claimStore(session);
      await claims.register(session.ask);
      const values = [JSON.stringify([given]), 1, null, '[]'];
      await session.ask({ name, text }, values);
      const again = `execute ${name}('${JSON.stringify([given])}', 1, null, '[]')`;
      const explain = `explain (format json) ${again}`;
      const [answer] =
        kind === 'pglite'
          ? (await executeSql(explain)).rows
          : await session.ask({ name: `explain_${name}`, text: explain }, []);
      const reads = nodesOf(answer?.['QUERY PLAN']).filter(
        (node) => node['Relation Name'] === 'inbox' && node['Node Type'] !== 'ModifyTable',
      );
      assert.ok(reads.length > 0);
      // By its partition or its number: all that waits can be many.
      for (const node of reads) {
        assert.match(node['Index Cond'] ?? 'the whole inbox', /\b(line|seq) =/);
      }
      await claims.leave();
    });
  }
});

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});

/** Each node of an explained plan. */
function nodesOf(plan: unknown): z.infer<typeof planNode>[] {
  const all = (node: z.infer<typeof planNode>): z.infer<typeof planNode>[] => [
    node,
    ...(node.Plans ?? []).flatMap(all),
  ];
  return z
    .array(z.object({ Plan: planNode }))
    .parse(plan)
    .flatMap(({ Plan }) => all(Plan));
}

describeDatabases('a claim', ({ open }) => {
  const started = startedInboxes();

  it('takes what an earlier version has kept, a line for each space', async () => {
    const store = await open();
    const handler = does();
    const rows = ['view 1', 'change 2'].map((id) => ({
      key: id,
      partition: 'space',
      event: message(id),
      receivedAt: new Date(),
      dueAt: new Date(0),
    }));
    await store.db.insert(table).values(rows);
    const inbox = await started(store, handler);
    await inbox.accept(message('view 3'));
    await inbox.idle();
    assert.deepEqual(handler.done.toSorted(), ['change 2', 'view 1', 'view 3']);
  });

  it('holds nothing up for a clock that was ahead and is right again', async () => {
    const time = soonAgain(3 * HOUR_MS);
    const { then, heal } = failing('view 1');
    const handler = does(then);
    const inbox = await started(await open(), handler, time.options);
    await failsAtFirst(inbox, message('view 1'));
    heal();
    time.passes(-HOUR_MS);
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 1']);
  });
});

describePostgres('the inbox beside the version before', ({ fresh, open }) => {
  const started = startedInboxes();

  it('does each once and in order, whoever takes them in', async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    const done: string[] = [];
    const busy = new Set<string>();
    const handle = async ({ data: { id, roomId } }: WebexEvent): Promise<void> => {
      assert.ok(!busy.has(roomId), 'two in one partition');
      busy.add(roomId);
      done.push(id);
      await new Promise((resolve) => setTimeout(resolve, 3));
      busy.delete(roomId);
    };
    const before = await processOfVersionBefore(wish.url, handle);
    const store = await open(wish);
    const handler = { handle, onExhausted: () => Promise.resolve() };
    const inbox = await started(store, handler, { sweepMs: 50 });
    const spaces = ['a', 'b', 'c', 'd'];
    for (let n = 0; n < 30; n += 1) {
      await Promise.all(
        spaces.map((space, k) => {
          const event = message(`${space} ${n}`, space);
          return (n + k) % 2 === 0
            ? inbox.accept(event)
            : before.accept(`messages:created:${event.data.id}`, `${space} person`, event);
        }),
      );
      if (n % 5 === 0) await before.sweep();
    }
    await inbox.idle();
    await before.stop();
    for (const space of spaces) {
      assert.deepEqual(
        done.filter((id) => id.startsWith(space)),
        Array.from({ length: 30 }, (_, n) => `${space} ${n}`),
      );
    }
    const rows = await store.db.select().from(table);
    assert.deepEqual(
      new Set(rows.map(({ state, owner }) => `${state} ${owner}`)),
      new Set(['done null']),
    );
  });
});
