import pg from 'pg';
import pino from 'pino';
import { z } from 'zod';
import { KEEP, NEXT, SWEEP } from '../../src/events/claim-statements.js';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore, partitionSignal } from '../../src/events/inbox-store.js';
import { type Store, openStore } from '../../src/store/store.js';
import { DAY, MINUTE } from '../../src/util/time.js';
import { launchPostgres } from '../../test/support/launch-postgres.js';
import { markdown } from './markdown.js';
import { median } from './statistics.js';

const SPACES = 10_000;
const KEPT_FOR_MS = 3 * DAY;

interface Costs {
  /** Medians, in milliseconds, one at a time. */
  readonly accept: number;
  readonly claim: number;
  readonly sweep: number;
}

/** What our queue costs when the database is empty, and when it holds a million events that are done. */
export async function measureScale(kept: number, times: number): Promise<string> {
  const postgres = await launchPostgres([]);
  const store = await openStore({ kind: 'postgres', url: postgres.urlOf('postgres') });
  // It takes longer than the bot would wait.
  const admin = new pg.Client(postgres.urlOf('postgres'));
  await admin.connect();
  const signal = partitionSignal(store, pino({ level: 'silent' }));
  const claims = claimStore(store.session);
  await signal.start({ onWake: () => undefined, first: claims.register });
  try {
    const empty = await costsOf(claims, times, 'before');
    const filled = await took(() => admin.query(FILL, [kept, SPACES, KEPT_FOR_MS / 1_000]));
    const atOnce = await costsOf(claims, times, 'at once');
    const vacuumed = await took(() => admin.query('vacuum analyze inbox'));
    const full = await costsOf(claims, times, 'after');
    const minute = await took(() => inboxStore(store.db).forget(KEPT_FOR_MS - MINUTE, 30 * DAY));
    const plans = await plansOf(store);
    const day = await took(() =>
      admin.query(
        `delete from inbox where state = 'done' and ended_at < now() - interval '2 days'`,
      ),
    );
    const again = await took(() => admin.query('vacuum inbox'));
    return [
      `${kept.toLocaleString('en')} kept events in ${SPACES.toLocaleString('en')} spaces, written in ${(filled / 1000).toFixed(0)} s. ${times} of each, one at a time:`,
      '',
      markdown([
        ['median, ms', 'empty', 'full, at once', 'full, analyzed', 'ratio'],
        ...(['accept', 'claim', 'sweep'] as const).map((what) => [
          what,
          empty[what].toFixed(2),
          atOnce[what].toFixed(2),
          full[what].toFixed(2),
          (full[what] / empty[what]).toFixed(2),
        ]),
      ]),
      '',
      `To forget a minute’s worth: ${minute.toFixed(0)} ms; a day’s worth at once: ${day.toFixed(0)} ms. Vacuum after filling: ${vacuumed.toFixed(0)} ms, after forgetting: ${again.toFixed(0)} ms.`,
      '',
      markdown([['statement', 'reads the inbox by'], ...plans]),
    ].join('\n');
  } finally {
    await signal.stop();
    await store.close();
    await admin.end();
    await postgres.stop();
  }
}

const FILL = `insert into inbox (key, line, event, state, attempts, received_at, due_at, ended_at)
  select 'messages:created:kept ' || n, 'space ' || n % $2::int || ' person',
    jsonb_build_object('resource', 'messages', 'event', 'created', 'data', jsonb_build_object(
      'id', 'kept ' || n, 'roomId', 'space ' || n % $2::int, 'personId', 'person')),
    'done', 1, at, at, at
  from generate_series(1, $1::int) n,
    lateral (select now() - $3::float8 * n / $1 * interval '1 second' as at) times`;

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function costsOf(
  claims: ReturnType<typeof claimStore>,
  times: number,
  when: string,
): Promise<Costs> {
  const spent = { accept: [] as number[], claim: [] as number[], sweep: [] as number[] };
  for (let n = 0; n < times; n += 1) {
    const roomId = `space ${n}`;
    const partition = `${roomId} person`;
    const data = { id: `${when} ${n}`, roomId, personId: 'person' };
    const event = { resource: 'messages', event: 'created', data };
    let seq = 0;
    spent.accept.push(
      await took(async () => {
        const { head } = await claims.keep({ event, partition, holdMs: 0, claims: true });
        if (typeof head !== 'object' || !('seq' in head))
          throw new Error('It was not taken in hand');
        ({ seq } = head);
      }),
    );
    spent.claim.push(await took(() => claims.next(partition, seq)));
    claims.release(partition);
    spent.sweep.push(await took(() => claims.sweep([])));
  }
  return {
    accept: median(spent.accept),
    claim: median(spent.claim),
    sweep: median(spent.sweep),
  };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}
const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.array(z.object({ Plan: planNode })).min(1);

/** How each statement finds its rows. Throws where one reads all of the inbox. */
async function plansOf(store: Store): Promise<string[][]> {
  const row = { nth: 0, key: 'k', line: 'space 1 person', event: {}, hold: 0, claim: true };
  const asked = { nth: 0, seq: 1, line: 'space 1 person', locks: false };
  const statements: readonly (readonly [string, string, readonly unknown[]])[] = [
    ['accept', KEEP.text, [JSON.stringify([{ ...row, locks: false }]), 1, null, '[]']],
    ['claim', NEXT.text, [JSON.stringify([asked]), 1, null, '[]']],
    ['sweep', SWEEP.text, [1, null, '[]', true]],
    [
      'forget',
      `delete from inbox where (state = 'done' and ended_at < now() - interval '3 days')
      or (state = 'dead' and ended_at < now() - interval '30 days')`,
      [],
    ],
  ];
  const plans: string[][] = [];
  for (const [name, text, values] of statements) {
    const { rows } = await store.executeSql(`explain (format json) ${text}`, values);
    const [{ Plan } = { Plan: undefined }] = explained.parse(rows[0]?.['QUERY PLAN']);
    const nodes = Plan === undefined ? [] : allOf(Plan);
    const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
    if (whole.some((node) => node['Relation Name'] === 'inbox')) {
      throw new Error(`${name} reads all of the inbox`);
    }
    const indexes = nodes.flatMap((node) => node['Index Name'] ?? []);
    plans.push([name, [...new Set(indexes)].join(', ')]);
  }
  return plans;
}

function allOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allOf)];
}
