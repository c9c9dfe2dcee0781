import assert from 'node:assert/strict';
import { sandboxServiceApp } from '../../sandbox/oauth/clients.js';
import { accessDetail } from '../../src/recordings/access-report.js';
import {
  type Batch,
  deleteForGood,
  getRecording,
  moveToRecycleBin,
  purgeFromRecycleBin,
  restoreFromRecycleBin,
  shareRecording,
} from '../../src/recordings/requests.js';
import { listRecordings } from '../../src/recordings/list.js';
import { type Authority, lastDays } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { isWebexError } from '../../src/webex/errors.js';
import { type Bench, noon, startBench } from '../sandbox/recordings-support.js';
import { quickClient } from '../support/quick-client.js';

const ALICE = 'alice@example.com';
const WHY = { reason: 'audit', comment: 'for the matrix' };

/** In whose name, written as the documents mean it: whose token, and the host that it is used for. */
const authorities = {
  'Alice herself': { token: 'sandbox-alice' },
  'a full administrator for Alice': { token: 'sandbox-admin', hostEmail: ALICE },
  'an administrator of EMEA for Alice': { token: 'sandbox-siteadmin', hostEmail: ALICE },
  'a Service App for Alice': { token: 'service-app', hostEmail: ALICE },
  'a full administrator for everyone': { token: 'sandbox-admin', scope: 'site' },
  'a full administrator for nobody': { token: 'sandbox-admin' },
  'a compliance officer': { token: 'sandbox-officer', scope: 'organization' },
  'an officer without a reason': { token: 'sandbox-officer', scope: 'organization' },
  'an officer who names a host': { token: 'sandbox-officer', hostEmail: ALICE },
  'Bob, naming Alice': { token: 'sandbox-bob', hostEmail: ALICE },
  'an administrator of another organisation': { token: 'stranger', hostEmail: ALICE },
  nobody: { token: 'no-such-token' },
} as const satisfies Record<string, Authority>;

/** Whose recording. Alice's are hers on two sites; the third is Carol's, and she shared it. */
const recordings = {
  'her own': { host: ALICE, siteUrl: 'acme.webex.com' },
  'her own in EMEA': { host: ALICE, siteUrl: 'acme-emea.webex.com' },
  'shared with her': { host: 'carol@example.com', siteUrl: 'acme.webex.com', shared: true },
  'somebody else’s': { host: 'carol@example.com', siteUrl: 'acme.webex.com' },
  'of another organisation': { host: 'erin@elsewhere.example', siteUrl: 'acme.webex.com' },
} as const;

const operations = [
  'list',
  'get',
  'trash',
  'restore',
  'delete',
  'purge',
  'report',
  'share',
] as const;
type Operation = (typeof operations)[number];

const ALL = 'list get trash restore delete purge report share';
const SEEN = 'list get report';

/**
 * What is allowed, by the documents of the operations. "Only recordings of meetings hosted by or
 * shared with the authenticated user" are listed, read and reported; "only hosted" are changed and
 * shared. "The admin may specify the email of a user in a site they manage." An officer reads all of
 * the organisation, reports too (the table of scopes of the Meetings overview), and deletes with a
 * reason. What is not written here is not allowed.
 */
const allowed: Record<
  keyof typeof authorities,
  Partial<Record<keyof typeof recordings, string>>
> = {
  'Alice herself': { 'her own': ALL, 'her own in EMEA': ALL, 'shared with her': SEEN },
  'a full administrator for Alice': {
    'her own': ALL,
    'her own in EMEA': ALL,
    'shared with her': SEEN,
  },
  'an administrator of EMEA for Alice': { 'her own in EMEA': ALL },
  'a Service App for Alice': { 'her own': ALL, 'her own in EMEA': ALL, 'shared with her': SEEN },
  // Without a site the list is that of the administrator's preferred one. In nobody's name any
  // recording on the sites that they manage is deleted, and nothing else is done.
  'a full administrator for everyone': {
    'her own': 'list delete',
    'her own in EMEA': 'delete',
    'shared with her': 'list delete',
    'somebody else’s': 'list delete',
  },
  'a full administrator for nobody': {},
  'a compliance officer': {
    'her own': 'list get delete report',
    'her own in EMEA': 'list get delete report',
    'shared with her': 'list get delete report',
    'somebody else’s': 'list get delete report',
  },
  'an officer without a reason': {
    'her own': SEEN,
    'her own in EMEA': SEEN,
    'shared with her': SEEN,
    'somebody else’s': SEEN,
  },
  'an officer who names a host': {},
  'Bob, naming Alice': {},
  'an administrator of another organisation': {},
  nobody: {},
};

describe('who may do what to whose recording', () => {
  let bench: Bench;
  let webex: WebexClient;
  const tokens = new Map<string, string>();
  before(async () => {
    bench = await startBench();
    webex = quickClient(bench.apiUrl);
    const erin = { name: 'Erin', email: 'erin@elsewhere.example', orgId: 'Elsewhere' };
    bench.addPerson(erin);
    const stranger = bench.addPerson({ name: 'Sam', orgId: 'Elsewhere', roles: ['admin'] });
    tokens.set('stranger', stranger.token);
    const { id, clientId, clientSecret, orgId } = sandboxServiceApp;
    const secrets = { clientId, clientSecret, targetOrgId: orgId };
    const app = await bench.call('sandbox-admin', 'POST', `/applications/${id}/token`, secrets);
    tokens.set('service-app', String(app.body.access_token));
  });
  after(async () => {
    await webex.close();
    await bench.stop();
  });

  function fresh(which: keyof typeof recordings, binned: boolean) {
    const { host, siteUrl, ...more } = recordings[which];
    const alice = bench.world.people.byEmail(ALICE)?.id ?? '';
    return bench.put(host, {
      siteUrl,
      ...('shared' in more ? { sharedWith: [alice] } : {}),
      ...(binned ? { binnedAt: noon - 3_600_000 } : {}),
    });
  }

  /** Does it, and looks at Webex's own shelf whether it was done. */
  async function does(
    operation: Operation,
    authority: Authority,
    which: keyof typeof recordings,
    why: typeof WHY | undefined,
  ): Promise<boolean> {
    const recording = fresh(which, operation === 'restore' || operation === 'purge');
    const { id, siteUrl, status: before } = recording;
    const batch: Batch = { recordingIds: [id], siteUrl };
    const work: Record<Operation, () => Promise<boolean>> = {
      list: async () => {
        const query = { window: lastDays(7, noon), limit: 1000 };
        const listed = await listRecordings(webex, authority, query);
        return listed.recordings.some((one) => one.id === id);
      },
      get: async () => (await getRecording(webex, authority, id)) !== undefined,
      trash: async () => (await moveToRecycleBin(webex, authority, batch), status() === 'deleted'),
      restore: async () => (
        await restoreFromRecycleBin(webex, authority, batch),
        status() === 'available'
      ),
      delete: async () => (await deleteForGood(webex, authority, id, why), status() === 'purged'),
      purge: async () => (
        await purgeFromRecycleBin(webex, authority, batch),
        status() === 'purged'
      ),
      report: async () => (await accessDetail(webex, authority, id), true),
      share: async () => {
        const sharing = { add: ['bob@example.com'], remove: [], sendEmail: false };
        await shareRecording(webex, authority, id, sharing);
        return recording.sharedWith.has(bench.world.people.byEmail('bob@example.com')?.id ?? '');
      },
    };
    const status = (): string | undefined => bench.recordings.get(id)?.status;
    try {
      return await work[operation]();
    } catch (error) {
      if (!isWebexError(error)) throw error;
      // What was refused was not done all the same.
      assert.equal(status(), before, `${operation} was refused, and done`);
      return false;
    } finally {
      bench.recordings.purge([recording]);
    }
  }

  for (const who of Object.keys(authorities) as (keyof typeof authorities)[]) {
    it(`${who}: allowed exactly where the documents allow it`, async () => {
      const authority: Authority = authorities[who];
      const token = tokens.get(authority.token) ?? authority.token;
      const why = who === 'a compliance officer' ? WHY : undefined;
      const seen: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const which of Object.keys(recordings) as (keyof typeof recordings)[]) {
        const done: string[] = [];
        for (const operation of operations) {
          if (await does(operation, { ...authority, token }, which, why)) done.push(operation);
        }
        seen[which] = done.join(' ');
        const may = (allowed[who][which] ?? '').split(' ');
        expected[which] = operations.filter((operation) => may.includes(operation)).join(' ');
      }
      assert.deepEqual(seen, expected);
    });
  }
});
