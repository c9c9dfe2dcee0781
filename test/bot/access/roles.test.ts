import assert from 'node:assert/strict';
import { type RoleRules, rolesBy } from '../../../src/bot/access/roles.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import { personIdOf } from '../../../src/webex/ids.js';
import type { Person } from '../../../src/webex/people.js';
import { type ReadableLog, readableLog } from '../support/log.js';

const ANN = '11111111-1111-4111-8111-111111111111';
const BEN = '22222222-2222-4222-8222-222222222222';
const addresses: Record<string, string> = { [ANN]: 'Ann@Example.com', [BEN]: 'ben@example.com' };
const someone = (uuid: string, email = '') => ({ personId: personIdOf(uuid), email });

const refusal = (status: number): WebexRefused =>
  new WebexRefused({ method: 'GET', path: '/x' }, status, undefined, undefined, '');

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
