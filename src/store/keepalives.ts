import pg from 'pg';

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
