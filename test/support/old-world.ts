import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import type { Recording } from '../../sandbox/recordings/recording.js';
import { seededRandom } from '../../sandbox/recordings/random.js';
import type { Sandbox, World } from '../../sandbox/sandbox.js';
import { webexId } from '../../sandbox/world/ids.js';
import type { Person } from '../../sandbox/world/people.js';
import type { Message, MessageContent, Space } from '../../sandbox/world/records.js';
import type { AppOptions } from '../../src/app.js';
import { openData } from '../../src/store/pglite-data.js';
import { type Journey, journey, type JourneyDatabase } from './journey.js';
import { postgresServer } from './postgres-server.js';
import { scratchFolder } from './scratch.js';

/** A button of an old card, and what it sends. */
export interface OldButton {
  /** Whose card it stands on, e.g. `alice`. */
  readonly who: string;
  readonly title: string;
  readonly data: Readonly<Record<string, string>> & { readonly action: string };
  /** What the card's inputs held as it was drawn. */
  readonly inputs?: Readonly<Record<string, string | number>>;
}

interface Owned {
  readonly id: string;
  readonly who: string;
}

/** What Webex held at the moment of the dump; ids are UUIDs, `who` is the name of an address. */
interface OldWorld {
  readonly dumpedAt: string;
  readonly publicUrl: string;
  /** A Connect link that nobody had followed yet. */
  readonly link: string;
  /** The 1:1 spaces with the bot. */
  readonly spaces: readonly Owned[];
  readonly group: { readonly id: string; readonly title: string };
  /** Tokens by what they are drawn from. */
  readonly grants: readonly {
    readonly who: string;
    readonly at: string;
    readonly scopes: readonly string[];
    readonly refresh: readonly string[];
    readonly access: readonly string[];
  }[];
  /** Webhooks under people's own tokens. */
  readonly webhooks: readonly (Owned & {
    readonly name: string;
    readonly resource: string;
    readonly event: string;
    readonly secret: string;
  })[];
  /** Messages with cards of the bot. */
  readonly cards: readonly Owned[];
  /** What people had written. */
  readonly words: readonly (Owned & { readonly text: string })[];
  /** What people had pressed. */
  readonly clicks: readonly (Owned & {
    readonly message: string;
    readonly inputs: Readonly<Record<string, string>>;
  })[];
  readonly recordings: readonly (Omit<Recording, 'hostId' | 'sharedWith'> & {
    readonly host: string;
    readonly sharedWith: readonly string[];
  })[];
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/version-0.1/${name}`, import.meta.url), 'utf8');

/** The buttons of the old cards. */
export const oldButtons = JSON.parse(fixture('buttons.json')) as readonly OldButton[];
const old = JSON.parse(fixture('world.json')) as OldWorld;

/** The old database, as SQL. */
export const OLD_DUMP = fixture('database.sql');

/** The key that the old version's tokens are sealed with. */
const TOKEN_KEYS = `old:${Buffer.alloc(32, 9).toString('base64')}`;

/** The current bot on the old database, in the world that this is of. */
export interface Upgraded {
  readonly j: Journey;
  /** Time goes on from there; it never goes back. @param moment in ISO 8601 */
  readonly passUntil: (moment: string) => void;
  /** The old Connect link, at the addresses of today. */
  readonly link: string;
  /**
   * Presses a button of an old card, with what was filled in meanwhile.
   *
   * @returns what the bot says to that, one answer a line; and it has said something
   */
  readonly press: (button: OldButton, filled?: Readonly<Record<string, string>>) => Promise<string>;
}

interface UpgradeOptions extends Partial<AppOptions> {
  /** What else comes about on Webex before the bot starts. */
  readonly before?: (sandbox: Sandbox) => void;
}

/** Starts it, as an upgrade does: some minutes after the old version was gone. */
export async function upgraded(
  kind: 'postgres' | 'pglite',
  { before = () => undefined, ...app }: UpgradeOptions = {},
): Promise<Upgraded> {
  let ahead = 0;
  const passUntil = (moment: string): void => {
    ahead = Math.max(ahead, Date.parse(moment) - Date.now());
  };
  // Not by `passUntil`: the past lies behind every clock.
  const setBack = (moment: string): void => {
    ahead = Date.parse(moment) - Date.now();
  };
  const now = (): number => Date.now() + ahead;
  const chance = new Chance(seededRandom(1));
  setBack(old.dumpedAt);
  const j = await journey({
    database: await oldDatabase(kind),
    sandbox: { seed: 'empty', now, random: chance.draw },
    env: {
      ADMINISTRATORS: 'admin@example.com, siteadmin@example.com',
      COMPLIANCE_OFFICERS: 'officer@example.com',
    },
    app: { now, ...app },
    before: (sandbox, publicUrl) => {
      restore(sandbox, chance, publicUrl, setBack);
      setBack(old.dumpedAt);
      passUntil(new Date(Date.parse(old.dumpedAt) + DOWN_MS).toISOString());
      before(sandbox);
    },
  });
  return {
    j,
    passUntil,
    link: linkOf(j),
    press: (button, filled) => pressed(j, button, filled),
  };
}

/** Presses it on a card of its own, since one message bears no more than ten edits. */
async function pressed(j: Journey, button: OldButton, filled = {}): Promise<string> {
  const { world } = j.sandbox;
  const space = world.spaces.directOf(personIn(world, button.who), world.bot);
  assert.ok(space);
  const { id } = world.messages.create(space, world.bot, CARD);
  const said: string[] = [];
  const stop = j.sandbox.observe(({ request: { method, path, body }, response: { status } }) => {
    if (!path.startsWith('/v1/messages') || method === 'GET' || status !== 200) return;
    said.push(String((body as { readonly markdown?: unknown }).markdown));
  });
  const logged = j.log().length;
  const inputs = { ...button.inputs, ...filled, ...button.data };
  await j.as(`sandbox-${button.who}`).submits(id, inputs);
  stop();
  const about = JSON.stringify(button);
  const failed = j.log().slice(logged).split('\n').filter(isError);
  assert.deepEqual(failed, [], about);
  assert.ok(said.length > 0, `no answer to ${about}`);
  return said.join('\n');
}

/** Whether a line of the log tells of what nobody had thought of. */
function isError(line: string): boolean {
  return line.includes('"level":50');
}

/** A card of the old version; of what it showed only its buttons matter. */
const CARD: MessageContent = {
  text: 'A card of version 0.1',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.2', body: [] },
    },
  ],
  mentioned: [],
  mentionsAll: false,
};

function personIn({ people }: World, who: string): Person {
  const found = people.byEmail(`${who}@example.com`);
  assert.ok(found, who);
  return found;
}

/** How long an upgrade takes. */
const DOWN_MS = 120_000;

function linkOf(j: Journey): string {
  const link = new URL(old.link);
  const { protocol, host } = new URL(j.sandbox.apiUrl);
  Object.assign(link, { protocol, host });
  const callback = link.searchParams.get('redirect_uri') ?? '';
  link.searchParams.set('redirect_uri', callback.replace(old.publicUrl, j.env.PUBLIC_URL ?? ''));
  return link.href;
}

/** Chance that a seed decides; and, where ids of before are to come again, what they are drawn from. */
class Chance {
  #wanted: number[] = [];

  constructor(private readonly otherwise: () => number) {}

  readonly draw = (): number => this.#wanted.shift() ?? this.otherwise();

  /** Makes something that takes these UUIDs, in this order. */
  deal<T>(uuids: readonly string[], make: () => T): T {
    this.#wanted = uuids.flatMap(drawnFor);
    const made = make();
    assert.deepEqual(this.#wanted, [], 'it took all of them');
    return made;
  }
}

/** Four numbers that a UUID is drawn from; see sandbox/world/ids.ts. */
function drawnFor(uuid: string): number[] {
  const hex = uuid.replaceAll('-', '');
  return [0, 8, 16, 24].map((at) => Number.parseInt(hex.slice(at, at + 8), 16) / 0x1_0000_0000);
}

/** Makes the world of the dump, before anybody hears of it. */
function restore(
  sandbox: Sandbox,
  chance: Chance,
  publicUrl: string,
  setClock: (moment: string) => void,
): void {
  const { world, recordings, grants } = sandbox;
  const { spaces, messages, bot } = world;
  sandbox.addPerson({ name: 'Dora', email: 'dora@example.com' });
  sandbox.removePerson('dora@example.com');
  const person = (who: string): Person => personIn(world, who);
  recordings.seed(
    old.recordings.map(({ host, sharedWith, ...rest }) => ({
      ...rest,
      hostId: webexId('PEOPLE', host),
      sharedWith: new Set(sharedWith.map((uuid) => webexId('PEOPLE', uuid))),
    })),
  );
  const direct = new Map<string, Space>();
  for (const { id, who } of old.spaces) {
    direct.set(
      who,
      chance.deal([id], () => spaces.meet(person(who), bot)),
    );
  }
  const spaceOf = (who: string): Space => {
    const space = direct.get(who);
    assert.ok(space, who);
    return space;
  };
  const group = chance.deal([old.group.id], () =>
    spaces.createGroup(person('alice'), old.group.title),
  );
  spaces.add(group, bot, person('alice'));
  const cards = new Map<string, Message>();
  for (const { id, who } of old.cards) {
    cards.set(
      id,
      chance.deal([id], () => messages.create(spaceOf(who), bot, CARD)),
    );
  }
  for (const { id, who, text } of old.words) {
    const said = { text, mentioned: [], mentionsAll: false };
    chance.deal([id], () => messages.create(spaceOf(who), person(who), said));
  }
  for (const { id, who, message, inputs } of old.clicks) {
    const on = cards.get(message);
    assert.ok(on, message);
    chance.deal([id], () => world.actions.submit(person(who), on, inputs));
  }
  for (const { who, at, scopes, refresh, access } of old.grants) {
    setClock(at);
    const redirectUri = `${publicUrl}/oauth/callback`;
    const code = grants.approve({ person: person(who), scopes, redirectUri });
    const given = chance.deal([...refresh, ...access], () =>
      grants.redeem(code, redirectUri, undefined),
    );
    const owner = grants.find(given.access_token);
    assert.ok(owner, who);
    for (const { id, name, resource, event, secret } of old.webhooks.filter(
      (hook) => hook.who === who,
    )) {
      const targetUrl = `${publicUrl}/webhook`;
      const wanted = { name, targetUrl, resource, event, secret, filter: undefined };
      chance.deal([id], () => world.webhooks.create(owner, wanted));
    }
  }
}

/** The dump in a database of its own. */
async function oldDatabase(kind: 'postgres' | 'pglite'): Promise<JourneyDatabase> {
  if (kind === 'postgres') {
    const server = await postgresServer();
    const url = await server.create();
    await server.sql(url, OLD_DUMP);
    return { env: { DATABASE_URL: url, TOKEN_KEYS }, remove: () => server.drop(url) };
  }
  const folder = scratchFolder('bot-old-');
  // Made of an empty one: PostgreSQL's own way of making one takes seconds.
  const client = await openData(join(folder, 'db'), await dataDir());
  await client.exec(OLD_DUMP);
  await client.close();
  const remove = (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  return { env: { DATA_DIR: folder, TOKEN_KEYS }, remove };
}
