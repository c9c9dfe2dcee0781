import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { TokenProvider } from '../../../src/accounts/token-provider.js';
import { NotServed } from '../../../src/accounts/types.js';
import {
  type AccessGuard,
  type AdmissionRules,
  accessGuard,
  admission,
  admittedTokenProvider,
  rateLimit,
  sameWords,
} from '../../../src/bot/access/access-guard.js';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { lower } from '../../../src/webex/ids.js';
import type { Person } from '../../../src/webex/people.js';
import { seen, titles } from '../support/card.js';
import { scriptedClick } from '../support/context.js';
import { type ReadableLog, readableLog } from '../support/log.js';
import { refusedWith } from '../../support/refused.js';

const NOW = Date.parse('2026-08-07T10:00:30Z');
const alice = { personId: 'alice', email: 'alice@example.com' };

function gateThat(
  admits: () => Promise<boolean>,
  perMinute = 30,
): AccessGuard & { log: ReadableLog } {
  const log = readableLog();
  const now = (): number => NOW;
  const limit = rateLimit(perMinute, now);
  return { ...accessGuard({ admits, limit, log: log.log, now }), log };
}

describe('the gate', () => {
  it('lets people in without a word', async () => {
    const turn = scriptedClick(alice);
    const { allow: lets } = gateThat(() => Promise.resolve(true));
    assert.equal(await lets(turn, { eventKey: 'e1' }), true);
    assert.deepEqual(turn.answers, []);
  });

  it('tells kindly who is not served, in the same place and without a button', async () => {
    const turn = scriptedClick(alice, false);
    const { allow: lets, log } = gateThat(() => Promise.resolve(false));
    assert.equal(await lets(turn, { eventKey: 'e1' }), false);
    const content = turn.only('say');
    assert.match(seen(content).text(), /isn’t set up for you/);
    assert.deepEqual(titles(content), []);
    assert.deepEqual(
      log.lines().map(({ person, event }) => ({ person, event })),
      [{ person: 'alice', event: 'e1' }],
    );
    assert.doesNotMatch(log.text(), /@/);
  });

  it('keeps nobody from having theirs erased, unless it is too much', async () => {
    const { allow: lets } = gateThat(() => Promise.resolve(false), 1);
    const turn = scriptedClick(alice);
    assert.equal(await lets(turn, { eventKey: 'e1', erasesOwnData: true }), true);
    assert.deepEqual(turn.answers, []);
    assert.equal(await lets(turn, { eventKey: 'e2', erasesOwnData: true }), false);
  });

  it('tells once when it is too much, asks nobody who that is, and logs the rest', async () => {
    let asked = 0;
    const { allow: lets, log } = gateThat(() => {
      asked += 1;
      return Promise.resolve(true);
    }, 1);
    const turn = scriptedClick(alice);
    for (const eventKey of ['e1', 'e2', 'e3', 'e4']) {
      assert.equal(await lets(turn, { eventKey }), eventKey === 'e1');
    }
    const content = turn.only('say');
    assert.match(seen(content).text(), /Nothing was changed\. Try again in 30 seconds/);
    assert.deepEqual(titles(content), []);
    assert.equal(asked, 1);
    assert.deepEqual(
      log.lines().map(({ event, answered }) => ({ event, answered })),
      [
        { event: 'e2', answered: true },
        { event: 'e3', answered: false },
        { event: 'e4', answered: false },
      ],
    );
  });

  it('goes by the time that Webex gives, and by its own where that is none', async () => {
    const { allow: lets } = gateThat(() => Promise.resolve(true), 1);
    const turn = scriptedClick(alice);
    assert.equal(await lets(turn, { eventKey: 'e1', created: '2026-08-07T09:58:00Z' }), true);
    assert.equal(await lets(turn, { eventKey: 'e2', created: '2026-08-07T09:59:59Z' }), true);
    assert.equal(await lets(turn, { eventKey: 'e3', created: 'noon' }), true);
    assert.equal(await lets(turn, { eventKey: 'e4', created: '2026-08-07T10:00:59Z' }), false);
  });

  it('lets nobody in when it cannot be seen who they are', async () => {
    const failure = new Error('no answer');
    const { allow: lets } = gateThat(() => Promise.reject(failure));
    await assert.rejects(lets(scriptedClick(alice), { eventKey: 'e1' }), failure);
  });
});

const MINUTE = Date.parse('2026-08-07T10:00:00Z');

/** The kinds of verdict on these events, all at one time. */
function verdicts(limit: ReturnType<typeof rateLimit>, keys: string[], at = MINUTE): string[] {
  return keys.map((eventKey) => limit({ personId: 'alice', eventKey, at }).kind);
}

describe('the rate limit', () => {
  it('allows so many a minute, tells once, and drops the rest', () => {
    const limit = rateLimit(2, () => MINUTE);
    assert.deepEqual(verdicts(limit, ['a', 'b', 'c', 'd', 'e']), [
      'allowed',
      'allowed',
      'answered',
      'dropped',
      'dropped',
    ]);
  });

  it('gives every further try of an event the verdict of the first', () => {
    const limit = rateLimit(1, () => MINUTE);
    assert.deepEqual(verdicts(limit, ['a', 'b', 'c', 'a', 'b', 'c']), [
      'allowed',
      'answered',
      'dropped',
      'allowed',
      'answered',
      'dropped',
    ]);
  });

  it('begins anew each minute, tells again, and says for how long it does not listen', () => {
    const limit = rateLimit(1, () => MINUTE + 20_500);
    verdicts(limit, ['a']);
    const answer = limit({ personId: 'alice', eventKey: 'b', at: MINUTE + 20_000 });
    assert.deepEqual(answer, { kind: 'answered', seconds: 40 });
    assert.deepEqual(verdicts(limit, ['c', 'd'], MINUTE + 60_000), ['allowed', 'answered']);
  });

  it('counts when a thing was done, not when it is worked off', () => {
    const limit = rateLimit(1, () => MINUTE + 3_600_000);
    const hour = Array.from({ length: 60 }, (_, minute) => MINUTE + minute * 60_000);
    for (const at of hour) {
      const { kind } = limit({ personId: 'alice', eventKey: String(at), at });
      assert.equal(kind, 'allowed');
    }
    const late = limit({ personId: 'alice', eventKey: 'late', at: MINUTE });
    assert.deepEqual(late, { kind: 'answered', seconds: 1 });
  });

  it('counts each person alone, whatever cluster their id is written in', () => {
    const limit = rateLimit(1, () => MINUTE);
    const id = (cluster: string): string =>
      Buffer.from(`ciscospark://${cluster}/PEOPLE/u1`).toString('base64');
    const kind = (personId: string, eventKey: string): string =>
      limit({ personId, eventKey, at: MINUTE }).kind;
    assert.equal(kind(id('us'), 'a'), 'allowed');
    assert.equal(kind('bob', 'b'), 'allowed');
    assert.equal(kind(id('urn:TEAM:us-west-2_r'), 'c'), 'answered');
  });

  it('never allows more than it says, nor tells twice, in any order of tries', () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), keys, (perMinute, tries) => {
        const limit = rateLimit(perMinute, () => MINUTE);
        const seen = new Map<string, string>();
        for (const key of tries) {
          const { kind } = limit({ personId: 'alice', eventKey: key, at: MINUTE });
          assert.equal(seen.get(key) ?? kind, kind);
          seen.set(key, kind);
        }
        const count = (kind: string): number => [...seen.values()].filter((k) => k === kind).length;
        assert.equal(count('allowed'), Math.min(perMinute, seen.size));
        assert.equal(count('answered'), seen.size > perMinute ? 1 : 0);
      }),
    );
  });
});

describe('the same words again', () => {
  it('are answered three times in a row, however often each is delivered', () => {
    let now = NOW;
    const isSame = sameWords(() => now);
    const says = (text: string, eventKey: string, person = 'alice') =>
      isSame(person, text, eventKey);
    for (const key of ['e1', 'e1', 'e2', 'e3', 'e2']) assert.equal(says('away', key), false, key);
    assert.equal(says('away', 'e4'), true);
    assert.equal(says('away', 'e4'), true);
    assert.equal(says('away', 'e3'), false);
    assert.equal(says('away', 'e5', 'bob'), false);
    assert.equal(says('back', 'e6'), false);
    assert.equal(says('away', 'e7'), false);
    for (const key of ['e8', 'e9']) says('away', key);
    assert.equal(says('away', 'e10'), true);
    // Who takes their time is a person.
    now += 16_000;
    assert.equal(says('away', 'e11'), false);
  });
});

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

const webexSaysAlice = (): Promise<Person> => Promise.resolve(personOf());
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
    const byAddress = admitting({ people: ['alice@example.com'] }, webexSaysAlice);
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
    const { click } = admitting({ domains: ['private.example'] }, webexSaysAlice);
    assert.equal(await click(), false);
  });

  it('asks for the organisation, once in ten minutes', async () => {
    const { word, click, asked, pass } = admitting({ orgs: [ORG] }, webexSaysAlice);
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
    const { word } = admitting(rules, webexSaysAlice);
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
    const refused = refusedWith(503, '/people/{id}', { trackingId: 't1' });
    let answer = (): Promise<Person> => Promise.reject(refused);
    const { click } = admitting({ orgs: [ORG] }, () => answer());
    await assert.rejects(click(), refused);
    answer = webexSaysAlice;
    assert.equal(await click(), true);
  });

  it('keeps out whom Webex does not know, and takes no answer about somebody else', async () => {
    const unknown = refusedWith(404, '/people/{id}', { trackingId: 't1' });
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
