import pg from 'pg';
import type { Locks } from './store.js';

/** A session that takes statements. */
interface Session {
  readonly query: (text: string) => Promise<unknown>;
}

/**
 * Has PostgreSQL find out within half a minute that the other end of this connection is gone: a
 * machine or a network that dies says nothing, and by itself the server goes on holding the
 * session's locks for two hours. Over a socket of its own machine, and behind a pooler that refuses,
 * it stays as it is.
 *
 * Rejects when the connection breaks.
 */
export async function noticeLoss(session: Session): Promise<void> {
  try {
    await session.query(
      `set tcp_keepalives_idle = 10;
       set tcp_keepalives_interval = 5;
       set tcp_keepalives_count = 3;
       set tcp_user_timeout = 30000`,
    );
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
  }
}

/** Locks that the database itself lets go when this process ends, however it ends. */
export interface SessionLocks extends Locks {
  close: () => Promise<void>;
}

/** Parts our locks from those of anybody else on the same database. */
const CLASS = 7_739_002;

/**
 * Advisory locks of PostgreSQL on one connection of their own. When that breaks, the locks are
 * gone, and a new connection takes new ones.
 *
 * @param url DATABASE_URL
 * @param connectMs how long to wait for a connection, in milliseconds
 * @param answerMs how long to wait for an answer, in milliseconds
 */
export function sessionLocks(url: string, connectMs: number, answerMs: number): SessionLocks {
  let connection: Promise<pg.Client> | undefined;
  // The database counts a lock that one session takes twice; within this process we must not.
  const held = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const connect = (): Promise<pg.Client> => {
    if (connection !== undefined) return connection;
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectMs,
      query_timeout: answerMs,
      keepAlive: true,
    });
    const lost = (): void => {
      if (connection === opening) connection = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    const open = async (): Promise<pg.Client> => {
      try {
        await client.connect();
        await noticeLoss(client);
        return client;
      } catch (error) {
        lost();
        client.end().catch(() => undefined);
        throw error;
      }
    };
    const opening = open();
    connection = opening;
    return opening;
  };

  /** One query after the other: a connection has one conversation. */
  const ask = (function_: string, name: string): Promise<boolean> => {
    const answer = last.then(async () => {
      const client = await connect();
      const question = {
        // By its name the database knows it again, and need not plan it anew.
        name: function_,
        text: `select ${function_}($1, hashtext($2)) as yes`,
        values: [CLASS, name],
      };
      try {
        const { rows } = await client.query<{ yes: boolean }>(question);
        return rows[0]?.yes === true;
      } catch (error) {
        // It may be silent without being closed: the next question goes by a new one.
        connection = undefined;
        client.end().catch(() => undefined);
        throw error;
      }
    });
    last = answer.catch(() => undefined);
    return answer;
  };

  return {
    tryTake: async (name) => {
      if (held.has(name)) return false;
      held.add(name);
      let taken = false;
      try {
        taken = await ask('pg_try_advisory_lock', name);
      } finally {
        if (!taken) held.delete(name);
      }
      return taken;
    },
    release: async (name) => {
      if (!held.has(name)) return;
      try {
        // Without a connection there is no lock any more.
        if (connection !== undefined) await ask('pg_advisory_unlock', name);
      } catch {
        // The connection broke, and the lock with it.
      } finally {
        held.delete(name);
      }
    },
    close: async () => {
      const open = connection;
      connection = undefined;
      if (open !== undefined) await open.then((client) => client.end()).catch(() => undefined);
    },
  };
}
