import assert from 'node:assert/strict';
import pg from 'pg';
import type { SandboxOptions } from '../../sandbox/sandbox.js';
import type { AppOptions } from '../../src/app.js';
import { type Journey, type JourneyOptions, journey } from './journey.js';
import type { Client } from './people.js';
import { until } from './until.js';

/** A journey of Alice, who is told of things; nobody has a recording yet. */
export interface TellingJourney {
  readonly j: Journey;
  readonly alice: Client;
  /** A recording of hers that becomes ready now. */
  readonly ready: (topic: string) => { readonly id: string };
  /** What she was told of ready recordings, oldest first. */
  readonly told: () => Promise<string[]>;
  /** The webhooks at work that would tell of her recordings. */
  readonly hooks: () => ReturnType<typeof hooksOf>;
  /** Rows of the bot's database. */
  readonly rows: (sql: string) => Promise<Record<string, unknown>[]>;
  /** Settles when a round has begun and ended. */
  readonly round: () => Promise<void>;
  /** Changes her settings behind the bot's back. */
  readonly choose: (values: object) => Promise<void>;
  /** How long Webex's lists and details lag behind its webhooks. */
  readonly restLag: (ms: number) => Promise<void>;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** A notification for nobody: the next round takes it up first of all, and completes it. */
const MARK = `insert into told (person_id, recording_id, heard_at, due_at)
  values ('${NOBODY}', gen_random_uuid(), now(), 'epoch')`;
const OPEN_MARKS = `select 1 from told where person_id = '${NOBODY}' and told_at is null`;
const REMOVE_MARKS = `delete from told where person_id = '${NOBODY}'`;

export const ALICE = 'alice@example.com';

export async function tellingJourney(
  app: Partial<AppOptions> = {},
  env: Record<string, string | undefined> = {},
  more: Pick<JourneyOptions, 'forgiveRefused'> = {},
): Promise<TellingJourney> {
  const sandbox: SandboxOptions = {
    seed: 'empty',
    ...(app.now === undefined ? {} : { now: app.now }),
  };
  const usual = { notifyEveryMs: 40, welcomePatienceMs: 0 };
  const j = await journey({ sandbox, app: { ...usual, ...app }, env, ...more });
  const alice = j.as('sandbox-alice');
  const rows = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: j.env.DATABASE_URL });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    j,
    alice,
    rows,
    ready: (topic) => j.sandbox.addRecording({ host: ALICE, topic }),
    told: async () =>
      (await alice.heard()).flatMap(({ markdown = '' }) =>
        /^\*\*(Your recording is|\d+ recordings are) ready/.test(markdown) ? [markdown] : [],
      ),
    hooks: () => hooksOf(j),
    round: async () => {
      // The second mark is taken up by a round after the one that took up the first.
      for (let marks = 0; marks < 2; marks++) {
        await rows(MARK);
        await until(async () => (await rows(OPEN_MARKS)).length === 0);
      }
      await rows(REMOVE_MARKS);
      await j.rest();
    },
    choose: async (values) => {
      await rows(`update settings set values = values || '${JSON.stringify(values)}'`);
    },
    restLag: async (restLagMs) => {
      const answer = await fetch(`${j.sandbox.url}/sandbox/settings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ restLagMs }),
      });
      assert.ok(answer.ok);
    },
  };
}

function hooksOf(j: Journey) {
  const { webhooks, people } = j.sandbox.world;
  const actor = people.byEmail(ALICE);
  assert.ok(actor);
  const reaches = (person: typeof actor): boolean => person === actor;
  const event = { resource: 'recordings', event: 'created', actor, data: {}, reaches } as const;
  return [...webhooks.hearing(event)];
}
