import { LRUCache } from 'lru-cache';
import { WebexRefused } from '../webex/errors.js';
import { AccessRefused, refusesApp } from './access-refused.js';
import type { Account, AccountStore, Tokens } from './account.js';
import { NotConnected } from './errors.js';
import type { Integration } from './integration.js';
import { inTurn, type Turns } from './turns.js';

export { RenewalBusy, type Turns } from './turns.js';

/** How long a database may be away without anybody having to connect again for it. */
const UNWRITTEN_MS = 3_600_000;

/**
 * Renews tokens, one at a time per person: within this process callers share one renewal, and
 * across processes they take turns, where who comes later uses what the earlier one got. No
 * database transaction is open while Webex is asked.
 *
 * @param turns what several processes need; without it this one is taken to be the only one
 * @returns rejects with NotConnected, RenewalBusy, AccessRefused, another WebexError, or what the store says
 */
export function renewals(
  accounts: AccountStore,
  integration: Pick<Integration, 'refresh'>,
  turns?: Turns,
): (account: Account) => Promise<Tokens> {
  const underWay = new Map<string, Promise<Tokens>>();
  /** Got from Webex, and not taken by the store: the old refresh token may be spent by now. */
  const unwritten = new LRUCache<string, { readonly was: Tokens; readonly tokens: Tokens }>({
    max: 10_000,
    ttl: UNWRITTEN_MS,
  });

  const fetched = async ({ personId, tokens: was }: Account): Promise<Tokens> => {
    const kept = unwritten.get(personId);
    if (kept?.was.accessToken === was.accessToken) return kept.tokens;
    const tokens = await integration.refresh(was);
    unwritten.set(personId, { was, tokens });
    return tokens;
  };

  /** Somebody else changed the account while we were at it: their tokens count. */
  const current = async (personId: string): Promise<Tokens> => {
    const account = await accounts.get(personId);
    if (account === undefined) throw new NotConnected('never');
    return account.tokens;
  };

  const renew = async (account: Account): Promise<Tokens> => {
    const { personId, tokens: was } = account;
    try {
      const tokens = await fetched(account);
      // What Webex gave is written before it is used.
      const written = await accounts.renew(personId, was, tokens);
      unwritten.delete(personId);
      return written ? tokens : await current(personId);
    } catch (error) {
      if (!(error instanceof WebexRefused)) throw error;
      if (refusesApp(error)) throw new AccessRefused(error, 'app');
      if (!isOver(error)) throw error;
      // A lock can be lost with its connection: then another process may have spent the token.
      const now = await current(personId);
      if (now.accessToken !== was.accessToken) return now;
      throw new NotConnected('over');
    }
  };

  const renewInTurn = (account: Account, taking: Turns): Promise<Tokens> =>
    inTurn(taking, `refresh ${account.personId}`, async () => {
      const tokens = await current(account.personId);
      if (tokens.accessToken !== account.tokens.accessToken) return tokens;
      return await renew({ ...account, tokens });
    });

  return (account) => {
    const { personId } = account;
    const running = underWay.get(personId);
    if (running !== undefined) return running;
    const work = turns === undefined ? renew(account) : renewInTurn(account, turns);
    const fresh = work.finally(() => underWay.delete(personId));
    underWay.set(personId, fresh);
    return fresh;
  };
}

/** The refresh token is spent: expired, revoked, or the Integration was removed. */
function isOver({ status, code }: WebexRefused): boolean {
  return code === 'invalid_grant' || status === 400 || status === 401;
}
