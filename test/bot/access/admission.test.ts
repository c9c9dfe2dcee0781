import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { TokenProvider } from '../../../src/accounts/token-provider.js';
import { NotServed } from '../../../src/accounts/types.js';
import {
  type AdmissionRules,
  admission,
  admittedTokenProvider,
} from '../../../src/bot/access/admission.js';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import { lower } from '../../../src/webex/ids.js';
import type { Person } from '../../../src/webex/people.js';

const ORG = '11111111-2222-4333-8444-555555555555';
const ALICE = '0a0a0a0a-2222-4333-8444-555555555555';

function idOf(type: string, uuid: string, cluster = 'us'): string {
  return Buffer.from(`ciscospark://${cluster}/${type}/${uuid}`).toString('base64');
}

const aliceId = idOf('PEOPLE', ALICE);

function personOf(given: Partial<Person> = {}): Person {
  return {
    id: aliceId,
    emails: ['alice@example.com', 'alice@private.example'],
    displayName: 'Alice',
    orgId: idOf('ORGANIZATION', ORG),
    ...given,
  };
}

/** Admission by these rules, where Webex says what is given. */
function admitting(rules: Partial<AdmissionRules>, answer: () => Promise<Person>) {
  let asked = 0;
  let now = 1_000_000;
  const admits = admission(
    { orgs: [], domains: [], people: [], ...rules },
    () => {
      asked += 1;
      return answer();
    },
    () => now,
  );
  return {
    word: (email: string) => admits({ personId: aliceId, email }),
    click: (personId = aliceId) => admits({ personId, email: '' }),
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const alice = (): Promise<Person> => Promise.resolve(personOf());
const nobody = (): Promise<Person> => Promise.reject(new Error('Webex was asked'));

describe('admission', () => {
  it('admits everybody, asking nobody, where nothing is set', async () => {
    const { word, click, asked } = admitting({}, nobody);
    assert.equal(await word('eve@anywhere.example'), true);
    assert.equal(await click(''), true);
    assert.equal(asked(), 0);
  });

  it('takes the domain after the last @, whole, in any case', async () => {
    const { word, asked } = admitting({ domains: ['example.com'] }, nobody);
    assert.equal(await word('alice@example.com'), true);
    assert.equal(await word('Alice@EXAMPLE.Com'), true);
    assert.equal(await word('"alice@home"@example.com'), true);
    for (const other of [
      'alice@eu.example.com',
      'alice@notexample.com',
      'alice@example.com.evil.example',
      'alice@example.com@evil.example',
      'alice@example.com.',
      '@example.com',
      'example.com',
    ]) {
      assert.equal(await word(other), false, other);
    }
    assert.equal(asked(), 0, 'a message says enough');
  });

  it('lets no letter of another alphabet pass for a Latin one', () => {
    assert.equal(lower('\u212A\u0130A'), '\u212A\u0130a');
    fc.assert(fc.property(fc.string(), (text) => lower(lower(text)) === lower(text)));
  });

  it('takes no look-alike for the domain', async () => {
    const { word } = admitting({ domains: ['kelvin.example'] }, nobody);
    assert.equal(await word('alice@KELVIN.example'), true);
    assert.equal(await word('alice@\u212Aelvin.example'), false);
  });

  it('admits people by address or by id, in words and clicks alike', async () => {
    const byAddress = admitting({ people: ['alice@example.com'] }, alice);
    assert.equal(await byAddress.word('ALICE@example.com'), true);
    assert.equal(await byAddress.word('bob@example.com'), false);
    assert.equal(byAddress.asked(), 0);
    assert.equal(await byAddress.click(), true);
    const byId = admitting({ people: [ALICE] }, nobody);
    assert.equal(await byId.click(), true);
    assert.equal(await byId.click(idOf('PEOPLE', ALICE, 'urn:TEAM:us-west-2_r')), true);
    assert.equal(byId.asked(), 0);
  });

  it('counts only the address that messages carry', async () => {
    const { click } = admitting({ domains: ['private.example'] }, alice);
    assert.equal(await click(), false);
  });

  it('asks for the organisation, once in ten minutes', async () => {
    const { word, click, asked, pass } = admitting({ orgs: [ORG] }, alice);
    assert.equal(await word('alice@example.com'), true);
    assert.equal(await click(), true);
    assert.equal(asked(), 1);
    pass(599_000);
    await click();
    assert.equal(asked(), 1);
    pass(2_000);
    await click();
    assert.equal(asked(), 2);
  });

  it('keeps other organisations out, and people of none', async () => {
    const other = personOf({ orgId: idOf('ORGANIZATION', ALICE) });
    assert.equal(await admitting({ orgs: [ORG] }, () => Promise.resolve(other)).click(), false);
    const none = { ...other, orgId: undefined };
    assert.equal(await admitting({ orgs: [ORG] }, () => Promise.resolve(none)).click(), false);
  });

  it('admits whom any one of several rules admits', async () => {
    const rules = { orgs: [ALICE], domains: ['other.example'], people: ['bob@example.com'] };
    const { word } = admitting(rules, alice);
    assert.equal(await word('bob@example.com'), true);
    assert.equal(await word('eve@other.example'), true);
    assert.equal(await word('alice@example.com'), false);
  });

  it('asks once for however many events wait', async () => {
    let answer: (person: Person) => void = () => undefined;
    const slow = new Promise<Person>((resolve) => {
      answer = resolve;
    });
    const { click, asked } = admitting({ orgs: [ORG] }, () => slow);
    const all = [click(), click(), click()];
    answer(personOf());
    assert.deepEqual(await Promise.all(all), [true, true, true]);
    assert.equal(asked(), 1);
  });

  it('admits nobody while Webex cannot be asked, and forgets that it could not', async () => {
    const refused = new WebexRefused(
      { method: 'GET', path: '/people/{id}' },
      503,
      't1',
      undefined,
      '',
    );
    let answer = (): Promise<Person> => Promise.reject(refused);
    const { click } = admitting({ orgs: [ORG] }, () => answer());
    await assert.rejects(click(), refused);
    answer = alice;
    assert.equal(await click(), true);
  });

  it('keeps out whom Webex does not know, and takes no answer about somebody else', async () => {
    const unknown = new WebexRefused(
      { method: 'GET', path: '/people/{id}' },
      404,
      't1',
      undefined,
      '',
    );
    assert.equal(await admitting({ orgs: [ORG] }, () => Promise.reject(unknown)).click(), false);
    const another = personOf({ id: idOf('PEOPLE', ORG) });
    assert.equal(await admitting({ orgs: [ORG] }, () => Promise.resolve(another)).click(), false);
    assert.equal(await admitting({ orgs: [ORG] }, nobody).click(''), false);
  });
});

const SOMEONE = { personId: 'alice', email: '' };
const BOB = { personId: 'bob', email: '' };
const held = { token: 'held' };
const fresh = { token: 'fresh' };

describe('authorities of those who are admitted', () => {
  const all: TokenProvider = {
    get: () => Promise.resolve(held),
    refresh: () => Promise.resolve(fresh),
  };

  it('are as before for them, and nothing for others', async () => {
    const some = admittedTokenProvider(all, ({ personId }) =>
      Promise.resolve(personId === 'alice'),
    );
    assert.deepEqual(await some.get(SOMEONE), held);
    assert.deepEqual(await some.refresh(SOMEONE, held), fresh);
    const refused = (error: unknown): boolean =>
      error instanceof NotServed && error.reason === 'not-admitted';
    await assert.rejects(some.get(BOB), refused);
    await assert.rejects(some.refresh(BOB, held), refused);
    assert.match(problemCard(new NotServed('not-admitted')).markdown, /isn’t set up for you/);
  });

  it('are nobody’s while it cannot be seen who it is', async () => {
    const away = new Error('away');
    await assert.rejects(admittedTokenProvider(all, () => Promise.reject(away)).get(SOMEONE), away);
  });
});
