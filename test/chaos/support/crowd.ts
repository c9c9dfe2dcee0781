import { seededRandom } from '../../../sandbox/recordings/random.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import { Guest } from './guest.js';
import type { Patience } from './patience.js';

/** How many of what. */
export interface Sizes {
  readonly people: number;
  /** Of all together; a multiple of `people`, as the deletions. */
  readonly messages: number;
  readonly deletions: number;
}

/** Recordings for each confirmed deletion: half of them stay. */
const SPARE = 2;
/** So many questions a person asks before waiting for an answer. */
const AT_ONCE = 3;
/** Questions of each person beside those for lists. */
const PLAIN = ['whoami', 'help', 'gibberish', 'list 0'];

type Step = (guest: Guest) => void;

/** Many people who talk to the bot at the same time, each at their own pace. */
export class Crowd {
  readonly guests: readonly Guest[];
  private readonly plans: readonly (readonly Step[])[];
  private asked = 0;
  private readonly stopWatching: () => void;

  /** They arrive. @param random decides who asks what in which order */
  constructor(
    sandbox: Sandbox,
    sizes: Sizes,
    random: () => number,
    private readonly waits: Patience,
  ) {
    const { people, messages, deletions } = sizes;
    const each = deletions / people;
    this.guests = Array.from({ length: people }, (_, n) => {
      const name = `Chaos${String(n + 1).padStart(2, '0')}`;
      return Guest.arrive(sandbox, name, each * SPARE, seededRandom(n + 1));
    });
    this.plans = this.guests.map((guest) =>
      shuffled(
        [
          ...messagesOf(messages / people, random),
          ...shuffled(guest.recordings(), random)
            .slice(0, each)
            .map(
              ({ id }): Step =>
                (who) =>
                  who.confirms(id),
            ),
        ],
        random,
      ),
    );
    this.stopWatching = watch(sandbox, this.guests);
  }

  /** Everybody connects. */
  async connects(): Promise<void> {
    await Promise.all(this.guests.map((guest) => guest.connects(this.waits)));
  }

  /** Settles when everybody has asked everything, whether answered or not. */
  async talks(): Promise<void> {
    await Promise.all(
      this.guests.map(async (guest, n) => {
        for (const step of this.plans[n] ?? []) {
          await this.waits(() => guest.open().length < AT_ONCE, `an answer for ${guest.name}`);
          step(guest);
          this.asked += 1;
        }
      }),
    );
  }

  /** Each of them asks one thing more. @param number of 97 to 99, each once */
  ask(number: number): void {
    for (const guest of this.guests) guest.asksFor(`list ${number}`, `list ${number}`);
  }

  /** Settles when that part of all that there is to ask has been asked. @param part from 0 to 1 */
  async hasAsked(part: number): Promise<void> {
    const all = this.plans.reduce((sum, { length }) => sum + length, 0);
    await this.waits(() => this.asked >= part * all, 'that they have asked');
  }

  /** Those who wait for an answer at this moment. */
  waiting(): Guest[] {
    return this.guests.filter((guest) => guest.open().length > 0);
  }

  /** Settles when everybody has their answers; whoever was told to try again does so. */
  async isAnswered(): Promise<void> {
    for (;;) {
      await this.waits(
        () => this.waiting().length === 0,
        () => `that everybody is answered; not so: ${this.inVain()}`,
      );
      const again = this.guests.flatMap((guest) => guest.toTryAgain().map((id) => ({ guest, id })));
      if (again.length === 0) return;
      for (const { guest, id } of again) guest.confirms(id);
    }
  }

  /** Who waits for what, and what they were told that answers nothing: for whoever has to find out why. */
  private inVain(): string {
    return this.waiting()
      .map((guest) => JSON.stringify([guest.name, guest.open(), guest.strange]))
      .join('\n');
  }

  leaves(): void {
    this.stopWatching();
  }
}

/**
 * Every fourth list with a slip of the finger; every number once, so that answers can be told apart. The last
 * three are for afterwards.
 */
function messagesOf(count: number, random: () => number): Step[] {
  const plain = PLAIN.map((key): Step => (guest) => {
    guest.asksFor(key, key === 'gibberish' ? 'qwxz vbnm' : key);
  });
  const numbers = shuffled(
    Array.from({ length: 96 }, (_, n) => n + 1),
    random,
  );
  const lists = numbers.slice(0, count - plain.length).map((n, index): Step => (guest) => {
    if (index % 4 === 3) guest.asksFor(`typo ${n}`, `lisst ${n}`);
    else guest.asksFor(`list ${n}`, `list ${n}`);
  });
  return [...plain, ...lists];
}

/** Shows each guest what the bot says to them. An edit that changes nothing is nothing to see. */
function watch({ world }: Sandbox, guests: readonly Guest[]): () => void {
  const bySpace = new Map(guests.map((guest) => [guest.space.id, guest]));
  const last = new Map<string, string>();
  return world.feed.subscribe(({ resource, event, actor, data, roomId = '' }) => {
    if (resource !== 'messages' || actor !== world.bot) return;
    if (event === 'deleted') bySpace.get(roomId)?.takenBack.add(String(data.id));
    const message = world.messages.byId(String(data.id));
    if (message === undefined) return;
    const content = JSON.stringify(message.content);
    if (last.get(message.id) === content) return;
    last.set(message.id, content);
    bySpace.get(roomId)?.see(message);
  });
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
}
