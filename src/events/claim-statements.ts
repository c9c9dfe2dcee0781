import type { Statement } from '../store/session.js';

/** Keeps the locks of our processes apart from anybody else's on the same database. */
const OWNER_CLASS = 7_739_003;
/** Class of the partition locks that the version before takes, by the partition's name: `store/postgres.ts`. */
const PARTITION_CLASS = 7_739_002;

/** The database's time, which all processes share, unless a test gives one. */
const now = (parameter: string): string => `coalesce(${parameter}::timestamptz, now())`;
const mayChange = `coalesce((i.event ->> 'changes')::boolean, false)`;

/**
 * Due. A time far ahead is due too: no event waits that long, so a clock that ran ahead has set it.
 * Welcomes may be held for as long as one likes.
 */
export const isDueSql = (at: string, of: string): string => `(${of}.due_at <= ${at} or
  (${of}.due_at > ${at} + interval '5 minutes' and ${of}.line not like '% memberships'))`;
const isDue = (parameter: string): string => isDueSql(now(parameter), 'i');

/**
 * The partition locks of the version before, which knows no owners: while its processes may run beside this
 * one, an event in hand has both. They are released in a later statement than the one that ends the event;
 * else that version could take the event before this is committed. Goes with the next release.
 */
const tryPartition = `pg_try_advisory_lock(${PARTITION_CLASS}, hashtext(line))`;
const letGo = (parameter: string): string => `select count(pg_advisory_unlock(${PARTITION_CLASS},
  hashtext(value))) as partitions from jsonb_array_elements_text(${parameter}::jsonb)`;

/**
 * Stores events, and takes those in hand that are alone in their partition. $1 the events, $2 the owner, $3
 * the time, $4 partitions to release
 */
export const KEEP: Statement = {
  name: 'inbox_keep',
  text: `with given as materialized (
      select * from jsonb_to_recordset($1::jsonb)
        as g(nth int, key text, line text, event jsonb, hold float8, claim boolean, locks boolean)
    ), gone as materialized (${letGo('$4')}), asked as materialized (
      select nth, case when locks then ${tryPartition} else true end as ours,
        -- Not as "exists": that could read all that waits, of all partitions, into a table of its own.
        (select true from inbox i where i.state = 'waiting' and i.line = given.line limit 1) as behind
      from given where claim
    ), kept as (
      insert into inbox (key, line, event, received_at, due_at, owner, attempts)
      select key, line, event, ${now('$3')}, ${now('$3')} + hold * interval '1 millisecond',
        case when ours and behind is null then $2::int end,
        case when ours and behind is null then 1 else 0 end
      from given left join asked using (nth) order by nth
      on conflict (key) do nothing
      returning key, seq, owner
    )
    select nth, seq is not null as is_new, ours, owner is not null as taken, seq::float8, partitions
    from given
      left join asked using (nth) left join kept using (key) cross join gone`,
};

/** Without the event that ends in the same statement: its row still says that it waits. */
const behindChange = `exists (select from inbox b where b.line = i.line and b.state = 'waiting'
  and b.seq < i.seq and b.seq <> a.seq and b.event ->> 'changes' = 'true')`;

/**
 * Marks events done and takes the next of their partitions in hand: the first that is due, else it reports
 * when one will be. No part of a statement sees the changes of another part, so the event that ends is
 * excluded by name, and counted before the next is taken. $1 the partitions, $2 the owner, $3 the time, $4
 * partitions to release
 */
export const NEXT: Statement = {
  name: 'inbox_next',
  text: `with asked as materialized (
      select nth, seq, line, case when locks then ${tryPartition} else true end as ours
      from jsonb_to_recordset($1::jsonb) as a(nth int, seq bigint, line text, locks boolean)
    ), gone as materialized (${letGo('$4')}), ended as (
      update inbox set state = 'done', ended_at = ${now('$3')}, owner = null
      from asked where inbox.seq = asked.seq returning inbox.seq
    ), counted as materialized (select count(*) from ended), first as materialized (
      select a.nth, n.* from counted cross join asked a cross join lateral (
        select i.seq, ${isDue('$3')} as due, ${behindChange} as behind,
          extract(epoch from i.due_at - ${now('$3')})::float8 * 1000 as wait_ms,
          exists (select from inbox o where o.line = i.line and o.state = 'waiting'
            and o.seq <> a.seq and o.owner is not null and o.owner <> $2::int) as taken
        from inbox i where i.state = 'waiting' and i.line = a.line and i.seq <> a.seq
          and not (${mayChange} and ${behindChange})
        order by case when ${isDue('$3')} then i.seq end, i.due_at limit 1) n
      where a.ours
    ), taken as (
      update inbox i set owner = $2::int, attempts = attempts + 1 from first f
      -- "is true": else all that waits could be read, by the index of that.
      where i.seq = f.seq and f.due and not f.taken and (i.state = 'waiting') is true
        and (i.owner is null or i.owner = $2::int) and ${isDue('$3')}
      returning i.seq, i.event, i.attempts,
        extract(epoch from ${now('$3')} - i.received_at)::float8 * 1000 as age_ms
    )
    select a.nth, a.ours, f.due, f.wait_ms, f.taken, f.behind,
      t.seq::float8, t.event, t.attempts, t.age_ms, partitions
    from asked a cross join gone left join first f using (nth) left join taken t on t.seq = f.seq`,
};

/** The owners whose processes are alive, by their locks. */
const ALIVE = `select l.objid::bigint from pg_locks l where l.locktype = 'advisory' and l.granted
  and l.classid = ${OWNER_CLASS}::oid and l.objsubid = 2
  and l.database = (select d.oid from pg_database d where d.datname = current_database())`;

/**
 * Frees what nobody has in hand any more, and names the partitions where something is due, the oldest first,
 * and the owners that are not alive. $1 the owner, $2 the time, $3 partitions that the owner works on, $4
 * owners whose events are free unless they are alive; null for all
 */
export const SWEEP: Statement = {
  name: 'inbox_sweep',
  text: `with missing as materialized (
      select distinct owner from inbox where owner is not null and state = 'waiting'
        and owner <> $1::int and owner not in (${ALIVE})
    ), freed as (
      update inbox i set owner = null where i.owner is not null and i.state = 'waiting' and case
        when i.owner = $1::int then not ($3::jsonb ? i.line)
        else i.owner in (select m.owner from missing m where coalesce($4::jsonb ? m.owner::text, true)) end
      returning i.line, i.seq
    ), due as (
      select i.line, min(i.seq) as seq from inbox i where i.state = 'waiting' and ${isDue('$2')}
      group by i.line having bool_and(i.owner is null)
    ), found as (
      select line, min(seq) as seq from (select * from freed union all select * from due) f
      group by line order by min(seq) limit 1000
    )
    select line, null as missing from (select line from found order by seq) f
    union all select null, owner from missing`,
};

/**
 * Run in each new session, so that the statements above look up rows by index. Their plans are made once,
 * while the inbox is empty, and would scan the whole table, ever more slowly as it grows, until it is
 * analyzed, which the embedded database never does.
 */
export const BY_INDEX: Statement = {
  name: 'inbox_by_index',
  text: `select set_config(name, 'off', false)
    from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) as name`,
};

/** An owner is alive while its session holds this lock. A session that it has lost may linger. */
export const REGISTER: readonly Statement[] = [
  {
    name: 'inbox_end_lost_session',
    text: `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory'
      and l.classid = ${OWNER_CLASS}::oid and l.objid::bigint = $1::int and l.objsubid = 2
      and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_database d where d.datname = current_database())`,
  },
  { name: 'inbox_register', text: `select pg_advisory_lock(${OWNER_CLASS}, $1::int)` },
];

/** Takes the locks of partitions in hand again, in a new session. */
export const RETAKE: Statement = {
  name: 'inbox_retake',
  text: `select ${tryPartition} from jsonb_array_elements_text($1::jsonb) as t(line)`,
};

export const LET_GO: Statement = { name: 'inbox_let_go', text: letGo('$1') };

/** Gives back what was taken in hand and not begun. $1 the owner */
export const LEAVE: Statement = {
  name: 'inbox_leave',
  text: `with left_behind as (
      update inbox set owner = null, attempts = greatest(attempts - 1, 0)
      where owner = $1::int and state = 'waiting' returning seq
    )
    select count(*), pg_advisory_unlock(${OWNER_CLASS}, $1::int) from left_behind`,
};
