import assert from 'node:assert/strict';
import { nextPageOf } from '../../support/openapi/next-page.js';
import { text, type Caller, type Got } from './caller.js';
import { stepsOf, type Walked } from './walked.js';

/** The span of the last `days` days, as the bot sends it. */
function span(now: number, days: number): { from: string; to: string } {
  const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  return { from: iso(now - days * 86_400_000), to: iso(now + 60_000) };
}

/** Every page of a list, each next one by the address in its `Link`. */
async function allPages(caller: Caller, query: Record<string, string>): Promise<Got['items']> {
  let page = await caller('GET /recordings', { query });
  const items = [...page.items];
  for (;;) {
    const next = nextPageOf(page.headers.get('link') ?? undefined);
    if (next === undefined) return items;
    page = await caller(`GET ${next}`);
    assert.equal(page.status, 200);
    items.push(...page.items);
  }
}

/** Recordings of a host, of an administrator and of a compliance officer. */
export function walkRecordings(walked: () => Walked): void {
  const step = stepsOf(walked);
  const year = (): { from: string; to: string } => span(Date.now(), 365);

  /** One recording that Alice hosts, from a list with that status. */
  async function hosted(status = 'available'): Promise<{ id: string; siteUrl: string }> {
    const alice = walked().as('sandbox-alice');
    const { items } = await alice('GET /recordings', { query: { ...year(), max: '100', status } });
    const own = items.find((item) => item.shareToMe === false);
    return { id: text(own, 'id'), siteUrl: text(own, 'siteUrl') };
  }

  step('lists: by default, all pages, every filter', async () => {
    const alice = walked().as('sandbox-alice');
    assert.equal((await alice('GET /recordings')).status, 200);
    const all = await allPages(alice, { ...year(), max: '7' });
    assert.ok(all.length > 50, String(all.length));
    assert.equal(new Set(all.map((item) => item.id)).size, all.length);
    const [first] = all;
    const filters: Record<string, string>[] = [
      { format: 'MP4' },
      { format: 'ARF', serviceType: 'MeetingCenter' },
      { topic: text(first, 'topic') },
      { siteUrl: text(first, 'siteUrl') },
      { meetingId: text(first, 'meetingId') },
      { integrationTag: 'none' },
      { status: 'deleted' },
    ];
    for (const filter of filters) {
      const query = { ...year(), ...filter };
      assert.equal((await alice('GET /recordings', { query })).status, 200, JSON.stringify(filter));
    }
  });

  step(
    'one recording: each that the year holds, prevented downloads and bin included',
    async () => {
      const alice = walked().as('sandbox-alice');
      const listed = await allPages(alice, { ...year(), max: '100' });
      const binned = await allPages(alice, { ...year(), max: '100', status: 'deleted' });
      for (const item of [...listed, ...binned]) {
        const got = await alice(`GET /recordings/${text(item, 'id')}`);
        assert.equal(got.status, 200);
      }
    },
  );

  step('the recycle bin: in, out, and for good', async () => {
    const alice = walked().as('sandbox-alice');
    const { id, siteUrl } = await hosted();
    const body = { recordingIds: [id], siteUrl };
    assert.equal((await alice('POST /recordings/softDelete', { body })).status, 204);
    assert.equal((await alice('POST /recordings/restore', { body })).status, 204);
    assert.equal((await alice('POST /recordings/softDelete', { body })).status, 204);
    assert.equal((await alice('POST /recordings/purge', { body })).status, 204);
    assert.equal((await alice(`GET /recordings/${id}`)).status, 404);
    const all = { restoreAll: true, siteUrl };
    assert.equal((await alice('POST /recordings/restore', { body: all })).status, 204);
  });

  step('DELETE: one’s own, and an officer’s with a reason', async () => {
    const { as } = walked();
    const own = await hosted();
    assert.equal((await as('sandbox-alice')(`DELETE /recordings/${own.id}`)).status, 204);
    const other = await hosted();
    const body = { reason: 'legal', comment: 'as agreed' };
    const deleted = await as('sandbox-officer')(`DELETE /recordings/${other.id}`, { body });
    assert.equal(deleted.status, 204);
  });

  step('an administrator’s and an officer’s lists', async () => {
    const { as } = walked();
    const month = span(Date.now(), 29);
    const admin = as('sandbox-admin');
    const listed = await admin('GET /admin/recordings', { query: { ...month, max: '100' } });
    assert.equal(listed.status, 200);
    assert.ok(listed.items.length > 0);
    const path = `/admin/recordings/${text(listed.items[0], 'id')}`;
    assert.equal((await admin(`DELETE ${path}`)).status, 204);
    const query = { ...month, hostEmail: 'alice@example.com' };
    assert.equal((await admin('GET /recordings', { query })).status, 200);
    const officer = await as('sandbox-officer')('GET /recordings', { query: month });
    assert.equal(officer.status, 200);
    assert.ok(officer.items.length > 0);
  });

  step('sites', async () => {
    const { status } = await walked().as('sandbox-alice')('GET /meetingPreferences/sites');
    assert.equal(status, 200);
    const change = { query: { defaultSite: 'true' }, body: { siteUrl: 'acme.webex.com' } };
    const changed = await walked().as('sandbox-alice')('PUT /meetingPreferences/sites', change);
    assert.equal(changed.status, 200);
    const refused = await walked().as('sandbox-bot')('GET /meetingPreferences/sites');
    assert.equal(refused.status, 403);
  });

  step('refusals: what the documents do not allow is not accepted', async () => {
    const { as } = walked();
    const alice = as('sandbox-alice');
    assert.equal((await as('sandbox-bot')('GET /recordings')).status, 403);
    assert.equal((await as()('GET /recordings')).status, 401);
    const queries: Record<string, string>[] = [
      { max: '0' },
      { max: '101' },
      { max: 'many' },
      { format: 'UPLOADED' },
      { serviceType: 'Cinema' },
      { status: 'lost' },
      { from: 'yesterday' },
      { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    ];
    for (const query of queries) {
      assert.equal((await alice('GET /recordings', { query })).status, 400, JSON.stringify(query));
    }
    assert.equal((await alice('GET /recordings/nothing')).status, 404);
    const { id } = await hosted();
    const bodies: unknown[] = [
      {},
      { recordingIds: [] },
      { recordingIds: Array.from({ length: 101 }, (_, index) => `r${index}`) },
      { recordingIds: id },
    ];
    for (const body of bodies) {
      const refused = await alice('POST /recordings/softDelete', { body });
      assert.equal(refused.status, 400, JSON.stringify(body).slice(0, 60));
    }
    const foreign = await as('sandbox-bob')(`DELETE /recordings/${id}`);
    assert.ok([403, 404].includes(foreign.status), String(foreign.status));
  });
}
