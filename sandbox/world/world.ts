import { CardActions } from './actions.js';
import { namedUuid, uuidSource } from './ids.js';
import { Feed } from './feed.js';
import { Files } from './files.js';
import type { Mail } from './mails.js';
import { Messages } from './messages.js';
import { DEFAULT_SITES, People, type NewPerson, type Person } from './people.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { Spaces } from './spaces.js';
import { StandingTokens, TokenBook } from './tokens.js';
import { Webhooks } from './webhooks.js';

/** What a world is made of that is not its own: time and chance. */
export interface WorldOptions {
  /** ms since the epoch. */
  now?: () => number;
  /** 0 ≤ n < 1; seeded in tests. Ids then follow it. */
  random?: () => number;
}

/** The state of this Webex, without any HTTP. */
export class World {
  readonly now: () => number;
  readonly random: () => number;
  readonly newUuid: () => string;
  readonly people = new People();
  readonly standing = new StandingTokens();
  readonly tokens = new TokenBook();
  readonly feed = new Feed();
  readonly settings: Settings = { ...DEFAULT_SETTINGS };
  readonly spaces = new Spaces(this);
  readonly messages = new Messages(this);
  readonly files: Files;
  /** Oldest first. */
  readonly mails: Mail[] = [];
  readonly actions = new CardActions(this);
  readonly webhooks = new Webhooks(this);
  /** The Service App: who it acts as, and whether an administrator authorized it. */
  readonly serviceApp: { readonly machine: Person; authorized: boolean };
  /** The bot of the standing token `sandbox-bot`. */
  readonly bot: Person;

  constructor(options: WorldOptions = {}) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.newUuid = uuidSource(options.random);
    this.files = new Files(this.newUuid);
    this.tokens.add(this.standing);
    const created = new Date(this.now() - 400 * 86_400_000).toISOString();
    const add = (
      name: string,
      more: Pick<NewPerson, 'roles' | 'managedSites' | 'timeZone'> & { surname: string },
    ): Person => {
      const { surname, ...rest } = more;
      const slug = name.toLowerCase();
      const person = this.people.add({
        email: `${slug}@example.com`,
        displayName: `${name} ${surname}`,
        created,
        ...rest,
      });
      this.standing.give(person, `sandbox-${slug}`);
      return person;
    };
    const alice = add('Alice', { surname: 'Anders' });
    const bob = add('Bob', { surname: 'Brandt' });
    add('Carol', { surname: 'Castro' });
    add('Admin', { surname: 'Adeyemi', roles: ['admin'] });
    add('Officer', { surname: 'Okafor', roles: ['officer'] });
    add('SiteAdmin', {
      surname: 'Silva',
      roles: ['admin'],
      managedSites: ['acme-emea.webex.com'],
    });
    this.bot = this.people.add({
      email: 'recordings@webex.bot',
      displayName: 'Recordings',
      uuid: namedUuid('bot/recordings'),
      type: 'bot',
      created,
    });
    this.standing.give(this.bot, 'sandbox-bot');
    const machine = this.people.add({
      email: 'recordings@serviceapp.example.com',
      displayName: 'Recordings for organisations',
      uuid: namedUuid('service-app/recordings'),
      type: 'appuser',
      managedSites: DEFAULT_SITES,
      created,
    });
    this.serviceApp = { machine, authorized: true };
    const planning = this.spaces.createGroup(alice, 'Weekly planning');
    this.spaces.add(planning, bob, alice);
    this.spaces.add(planning, this.bot, alice);
  }

  /** Now as ISO 8601. */
  stamp(): string {
    return new Date(this.now()).toISOString();
  }
}
