import assert from 'node:assert/strict';
import type { Hosts } from '../../../src/accounts/hosts.js';
import type { Host } from '../../../src/accounts/types.js';
import {
  NoSuchHost,
  NotAllowed,
  actorFromAudit,
  auditIdentity,
  resolveActor,
  scopeList,
  withActor,
} from '../../../src/bot/access/impersonation.js';
import type { Role } from '../../../src/bot/access/roles.js';
import { withBanner } from '../../../src/bot/ui/behalf.js';
import { messageCard } from '../../../src/bot/ui/message.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { seen } from '../support/card.js';
import { stateOfList } from '../support/recordings.js';
import { scriptedClick } from '../support/context.js';

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
