import assert from 'node:assert/strict';
import { addRecording } from '../../sandbox/control/add-recording.js';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn } from '../support/shelf.js';

const HOSTILE = 'Plan [sign in](https://evil.example) ${1+1} <b>now</b>';

describe('journey: one recording', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  /** A recording of Alice's, and the card that More… shows of it. */
  const details = async (given: Record<string, unknown> = {}): Promise<SeenCard> => {
    const { id, siteUrl } = addRecording(j.sandbox.world, j.sandbox.recordings, {
      host: 'alice@example.com',
      daysAgo: 0.5,
      ...given,
    });
    return await opened({ recording: id, site: siteUrl });
  };
  const opened = async (target: Record<string, string>): Promise<SeenCard> => {
    const list = await alice.lists();
    await alice.submits(list.message.id, { ...list.dataOf('Details'), ...target, action: 'more' });
    return await alice.card();
  };
  const pressed = async (card: SeenCard, title: string): Promise<SeenCard> => {
    await card.click(title);
    return await alice.card();
  };
  const harmless = (card: SeenCard): void => {
    const { markdown = '' } = card.message;
    for (const text of [...card.text().split('\n'), markdown]) {
      assert.doesNotMatch(text, /\][([:]|https?:\/\/|\$\{|[<>]/);
    }
  };

  it('More… shows everything about it in the place of the list, and the list again', async () => {
    const list = await alice.lists();
    const card = await pressed(list, 'Details');
    assert.equal(card.message.id, list.message.id);
    const facts = JSON.stringify(card.content);
    for (const name of ['Recorded', 'Ready', 'Length', 'Size', 'Format', 'Kind', 'Site']) {
      assert.match(facts, new RegExp(`"title":"${name}"`));
    }
    assert.match(card.text(), /\nMeeting ID\n\w+_I_\d+\n/);
    assert.match(card.message.markdown ?? '', /- Length: 52 min\n/);
    assert.ok(card.link('Watch').startsWith('https://'));
    assert.deepEqual((await pressed(card, '« Back to the list')).topics(), list.topics());
  });

  it('keeps its password behind a button, and out of the words for clients without cards', async () => {
    const card = await details({ password: 'Zr4{{x}}9' });
    assert.ok(card.has('Password'));
    assert.match(card.text().replace(/\n/g, ''), /Password: Zr4\{\{x\}\}9/);
    assert.doesNotMatch(card.message.markdown ?? '', /Zr4|https?:/);
  });

  it('says what others wrote without letting it be more than text', async () => {
    const card = await details({
      topic: HOSTILE,
      integrationTags: ['[tag](https://evil.example)'],
      accesses: 9,
      transcript: true,
      summary: true,
    });
    const titles = ['Download…', 'Who watched…', 'Transcript', 'Summary', 'Share…', 'Delete…'];
    harmless(card);
    for (const title of titles) {
      await alice.submits(card.message.id, card.dataOf(title));
      harmless(await alice.card());
    }
  });

  describe('downloads', () => {
    it('are links fetched for the click, with their end, on the card alone', async () => {
      const card = await pressed(await details({ format: 'MP4', transcript: true }), 'Download…');
      assert.match(
        card.text(),
        /The links work until \w{3} \d{1,2} \w+ \d{4}, \d{1,2}:\d\d\..+Anyone who has the links can use them without signing in/s,
      );
      for (const title of ['Video', 'Audio', 'Transcript']) {
        const url = card.link(title);
        assert.equal((await fetch(url)).status, 200);
        assert.equal(j.log().includes(new URL(url).search), false);
      }
      assert.doesNotMatch(card.message.markdown ?? '', /https?:|ticket/);
      assert.match(card.message.markdown ?? '', /The links are on the card\./);
      assert.ok((await pressed(card, '« Back to the recording')).has('Share…'));
    });

    it('are told to be prevented where they are', async () => {
      const card = await pressed(await details({ preventDownload: true }), 'Download…');
      assert.match(card.text(), /can’t download this recording/);
      assert.equal(card.has('Video'), false);
    });
  });

  describe('who watched', () => {
    it('is counted for the last 90 days, and the latest are named', async () => {
      const target = await details({ accesses: 40, daysAgo: 80 });
      const card = await pressed(target, 'Who watched…');
      assert.match(card.text(), /\d+ views and \d+ downloads? by \d people so far\./);
      const named = card.text().match(/ – .+ (watched|downloaded) it/g) ?? [];
      assert.equal(named.length, 10);
      assert.match(card.message.markdown ?? '', /CES?T – \w+ \w+ (watched|downloaded) it/);
    });

    it('is said to be nobody', async () => {
      const card = await pressed(await details({ accesses: 0 }), 'Who watched…');
      assert.match(card.text(), /Nobody has watched or downloaded it yet\./);
    });

    it('says what an administrator can allow, where Webex refuses', async () => {
      const card = await details();
      j.sandbox.faults.set([{ path: '/recordingReport/', status: 403 }]);
      const refused = await pressed(card, 'Who watched…');
      assert.match(refused.text(), /administrator .* can allow .*recordings_read/);
      assert.ok(refused.has('« Back to the recording'));
    });

    it('is offered again where Webex has a problem', async () => {
      const card = await details();
      j.sandbox.faults.set([{ path: '/recordingReport/', status: 503 }]);
      const failed = await pressed(card, 'Who watched…');
      j.sandbox.faults.set([]);
      assert.match((await pressed(failed, 'Try again')).text(), /^Who watched/);
    });
  });

  describe('transcript', () => {
    it('begins on the card, and is sent whole as text or with its times', async () => {
      const card = await pressed(await details({ transcript: true }), 'Transcript');
      assert.match(card.text(), /^Transcript of “Standup”\n00:00:00 .+: Welcome, everybody/);
      for (const [title, end] of [
        ['Send as text', 'txt'],
        ['Send with times (.vtt)', 'vtt'],
      ] as const) {
        await card.click(title);
        const sent = (await alice.heard()).filter((message) => 'files' in message).at(-1);
        const [url = ''] = (sent as { files?: string[] } | undefined)?.files ?? [];
        const file = await alice.raw('GET', new URL(url).pathname.replace('/v1', ''));
        assert.match(
          file.headers.get('content-disposition') ?? '',
          new RegExp(`transcript-[\\d-]{15}-[^"]+\\.${end}`),
        );
        assert.match(await file.text(), end === 'vtt' ? /^WEBVTT/ : /^00:00:00 /);
      }
    });

    it('is kindly said not to be there', async () => {
      const card = await pressed(await details({ transcript: false }), 'Transcript');
      assert.match(card.text(), /no transcript of this meeting for you/);
    });

    it('leads back to the search that it came from, where Webex refuses it', async () => {
      await details({ transcript: true });
      const list = await alice.lists('list standup of the last 12 months');
      const [heading] = list.text().split('\n');
      j.sandbox.faults.set([{ path: '/recordings/[0-9a-f]+$', status: 451 }]);
      for (const title of ['Details', 'Share…', 'Delete…']) {
        await alice.submits(list.message.id, list.dataOf(title));
        const refused = await alice.card();
        assert.match(refused.text(), /^Webex refused the request/);
        await refused.click('« Back to the list');
        assert.equal((await alice.card()).text().split('\n')[0], heading);
      }
    });

    it('needs a permission, which is named', async () => {
      const card = await details({ transcript: true });
      j.sandbox.faults.set([{ path: '/meetingTranscripts$', status: 403 }]);
      const refused = await pressed(card, 'Transcript');
      assert.match(refused.text(), /meeting:transcripts_read/);
      assert.ok(refused.has('Connect again'));
    });
  });

  describe('summary', () => {
    it('is shown as plain words, with what is to do', async () => {
      const card = await pressed(await details({ transcript: true, summary: true }), 'Summary');
      assert.match(card.text(), /\nStandup\n• The team went through last week's numbers & agreed/);
      assert.match(card.text(), /\*\*To do\*\*\n• Bob sends the numbers round\./);
    });

    it('is kindly said not to be there', async () => {
      const card = await pressed(await details({ transcript: true, summary: false }), 'Summary');
      assert.match(card.text(), /no summary of this meeting for you/);
    });

    it('needs a permission, which is named', async () => {
      const card = await details();
      j.sandbox.faults.set([{ path: '/meetingSummaries', status: 403 }]);
      assert.match((await pressed(card, 'Summary')).text(), /meeting:summaries_read/);
    });
  });

  describe('what Webex says when it refuses a part', () => {
    const parts = [
      ['Who watched…', '/recordingReport/', 403, /administrator of your Webex site can allow/],
      ['Transcript', '/meetingTranscripts$', 403, /meeting:transcripts_read/],
      ['Transcript', '/meetingTranscripts$', 404, /captions or the AI assistant/],
      ['Summary', '/meetingSummaries', 403, /meeting:summaries_read/],
      ['Summary', '/meetingSummaries', 400, /AI assistant/],
    ] as const;
    const reasons = [
      ['User does not have a Webex site.', /Your account has no Webex site\./],
      ['The user is not entitled to this.', /You have no licence for this on this site\./],
      ['The recording is on legal hold.', /It is on legal hold\./],
      ['The siteUrl is invalid.', /doesn’t accept the address of this site/],
    ] as const;

    it('is told in our words where they are known, and else as Webex’s own, made harmless', async () => {
      for (const [button, path, status, own] of parts) {
        // A card is edited ten times at most.
        const card = await details({ transcript: true });
        const refusedWith = async (message: string): Promise<SeenCard> => {
          j.sandbox.faults.set([{ path, status, message }]);
          return pressed(card, button);
        };
        for (const [message, ours] of reasons) {
          const refused = await refusedWith(message);
          assert.match(refused.text(), ours);
          assert.doesNotMatch(refused.text(), own);
          assert.ok(!refused.has('Connect again'));
        }
        const scope = (await refusedWith('The token lacks the required scope.')).text();
        assert.match(scope, own);
        assert.doesNotMatch(scope, /Webex says/);
        const unknown = await refusedWith('Ask [Eve](https://evil.example) for ${it}');
        assert.match(unknown.text(), own);
        assert.match(unknown.text(), /Webex says: “Ask \[Eve\]\u2060\(https:\u2060\/\u2060\/evil/);
        assert.doesNotMatch(unknown.message.markdown ?? '', /Webex says|Eve/);
      }
    });
  });

  it('in the recycle bin can be restored or deleted, and nothing that does not work', async () => {
    const list = await alice.lists();
    const { recording = '', site = '' } = list.dataOf('Delete…');
    await list.trashes();
    const card = await opened({ recording, site });
    assert.match(card.text(), /in the recycle bin\. Webex deletes it on \d{1,2} \w+ \d{4},/);
    for (const title of ['Watch', 'Password', 'Download…', 'Share…']) assert.ok(!card.has(title));
    assert.match(
      (await pressed(card, 'Delete permanently…')).text(),
      /Webex deletes it on \d{1,2} \w+ \d{4} anyway/,
    );
    await alice.submits(card.message.id, card.dataOf('Restore'));
    assert.equal(recordingIn(j, recording).status, 'available');
  });

  it('that is gone is said to be gone, by each of its buttons', async () => {
    const card = await details({ transcript: true });
    const { recording = '' } = card.dataOf('Delete…');
    await alice.api('DELETE', `/recordings/${recording}`);
    const before = everyStatus(j);
    for (const title of [
      'Download…',
      'Who watched…',
      'Transcript',
      'Summary',
      'Share…',
      'Delete…',
    ]) {
      await alice.submits((await alice.card()).message.id, card.dataOf(title));
      assert.match((await alice.card()).text(), /^Webex no longer shows that recording/, title);
    }
    for (const action of ['transcript-txt', 'transcript-vtt', 'confirm-share', 'share', 'more']) {
      await alice.submits((await alice.card()).message.id, { ...card.dataOf('Delete…'), action });
      assert.match((await alice.card()).text(), /^Webex no longer shows that recording/, action);
    }
    assert.deepEqual(everyStatus(j), before);
  });
});
