import assert from 'node:assert/strict';
import { startBench, type Bench } from '../recordings-support.js';

describe('people and their sites', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const found = async (token: string, query: string) =>
    (await bench.call(token, 'GET', `/people?${query}`)).body.items ?? [];

  it('are found by address within the organisation, and by id everywhere', async () => {
    const erin = bench.addPerson({ name: 'Erin', orgId: 'Elsewhere' });
    const [bob] = await found('sandbox-bot', 'email=Bob@example.com');
    assert.deepEqual(bob?.emails, ['bob@example.com']);
    assert.equal(bob.displayName, 'Bob Brandt');
    assert.equal(bob.orgId, bench.serviceApp.orgId);
    for (const token of ['sandbox-bot', 'sandbox-alice', 'sandbox-admin']) {
      assert.deepEqual(await found(token, `email=${erin.email}`), []);
      const { body } = await bench.call(token, 'GET', `/people/${erin.id}`);
      assert.deepEqual(body.emails, [erin.email]);
      assert.equal(body.status, undefined);
    }
  });

  it('show their time zone to themselves and to administrators', async () => {
    const { id, token } = bench.addPerson({ name: 'Gus', timeZone: 'Asia/Tokyo' });
    const zone = async (as: string, whom = id) =>
      (await bench.call(as, 'GET', `/people/${whom}`)).body.timezone;
    assert.equal(await zone(token, 'me'), 'Asia/Tokyo');
    assert.equal(await zone('sandbox-admin'), 'Asia/Tokyo');
    assert.equal(await zone('sandbox-alice'), undefined);
    assert.equal(await zone('sandbox-bot'), undefined);
  });

  it('have a preferred site that they, or an administrator, can choose', async () => {
    const path = '/meetingPreferences/sites';
    const put = async (token: string, query: string, body: unknown) =>
      (await bench.call(token, 'PUT', `${path}?${query}`, body)).status;
    const emea = { siteUrl: 'acme-emea.webex.com' };
    assert.equal(await put('sandbox-alice', 'defaultSite=true', emea), 200);
    const sites = (await bench.call('sandbox-alice', 'GET', path)).body.sites;
    assert.deepEqual(sites, [
      { siteUrl: 'acme-emea.webex.com', default: true },
      { siteUrl: 'acme.webex.com', default: false },
    ]);
    assert.equal(await put('sandbox-alice', 'defaultSite=false', emea), 400);
    assert.equal(await put('sandbox-alice', '', emea), 400);
    assert.equal(await put('sandbox-alice', 'defaultSite=true', { siteUrl: 'far.webex.com' }), 404);
    assert.equal(await put('sandbox-alice', 'defaultSite=true', { ...emea, default: true }), 400);
    const bobs = 'defaultSite=true&userEmail=bob@example.com';
    assert.equal(await put('sandbox-alice', bobs, emea), 403);
    assert.equal(await put('sandbox-admin', bobs, emea), 200);
    assert.equal(bench.world.people.byEmail('bob@example.com')?.sites[0], emea.siteUrl);
    const fay = bench.addPerson({ name: 'Fay', sites: ['other.webex.com', emea.siteUrl] });
    const hal = bench.addPerson({ name: 'Hal', sites: ['other.webex.com'] });
    const other = { siteUrl: 'other.webex.com' };
    const of = (email: string): string => `defaultSite=true&userEmail=${email}`;
    assert.equal(await put('sandbox-siteadmin', of(fay.email), other), 200);
    assert.equal(await put('sandbox-siteadmin', of(hal.email), other), 403);
    const onSite = `${path}?userEmail=${hal.email}&siteUrl=acme.webex.com`;
    assert.equal((await bench.call('sandbox-admin', 'GET', onSite)).status, 404);
  });
});
