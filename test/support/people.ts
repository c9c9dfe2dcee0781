import assert from 'node:assert/strict';

/** A card's element or action, as loosely as a client sees it. */
export interface CardPart {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly title?: string;
  readonly url?: string;
  readonly data?: Record<string, string>;
}

/** A message as the API gives it. */
export interface SeenMessage {
  readonly id: string;
  readonly roomId: string;
  readonly personEmail: string;
  readonly text?: string;
  readonly markdown?: string;
  readonly html?: string;
  readonly created: string;
  readonly updated?: string;
  readonly attachments?: readonly { readonly content: CardPart }[];
}

/** A card that someone sees, with what they can do about it. */
export class SeenCard {
  constructor(
    readonly message: SeenMessage,
    private readonly press: (messageId: string, inputs: Record<string, string>) => Promise<string>,
  ) {}

  /** The card's JSON. */
  get content(): CardPart {
    const content = this.message.attachments?.[0]?.content;
    assert.ok(content, 'the message carries no card');
    return content;
  }

  /** Everything in the card that is an object, in reading order. */
  parts(): CardPart[] {
    const all: CardPart[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === 'object' && value !== null) {
        all.push(value as CardPart);
        Object.values(value).forEach(walk);
      }
    };
    walk(this.content);
    return all;
  }

  /** All text that the card can show, one piece a line, without that of buttons: links are columns to press. */
  text(): string {
    const links = this.parts().filter(
      ({ type, selectAction }) => type === 'Column' && selectAction !== undefined,
    );
    const onLinks = new Set<unknown>(links.flatMap(({ items }) => items));
    return this.parts()
      .flatMap((part) => (typeof part.text === 'string' && !onLinks.has(part) ? [part.text] : []))
      .join('\n')
      .replaceAll('\u00A0', ' ');
  }

  /** Actions with this title. */
  buttons(title: string): CardPart[] {
    return this.parts().filter(
      (part) => part.title === title && part.type?.startsWith('Action.') === true,
    );
  }

  has(title: string): boolean {
    return this.buttons(title).length > 0;
  }

  /** Where a link button leads. */
  link(title: string): string {
    const url = this.buttons(title)[0]?.url;
    assert.ok(url, `no link "${title}" on the card:\n${this.text()}`);
    return url;
  }

  /** Topics of the rows. */
  topics(): string[] {
    return this.parts()
      .filter((part) => part.maxLines === 2)
      .map((part) => String(part.text));
  }

  /** What the nth button of this title sends. */
  dataOf(title: string, nth = 0): Record<string, string> {
    const data = this.buttons(title)[nth]?.data;
    assert.ok(data, `no button "${title}" on the card:\n${this.text()}`);
    return data;
  }

  /** What "Move to recycle bin" sends, which stands behind the nth "Delete…" of a list. */
  trashData(nth = 0): Record<string, string> {
    return { ...this.dataOf('Delete…', nth), action: 'trash' };
  }

  /** Moves the recording of the nth "Delete…" to the recycle bin: the question is taken as answered. */
  async trashes(nth = 0): Promise<string> {
    return await this.press(this.message.id, this.trashData(nth));
  }

  /** Asks for the permanent deletion of the recording of the nth "Delete…". */
  async asksToPurge(nth = 0): Promise<string> {
    return await this.press(this.message.id, {
      ...this.dataOf('Delete…', nth),
      action: 'ask-purge',
    });
  }

  /** Presses the nth button of this title; gives the id of the click. */
  async click(title: string, nth = 0): Promise<string> {
    return await this.press(this.message.id, this.dataOf(title, nth));
  }
}

/** Someone with a token, in front of a Webex client. */
export class Client {
  /** The 1:1 space with the bot, once this person has written there. */
  private direct: string | undefined;

  constructor(
    private readonly apiUrl: string,
    readonly token: string,
    /** Settles when everything that was set going has come to rest. */
    private readonly rest: () => Promise<void>,
  ) {}

  /** Any API call as this person; fails the test when Webex refuses. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.raw(method, path, body);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path} → ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  raw(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Writes to the bot, 1:1, and waits until it has answered. */
  async says(text: string): Promise<void> {
    const said = { toPersonEmail: 'recordings@webex.bot', text };
    this.direct = (await this.api<SeenMessage>('POST', '/messages', said)).roomId;
    await this.rest();
  }

  /** Mentions the bot in a group space, and waits until it has answered. */
  async saysIn(roomId: string, text: string): Promise<void> {
    const markdown = `<@personEmail:recordings@webex.bot|Recordings> ${text}`;
    await this.api('POST', '/messages', { roomId, markdown });
    await this.rest();
  }

  /** What the bot said in the 1:1 space, oldest first. */
  async heard(): Promise<SeenMessage[]> {
    const answer = await this.raw('GET', '/messages/direct?personEmail=recordings@webex.bot');
    if (answer.status === 404) return [];
    const { items } = (await answer.json()) as { items: SeenMessage[] };
    // That list is 50 long at most, and takes no `max`.
    const [last] = items;
    if (items.length >= 50 && last !== undefined) return await this.heardIn(last.roomId);
    return fromBot(items);
  }

  /** What the bot said in a space, oldest first. */
  async heardIn(roomId: string, latest = 1000): Promise<SeenMessage[]> {
    const query = new URLSearchParams({ roomId, max: String(latest) });
    const { items } = await this.api<{ items: SeenMessage[] }>(
      'GET',
      `/messages?${query.toString()}`,
    );
    return fromBot(items);
  }

  /** The last thing that the bot said in the 1:1 space. */
  async lastHeard(): Promise<SeenMessage> {
    const last = (await this.lately(() => true)).at(-1);
    assert.ok(last, 'the bot has said nothing');
    return last;
  }

  /** The id of the first group space that this person is in. */
  async groupId(): Promise<string> {
    const { items } = await this.api<{ items: { id: string }[] }>('GET', '/rooms?type=group');
    const id = items[0]?.id;
    assert.ok(id, 'no group space');
    return id;
  }

  /** The last card in the 1:1 space. */
  async card(): Promise<SeenCard> {
    const shown = await this.lately(({ attachments }) => attachments !== undefined);
    return this.see(shown.at(-1));
  }

  /** What the bot said lately in the 1:1 space and is asked for: mostly among the last; a page of cards is large. */
  private async lately(wanted: (message: SeenMessage) => boolean): Promise<SeenMessage[]> {
    if (this.direct === undefined) return (await this.heard()).filter(wanted);
    const last = (await this.heardIn(this.direct, 3)).filter(wanted);
    return last.length > 0 ? last : (await this.heardIn(this.direct, 50)).filter(wanted);
  }

  /** A message's card. */
  see(message: SeenMessage | undefined): SeenCard {
    assert.ok(message, 'the bot has shown no card');
    return new SeenCard(message, (messageId, inputs) => this.submits(messageId, inputs));
  }

  /** Sends what a button or a forged client would send, and waits until it is answered. */
  async submits(messageId: string, inputs: Record<string, unknown>): Promise<string> {
    const { id } = await this.api<{ id: string }>('POST', '/attachment/actions', {
      type: 'submit',
      messageId,
      inputs,
    });
    await this.rest();
    return id;
  }

  /** Follows a Connect link as this person; gives the page at its end. */
  async follows(link: string): Promise<{ status: number; text: string }> {
    const page = await consents(link, this.token);
    const text = await page.text();
    await this.rest();
    return { status: page.status, text };
  }

  /** Asks to connect and does it. */
  async connects(): Promise<void> {
    await this.says('connect');
    const { status, text } = await this.follows((await this.card()).link('Connect'));
    assert.equal(status, 200, text);
  }

  /** Asks for the list; gives its card. */
  async lists(words = 'list'): Promise<SeenCard> {
    await this.says(words);
    return await this.card();
  }
}

function fromBot(items: readonly SeenMessage[]): SeenMessage[] {
  return items.filter(({ personEmail }) => personEmail === 'recordings@webex.bot').reverse();
}

/**
 * Opens a Connect link, gives its consent as whoever has this token, and comes back to the bot. Links
 * of version 0.1 lead to Webex's consent page themselves.
 */
export async function consents(link: string, token: string): Promise<Response> {
  let consentPage: string | null = link;
  if (new URL(link).pathname.endsWith('/oauth/connect')) {
    const opened = await fetch(link, { redirect: 'manual' });
    consentPage = opened.headers.get('location');
    if (consentPage === null) return opened;
  }
  const headers = { authorization: `Bearer ${token}` };
  // A page for a code leads back to nobody.
  if (new URL(link).pathname === '/verify') return await fetch(link, { headers });
  const consent = await fetch(consentPage, { redirect: 'manual', headers });
  const callback = consent.headers.get('location');
  assert.ok(callback, `no redirect: ${consent.status}`);
  return await fetch(callback);
}
