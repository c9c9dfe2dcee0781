import assert from 'node:assert/strict';
import { makeRecordings } from '../../../sandbox/recordings/made-up.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import type { Person } from '../../../sandbox/world/people.js';
import type { Message, Space } from '../../../sandbox/world/records.js';
import { consents } from '../../support/people.js';
import type { Patience } from './patience.js';
import {
  type Said,
  isChecked,
  isUnderWay,
  saysDone,
  saysToFollow,
  whatItAnswers,
} from './what-it-answers.js';

/** Something that the bot let a person see. */
export interface Shown extends Said {
  readonly messageId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Something that a person asked, and every answer to it. */
export interface Ask {
  /** See `whatItAnswers`. */
  readonly key: string;
  readonly shown: Shown[];
  /** What there was to see before an answer took its place. */
  readonly begun: Shown[];
  /** How often it was asked: once more after each answer that said to try again. */
  times: number;
}

/** A person in the crowd, at their own client: it sees what Webex shows, and fails never. */
export class Guest {
  readonly asks = new Map<string, Ask>();
  /** What answers nothing that was asked. */
  readonly strange: Said[] = [];
  readonly everything: Shown[] = [];
  /** The list that comes by itself once they are connected. */
  readonly first: Ask = { key: 'list 100', shown: [], begun: [], times: 1 };
  /** Messages that the bot took back, by their ids: what they said stands elsewhere. */
  readonly takenBack = new Set<string>();
  /** Answers whose list is still to come, by the ids of the messages in which it will stand. */
  private readonly toFollow = new Map<string, Ask>();

  private constructor(
    private readonly sandbox: Sandbox,
    readonly name: string,
    readonly person: Person,
    readonly space: Space,
    private readonly token: string,
  ) {}

  /** A new person with that many recordings, whose topics carry the person's name. */
  static arrive(sandbox: Sandbox, name: string, recordings: number, random: () => number): Guest {
    const { world } = sandbox;
    const { id, token } = sandbox.addPerson({ name });
    const person = world.people.byId(id);
    assert.ok(person);
    const made = makeRecordings({
      ...{ person, count: recordings, days: 20, sites: person.sites, now: world.now(), random },
    });
    sandbox.recordings.seed(made.map((one, n) => ({ ...one, topic: `${name} meeting ${n}` })));
    return new Guest(sandbox, name, person, world.spaces.meet(person, world.bot), token);
  }

  /** The recordings that this person hosts. */
  recordings() {
    return this.sandbox.recordings.ofPerson(this.person.id).all();
  }

  /** Connects the account and has the first list. */
  async connects(waits: Patience): Promise<void> {
    this.writes('connect');
    await waits(() => this.link() !== undefined, `a link for ${this.name}`);
    const page = await consents(this.link() ?? '', this.token);
    assert.equal(page.status, 200, await page.text());
    const list = (): Shown | undefined =>
      this.everything.find((each) => whatItAnswers(each) === this.first.key);
    await waits(() => list() !== undefined, `the first list for ${this.name}`);
    this.first.shown.push(...[list()].flatMap((shown) => shown ?? []));
  }

  /** Asks by words. */
  asksFor(key: string, words: string): void {
    this.note(key);
    this.writes(words);
  }

  /** Confirms that a recording goes to the recycle bin, on the newest card there is. */
  confirms(recordingId: string): void {
    const recording = this.sandbox.recordings.get(recordingId);
    const card = this.space.messages.findLast(({ author, content }) => {
      const [attached] = content.attachments ?? [];
      // A click would call off what it is about.
      return author.type === 'bot' && attached !== undefined && !isUnderWay(saidIn(content));
    });
    assert.ok(recording && card);
    this.note(`trash ${recordingId}`);
    const list = `30.0.${Math.floor(Date.now() / 1000)}.20.0`;
    const inputs = { action: 'trash', recording: recordingId, site: recording.siteUrl, list };
    this.sandbox.world.actions.submit(this.person, card, inputs);
  }

  /** Deletions of which the last answer was that they should be tried again. */
  toTryAgain(): string[] {
    return [...this.asks.values()].flatMap(({ key, shown, times }) => {
      const last = shown.at(-1);
      const failed = key.startsWith('trash ') && shown.length >= times && last !== undefined;
      return failed && !saysDone(last) ? [key.slice('trash '.length)] : [];
    });
  }

  /** Asks without an answer yet, or with one whose list is still to come. */
  open(): Ask[] {
    const begun = new Set(this.toFollow.values());
    return [...this.asks.values()].filter((ask) => ask.shown.length < ask.times || begun.has(ask));
  }

  /** Takes in what the bot has written or changed in this person's space. */
  see({ id, content }: Message): void {
    const said = { ...saidIn(content), messageId: id, at: Date.now() };
    this.everything.push(said);
    if (this.asks.size === 0 || isChecked(said)) return;
    const key = whatItAnswers(said);
    const ask = key === this.first.key ? this.first : this.asks.get(key ?? '');
    if (ask === undefined) this.strange.push(said);
    else if (isUnderWay(said)) ask.begun.push(said);
    else this.take(id, ask, said);
  }

  /** An answer, or the list that an earlier one has promised. */
  private take(messageId: string, ask: Ask, said: Shown): void {
    const [begun] = [...this.toFollow].find(([, each]) => each === ask) ?? [];
    // Whatever takes its place, it will not stand here any more.
    this.toFollow.delete(messageId);
    if (begun !== undefined && !saysToFollow(said)) this.toFollow.delete(begun);
    else ask.shown.push(said);
    if (saysToFollow(said)) this.toFollow.set(messageId, ask);
  }

  private note(key: string): void {
    const ask = this.asks.get(key) ?? { key, shown: [], begun: [], times: 0 };
    ask.times += 1;
    this.asks.set(key, ask);
  }

  private writes(text: string): void {
    const content = { text, mentioned: [], mentionsAll: false };
    this.sandbox.world.messages.create(this.space, this.person, content);
  }

  private link(): string | undefined {
    return /"url":"([^"]+\/oauth\/connect\?[^"]+)"/.exec(JSON.stringify(this.everything))?.[1];
  }
}

function saidIn({ markdown = '', attachments }: Message['content']): Said {
  return { markdown, card: attachments?.[0]?.content };
}
