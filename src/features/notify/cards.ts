import { LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { messageCard } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import type { Settings } from '../../settings/settings.js';
import type { Content } from '../../webex/messages.js';
import { factsOf, topicOf } from '../list/index.js';

/** The list has them all. */
const MOST_ROWS = 8;
const SHORT_TOPIC = 80;

/**
 * Only for their host. Long topics make it show fewer rows.
 * @param recordings one or more
 * @param zone of the text's times, IANA
 */
export function readyCard(recordings: readonly Recording[], now: number, zone?: string): Content {
  for (let rows = MOST_ROWS; ; rows -= 1) {
    const content = cardWithRows(recordings, rows, now, zone);
    if (rows === 1 || bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES) return content;
  }
}

function cardWithRows(
  recordings: readonly Recording[],
  rows: number,
  now: number,
  zone: string | undefined,
): Content {
  const shown = recordings.slice(0, rows);
  const left = recordings.length - shown.length;
  const list = writeState(latest(now));
  const filled = card('ready', {
    title:
      recordings.length === 1
        ? 'Your recording is ready'
        : `${recordings.length} recordings of yours are ready`,
    rows: shown.map((recording) => {
      const { id, siteUrl, playbackUrl } = recording;
      const short = topicOf(recording, SHORT_TOPIC);
      return {
        topic: topicOf(recording),
        facts: factsOf(recording, false).join(' · '),
        canWatch: playbackUrl !== undefined,
        watchUrl: playbackUrl ?? 'https://www.webex.com',
        details: { action: 'more', recording: id, site: siteUrl ?? '', topic: short, list },
      };
    }),
    hasMore: left > 0,
    more: `And ${left} more: your list has them.`,
  });
  return fillCard(
    filled,
    'Write **list** to see your recordings, or **notify off** to hear no more of new ones.',
    zone,
  );
}

const LIST = { title: 'Show my recordings', data: { action: 'list' } };
const say = (title: string, text: string) => ({ title, data: { action: 'say', text } });
const STORAGE = say('Show my storage', 'storage');
const SETTINGS = say('Settings', 'settings');

export function notifyStatusCard({ tellWhenReady, quiet, timeZone }: Settings): Content {
  if (!tellWhenReady) {
    return messageCard({
      title: 'I do not tell you of new recordings',
      paragraphs: ['Write **list** whenever you want to see them.'],
      buttons: [say('Tell me when one is ready', 'notify on'), LIST],
    });
  }
  const hours =
    quiet === undefined
      ? ''
      : ` From ${quiet.from} to ${quiet.to} (${timeZone ?? 'UTC'}) I stay quiet, and tell you afterwards.`;
  return messageCard({
    title: 'I tell you when a recording is ready',
    paragraphs: [`You get a message here as soon as Webex has a new recording of yours.${hours}`],
    buttons: [say('Stop telling me', 'notify off'), SETTINGS, LIST],
  });
}

export function weeklyStatusCard({ weekly, timeZone }: Settings): Content {
  if (!weekly) {
    return messageCard({
      title: 'You do not get the weekly card',
      paragraphs: ['Write **storage** whenever you want to see what your recordings take up.'],
      buttons: [say('Show me every week', 'weekly on'), STORAGE],
    });
  }
  return messageCard({
    title: 'You get a card about your storage every week',
    paragraphs: [`It comes here on Mondays at 8:00 (${timeZone ?? 'UTC'}).`],
    buttons: [say('Stop the weekly card', 'weekly off'), STORAGE, SETTINGS],
  });
}

const NOT_OFFERED = {
  organisation:
    'This bot acts for your whole organisation, and Webex tells only those of new recordings who connect for themselves.',
  'no-address':
    'Webex tells of new recordings only by calling a bot, and this one has no address that Webex can call.',
};

export function notOfferedCard(why: keyof typeof NOT_OFFERED): Content {
  return messageCard({
    title: 'I cannot tell you of new recordings here',
    paragraphs: [`${NOT_OFFERED[why]} The weekly card works all the same.`],
    buttons: [say('Show me every week', 'weekly on'), LIST],
  });
}
