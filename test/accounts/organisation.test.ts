import assert from 'node:assert/strict';
import { fixedToken, organisation, personalToken } from '../../src/accounts/organisation.js';
import type { TokenProvider } from '../../src/accounts/token-provider.js';
import { NotConnected, NotServed } from '../../src/accounts/types.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { personIdOf } from '../../src/webex/ids.js';
import { type Person, getMe } from '../../src/webex/people.js';
import { type Dance, dance } from '../support/oauth-dance.js';

const ANN = personIdOf('11111111-1111-4111-8111-111111111111');
const OURS = 'ours';

describe('an organisation’s authority', () => {
  let answer: () => Promise<Person>;
  let asked = 0;
  let now = 0;
  const ann: Person = { id: ANN, emails: ['ann@example.com'], displayName: 'Ann', orgId: OURS };
  const open = (officers?: TokenProvider): TokenProvider =>
    organisation({
      token: {
        get: () => Promise.resolve('t1'),
        refresh: (was) => Promise.resolve(`after ${was}`),
      },
      orgId: OURS,
      whoIs: () => {
        asked += 1;
        return answer();
      },
      officers,
      now: () => now,
    });
  const person = { personId: ANN, email: 'forged@example.com' };
  beforeEach(() => {
    answer = () => Promise.resolve(ann);
    asked = 0;
    now = 1_000;
  });

  it('acts for a person by the address that Webex gives, asked for now and then', async () => {
    const tokens = open();
    const own = { token: 't1', hostEmail: 'ann@example.com' };
    assert.deepEqual(await tokens.get(person), own);
    assert.deepEqual(await tokens.refresh(person, own), { ...own, token: 'after t1' });
    assert.equal(asked, 1);
    answer = () => Promise.resolve({ ...ann, emails: ['new@example.com'] });
    now += 300_001;
    assert.equal((await tokens.get(person)).hostEmail, 'new@example.com');
  });

  it('serves nobody else', async () => {
    const refused = new WebexRefused(
      { method: 'GET', path: '/people' },
      404,
      undefined,
      undefined,
      '',
    );
    const others: (() => Promise<Person>)[] = [
      () => Promise.resolve({ ...ann, orgId: 'theirs' }),
      () => Promise.resolve({ ...ann, orgId: undefined }),
      () => Promise.resolve({ ...ann, emails: [] }),
      () => Promise.resolve({ ...ann, type: 'bot' }),
      () => Promise.resolve({ ...ann, id: personIdOf('somebody-else') }),
      () => Promise.reject(refused),
    ];
    for (const other of others) {
      answer = other;
      await assert.rejects(
        open().get(person),
        (error) => error instanceof NotServed && error.reason === 'other-organisation',
      );
    }
    answer = () => Promise.reject(new Error('away'));
    await assert.rejects(open().get(person), /away/);
  });

  it('acts for a host of the same organisation, or for everyone', async () => {
    const host = { personId: 'bob', email: 'bob@example.com', displayName: 'Bob', orgId: OURS };
    const forBob = await open().get({ ...person, onBehalfOf: host });
    assert.deepEqual(forBob, { token: 't1', hostEmail: 'bob@example.com' });
    const everyone = await open().get({ ...person, scope: 'site' });
    assert.deepEqual(everyone, { token: 't1', scope: 'site' });
    for (const orgId of ['theirs', undefined]) {
      await assert.rejects(open().get({ ...person, onBehalfOf: { ...host, orgId } }), NotServed);
    }
  });

  it('leaves officers to their own tokens', async () => {
    const officer = { ...person, scope: 'organization' } as const;
    const token = { token: 'hers', scope: 'organization' } as const;
    await assert.rejects(
      open().get(officer),
      (error) => error instanceof NotServed && error.reason === 'no-officers',
    );
    const hers = { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
    assert.deepEqual(await open(hers).get(officer), token);
    assert.deepEqual(await open(hers).refresh(officer, token), token);
  });

  it('ends with a token that cannot be renewed', async () => {
    assert.equal(await fixedToken('x').get(), 'x');
    await assert.rejects(fixedToken('x').refresh('x'), NotConnected);
  });
});

describe('accounts/organisation: a personal token', () => {
  let d: Dance;
  beforeEach(async () => (d = await dance()));
  afterEach(() => d.end());

  it('serves its owner, and nobody else', async () => {
    const tokens = personalToken(await getMe(d.webex, 'sandbox-alice'), 'sandbox-alice');
    assert.deepEqual(await tokens.get(d.alice), { token: 'sandbox-alice' });
    await assert.rejects(tokens.get(d.bob), { name: 'NotServed' });
    await assert.rejects(tokens.get({ ...d.bob, email: d.alice.email }), { name: 'NotServed' });
  });

  it('cannot be renewed', async () => {
    const tokens = personalToken(await getMe(d.webex, 'sandbox-alice'), 'sandbox-alice');
    const renewed = tokens.refresh(d.alice, { token: 'sandbox-alice' });
    await assert.rejects(renewed, { name: 'NotConnected', reason: 'over' });
  });
});
