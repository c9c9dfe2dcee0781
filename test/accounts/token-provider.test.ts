import assert from 'node:assert/strict';
import { type TokenProvider, holdToken, withToken } from '../../src/accounts/token-provider.js';
import { NotConnected, NotServed } from '../../src/accounts/types.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { refusedWith } from '../support/refused.js';

const alice = { personId: 'p', email: 'a@example.com' };
const refused = (status: number) => refusedWith(status, '/x');
const authorities: TokenProvider = {
  get: () => Promise.resolve({ token: 'old' }),
  refresh: (_person, { token }) => Promise.resolve({ token: `newer than ${token}` }),
};

/** Work that fails in this way, try by try, and then ends well. */
function work(...failures: Error[]) {
  const tokens: string[] = [];
  const run = ({ token }: { token: string }): Promise<string> => {
    tokens.push(token);
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  return { run, tokens };
}

describe('accounts/token-provider', () => {
  it('does the work once when all is well', async () => {
    const { run, tokens } = work();
    assert.equal(await withToken(authorities, alice, run), 'done');
    assert.deepEqual(tokens, ['old']);
  });

  it('does it again, once, with a new token after a 401', async () => {
    const { run, tokens } = work(refused(401));
    assert.equal(await withToken(authorities, alice, run), 'done');
    assert.deepEqual(tokens, ['old', 'newer than old']);
  });

  it('says that the connection is over after a second 401', async () => {
    const { run, tokens } = work(refused(401), refused(401));
    const over = { name: 'NotConnected', reason: 'over' };
    await assert.rejects(withToken(authorities, alice, run), over);
    assert.equal(tokens.length, 2);
  });

  it('hands on what else goes wrong, the first time and the second', async () => {
    for (const failures of [[refused(403)], [refused(401), refused(403)]]) {
      const { run } = work(...failures);
      await assert.rejects(withToken(authorities, alice, run), { status: 403 });
    }
  });

  it('knows after a renewal, too, that an earlier try may have acted', async () => {
    const lost = new WebexRefused({ method: 'POST', path: '/x' }, 401, '', 0, '', '', true);
    for (const [first, earlierMayHaveActed] of [
      [refused(401), false] as const,
      [lost, true] as const,
    ]) {
      const { run } = work(first, refused(404));
      await assert.rejects(withToken(authorities, alice, run), {
        status: 404,
        earlierMayHaveActed,
      });
    }
  });

  it('holds one token for several calls, and renews it once for all that were refused', async () => {
    const asked: string[] = [];
    const get = () => {
      asked.push('get');
      return authorities.get(alice);
    };
    const refresh: TokenProvider['refresh'] = (person, token) => {
      asked.push('refresh');
      return authorities.refresh(person, token);
    };
    const held = await holdToken({ get, refresh }, alice);
    const [one, other, third] = [work(), work(refused(401)), work(refused(401))];
    await held(one.run);
    await Promise.all([held(other.run), held(third.run)]);
    await held(one.run);
    assert.deepEqual(one.tokens, ['old', 'newer than old']);
    assert.deepEqual(other.tokens, ['old', 'newer than old']);
    assert.deepEqual(asked, ['get', 'refresh']);
  });

  it('does nothing without authority', async () => {
    const { run, tokens } = work();
    const nobody = { ...authorities, get: () => Promise.reject(new NotServed()) };
    await assert.rejects(withToken(nobody, alice, run), NotServed);
    assert.equal(tokens.length, 0);
  });

  it('hands on why no new token came', async () => {
    const { run, tokens } = work(refused(401));
    const spent = { ...authorities, refresh: () => Promise.reject(new NotConnected('over')) };
    await assert.rejects(withToken(spent, alice, run), NotConnected);
    assert.equal(tokens.length, 1);
  });
});
