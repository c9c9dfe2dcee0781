import { join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore, partitionSignal } from '../../src/events/inbox-store.js';
import { openInbox } from '../../src/events/inbox.js';
import { openStore } from '../../src/store/store.js';

export type Handle = (id: string, space: string) => Promise<void>;

/** A queue in one process. `accept` settles when the event may be acknowledged. */
export interface Queue {
  readonly accept: (id: string, space: string) => Promise<void>;
}

/** How to open each queue, and the package that it needs beside ours. */
export const CONTESTANTS = {
  ours: { needs: undefined, open: ours },
  'graphile-worker': { needs: 'graphile-worker@0.17', open: graphile },
  'pg-boss': { needs: 'pg-boss@12', open: boss },
  dbos: { needs: '@dbos-inc/dbos-sdk@5', open: dbos },
} as const satisfies Record<
  string,
  {
    readonly needs: string | undefined;
    readonly open: (url: string, handle: Handle, folder: string) => Promise<Queue>;
  }
>;
export type Name = keyof typeof CONTESTANTS;

async function ours(url: string, handle: Handle): Promise<Queue> {
  const store = await openStore({ kind: 'postgres', url });
  const log = pino({ level: 'silent' });
  const inbox = openInbox({
    ...{ store: inboxStore(store.db), claims: claimStore(store.session), locks: store.locks },
    ...{ signal: partitionSignal(store, log), log, now: Date.now },
    handler: {
      handle: ({ data: { id, roomId } }) => handle(id, roomId),
      onExhausted: () => Promise.resolve(),
    },
  });
  await inbox.start();
  return {
    accept: (id, roomId) =>
      inbox.accept({
        ...{ resource: 'messages', event: 'created' },
        data: { id, roomId, personId: 'person' },
      }),
  };
}

interface Payload {
  readonly id: string;
  readonly space: string;
}

/** From a folder of its own: none of them is a dependency of ours. */
async function installed(folder: string, name: string): Promise<unknown> {
  const path = createRequire(join(folder, 'package.json')).resolve(name);
  return await import(pathToFileURL(path).href);
}

interface Graphile {
  readonly Logger: new (write: () => () => void) => object;
  readonly run: (options: object) => Promise<{
    readonly addJob: (task: string, payload: Payload, spec: object) => Promise<unknown>;
  }>;
}

async function graphile(url: string, handle: Handle, folder: string): Promise<Queue> {
  const { Logger, run } = (await installed(folder, 'graphile-worker')) as Graphile;
  const { addJob } = await run({
    ...{ connectionString: url, concurrency: 20, noHandleSignals: true },
    // It writes a line for each task.
    logger: new Logger(() => () => undefined),
    taskList: { event: ({ id, space }: Payload) => handle(id, space) },
  });
  return {
    accept: async (id, space) => {
      await addJob('event', { id, space }, { queueName: space, jobKey: id });
    },
  };
}

interface Boss {
  readonly PgBoss: new (url: string) => {
    readonly on: (event: 'error', heard: () => void) => void;
    readonly start: () => Promise<unknown>;
    readonly createQueue: (name: string, options: object) => Promise<unknown>;
    readonly send: (name: string, payload: Payload, options: object) => Promise<unknown>;
    readonly work: (
      name: string,
      options: object,
      work: (jobs: readonly { readonly data: Payload }[]) => Promise<void>,
    ) => Promise<unknown>;
  };
}

/** It needs a newer Node than we do: 22.12. */
async function boss(url: string, handle: Handle, folder: string): Promise<Queue> {
  const { PgBoss } = (await installed(folder, 'pg-boss')) as Boss;
  const queue = new PgBoss(url);
  queue.on('error', () => undefined);
  await queue.start();
  await queue.createQueue('events', { policy: 'key_strict_fifo' });
  const options = { pollingIntervalSeconds: 0.5, localConcurrency: 20 };
  await queue.work('events', options, async (jobs) => {
    for (const { data } of jobs) await handle(data.id, data.space);
  });
  return {
    accept: async (id, space) => {
      await queue.send('events', { id, space }, { singletonKey: space });
    },
  };
}

interface Dbos {
  readonly DBOS: {
    readonly setConfig: (config: object) => void;
    readonly registerWorkflow: (work: Handle, options: object) => Handle;
    readonly registerQueue: (name: string, options: object) => Promise<unknown>;
    readonly launch: () => Promise<void>;
    readonly startWorkflow: (
      work: Handle,
      options: object,
    ) => (...given: Parameters<Handle>) => Promise<unknown>;
  };
}

/** A process that died goes on only when one of the same executor id starts: each has its own. */
async function dbos(url: string, handle: Handle, folder: string): Promise<Queue> {
  const { DBOS } = (await installed(folder, '@dbos-inc/dbos-sdk')) as Dbos;
  const executorID = `process-${process.pid}`;
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error', executorID });
  const work = DBOS.registerWorkflow(handle, { name: 'event' });
  await DBOS.launch();
  await DBOS.registerQueue('events', { partitionConcurrency: 1, minPollingIntervalMs: 20 });
  return {
    accept: async (id, space) => {
      const place = { queueName: 'events', enqueueOptions: { queuePartitionKey: space } };
      await DBOS.startWorkflow(work, { workflowID: id, ...place })(id, space);
    },
  };
}
