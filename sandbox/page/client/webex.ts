import { fileNameOf } from './file-name.js';
import { fields, items, member, message, person, space, text } from './shapes.js';
import type { Member, Message, Person, Space } from './shapes.js';

/** What Webex answered when it did not do what was asked; its text is fit to be shown. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(
      status === 0 ? 'Webex could not be reached.' : `Webex answered ${String(status)}: ${reason}`,
    );
  }
}

/** The words to show for anything that went wrong. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Webex's REST API as one person. Every call throws a {@link Refusal} when it is not done. */
export class Webex {
  constructor(readonly token: string) {}

  async spaces(): Promise<Space[]> {
    return items(await this.#call('GET', '/v1/rooms?max=100')).map(space);
  }

  async members(roomId: string): Promise<Member[]> {
    const query = new URLSearchParams({ roomId, max: '100' });
    return items(await this.#call('GET', `/v1/memberships?${String(query)}`)).map(member);
  }

  /** Up to `max` messages, newest first; those before a message when one is named. */
  async messages(roomId: string, max: number, beforeMessage?: string): Promise<Message[]> {
    const query = new URLSearchParams({ roomId, max: String(max) });
    if (beforeMessage !== undefined) query.set('beforeMessage', beforeMessage);
    return items(await this.#call('GET', `/v1/messages?${String(query)}`)).map(message);
  }

  async message(id: string): Promise<Message> {
    return message(fields(await this.#call('GET', `/v1/messages/${encodeURIComponent(id)}`)));
  }

  /** Sends words, as markdown when they name someone. */
  async send(to: Destination, words: { text: string } | { markdown: string }): Promise<Message> {
    return message(fields(await this.#call('POST', '/v1/messages', { ...to, ...words })));
  }

  async submit(messageId: string, inputs: object): Promise<void> {
    await this.#call('POST', '/v1/attachment/actions', { type: 'submit', messageId, inputs });
  }

  async createSpace(title: string): Promise<Space> {
    return space(fields(await this.#call('POST', '/v1/rooms', { title })));
  }

  async addMember(roomId: string, personEmail: string): Promise<void> {
    await this.#call('POST', '/v1/memberships', { roomId, personEmail });
  }

  /** The file at an address that a message names. */
  async file(url: string): Promise<MessageFile> {
    // Only the path: this page's own origin is where its token may go.
    const { pathname } = new URL(url, location.href);
    const response = await fetch(pathname, {
      headers: { Authorization: `Bearer ${this.token}` },
    }).catch(() => {
      throw new Refusal(0, '');
    });
    if (!response.ok) throw new Refusal(response.status, 'The file could not be read.');
    const name = fileNameOf(response.headers.get('Content-Disposition') ?? '');
    return { name, bytes: await response.blob() };
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    return json(path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}

/** A file of a message. */
export interface MessageFile {
  name: string;
  bytes: Blob;
}

/** Where a message goes: a space, or a person whose 1:1 space may not exist yet. */
export type Destination = { roomId: string } | { toPersonEmail: string };

/** Everyone one can be on this page, and the bots one can write to. */
export async function everyone(): Promise<Person[]> {
  return items(await json('/sandbox/people', {})).map(person);
}

async function json(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, init).catch(() => {
    throw new Refusal(0, '');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Refusal(response.status, text(fields(body), 'message'));
  return body;
}
