import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import type { Host } from '../../../src/accounts/types.js';
import {
  NoSuchHost,
  NotAllowed,
  type Role,
  type RoleRules,
  actorFromAudit,
  auditIdentity,
  resolveActor,
  rolesBy,
  scopeList,
  withActor,
  type Hosts,
  webexHosts,
} from '../../../src/bot/access/impersonation.js';
import { messageCard, withBanner } from '../../../src/bot/ui/message.js';
import type { WebexClient } from '../../../src/webex/client.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import { personIdOf, uuidOf } from '../../../src/webex/ids.js';
import { type Person, isMember } from '../../../src/webex/people.js';
import { quickClient } from '../../support/quick-client.js';
import { seen } from '../support/card.js';
import { scriptedClick } from '../support/context.js';
import { type ReadableLog, readableLog } from '../support/log.js';
import { stateOfList } from '../support/recordings.js';
import { refusedWith } from '../../support/refused.js';

const ALICE = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const person = { personId: personIdOf(ALICE), email: 'alice@example.com' };
const bob: Host = { personId: BOB, email: 'bob@example.com', displayName: 'Bob [x](y)' };
const hosts: Hosts = {
  byEmail: () => Promise.resolve(undefined),
  byName: () => Promise.resolve([]),
  byId: (uuid) => Promise.resolve(uuid === BOB ? bob : undefined),
};
const as = (...has: Role[]) => ({
  hosts,
  roles: { has: (_person: unknown, role: Role) => Promise.resolve(has.includes(role)) },
});

describe('acting for others', () => {
  const wishes = {
    own: {},
    host: { host: BOB },
    everyone: { scope: 'site' },
    'a host among everyone': { scope: 'site', host: BOB },
    officer: { scope: 'organization' },
    'a host as an officer': { scope: 'organization', host: BOB },
  } as const;
  const needs: Record<keyof typeof wishes, Role | undefined> = {
    own: undefined,
    host: 'administrator',
    everyone: 'administrator',
    'a host among everyone': 'administrator',
    officer: 'officer',
    'a host as an officer': 'officer',
  };

  for (const roles of [[], ['administrator'], ['officer'], ['administrator', 'officer']] as const) {
    it(`is granted to ${roles.join(' and ') || 'nobody in particular'} as far as the role goes`, async () => {
      for (const [name, wish] of Object.entries(wishes)) {
        const need = needs[name as keyof typeof wishes];
        const acting = resolveActor(as(...roles), person, wish);
        if (need === undefined) assert.equal(await acting, person);
        else if ((roles as readonly Role[]).includes(need)) {
          const { onBehalfOf: host, scope } = await acting;
          assert.equal(scope, 'scope' in wish ? wish.scope : undefined);
          // An officer never names a host.
          assert.equal(host, 'host' in wish && need !== 'officer' ? bob : undefined);
        } else {
          await assert.rejects(
            acting,
            (error) => error instanceof NotAllowed && error.role === need,
          );
        }
      }
    });
  }

  it('is refused when Webex does not know the host', async () => {
    await assert.rejects(resolveActor(as('administrator'), person, { host: ALICE }), NoSuchHost);
  });

  it('is not asked again within a turn', async () => {
    const actor = await resolveActor(as('administrator'), person, { host: BOB });
    assert.equal(await resolveActor(as(), actor, { host: BOB }), actor);
    await assert.rejects(resolveActor(as(), actor, { host: ALICE }), NotAllowed);
    await assert.rejects(resolveActor(as(), actor, { host: BOB, scope: 'site' }), NotAllowed);
  });

  it('goes into the state of a list, but a list of everyone is nobody’s own', () => {
    const state = stateOfList();
    assert.deepEqual(scopeList(state, person), state);
    assert.deepEqual(scopeList(state, { ...person, onBehalfOf: bob }), { ...state, host: BOB });
    assert.deepEqual(scopeList(state, { ...person, scope: 'organization' }), {
      ...state,
      scope: 'organization',
    });
    const everyone = { ...state, scope: 'site' } as const;
    assert.deepEqual(
      scopeList({ ...everyone, host: BOB }, { ...person, onBehalfOf: bob }),
      everyone,
    );
  });

  it('is written down with both', async () => {
    const own = { personId: ALICE, authority: 'own' };
    // The audit keeps no address.
    const then = { personId: person.personId };
    const forBob = { ...person, onBehalfOf: bob };
    const officer = { ...person, scope: 'organization' } as const;
    const by = (authorityName: 'own' | 'service-app') => ({ authorityName });
    assert.deepEqual(auditIdentity(by('own'), person), own);
    const administrator = { personId: ALICE, authority: 'administrator', hostId: BOB };
    assert.deepEqual(auditIdentity(by('own'), forBob), administrator);
    assert.deepEqual(auditIdentity(by('service-app'), forBob), {
      ...administrator,
      authority: 'service-app',
    });
    assert.equal(auditIdentity(by('service-app'), officer).authority, 'officer');
    const forNobody = { ...person, scope: 'site' } as const;
    const site = auditIdentity(by('service-app'), forNobody);
    assert.deepEqual(site, { ...own, authority: 'site-administrator' });
    assert.deepEqual(await actorFromAudit(hosts, site), { ...then, scope: 'site' });
    const self = { ...person, onBehalfOf: { ...bob, personId: ALICE } };
    assert.equal(auditIdentity(by('service-app'), self).hostId, undefined);

    assert.deepEqual(await actorFromAudit(hosts, administrator), { ...then, onBehalfOf: bob });
    assert.deepEqual(await actorFromAudit(hosts, own), then);
    assert.deepEqual(await actorFromAudit(hosts, { ...own, authority: 'officer' }), {
      ...then,
      scope: 'organization',
    });
    assert.equal(await actorFromAudit(hosts, { ...administrator, hostId: ALICE }), undefined);
  });

  it('is said on top of every answer, once, and harmlessly', async () => {
    const content = messageCard({ title: 'Hello', paragraphs: ['you'] });
    const click = scriptedClick(person);
    assert.equal(withActor(click, person), click);
    assert.equal(withBanner(content, person), content);
    const turn = withActor(click, { ...person, onBehalfOf: bob });
    await turn.reply(withBanner(content, turn.actor));
    await turn.update(content);
    await turn.say({ markdown: 'plain' });
    assert.deepEqual(
      click.answers.map(({ how }) => how),
      ['reply', 'update', 'say'],
    );
    for (const { content: said } of click.answers) {
      assert.equal(said.markdown.split('On behalf of').length, 2);
      assert.doesNotMatch(said.markdown, /\]\(/);
    }
    const text = seen(click.answers[0]?.content).text();
    assert.match(text, /^⚠ On behalf of Bob/);
    assert.equal(text.split('On behalf of').length, 2);
  });
});

const ANN = '11111111-1111-4111-8111-111111111111';
const BEN = '22222222-2222-4222-8222-222222222222';
const addresses: Record<string, string> = { [ANN]: 'Ann@Example.com', [BEN]: 'ben@example.com' };
const someone = (uuid: string, email = '') => ({ personId: personIdOf(uuid), email });

const refusal = (status: number): WebexRefused => refusedWith(status, '/x');

describe('roles', () => {
  let asked: string[];
  let members: string[];
  let failing: Error | undefined;
  let log: ReadableLog;
  const roles = (rules: Partial<RoleRules>, answersFor?: string) =>
    rolesBy(
      { administrators: [], officers: [], ...rules },
      {
        whoIs: (personId) => {
          asked.push('who');
          if (failing !== undefined) return Promise.reject(failing);
          const uuid = [ANN, BEN].find((one) => personIdOf(one) === personId) ?? '';
          const id = personIdOf(answersFor ?? uuid);
          const person: Person = { id, emails: [addresses[uuid] ?? ''], displayName: '' };
          return Promise.resolve(person);
        },
        isMember: (roomId, personId) => {
          asked.push(`in ${roomId}`);
          if (failing !== undefined) return Promise.reject(failing);
          return Promise.resolve(members.some((uuid) => personIdOf(uuid) === personId));
        },
        log: log.log,
      },
    );
  beforeEach(() => {
    failing = undefined;
    log = readableLog();
    asked = [];
    members = [];
  });

  it('go by id without asking anybody', async () => {
    const by = roles({ administrators: [ANN], officers: [BEN] });
    assert.ok(await by.has(someone(ANN), 'administrator'));
    assert.ok(await by.has(someone(BEN), 'officer'));
    assert.ok(!(await by.has(someone(ANN), 'officer')));
    assert.ok(!(await by.has(someone(BEN), 'administrator')));
    assert.deepEqual(asked, []);
  });

  it('go by the address that Webex gives, not by one that came along', async () => {
    const by = roles({ administrators: ['ann@example.com'] });
    assert.ok(await by.has(someone(ANN), 'administrator'));
    assert.ok(!(await by.has(someone(BEN, 'ann@example.com'), 'administrator')));
    assert.deepEqual(asked, ['who', 'who']);
    // An answer about somebody else is none.
    const confused = roles({ administrators: ['ann@example.com'] }, BEN);
    assert.ok(!(await confused.has(someone(ANN), 'administrator')));
  });

  it('go by who is in the space at that moment, for administrators alone', async () => {
    const by = roles({ adminSpace: 'room' });
    members = [ANN];
    assert.ok(await by.has(someone(ANN), 'administrator'));
    assert.ok(!(await by.has(someone(ANN), 'officer')));
    members = [];
    assert.ok(!(await by.has(someone(ANN), 'administrator')));
    assert.deepEqual(asked, ['in room', 'in room']);
  });

  it('are nobody’s by a space or an account that Webex does not know, and the log says so once', async () => {
    failing = refusal(404);
    const by = roles({ adminSpace: 'room', officers: ['ben@example.com'] });
    assert.ok(!(await by.has(someone(ANN), 'administrator')));
    assert.ok(!(await by.has(someone(BEN), 'administrator')));
    assert.ok(!(await by.has(someone(BEN), 'officer')));
    const [line, ...more] = log.lines();
    assert.equal(line?.level, 40);
    assert.match(String(line.msg), /ADMIN_SPACE/);
    assert.deepEqual(more, []);
    failing = refusal(503);
    await assert.rejects(by.has(someone(ANN), 'administrator'), { status: 503 });
    await assert.rejects(by.has(someone(BEN), 'officer'), { status: 503 });
    // It is there again, and goes away once more.
    failing = undefined;
    await by.has(someone(ANN), 'administrator');
    failing = refusal(404);
    await by.has(someone(ANN), 'administrator');
    assert.equal(log.lines().length, 2);
  });

  it('are nobody’s where nothing is said, nor of nobody', async () => {
    for (const role of ['administrator', 'officer'] as const) {
      assert.ok(!(await roles({}).has(someone(ANN), role)));
      const unknown = { personId: '', email: '' };
      assert.ok(!(await roles({ officers: [''], administrators: [''] }).has(unknown, role)));
    }
    assert.deepEqual(asked, []);
  });
});

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
