import pg from 'pg';
import { SECOND } from '../util/time.js';
import { explainStoreError } from './errors.js';
import type { Address } from './tls.js';

/** SQL that the database plans once for a session. The name stands for the text, whatever the values. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Rows = readonly Record<string, unknown>[];

/** Belongs to one session, and ends with it. */
export interface Watcher {
  readonly heard: (payload: string) => void;
  /** Runs first in each new session: the first one, and each after a loss. */
  readonly first?: (ask: Session['ask']) => Promise<void>;
  /** A new session has replaced a lost one. */
  readonly onRegained: () => void;
}

/**
 * A connection for what must end with its process: locks, and notifications from others. A lost one is opened
 * again. Rejects with database errors.
 */
export interface Session {
  /** One after the other, in the order of the calls. */
  readonly ask: (statement: Statement, values: readonly unknown[]) => Promise<Rows>;
  /** @param payload below 8,000 bytes */
  readonly notify: (channel: string, payload: string) => Promise<void>;
  /** Listens to a channel, and keeps the session open. @returns ends that */
  readonly watch: (channel: string, watcher: Watcher) => Promise<() => Promise<void>>;
}

const READ_ONLY = '25006';
const NOTIFY = { name: 'notify', text: 'select pg_notify($1, $2)' };
/** Between two attempts at a new session. */
const AGAIN_MS = SECOND / 4;

/**
 * Makes PostgreSQL notice within half a minute that the other end of this connection is gone: by default it
 * holds the session's locks for two hours after a machine or a network died. Does nothing behind a pooler that
 * refuses the settings. Rejects when the connection breaks.
 */
export async function noticeLoss(session: {
  readonly query: (text: string) => Promise<unknown>;
}): Promise<void> {
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

async function rowsOf(
  client: pg.Client,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Rows> {
  const { rows } = await client.query<Record<string, unknown>>({
    ...{ name, text, values: [...values] },
  });
  return rows;
}

/** Connects when something is asked first. */
export function openSession(address: Address, connectMs: number, answerMs: number) {
  let connection: Promise<pg.Client> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let again: NodeJS.Timeout | undefined;
  let wasOpen = false;
  const watchers = new Map<string, Watcher>();
  const news: ((ask: Session['ask']) => Promise<void>)[] = [];

  const furnish = async (client: pg.Client, channel: string, watcher: Watcher): Promise<void> => {
    await client.query(`listen ${channel}`);
    await watcher.first?.((statement, values) => rowsOf(client, statement, values));
  };

  const connect = (): Promise<pg.Client> => {
    const client = new pg.Client({
      ...address,
      connectionTimeoutMillis: connectMs,
      query_timeout: answerMs,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload = '' }) => watchers.get(channel)?.heard(payload));
    const open = async (): Promise<pg.Client> => {
      await client.connect();
      await noticeLoss(client);
      for (const first of news)
        await first((statement, values) => rowsOf(client, statement, values));
      for (const [channel, watcher] of watchers) await furnish(client, channel, watcher);
      if (wasOpen) for (const { onRegained } of watchers.values()) onRegained();
      wasOpen = true;
      return client;
    };
    const opened = open();
    let isOpen = false;
    const lost = (): void => {
      if (connection !== opened) return;
      connection = undefined;
      client.end().catch(() => undefined);
      reopen(isOpen ? 0 : AGAIN_MS);
    };
    client.on('error', lost);
    client.on('end', lost);
    opened.then(() => (isOpen = true), lost);
    return opened;
  };

  /** Reconnects: listeners would wait for notifications that never come. */
  const reopen = (waitMs: number): void => {
    clearTimeout(again);
    if (closed || watchers.size === 0) return;
    again = setTimeout(() => {
      (connection ??= connect()).catch(() => undefined);
    }, waitMs).unref();
  };

  const inTurn = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const answer = last.then(async () => {
      if (closed) throw new Error('The session is closed');
      let client: pg.Client | undefined;
      try {
        client = await (connection ??= connect());
        return await work(client);
      } catch (error) {
        // The connection may be dead without being closed: unless it has answered, the next question opens a
        // new one. The same if the server is a replica now, which leaves connections open after a failover.
        if (error instanceof pg.DatabaseError && error.code !== READ_ONLY) throw error;
        client?.emit('end');
        // pg gives no code for a connection that is cut, also while it is opened: the log would not show
        // what happened.
        throw explainStoreError(error);
      }
    });
    last = answer.catch(() => undefined);
    return answer;
  };

  const ask: Session['ask'] = (statement, values) =>
    inTurn((client) => rowsOf(client, statement, values));

  const session: Session = {
    ask,
    notify: async (channel, payload) => {
      await ask(NOTIFY, [channel, payload]);
    },
    watch: async (channel, watcher) => {
      await inTurn(async (client) => {
        await furnish(client, channel, watcher);
        watchers.set(channel, watcher);
      });
      return async () => {
        watchers.delete(channel);
        if (connection === undefined) return;
        const unlisten = { name: `unlisten ${channel}`, text: `unlisten ${channel}` };
        await ask(unlisten, []).catch(() => undefined);
      };
    },
  };

  return {
    ...session,
    /** Asked in each new session before anything else is. */
    onNew: (first: (ask: Session['ask']) => Promise<void>): void => void news.push(first),
    /** False when locks that were taken are lost. */
    isOpen: (): boolean => connection !== undefined,
    close: async (): Promise<void> => {
      closed = true;
      clearTimeout(again);
      const open = connection;
      connection = undefined;
      await open?.then((client) => client.end()).catch(() => undefined);
    },
  };
}

export type OpenSession = ReturnType<typeof openSession>;
