import type { Store } from '../../src/store/store.js';

type ExecuteSql = Store['executeSql'];

/** Of a table, with the rows that were deleted there; larger ones begin anew as files. */
const SMALL_BYTES = 256 * 1024;

/**
 * Leaves a database as it was made: no row in its tables, every number to be given out again. A
 * table that nobody wrote to costs nothing, and a small one keeps its files: to make the files of a
 * table and its indexes anew takes longer than most tests. Rejects when somebody still works in it.
 */
export async function empty(executeSql: ExecuteSql): Promise<void> {
  await executeSql(`
    begin;
    set local lock_timeout = '10s';
    -- Neither keys nor triggers: everything goes.
    set local session_replication_role = replica;
    do $$
    declare
      written record;
      large text;
    begin
      for written in
        select c.oid::regclass::text as name, pg_relation_size(c.oid) as bytes
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and pg_relation_size(c.oid) > 0
      loop
        execute 'lock table ' || written.name || ' in access exclusive mode';
        if written.bytes > ${SMALL_BYTES} then
          large := concat_ws(', ', large, written.name);
        else
          execute 'delete from ' || written.name;
        end if;
      end loop;
      if large is not null then execute 'truncate ' || large || ' cascade'; end if;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
        from pg_sequences where schemaname = 'public' and last_value is not null;
    end $$;
    commit;`);
}

/** Tells two databases apart that are not made alike, whatever is in their tables. */
export async function shapeOf(executeSql: ExecuteSql): Promise<string> {
  const { rows } = await executeSql(`
    with ours as (
      select oid, nspname from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), parts as (
      select 'schema ' || nspname as part from ours
      union all
      select concat_ws(' ', 'class', c.oid, c.relname, c.relkind)
        from pg_class c join ours on ours.oid = c.relnamespace
      union all
      select concat_ws(' ', 'column', a.attrelid, a.attnum, a.attname, a.atttypid, a.attnotnull)
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        join ours on ours.oid = c.relnamespace where a.attnum > 0
      union all
      select concat_ws(' ', 'constraint', c.oid, c.conname, c.convalidated)
        from pg_constraint c join ours on ours.oid = c.connamespace
      union all
      select concat_ws(' ', 'function', p.oid, p.xmin) from pg_proc p
        join ours on ours.oid = p.pronamespace
      union all
      select concat_ws(' ', 'trigger', t.oid, t.tgname, t.tgenabled) from pg_trigger t
        join pg_class c on c.oid = t.tgrelid join ours on ours.oid = c.relnamespace
      union all
      select concat_ws(' ', 'setting', s.setrole, s.setconfig) from pg_db_role_setting s
        join pg_database d on d.oid = s.setdatabase where d.datname = current_database()
      union all
      select concat_ws(' ', 'migration', m.hash) from drizzle.__drizzle_migrations m
    )
    select md5(string_agg(part, '|' order by part)) as shape from parts`);
  return String(rows[0]?.shape);
}
