import type { Person } from './people.js';

/** What a bearer token stands for. */
export interface Grant {
  readonly person: Person;
  readonly scopes: ReadonlySet<string>;
  /** How the token is named in the list of calls: `sandbox-alice`, `oauth:alice`; never an OAuth token itself. */
  readonly label: string;
  readonly kind: 'bot' | 'person' | 'service-app';
  /** True for a token that an Integration was given; ids look different to those. */
  readonly integration: boolean;
}

const KINDS = { person: 'person', bot: 'bot', appuser: 'service-app' } as const;

/** Anything that can tell whose token a token is. */
export interface TokenSource {
  find(token: string): Grant | undefined;
}

/** All sources of tokens, asked in the order in which they were added. */
export class TokenBook implements TokenSource {
  readonly #sources: TokenSource[] = [];

  add(source: TokenSource): void {
    this.#sources.push(source);
  }

  find(token: string): Grant | undefined {
    for (const source of this.#sources) {
      const grant = source.find(token);
      if (grant !== undefined) return grant.person.left === true ? undefined : grant;
    }
    return undefined;
  }
}

/** The tokens that never expire, one to a person: for scripts, tests and the chat page. */
export class StandingTokens implements TokenSource {
  readonly #grants = new Map<string, Grant>();
  readonly #tokens = new Map<string, string>();

  /** Gives the person the token; throws when another has it. */
  give(person: Person, token: string): void {
    if (this.#grants.has(token)) throw new Error(`The token ${token} is taken.`);
    const kind = KINDS[person.type];
    this.#grants.set(token, {
      person,
      scopes: person.scopes,
      label: token,
      kind,
      integration: false,
    });
    this.#tokens.set(person.uuid, token);
  }

  find(token: string): Grant | undefined {
    return this.#grants.get(token);
  }

  /** The person's own token. */
  of(person: Person): string | undefined {
    return this.#tokens.get(person.uuid);
  }
}
