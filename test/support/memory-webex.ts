import type { ItemOutcome } from '../../src/recordings/change.js';
import type { WebexAnswer, WebexClient, WebexRequest } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';

/** A recording as this Webex keeps it. */
export interface Kept {
  readonly id: string;
  readonly siteUrl: string;
  readonly createdAt: number;
  /** Its id by default. */
  readonly topic?: string;
  status: 'available' | 'deleted' | 'purged';
  /** Webex refuses whatever holds it, with this. */
  readonly refused?: number;
}

/** What goes wrong with the next call of a batch. */
export type Mishap =
  | 'none'
  | 'too much'
  | 'broken'
  /** Of several the first half is changed, and the whole refused. */
  | 'part done'
  | 'broken after'
  | 'cut after'
  /** The answer is lost, and the same call sent again is too much. */
  | 'cut after, then too much'
  | 'crash after';

/** What is told of a recording, without the recording. */
export interface Told {
  readonly id: string;
  readonly kind: ItemOutcome['outcome']['kind'];
  readonly trackingId: string | undefined;
  /** Webex's, where it refused. */
  readonly status?: number;
}

/** Of an outcome, what tests compare. */
export function toldOf({ id, outcome, trackingId }: ItemOutcome): Told {
  const { kind } = outcome;
  if (kind !== 'unchanged' || !(outcome.error instanceof WebexRefused)) {
    return { id, kind, trackingId };
  }
  return { id, kind, trackingId, status: outcome.error.status };
}

/** The process dies at this moment. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

const MOVES: Readonly<Record<string, readonly [Kept['status'], Kept['status']]>> = {
  '/recordings/softDelete': ['available', 'deleted'],
  '/recordings/restore': ['deleted', 'available'],
  '/recordings/purge': ['deleted', 'purged'],
};

/**
 * The recycle bin's calls, lists and details, in memory: all of a batch or nothing, but where it
 * mishaps. The documents do not say what becomes of a batch that fails in part.
 */
export function memoryWebex(kept: readonly Kept[], mishaps: () => Mishap = () => 'none') {
  const byId = new Map(kept.map((one) => [one.id, one]));
  const batches: { readonly path: string; readonly ids: readonly string[] }[] = [];
  const looks: string[] = [];
  const moved: string[] = [];

  const move = (path: string, body: { recordingIds: string[]; siteUrl?: string }): void => {
    const at = { method: 'POST', path };
    const [from = 'available', to = 'deleted'] = MOVES[path] ?? [];
    const refuse = (status: number): never => {
      throw new WebexRefused(at, status, { trackingId: 'tracked' });
    };
    batches.push({ path, ids: body.recordingIds });
    const mishap = mishaps();
    if (mishap === 'too much') throw new WebexRefused(at, 429, { retryAfterSeconds: 1 });
    if (mishap === 'broken') throw new WebexRefused(at, 502);
    const found = body.recordingIds.map((id) => byId.get(id));
    if (mishap === 'part done' && found.length > 1) {
      for (const one of found.slice(0, Math.ceil(found.length / 2))) {
        if (one?.status !== from || one.refused !== undefined) continue;
        one.status = to;
        moved.push(one.id);
      }
      return refuse(403);
    }
    for (const one of found) {
      if (one === undefined || one.siteUrl !== body.siteUrl) return refuse(404);
      if (one.refused !== undefined) return refuse(one.refused);
      if (one.status !== from) return refuse(404);
    }
    for (const one of found) if (one !== undefined) one.status = to;
    moved.push(...body.recordingIds);
    if (mishap === 'broken after') throw new WebexRefused(at, 504);
    if (mishap === 'cut after') throw new WebexUnreachable(at, 'ECONNRESET');
    if (mishap === 'cut after, then too much') {
      throw new WebexRefused(at, 429, { retryAfterSeconds: 1, earlierMayHaveActed: true });
    }
    if (mishap === 'crash after') throw new Crash();
  };
  const itemOf = ({ id, siteUrl, status, createdAt, topic = id }: Kept) => ({
    id,
    siteUrl,
    status,
    topic,
    createTime: new Date(createdAt).toISOString(),
  });
  const answerTo = ({ method, path, body, query = {} }: WebexRequest<unknown>): unknown => {
    if (method === 'POST') {
      move(path, body as { recordingIds: string[]; siteUrl?: string });
      return undefined;
    }
    looks.push(path);
    if (path === '/recordings') {
      const [from, to] = [Date.parse(query.from ?? ''), Date.parse(query.to ?? '')];
      return {
        items: kept
          .filter(({ siteUrl }) => query.siteUrl === undefined || siteUrl === query.siteUrl)
          .filter(({ status }) => status === (query.status ?? 'available'))
          .filter(({ createdAt }) => createdAt >= from && createdAt < to)
          .map(itemOf),
      };
    }
    const one = byId.get(decodeURIComponent(path.replace('/recordings/', '')));
    if (one === undefined || one.status === 'purged') {
      throw new WebexRefused({ method, path }, 404);
    }
    return itemOf(one);
  };
  const webex: WebexClient = {
    call: async <T>(request: WebexRequest<T>): Promise<WebexAnswer<T>> => {
      await Promise.resolve();
      const data = request.answer.parse(answerTo(request));
      return { data, status: 200, trackingId: 'tracked', next: undefined };
    },
    close: () => Promise.resolve(),
  };
  return { webex, batches, looks, byId, moved: (): readonly string[] => moved };
}
