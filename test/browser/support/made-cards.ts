import { NotConnected } from '../../../src/accounts/types.js';
import { forgottenCard, backToList } from '../../../src/bot/clicks.js';
import { card } from '../../../src/bot/ui/card.js';
import { unbroken } from '../../../src/bot/ui/format.js';
import { expiredCard, showListButton } from '../../../src/bot/ui/message.js';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { contentOnTop, inZone } from '../../../src/bot/ui/text-of-card.js';
import { progressCard, reportCard, searchingJobCard } from '../../../src/features/bulk/cards.js';
import { type BulkJob, CLEAN_UP, summarize } from '../../../src/features/bulk/model.js';
import { askDeleteCard } from '../../../src/features/delete/cards.js';
import { cancelledCard, searchingCard } from '../../../src/features/list/page.js';
import { reminderCard } from '../../../src/features/notify/cards.js';
import { detailsCard } from '../../../src/features/recording/details.js';
import { askZoneCard } from '../../../src/features/settings/index.js';
import { countingCard } from '../../../src/features/storage/report.js';
import { words } from '../../../src/util/words.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { Content } from '../../../src/webex/messages.js';
import { NOW, recordingOf, recordingsOf, stateOfList } from '../../bot/support/recordings.js';
import { refusedWith } from '../../support/refused.js';

const job = (given: Partial<BulkJob['data']>, state: BulkJob['state'] = 'running'): BulkJob => ({
  ...{ id: 'j', kind: CLEAN_UP, personId: 'p', hostId: undefined, state },
  ...{ at: { id: 'm', roomId: 'r' }, createdAt: NOW, updatedAt: NOW },
  data: { phase: 'find', seen: 0, found: 0, ...given },
});
const looking = {
  ...{ seen: 1_240, found: 37 },
  search: {
    ...{ from: NOW - 10 * 365 * 86_400_000, to: NOW - 180 * 86_400_000, filter: {} },
    rule: { age: 180, unit: 'days', neverWatched: false },
  },
} as const;

/** How many ended how, of a change of 214 recordings. */
const summaryOf = (...ended: readonly [outcome: string | undefined, count: number][]) =>
  summarize(
    ended.map(([outcome, count]) => ({
      ...{ selected: true, siteUrl: 'acme.webex.com', bytes: count * 178_000_000 },
      ...{ outcome, count },
    })),
  );
const moved = { phase: 'act', what: 'trash' } as const;

const late = (text: string, below: Content): Content =>
  contentOnTop(card('late', { text: unbroken(text) }), below);
const question = (): Content => askDeleteCard({ recording: recordingOf(), state: stateOfList() });

/** Cards of what the demo is too quick, and Webex there too well, to come to. */
export const MADE: readonly {
  readonly name: string;
  readonly title: string;
  readonly content: () => Content;
}[] = [
  {
    name: 'late-answer',
    title: 'An answer that came late',
    content: () => late(words.bot.late({ took: '40 s' }), question()),
  },
  {
    name: 'late-click',
    title: 'A click that could not be done in time',
    content: () => late(words.bot.pressedLongAgo, question()),
  },
  { name: 'late-days', title: 'A click of days ago', content: () => forgottenCard(showListButton) },
  { name: 'late-card', title: 'A button that is out of date', content: expiredCard },
  { name: 'zone', title: 'Which time zone?', content: () => askZoneCard('list yesterday') },
  {
    name: 'zone-unknown',
    title: 'A time zone that there is not',
    content: () => askZoneCard('list yesterday', words.settings.unknownZone),
  },
  {
    name: 'progress-list',
    title: 'A search that takes long',
    content: () => searchingCard(stateOfList(), { count: 1_240, since: NOW }, NOW),
  },
  {
    name: 'progress-busy',
    title: 'A search that Webex makes wait',
    content: () => searchingCard(stateOfList(), { count: 1_240, busyUntil: NOW + 30_000 }, NOW),
  },
  {
    name: 'progress-stopped',
    title: 'A search that was cancelled',
    content: () => cancelledCard(stateOfList({ sort: 'largest' }), { count: 1_240, since: NOW }),
  },
  {
    name: 'progress-storage',
    title: 'A count of storage',
    content: () => countingCard({ counted: 1_240, expected: 2_300 }, NOW),
  },
  {
    name: 'progress-clean-up',
    title: 'A clean-up looks',
    content: () => searchingJobCard(job(looking), undefined),
  },
  {
    name: 'progress-move',
    title: 'A clean-up moves',
    content: () => progressCard(job(moved), summaryOf(['done', 75], [undefined, 139]), undefined),
  },
  {
    name: 'progress-paused',
    title: 'A clean-up waits for its person',
    content: () =>
      progressCard(
        job(moved, 'paused'),
        summaryOf(['done', 75], [undefined, 139]),
        new WebexUnreachable({ method: 'GET', path: '/recordings' }, 'ECONNRESET'),
      ),
  },
  {
    name: 'progress-connect',
    title: 'A clean-up waits for a connection',
    content: () =>
      progressCard(
        job(moved, 'paused'),
        summaryOf(['done', 75], [undefined, 139]),
        new NotConnected('over'),
      ),
  },
  {
    name: 'progress-over',
    title: 'What came of it, where not all went well',
    content: () =>
      reportCard(
        job(moved, 'done'),
        summaryOf(['done', 200], ['already', 3], ['unchanged:403', 8], ['unsure', 1], ['gone', 2]),
      ),
  },
  {
    name: 'problem',
    title: 'Webex does not answer',
    content: () =>
      problemCard(new WebexUnreachable({ method: 'GET', path: '/recordings' }, 'ECONNRESET'), {
        title: words.common.tryAgain,
        data: { action: 'list' },
      }),
  },
  {
    name: 'problem-refused',
    title: 'Webex refuses to show a recording',
    content: () =>
      problemCard(
        refusedWith(403, '/recordings/r', { trackingId: 'ROUTER_1' }),
        undefined,
        backToList({ list: 'x' }),
      ),
  },
  {
    name: 'details-purged',
    title: 'Details of a purged recording',
    content: () =>
      detailsCard(
        recordingOf({ status: 'purged' }),
        stateOfList({ scope: 'organization', filter: { status: 'purged' } }),
      ),
  },
  {
    name: 'reminder',
    title: 'What leaves the recycle bin',
    content: () => reminderCard(recordingsOf(3), 3),
  },
].map((made) => ({ ...made, content: () => inZone(made.content(), 'Europe/Berlin') }));

/** To Alice, as the bot. */
export async function posts(url: string, { markdown, card: content }: Content): Promise<void> {
  const answer = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox-bot' },
    body: JSON.stringify({
      ...{ toPersonEmail: 'alice@example.com', markdown },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
