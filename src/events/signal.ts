import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import type { Watcher } from '../store/session.js';
import type { Store } from '../store/store.js';
import { defined } from '../util/present.js';

interface Waking extends Pick<Watcher, 'first'> {
  readonly onWake: (partition: string) => void;
  /** The connection was lost, and with it notifications of other processes. */
  readonly onRegained?: () => void;
}

const CHANNEL = 'bot_partitions';
/** The database's clock and this process's timers do not tick together. */
const JUST_AFTER_MS = 5;

/**
 * Wakes partitions in all processes, by the database's notifications. The inbox table holds the work; a
 * wake-up only says where to look, so one too many does no harm and the sweep finds a lost one.
 */
export function partitionSignal({ session }: Pick<Store, 'session'>, log: Logger) {
  const self = randomUUID();
  /** Per partition, the next time that something is due. */
  const timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  let stopped = false;
  let wake: (partition: string) => void = () => undefined;
  let unwatch = (): Promise<void> => Promise.resolve();

  return {
    /** Wakes all other processes. Rejects with database errors. */
    notifyOthers: (partition: string): Promise<void> =>
      session.notify(CHANNEL, `${self} ${partition}`),
    /** Wakes this process alone, later, whatever clocks say; if it is gone by then, a sweep does it. */
    wakeIn: (partition: string, ms: number): void => {
      if (stopped) return;
      const at = performance.now() + ms;
      const known = timers.get(partition);
      if (known !== undefined && known.at <= at) return;
      clearTimeout(known?.timer);
      const timer = setTimeout(() => {
        timers.delete(partition);
        wake(partition);
      }, ms + JUST_AFTER_MS).unref();
      timers.set(partition, { at, timer });
    },
    start: async ({ onWake, first, onRegained }: Waking): Promise<void> => {
      wake = onWake;
      const heard = (payload: string): void => {
        const [from, ...partition] = payload.split(' ');
        if (!stopped && from !== self) onWake(partition.join(' '));
      };
      unwatch = await session.watch(CHANNEL, {
        heard,
        ...defined({ first }),
        onRegained: () => {
          log.info('partition signals: reconnected');
          onRegained?.();
        },
      });
    },
    stop: async (): Promise<void> => {
      stopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
      await unwatch();
    },
  };
}

export type PartitionSignal = ReturnType<typeof partitionSignal>;
