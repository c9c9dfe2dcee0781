import { createHash } from 'node:crypto';
import type { Person } from '../world/people.js';
import { sandboxIntegration, type Integration } from './clients.js';
import type { Grant, TokenSource } from '../world/tokens.js';

/** What a person agreed to, before a code for it is redeemed. */
export interface Approval {
  person: Person;
  scopes: readonly string[];
  redirectUri: string;
  /** S256 challenge; none when the client does not use PKCE. */
  challenge?: string | undefined;
}

/** The answer of the token endpoint, by Webex's names. */
export interface TokenAnswer {
  access_token: string;
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
  token_type: 'Bearer';
}

/** A refusal of the token endpoint: always invalid_grant, with the reason. */
export class InvalidGrant extends Error {}

export const codeSeconds = 600;
export const accessTokenSeconds = 1_209_599;
export const refreshTokenSeconds = 7_775_999;

interface Family {
  grant: Grant;
  /** The client_id of whom it was given to: nobody else can refresh it. */
  client: string;
  revoked: boolean;
}
interface Expiring {
  family: Family;
  expires: number;
}

/** Codes, access tokens and refresh tokens; all of them expire by `now`. */
export class Grants implements TokenSource {
  readonly #codes = new Map<string, Expiring & { approval: Approval; used: boolean }>();
  readonly #access = new Map<string, Expiring>();
  readonly #refresh = new Map<string, Expiring>();
  #accessSeconds = accessTokenSeconds;

  constructor(
    private readonly options: {
      now: () => number;
      newSecret: () => string;
      /** Whether each refresh answers a new refresh token and ends the old one. */
      rotates: () => boolean;
      /** Told of whoever took everything back. */
      revoked?: (person: Person) => void;
    },
  ) {}

  /** How long access tokens made from now on live. */
  setTokenLife(seconds: number): void {
    this.#accessSeconds = seconds;
  }

  /** A code for what the person agreed to, good once and for ten minutes. */
  approve(approval: Approval): string {
    const code = this.options.newSecret();
    const family = familyOf(approval.person, approval.scopes);
    this.#codes.set(code, { family, approval, used: false, expires: this.#in(codeSeconds) });
    return code;
  }

  /** Tokens for a code. A second use ends what the first one gave (RFC 6749, 4.1.2). */
  redeem(code: string, redirectUri: string, verifier: string | undefined): TokenAnswer {
    const entry = this.#codes.get(code);
    if (!entry) throw new InvalidGrant('The authorization code is unknown.');
    const { family, approval } = entry;
    if (entry.used) {
      family.revoked = true;
      throw new InvalidGrant('The authorization code was used before; its tokens are revoked.');
    }
    if (family.revoked || entry.expires <= this.options.now()) {
      throw new InvalidGrant('The authorization code has expired.');
    }
    if (approval.redirectUri !== redirectUri) {
      throw new InvalidGrant('redirect_uri differs from the one of the authorization request.');
    }
    const { challenge } = approval;
    if (challenge !== undefined && challenge !== s256(verifier ?? '')) {
      throw new InvalidGrant('code_verifier does not match code_challenge.');
    }
    if (challenge === undefined && verifier !== undefined) {
      throw new InvalidGrant('code_verifier was sent, but there was no code_challenge.');
    }
    entry.used = true;
    return this.#answer(family, this.options.newSecret());
  }

  /** Tokens for what the person agreed to on a page that leads back to no client. */
  give(person: Person, scopes: readonly string[]): TokenAnswer {
    return this.#answer(familyOf(person, scopes), this.options.newSecret());
  }

  /** Tokens for the machine account of a Service App, for the organisation that authorized it. */
  issue(machine: Person, app: Integration): TokenAnswer {
    const grant: Grant = {
      person: machine,
      scopes: new Set(app.scopes),
      label: `service-app:${app.clientId}`,
      kind: 'service-app',
      integration: true,
    };
    const family = { grant, client: app.clientId, revoked: false };
    return this.#answer(family, this.options.newSecret());
  }

  /** New tokens for a refresh token, for the client that it was given to; its 90 days start again. */
  refresh(refreshToken: string, client = sandboxIntegration.clientId): TokenAnswer {
    const entry = this.#refresh.get(refreshToken);
    if (!entry || entry.family.revoked || entry.family.client !== client)
      throw new InvalidGrant('The refresh token is invalid.');
    if (entry.expires <= this.options.now()) throw new InvalidGrant('The refresh token expired.');
    if (!this.options.rotates()) return this.#answer(entry.family, refreshToken);
    this.#refresh.delete(refreshToken);
    return this.#answer(entry.family, this.options.newSecret());
  }

  /** The person takes back all they agreed to. Answers how many grants ended. */
  revoke(person: Person): number {
    const families = [this.#codes, this.#refresh]
      .flatMap((map) => [...map.values()].map((entry) => entry.family))
      .filter((family) => family.grant.person.uuid === person.uuid && !family.revoked);
    for (const family of families) family.revoked = true;
    this.options.revoked?.(person);
    return new Set(families).size;
  }

  find(token: string): Grant | undefined {
    const entry = this.#access.get(token);
    if (!entry || entry.family.revoked || entry.expires <= this.options.now()) return undefined;
    return entry.family.grant;
  }

  #answer(family: Family, refreshToken: string): TokenAnswer {
    const accessToken = this.options.newSecret();
    this.#access.set(accessToken, { family, expires: this.#in(this.#accessSeconds) });
    this.#refresh.set(refreshToken, { family, expires: this.#in(refreshTokenSeconds) });
    return {
      access_token: accessToken,
      expires_in: this.#accessSeconds,
      refresh_token: refreshToken,
      refresh_token_expires_in: refreshTokenSeconds,
      token_type: 'Bearer',
    };
  }

  #in(seconds: number): number {
    return this.options.now() + seconds * 1000;
  }
}

function familyOf(person: Person, scopes: readonly string[]): Family {
  const grant: Grant = {
    person,
    scopes: new Set(scopes),
    label: `oauth:${person.email.split('@')[0] ?? ''}`,
    kind: 'person',
    integration: true,
  };
  return { grant, client: sandboxIntegration.clientId, revoked: false };
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
