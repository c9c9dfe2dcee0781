import { z } from 'zod';
import { SECOND } from '../util/time.js';
import type { Store } from './store.js';

/** Network delay and a slightly wrong clock explain no larger difference. */
const MOST_OFF_MS = 2 * SECOND;

/**
 * The database's clock, which all processes share: read now and then, and advanced by a timer that no change of
 * the system's clock moves. Until the first read, the system's clock. Where Webex's clock differs, Webex's: its
 * recordings, messages and clicks are compared with this one.
 * @param system milliseconds since the epoch
 * @param timer milliseconds since any moment; only goes forward
 */
export function sharedClock(system = Date.now, timer = () => performance.now()) {
  let ahead: number | undefined;
  let corrected = 0;
  /** The correction since the database's clock was last read; 0 for none. */
  let correctedSince = 0;
  /** By the last answer; a single one may come from a machine of Webex with a wrong clock. */
  let suspected: number | undefined;
  const now = (): number =>
    corrected + (ahead === undefined ? system() : Math.floor(timer() + ahead));
  return {
    /** Milliseconds since the epoch. */
    now,
    /** One answer of Webex's says that this clock is wrong. */
    isSuspected: (): boolean => suspected !== undefined,
    /**
     * Compares this clock with Webex's.
     * @param date when Webex answered, in whole seconds
     * @param ms how long the call took
     * @returns by how many milliseconds the clock was put forward; undefined where it stays
     */
    compare: (date: string, ms: number): number | undefined => {
      const off = Date.parse(date) + SECOND / 2 - (now() - ms / 2);
      const mayDiffer = MOST_OFF_MS + ms / 2;
      const isAgain = Math.abs(off - (suspected ?? NaN)) <= mayDiffer;
      suspected = Math.abs(off) > mayDiffer ? off : undefined;
      if (suspected === undefined || !isAgain) return undefined;
      suspected = undefined;
      corrected += off;
      correctedSince = off;
      return off;
    },
    /** Reads the database's clock. Rejects with a StoreError or what the database said. */
    follow: async (store: Pick<Store, 'executeSql'>): Promise<void> => {
      const asked = timer();
      const { rows } = await store.executeSql(
        'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
      );
      const answered = timer();
      // A slow answer is less exact than the previous one.
      if (ahead !== undefined && answered - asked > SECOND) return;
      const read = z.number().parse(rows[0]?.now) - (asked + answered) / 2;
      const jump = read - (ahead ?? read);
      // The machine has slept, and its timers with it: Webex's answers have corrected that already.
      if (Math.abs(jump - correctedSince) <= MOST_OFF_MS) corrected -= jump;
      correctedSince = 0;
      ahead = read;
    },
  };
}
