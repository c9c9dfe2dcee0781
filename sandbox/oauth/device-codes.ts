import { createHash } from 'node:crypto';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import type { Grants, TokenAnswer } from './grants.js';

/** The answer of the device authorization endpoint, by Webex's names. */
export interface DeviceAnswer {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  expires_in: number;
  interval: number;
}

/** Why there are no tokens for a device code (RFC 8628, 3.5), with Webex's status. */
export class NoTokens extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
  ) {
    super(error);
  }
}

/** A code that somebody may sign in with. */
interface Entry {
  readonly scopes: readonly string[];
  readonly expires: number;
  asked: number;
  decided?: Person | 'declined' | 'no-role';
}

export const deviceSeconds = 300;
export const intervalSeconds = 2;

/** Sign-ins of people whose browser leads back to no client; all of them expire by `now`. */
export class DeviceCodes {
  readonly #byDevice = new Map<string, Entry>();
  /** By what stands in the complete address of the page. */
  readonly #byPage = new Map<string, Entry>();

  constructor(
    private readonly world: Pick<World, 'now' | 'newUuid' | 'random'>,
    private readonly grants: Pick<Grants, 'give'>,
  ) {}

  /** @param page where people sign in */
  begin(scopes: readonly string[], page: string): DeviceAnswer {
    const { now, newUuid, random } = this.world;
    const entry: Entry = { scopes, expires: now() + deviceSeconds * 1000, asked: -Infinity };
    const deviceCode = newUuid();
    const userCode = String(Math.floor(random() * 1e6)).padStart(6, '0');
    const hashed = createHash('sha256').update(deviceCode).digest('hex');
    this.#byDevice.set(deviceCode, entry);
    this.#byPage.set(hashed, entry);
    this.#byPage.set(userCode, entry);
    return {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?userCode=${hashed}`,
      expires_in: deviceSeconds,
      interval: intervalSeconds,
    };
  }

  /** What a page with this code asks for; undefined when it is unknown, used or too old. */
  asks(userCode: string): { readonly scopes: readonly string[] } | undefined {
    return this.#open(userCode);
  }

  decide(userCode: string, decided: Exclude<Entry['decided'], undefined>): boolean {
    const entry = this.#open(userCode);
    if (entry !== undefined) entry.decided = decided;
    return entry !== undefined;
  }

  /** Tokens for a device code, once. Throws NoTokens. */
  redeem(deviceCode: string): TokenAnswer {
    const { now } = this.world;
    const entry = this.#byDevice.get(deviceCode);
    if (entry === undefined) throw new NoTokens(400, 'invalid_grant');
    if (entry.expires <= now()) throw new NoTokens(400, 'expired_token');
    const since = now() - entry.asked;
    entry.asked = now();
    if (since < intervalSeconds * 1000) throw new NoTokens(400, 'slow_down');
    if (entry.decided === undefined) throw new NoTokens(428, 'authorization_pending');
    this.#byDevice.delete(deviceCode);
    if (entry.decided === 'declined') throw new NoTokens(400, 'access_denied');
    if (entry.decided === 'no-role') throw new NoTokens(400, 'invalid_scope');
    return this.grants.give(entry.decided, entry.scopes);
  }

  #open(userCode: string): Entry | undefined {
    const entry = this.#byPage.get(userCode);
    const isOpen = entry?.decided === undefined && (entry?.expires ?? 0) > this.world.now();
    return isOpen ? entry : undefined;
  }
}
