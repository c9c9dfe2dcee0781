import { instant } from '../../src/recordings/types.js';
import type { WebexAnswer, WebexClient, WebexRequest } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';

/** How a Webex may differ from its documents. */
export interface ShelfHabits {
  /** Takes the end of a window for a part of it. */
  readonly inclusiveTo?: boolean;
  /** Gives pages in no order of time. */
  readonly unsorted?: boolean;
  /** The last one of a page comes again on the next, as when a recording came in between. */
  readonly shifting?: boolean;
  /** Each page has its first one twice, and the newest of all besides. */
  readonly twice?: boolean;
  /** As documented of administrators' lists beside a meeting. */
  readonly heedsNoTimes?: boolean;
  /** The last page leads to itself, or each does; further pages are a 400; or they lose a part of the query. */
  readonly links?: 'loop' | 'stuck' | 'expired' | 'lossy';
  /** A longer span is a 400. */
  readonly longestDays?: number;
  /** So many items without an id stand on each page, besides. */
  readonly odd?: number;
}

interface Item {
  readonly id: string;
  readonly topic: string;
  readonly createTime: string;
  readonly at: number;
}

/** A client whose Webex has recordings of these times, and what was asked of it. */
export interface ShelfClient {
  readonly webex: WebexClient;
  /** Ids of the recordings of a window, by the documents. */
  readonly within: (window: { readonly from: number; readonly to: number }) => string[];
  readonly calls: () => number;
  readonly mostAtOnce: () => number;
  /** How many rounds of calls had to wait for each other. */
  readonly rounds: () => number;
}

/** @param times when each recording was made, in milliseconds since the epoch */
export function shelfClient(times: readonly number[], habits: ShelfHabits = {}): ShelfClient {
  const all: Item[] = times
    .map((at, nth) => ({
      id: `r${String(nth).padStart(6, '0')}`,
      topic: '',
      createTime: new Date(at).toISOString(),
      at,
    }))
    .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
  let calls = 0;
  let under = 0;
  let most = 0;
  let rounds = 0;
  let round: Promise<void> | undefined;

  const answer = (request: WebexRequest<unknown>): unknown => {
    const url = new URL(request.path, 'http://webex.test');
    for (const [key, value] of Object.entries(request.query ?? {}))
      url.searchParams.set(key, value);
    const asked = (name: string): string => url.searchParams.get(name) ?? '';
    const [from, to] = [Date.parse(asked('from')), Date.parse(asked('to'))];
    const found = all.filter(({ at }) => {
      if (habits.heedsNoTimes === true) return true;
      return at >= from && (at < to || (habits.inclusiveTo === true && at === to));
    });
    if (habits.unsorted === true)
      found.sort((one, other) => (jumble(one) < jumble(other) ? -1 : 1));
    const start = Number(asked('offset') || 0);
    const isTooLong = to - from > (habits.longestDays ?? Infinity) * 86_400_000;
    if (isTooLong || (habits.links === 'expired' && start > 0)) {
      const at = { method: 'GET', path: '/recordings' };
      throw new WebexRefused(at, 400);
    }
    const same = url.href;
    const end = start + Number(asked('max'));
    const overlap = habits.shifting === true && start > 0 ? 1 : 0;
    url.searchParams.set('offset', String(end));
    if (habits.links === 'lossy') url.searchParams.delete('to');
    const onward = habits.links === 'stuck' ? same : url.href;
    const odd = Array.from({ length: habits.odd ?? 0 }, (_, nth) => ({
      nth,
      on: found[start]?.id,
    }));
    const page = found.slice(start - overlap, end);
    const again = habits.twice === true ? [...page.slice(0, 1), ...all.slice(0, 1)] : [];
    return {
      data: request.answer.parse({ items: [...odd, ...page, ...again] }),
      status: 200,
      trackingId: undefined,
      next: end < found.length ? onward : habits.links === 'loop' ? same : undefined,
    };
  };

  return {
    calls: () => calls,
    mostAtOnce: () => most,
    rounds: () => rounds,
    within: ({ from, to }) => all.filter(({ at }) => at >= from && at < to).map(({ id }) => id),
    webex: {
      call: async <T>(request: WebexRequest<T>) => {
        const at = { method: request.method, path: '/recordings' };
        if (request.signal?.aborted === true) throw new WebexUnreachable(at, 'ERR_CANCELED');
        calls += 1;
        under += 1;
        most = Math.max(most, under);
        // Whoever asks in the same moment is answered in the same one.
        round ??= new Promise((done) =>
          setImmediate(() => {
            rounds += 1;
            round = undefined;
            done();
          }),
        );
        await round;
        under -= 1;
        return answer(request) as WebexAnswer<T>;
      },
      close: () => Promise.resolve(),
    },
  };
}

/** Ids go with time: their digits, the last one first, do not. */
function jumble({ id }: Item): string {
  return Array.from(id).reverse().join('');
}

/** Times spread evenly over a window, in whole seconds. */
export function evenly(
  count: number,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  return Array.from({ length: count }, (_, nth) =>
    Date.parse(instant(from + Math.floor(((nth + 0.5) * (to - from)) / count))),
  );
}
