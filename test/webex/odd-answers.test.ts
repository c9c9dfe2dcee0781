import assert from 'node:assert/strict';
import { accessDetail, accessSummaries } from '../../src/recordings/access-report.js';
import { findMeeting } from '../../src/recordings/requests.js';
import { listRecordings, listSites } from '../../src/recordings/list.js';
import {
  downloadTranscript,
  getSummary,
  listTranscripts,
} from '../../src/recordings/meeting-text.js';
import { scanRecordings } from '../../src/recordings/scan.js';
import { lastDays, recordingSchema } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { createMessaging } from '../../src/webex/messaging.js';
import { findPeople, isMember } from '../../src/webex/people.js';
import { listWebhooks } from '../../src/webex/webhooks.js';
import { quick, quickClient } from '../support/quick-client.js';
import { type ScriptedServer, scriptedServer } from '../support/scripted-server.js';

const SECRET = 'what nobody may read in a log';
const time = '2026-11-20T12:00:00Z';
const window = lastDays(30, Date.parse(time));
const who = { token: 't' };

/** A list of Webex: what asks for it, and the ids that it reads of it. */
interface PlaceOfList {
  readonly name?: string;
  readonly good: Record<string, unknown>;
  /** The field that tells one item from another. */
  readonly id: string;
  /** The fields without which an item is none; any other, however odd, costs itself alone. */
  readonly needs: readonly string[];
  /** Only the first one that can be read counts. */
  readonly first?: true;
  readonly ask: (webex: WebexClient) => Promise<readonly unknown[]>;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const PLACES: Readonly<Record<string, PlaceOfList>> = {
  people: {
    good: {
      ...{ id: 'a', emails: ['a@b.cc'], displayName: 'A', orgId: 'o', type: 'person' },
      timezone: 'UTC',
    },
    id: 'id',
    needs: ['id'],
    ask: async (webex) => (await findPeople(webex, 't', { email: 'a@b.cc' })).map(({ id }) => id),
  },
  memberships: {
    good: { id: 'm', roomId: 's', personId: 'a' },
    id: 'personId',
    // Asked for by name.
    needs: ['id', 'roomId', 'personId'],
    ask: async (webex) => {
      const are = ['a', 'b'].map(async (id) => ((await isMember(webex, 't', 's', id)) ? id : ''));
      return await Promise.all(are);
    },
  },
  messages: {
    good: {
      ...{ id: 'a', roomId: 's', personId: 'p', text: 'x', created: time, mentionedPeople: ['p'] },
      ...{ roomType: 'direct', personEmail: 'a@b.cc', html: '<p>x</p>', parentId: 'm' },
    },
    id: 'id',
    needs: ['id', 'roomId', 'personId'],
    ask: async (webex) =>
      (await createMessaging(webex, 't', Date.now).newestMessages('s')).map(({ id }) => id),
  },
  rooms: {
    good: { id: 'a', type: 'direct', lastActivity: time },
    id: 'id',
    needs: ['id'],
    ask: (webex) => createMessaging(webex, 't', Date.now).directSpaces(0),
  },
  webhooks: {
    good: {
      ...{ id: 'a', name: 'n', targetUrl: 'u', resource: 'r', event: 'e', filter: 'f' },
      ...{ secret: SECRET, status: 'active', created: time },
    },
    id: 'id',
    needs: ['id', 'name', 'targetUrl', 'resource', 'event'],
    ask: async (webex) => (await listWebhooks(webex, 't')).map(({ id }) => id),
  },
  recordings: {
    good: {
      ...{ id: 'a', topic: SECRET, createTime: time, timeRecorded: time, status: 'available' },
      ...{ siteUrl: 'acme.webex.com', playbackUrl: 'https://x.y/z', password: SECRET },
      ...{ meetingId: 'm', hostEmail: 'a@b.cc', format: 'MP4', durationSeconds: 1, sizeBytes: 1 },
      ...{ shareToMe: false, integrationTags: ['x'] },
    },
    id: 'id',
    needs: ['id', 'createTime'],
    ask: async (webex) => {
      const { recordings } = await listRecordings(webex, who, { window, limit: 500 });
      const scanned = (await all(scanRecordings(webex, who, { window }))).flat();
      assert.deepEqual(scanned, recordings);
      return recordings.map(({ id }) => id);
    },
  },
  transcripts: {
    good: { id: 'a', meetingId: 'm', startTime: time, status: 'available' },
    id: 'id',
    needs: ['id'],
    ask: async (webex) => {
      const meeting = recordingSchema.parse({ id: 'r', createTime: time, meetingId: 'm' });
      return (await listTranscripts(webex, who, meeting)).map(({ id }) => id).sort();
    },
  },
  'access summaries': {
    good: { recordingId: 'a', viewCount: 1, downloadCount: 0 },
    id: 'recordingId',
    needs: ['recordingId', 'viewCount', 'downloadCount'],
    ask: async (webex) => {
      const found = await all(accessSummaries(webex, who, { window }));
      return found.map(({ recordingId }) => recordingId);
    },
  },
  'access details': {
    good: { name: 'N', email: 'a', accessTime: time, viewed: true, downloaded: false },
    id: 'email',
    needs: ['email', 'accessTime'],
    ask: async (webex) => {
      return (await accessDetail(webex, who, 'r')).accesses.map(({ email }) => email);
    },
  },
  summaries: {
    good: { id: 'x', status: 'ok', notes: { content: 'a' }, actionItems: [{ content: SECRET }] },
    id: 'notes',
    needs: ['notes'],
    first: true,
    ask: async (webex) => [(await getSummary(webex, who, 'm'))?.notes],
  },
  meetings: {
    good: { id: 'a' },
    id: 'id',
    needs: ['id'],
    first: true,
    ask: async (webex) => [await findMeeting(webex, who, '123')],
  },
  sites: {
    name: 'sites',
    good: { siteUrl: 'a', default: false },
    id: 'siteUrl',
    needs: ['siteUrl'],
    ask: (webex) => listSites(webex, who),
  },
};

/** Names, as they stand in an item of that place. */
function named({ good, id }: PlaceOfList, name: string): Record<string, unknown> {
  const names: Record<string, unknown> = {
    notes: { content: name },
    siteUrl: `${name}.webex.com`,
  };
  return { ...good, [id]: names[id] ?? name };
}

/** What stands where an item is due. */
const NO_ITEMS = [null, SECRET, '', 7, true, [], [null], {}, [[{}]], { id: null }, { a: [SECRET] }];
/** What stands where a field is due; `undefined` is left out. */
const VALUES = [
  ...[undefined, null, '', ' ', SECRET, 0, -1, 7, 1e300, true, [], [null], [[]], {}, { a: null }],
  ...['2026-11-20T10:00:00', '2026-11-20T10:00:00+0000', '2026-11-20', '24/11/2026', 1795_000_000],
  ...[
    '[object Object]',
    'null',
    '\u0000',
    '\uD83D',
    'x'.repeat(5_000),
    [null, 'x', 7],
    ['a', ['b']],
  ],
];

describe('lists of Webex with odd items', () => {
  let server: ScriptedServer;
  let webex: WebexClient;
  const warned: { readonly where?: readonly string[] }[] = [];
  before(async () => {
    server = await scriptedServer();
    const log = { warn: (about: object) => void warned.push(about) };
    webex = quickClient(server.url, { log, retry: { ...quick, retries: 0 } });
  });
  beforeEach(() => void warned.splice(0));
  after(async () => {
    await webex.close();
    await server.stop();
  });

  for (const [name, at] of Object.entries(PLACES)) {
    const list = at.name ?? 'items';
    /** What is read beside the odd ones is told; whatever was not is logged by its path alone. */
    const reads = async (odd: readonly unknown[], what: string): Promise<void> => {
      const [a, b] = ['a', 'b'].map((each) => named(at, each));
      const items =
        at.first === true ? [...odd.filter((one) => !isGood(one)), a, b] : [a, ...odd, b];
      server.always({ json: { [list]: items } });
      const read = await at.ask(webex);
      const wanted = (at.first === true ? ['a'] : ['a', 'b']).map((each) => {
        const { [at.id]: id } = named(at, each);
        return typeof id === 'object' ? each : id;
      });
      const rest = read.filter((one) => wanted.some((each) => each === one));
      assert.deepEqual(
        at.first === true ? read.length : rest,
        at.first === true ? 1 : wanted,
        what,
      );
      for (const { where = [] } of warned) {
        assert.ok(
          where.every((path) => path.startsWith(`${list}.`)),
          where.join(),
        );
      }
      assert.ok(!JSON.stringify(warned).includes(SECRET));
    };
    const isGood = (one: unknown): boolean =>
      typeof one === 'object' && one !== null && at.id in one;

    it(`${name}: what is no item costs that item`, async () => {
      await reads(NO_ITEMS, 'no items');
      assert.ok(warned.some(({ where = [] }) => where.length > 0));
    });

    const oddOnes = (field: string) =>
      VALUES.map((value, nth) => ({ ...named(at, `odd${nth}`), [field]: value }));
    for (const field of at.needs) {
      it(`${name}: an odd ${field} costs that item at most`, async () => {
        await reads(oddOnes(field), field);
      });
    }
    for (const field of Object.keys(at.good).filter((each) => !at.needs.includes(each))) {
      it(`${name}: an odd ${field} costs itself alone`, async () => {
        const odd = oddOnes(field);
        const ids = odd.map((_, nth) => (at.id === 'notes' ? `odd${nth}` : odd[nth]?.[at.id]));
        const read: unknown[] = [];
        for (const items of at.first === true ? odd.map((one) => [one]) : [odd]) {
          server.always({ json: { [list]: items } });
          read.push(...(await at.ask(webex)));
        }
        assert.deepEqual(read.toSorted(), ids.toSorted());
        assert.deepEqual(warned, []);
      });
    }

    it(`${name}: a next page at another host is not asked for`, async () => {
      const elsewhere = await scriptedServer();
      const headers = { link: `<${elsewhere.url}/v1/x?cursor=2>; rel="next"` };
      server.always({ json: { [list]: [named(at, 'a')] }, headers });
      await at.ask(webex);
      assert.equal(elsewhere.asked.length, 0);
      await elsewhere.stop();
    });

    it(`${name}: what is no list is said to be unreadable, or empty`, async () => {
      for (const answer of [
        { json: {} },
        { json: [] },
        { json: null },
        { json: SECRET },
        { json: { [list]: null } },
        { json: { [list]: {} } },
        { json: { [list]: SECRET } },
        { text: '<!doctype html><html>Sign in</html>', headers: { 'content-type': 'text/html' } },
        { text: '{"items":[' },
        { text: '\u001f\u008b\b', headers: { 'content-encoding': 'gzip' } },
        { text: '' },
        { status: 204 },
      ]) {
        server.always(answer);
        const read = await at.ask(webex).catch((error: unknown) => {
          assert.equal((error as Error).name, 'WebexUnreadable', JSON.stringify(answer));
          return [];
        });
        assert.deepEqual(
          read.filter((one) => one !== undefined && one !== ''),
          [],
        );
      }
      server.always({ json: { [list]: [] } });
      const none = (await at.ask(webex)).filter((one) => one !== undefined && one !== '');
      assert.deepEqual(none, []);
    });
  }

  it('a click is read whatever its inputs and its time', async () => {
    const click = { id: 'c', type: 'submit', messageId: 'm', roomId: 's', personId: 'p' };
    for (const field of ['inputs', 'created']) {
      for (const value of VALUES) {
        server.always({ json: { ...click, [field]: value } });
        const { id, inputs } = await createMessaging(webex, 't', Date.now).action('c');
        assert.deepEqual([id, typeof inputs], ['c', 'object']);
      }
    }
  });

  it('who is mentioned is known beside what is nobody', async () => {
    server.always({
      json: { id: 'm', roomId: 's', personId: 'p', mentionedPeople: [null, 'x', 7] },
    });
    assert.deepEqual((await createMessaging(webex, 't', Date.now).message('m')).mentionedPeople, [
      'x',
    ]);
  });

  it('what a message carries is nothing where that is odd', async () => {
    for (const value of VALUES) {
      server.always({ json: { id: 'm', attachments: value } });
      assert.ok(Array.isArray(await createMessaging(webex, 't', Date.now).attachments('m')));
    }
  });

  it('a message is found again beside others whose content is odd', async () => {
    const posted = { id: 'm', roomId: 's', personId: 'p', created: time };
    for (const field of ['markdown', 'attachments']) {
      const odd = VALUES.map((value) => ({ ...posted, id: 'odd', markdown: 'y', [field]: value }));
      const found = { ...posted, markdown: 'x' };
      server.will({ status: 503 }, { json: { items: [...odd, found] } });
      const messaging = createMessaging(webex, 't', () => Date.parse(time));
      assert.equal((await messaging.post({ roomId: 's' }, { markdown: 'x' })).id, 'm');
      assert.deepEqual(warned, []);
    }
  });

  it('times without a zone are of UTC, wherever they stand', async () => {
    const bare = { created: '2026-11-20 12:00:00', id: 'm', roomId: 's', personId: 'p' };
    const messaging = createMessaging(webex, 't', Date.now);
    server.always({ json: bare });
    assert.equal((await messaging.message('m')).created, time);
    server.always({ json: { ...bare, type: 'submit', messageId: 'm' } });
    assert.equal((await messaging.action('c')).created, time);
    server.always({ json: { items: [{ id: 'a', startTime: bare.created }] } });
    const met = recordingSchema.parse({ id: 'r', createTime: time, meetingId: 'm' });
    assert.equal((await listTranscripts(webex, who, met))[0]?.startTime, time);
    const hook = { id: 'a', name: 'n', targetUrl: 'u', resource: 'r', event: 'e' };
    server.always({ json: { items: [{ ...hook, created: bare.created }] } });
    assert.equal((await listWebhooks(webex, 't'))[0]?.created, time);
    const { TZ } = process.env;
    process.env.TZ = 'Asia/Tokyo';
    try {
      server.always({ json: { items: [{ id: 'a', lastActivity: bare.created }] } });
      assert.deepEqual(await messaging.directSpaces(Date.parse(time)), ['a']);
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
  });

  const cut = (items: readonly unknown[]) => {
    const headers = { link: '<https://evil.example/v1/x?cursor=2>; rel="next"' };
    server.always({ json: { items }, headers });
  };

  it('say that they broke off where their next page may not be asked for', async () => {
    cut([{ id: 'a', createTime: time }]);
    const { recordings, more } = await listRecordings(webex, who, { window, limit: 500 });
    assert.deepEqual([recordings.length, more], [1, true]);
    let brokeOff = false;
    const onBrokeOff = (): void => void (brokeOff = true);
    const found = await all(scanRecordings(webex, who, { window, onBrokeOff }));
    assert.deepEqual([found.flat().length, brokeOff], [1, true]);
    cut([{ recordingId: 'a', viewCount: 1, downloadCount: 0 }]);
    let unread = 0;
    await all(accessSummaries(webex, who, { window, onUnread: (count) => void (unread += count) }));
    assert.equal(unread, 1, 'what is on it may have been watched');
    cut([{ email: 'a', accessTime: time }]);
    assert.equal((await accessDetail(webex, who, 'r')).more, true);
  });

  it('redirect no token', async () => {
    const elsewhere = await scriptedServer();
    for (const status of [301, 302, 307, 308]) {
      server.always({ status, headers: { location: `${elsewhere.url}/v1/recordings` } });
      for (const { ask } of Object.values(PLACES))
        await assert.rejects(ask(webex), { name: 'WebexUnreadable' });
    }
    assert.equal(elsewhere.asked.length, 0);
    await elsewhere.stop();
  });

  it('a page to sign in is no transcript', async () => {
    server.always({ text: '\n<!DOCTYPE html><html>Sign in</html>' });
    await assert.rejects(downloadTranscript(webex, who, 'a', 'txt'), { name: 'WebexUnreadable' });
    server.always({ text: 'Alice: is <html> fine?' });
    assert.equal(await downloadTranscript(webex, who, 'a', 'txt'), 'Alice: is <html> fine?');
  });
});
