import assert from 'node:assert/strict';
import type { Hold } from '../../sandbox/control/holds.js';
import { type Journey, journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { until } from '../support/until.js';

const IN_A_MONTH = 1_240;
/** Of two pages each, after the first page. */
const PIECES = 6;

/** Somebody with many recordings, and what they do without waiting for the answer. */
class Person {
  private constructor(
    readonly j: Journey,
    readonly client: Client,
    /** Lists of one second are one list: lets a second go by. */
    readonly later: () => void,
  ) {}

  static async begin(searchPatienceMs: number): Promise<Person> {
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const j = await journey({ app: { searchPatienceMs, now } });
    const { token } = j.sandbox.addPerson({ name: 'Frida', recordings: IN_A_MONTH, days: 29 });
    const person = new Person(j, j.as(token), () => (ahead += 1_000));
    await person.client.connects();
    return person;
  }

  async writes(text: string): Promise<void> {
    await this.client.api('POST', '/messages', { toPersonEmail: 'recordings@webex.bot', text });
  }

  async presses(card: SeenCard, inputs: Record<string, string>): Promise<void> {
    const messageId = card.message.id;
    await this.client.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
  }

  /** From now on lists wait, after so many that go through. */
  holds(after: number): Hold {
    const hold = this.j.sandbox.hold({ method: 'GET', path: /^\/v1\/recordings$/ });
    hold.pass(after);
    return hold;
  }

  /** The last card, once it says this. */
  async sees(text: RegExp): Promise<SeenCard> {
    let card = await this.client.card();
    const hope = (): string => `${String(text)} instead of:\n${card.text()}`;
    await until(async () => text.test((card = await this.client.card()).text()), hope);
    return card;
  }

  /** Asks for the latest list again, the largest first: the search finds a hundred, and then waits. */
  async wantsLargest(): Promise<Hold> {
    const card = await this.client.lists();
    const { list = '' } = card.dataOf('Refresh');
    const hold = this.holds(1);
    await this.presses(card, { action: 'refresh', list: `${list}?sort=largest` });
    return hold;
  }
}

describe('journey: lists that are counted', () => {
  let frida: Person;
  let j: Journey;
  before(async () => {
    frida = await Person.begin(10_000);
    j = frida.j;
  });
  beforeEach(() => frida.later());
  afterEach(async () => {
    j.sandbox.faults.set([]);
    j.sandbox.letGo();
    await j.rest();
  });
  after(() => j.end());

  /** Texts of the cards that were sent since then, in their order. */
  const shownSince = (sent: number): string[] =>
    j.sandbox
      .cards()
      .slice(sent)
      .map(({ card }) => JSON.stringify(card));

  it('the newest come at once, and in their place the totals when all is counted', async () => {
    const sent = j.sandbox.cards().length;
    // One list before the first card: all others are held up until it is there.
    const hold = frida.holds(1);
    await frida.writes('list');
    await frida.sees(/1–5 of 100\+ · counting…/);
    hold.open();
    await j.rest();
    const card = await frida.client.card();
    const [first = '', last = '', ...more] = shownSince(sent);
    assert.match(first, /1–5 of 100\+ · counting…/);
    assert.match(last, /1–5 of 100\+? · 1,240 in all, [\d.]+ GB/);
    assert.deepEqual(more, []);
    assert.equal(card.message.updated === undefined, false);
  });

  it('the pages of a list that was counted cost no call to its recordings', async () => {
    const card = await frida.client.lists();
    j.sandbox.calls.clear();
    await card.click('Older ›');
    assert.match((await frida.client.card()).text(), /6–10 of 100\+? · 1,240 in all/);
    assert.equal(j.calls().includes('GET /recordings'), false);
  });

  it('what was changed is not shown as it was', async () => {
    const card = await frida.client.lists();
    const page = card.dataOf('Older ›');
    const { recording, ...data } = card.dataOf('Delete…');
    const trash = { ...data, recording, action: 'trash' };
    await frida.client.submits(card.message.id, trash);
    await frida.client.submits(card.message.id, page);
    const older = await frida.client.card();
    assert.match(older.text(), /6–10 of [\d,]+\+? · 1,239 in all/);
    await older.click('‹ Newer');
    const newest = await frida.client.card();
    const shown = newest.buttons('Delete…').map(({ data }) => data?.recording);
    assert.equal(shown.length, 5);
    assert.ok(recording !== undefined && !shown.includes(recording));
  });

  it('whoever clicks on while it is counted keeps what they clicked for', async () => {
    const sent = j.sandbox.cards().length;
    const hold = frida.holds(1);
    await frida.writes('list');
    const counting = await frida.sees(/1–5 of 100\+ · counting…/);
    await frida.presses(counting, counting.dataOf('Older ›'));
    await frida.sees(/6–10 of 100\+ · counting…/);
    hold.open();
    await j.rest();
    const card = await frida.client.card();
    assert.match(card.text(), /6–10 of 100\+? · 1,239 in all/);
    assert.equal(card.message.id, counting.message.id);
    const shown = shownSince(sent);
    const moved = shown.findIndex((text) => text.includes('6–10 of'));
    assert.ok(moved > 0);
    assert.equal(
      shown.slice(moved).some((text) => text.includes('1–5 of')),
      false,
    );
  });

  it('says what is wrong when it fails after the first card, and how to go on', async () => {
    const hold = frida.holds(1);
    await frida.writes('list');
    await frida.sees(/counting…/);
    j.sandbox.faults.set([{ path: '^/v1/recordings', status: 403 }]);
    hold.open();
    await j.rest();
    j.sandbox.faults.set([]);
    const card = await frida.client.card();
    assert.doesNotMatch(card.text(), /counting…/);
    assert.ok(card.has('Show my recordings'), card.text());
  });
});

describe('journey: searches that take long', () => {
  let frida: Person;
  let j: Journey;
  before(async () => {
    frida = await Person.begin(100);
    j = frida.j;
  });
  beforeEach(() => frida.later());
  afterEach(async () => {
    j.sandbox.faults.set([]);
    j.sandbox.letGo();
    await j.rest();
  });
  after(() => j.end());

  it('says how far it is, and then shows the list, the largest first', async () => {
    const hold = await frida.wantsLargest();
    const searching = await frida.sees(/^Searching your recordings…\n100 found so far/);
    assert.ok(searching.has('Cancel'));
    hold.open();
    await j.rest();
    const card = await frida.client.card();
    assert.equal(card.message.id, searching.message.id);
    assert.match(card.text(), /1–5 of 100\+? · 1,240 in all/);
    const sizes = [...card.text().matchAll(/· ([\d.]+) (MB|GB)\b/g)]
      .map(([, size, unit]) => Number(size) * (unit === 'GB' ? 1_000 : 1))
      .slice(-5);
    assert.equal(sizes.length, 5);
    assert.deepEqual(
      [...sizes].sort((one, other) => other - one),
      sizes,
    );
  });

  it('goes behind the line: one can write meanwhile, and is answered', async () => {
    const hold = await frida.wantsLargest();
    await frida.sees(/^Searching your recordings…/);
    await frida.writes('help');
    await until(async () => /help/i.test((await frida.client.lastHeard()).markdown ?? ''));
    assert.match(frida.client.see(await searchingMessage()).text(), /^Searching your recordings…/);
    hold.open();
    await j.rest();
  });
  async function searchingMessage() {
    const all = await frida.client.heard();
    return all.filter(({ attachments }) => attachments).at(-2);
  }

  it('ends when it is cancelled, says what it had, and can be begun again', async () => {
    const hold = await frida.wantsLargest();
    const searching = await frida.sees(/^Searching your recordings…/);
    const walked = (): number => j.calls().filter((call) => call === 'GET /recordings').length;
    await until(() => hold.waiting() === PIECES, 'that all pieces are under way');
    const before = walked();
    await frida.presses(searching, searching.dataOf('Cancel'));
    const cancelled = await frida.sees(/^Search cancelled/);
    assert.match(cancelled.text(), /100 found so far/);
    // Pressed twice: nothing begins again.
    await frida.presses(searching, searching.dataOf('Cancel'));
    await until(() => hold.waiting() === 0, 'that what was under way is called off');
    hold.open();
    await j.rest();
    assert.match((await frida.client.card()).text(), /^Search cancelled/);
    assert.ok(walked() <= before + PIECES, `${walked()} calls, ${before} before`);
    await cancelled.click('Search again');
    assert.match((await frida.client.card()).text(), /1–5 of 100\+? · 1,240 in all/);
  });

  it('says that Webex is busy, and until when, and can be cancelled', async () => {
    j.sandbox.faults.set([{ path: '/recordings$', status: 429, headers: { 'Retry-After': '60' } }]);
    await frida.writes('list');
    const busy = await frida.sees(/Webex is busy; going on in \d+ seconds\./);
    await frida.presses(busy, busy.dataOf('Cancel'));
    await frida.sees(/^Search cancelled/);
  });

  it('a count of storage that waits for Webex says so, holds nothing up, and can be cancelled', async () => {
    const headers = { 'Retry-After': '60' };
    j.sandbox.faults.set([{ path: '/recordings$', status: 429, headers }]);
    await frida.writes('storage');
    const busy = await frida.sees(/^Counting the recordings…[^]*busy; going on in \d+ seconds\./);
    await frida.writes('help');
    await until(async () => /help/i.test((await frida.client.lastHeard()).markdown ?? ''));
    await frida.presses(busy, busy.dataOf('Cancel'));
    const now = async (): Promise<string> => {
      const heard = await frida.client.heard();
      const card = heard.find(({ id }) => id === busy.message.id);
      return card === undefined ? '' : frida.client.see(card).text();
    };
    await until(async () => (await now()).startsWith('Count stopped\n0 so far.'));
    await j.rest();
    assert.match(await now(), /^Count stopped/);
  });

  for (const words of ['bin', 'clean up older than 1 day']) {
    it(`${words} that waits for Webex says so, and can be cancelled`, async () => {
      const headers = { 'Retry-After': '60' };
      j.sandbox.faults.set([{ path: '/recordings$', status: 429, headers }]);
      await frida.writes(words);
      const busy = await frida.sees(/Webex is busy; going on in \d+ seconds\./);
      await frida.presses(busy, busy.dataOf('Cancel'));
      await frida.sees(/cancelled|Nothing was changed/i);
      await j.rest();
      assert.match((await frida.client.card()).text(), /cancelled|Nothing was changed/i);
    });
  }

  it('a count of storage that is cancelled calls off what is under way, and can be begun again', async () => {
    const hold = frida.holds(0);
    await frida.writes('storage');
    const counting = await frida.sees(/^Counting the recordings…/);
    await until(() => hold.waiting() > 0, 'that the count is under way');
    await frida.presses(counting, counting.dataOf('Cancel'));
    const stopped = await frida.sees(/^Count stopped/);
    await until(() => hold.waiting() === 0, 'that what was under way is called off');
    await frida.presses(counting, counting.dataOf('Cancel'));
    await until(
      async () => (await frida.client.lastHeard()).markdown?.includes('counted now') ?? false,
    );
    hold.open();
    await j.rest();
    await stopped.click('Count again');
    assert.match((await frida.client.card()).text(), /^Your recordings use/);
  });

  it('a count of storage ends on its card where Webex is too busy to change that at first', async () => {
    const hold = frida.holds(0);
    await frida.writes('storage');
    const { message } = await frida.sees(/^Counting the recordings…/);
    const headers = { 'Retry-After': '0' };
    const busy = { method: 'PUT', path: '^/v1/messages', status: 429, headers, times: 9 };
    j.sandbox.faults.set([busy]);
    hold.open();
    await j.rest();
    const report = await frida.client.card();
    assert.equal(report.message.id, message.id);
    assert.match(report.text(), /^Your recordings use/);
  });

  it('is finished by another process when its own ends', async () => {
    const hold = await frida.wantsLargest();
    const searching = await frida.sees(/^Searching your recordings…/);
    await frida.writes('storage');
    const counting = await frida.sees(/^Counting the recordings…/);
    await j.app.stop();
    assert.match((await frida.client.card()).text(), /^Counting the recordings…/);
    hold.open();
    await j.next();
    await j.rest();
    const heard = await frida.client.heard();
    const [list, report] = [searching, counting].map(({ message }) => {
      const there = heard.find(({ id }) => id === message.id);
      return there === undefined ? '' : frida.client.see(there).text();
    });
    assert.match(list ?? '', /1–5 of 100\+? · 1,240 in all/);
    assert.match(report ?? '', /^Your recordings use/);
  });
});
