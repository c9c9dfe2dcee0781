import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { type Hosts, webexHosts } from '../../src/accounts/hosts.js';
import type { WebexClient } from '../../src/webex/client.js';
import { uuidOf } from '../../src/webex/ids.js';
import { isMember } from '../../src/webex/people.js';
import { quickClient } from '../support/quick-client.js';

describe('hosts, as Webex knows them', () => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  let hosts: Hosts;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    webex = quickClient(sandbox.apiUrl);
    hosts = webexHosts(webex, 'sandbox-bot');
  });
  afterEach(() => sandbox.faults.set([]));
  after(async () => {
    await webex.close();
    await sandbox.stop();
  });
  const uuid = (email: string): string => uuidOf(sandbox.world.people.byEmail(email)?.id ?? '');

  it('are found by address, in any case, and by id', async () => {
    const bob = await hosts.byEmail('Bob@Example.com');
    assert.equal(bob?.personId, uuid('bob@example.com'));
    assert.equal(bob.email, 'bob@example.com');
    assert.equal(bob.displayName, 'Bob Brandt');
    assert.ok(bob.orgId);
    assert.deepEqual(await hosts.byId(uuid('bob@example.com')), bob);
  });

  it('are no bots, and nobody whom Webex does not know', async () => {
    assert.equal(await hosts.byEmail('recordings@webex.bot'), undefined);
    assert.equal(await hosts.byId(uuid('recordings@webex.bot')), undefined);
    assert.equal(await hosts.byEmail('nobody@example.com'), undefined);
    assert.equal(await hosts.byId('33333333-3333-4333-8333-333333333333'), undefined);
  });

  it('are not known while Webex does not answer', async () => {
    sandbox.faults.set([{ path: '/people', status: 403 }]);
    await assert.rejects(hosts.byId(uuid('bob@example.com')), { status: 403 });
    await assert.rejects(hosts.byEmail('bob@example.com'), { status: 403 });
  });

  it('are nobody where Webex tells of several with one address: each would see the other’s', async () => {
    const person = (id: string, given: object = {}): object => ({
      ...{ id, emails: ['bob@example.com'], displayName: id, type: 'person', ...given },
    });
    const told = async (...items: object[]): Promise<string | undefined> => {
      const scripted: WebexClient = {
        ...webex,
        call: ({ answer }) =>
          Promise.resolve({
            ...{ data: answer.parse({ items }), status: 200 },
            ...{ trackingId: undefined, next: undefined },
          }),
      };
      return (await webexHosts(scripted, 't').byEmail('bob@example.com'))?.displayName;
    };

    assert.equal(await told(person('one')), 'one');
    assert.equal(await told(person('one'), person('other')), undefined);
    // Whoever cannot host, or has another address, is no second one.
    assert.equal(await told(person('one'), person('a bot', { type: 'bot' })), 'one');
    assert.equal(await told(person('one'), person('near', { emails: ['bob@example.co'] })), 'one');
  });

  it('have the address that was asked for, and not one that only JavaScript takes for it', async () => {
    const items = [{ id: 'x', emails: ['\u212Aate@example.com'], type: 'person' }];
    const call: WebexClient['call'] = ({ answer }) =>
      Promise.resolve({
        ...{ data: answer.parse({ items }), status: 200 },
        ...{ trackingId: undefined, next: undefined },
      });
    const { byEmail } = webexHosts({ ...webex, call }, 't');
    assert.equal(await byEmail('kate@example.com'), undefined);
  });

  it('may be in a space', async () => {
    const headers = { authorization: 'Bearer sandbox-alice' };
    const rooms = await fetch(`${sandbox.apiUrl}/rooms?type=group`, { headers });
    const { items } = (await rooms.json()) as { items: { id: string }[] };
    const room = items[0]?.id ?? '';
    const id = (email: string): string => sandbox.world.people.byEmail(email)?.id ?? '';
    assert.equal(await isMember(webex, 'sandbox-bot', room, id('bob@example.com')), true);
    assert.equal(await isMember(webex, 'sandbox-bot', room, id('carol@example.com')), false);
  });
});
