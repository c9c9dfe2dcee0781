import { LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { factsLine } from '../../bot/ui/format.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import type { Settings } from '../../settings/settings.js';
import type { Content } from '../../webex/messages.js';
import { factsOf, topicOf } from '../list/index.js';
import { AHEAD_DAYS } from './schedule.js';

/** The list has them all. */
const MOST_ROWS = 8;
const SHORT_TOPIC = 80;
/** Topics that a reminder names. */
const NAMED = 5;

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
        : `${recordings.length} recordings are ready`,
    rows: shown.map((recording) => {
      const { id, siteUrl, playbackUrl } = recording;
      const short = topicOf(recording, SHORT_TOPIC);
      return {
        topic: topicOf(recording),
        facts: factsLine(factsOf(recording, false)),
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
    'Write **list** to see your recordings, or **notify off** to turn this off.',
    zone,
  );
}

const STORAGE = sayButton('Show my storage', 'storage');
const SETTINGS = sayButton('Settings', 'settings');

export function notifyStatusCard({ tellWhenReady, quiet, timeZone }: Settings): Content {
  if (!tellWhenReady) {
    return messageCard({
      title: 'Notifications are off',
      paragraphs: ['Write **list** any time to see your recordings.'],
      buttons: [sayButton('Turn on', 'notify on'), showListButton],
    });
  }
  const hours =
    quiet === undefined
      ? ''
      : ` From ${quiet.from} to ${quiet.to} (${timeZone ?? 'UTC'}) I stay quiet and message you afterwards.`;
  return messageCard({
    title: 'Notifications are on',
    paragraphs: [`I’ll message you here when a new recording is ready.${hours}`],
    buttons: [sayButton('Turn off', 'notify off'), SETTINGS, showListButton],
  });
}

export function weeklyStatusCard({ weekly, timeZone }: Settings): Content {
  if (!weekly) {
    return messageCard({
      title: 'The weekly storage card is off',
      paragraphs: ['Write **storage** any time to see how much space your recordings use.'],
      buttons: [sayButton('Send it every week', 'weekly on'), STORAGE],
    });
  }
  return messageCard({
    title: 'The weekly storage card is on',
    paragraphs: [`It comes on Mondays at 8:00 (${timeZone ?? 'UTC'}).`],
    buttons: [sayButton('Turn off the weekly card', 'weekly off'), STORAGE, SETTINGS],
  });
}

export function remindStatusCard({ remind, timeZone }: Settings): Content {
  if (!remind) {
    return messageCard({
      title: 'Reminders about your recycle bin are off',
      paragraphs: ['Write **bin** any time to see what is in it.'],
      buttons: [sayButton('Remind me', 'remind on'), showBinButton],
    });
  }
  return messageCard({
    title: 'Reminders about your recycle bin are on',
    paragraphs: [
      `I’ll message you ${AHEAD_DAYS} days before Webex deletes what you moved to the recycle bin here, in the morning at 8:00 (${timeZone ?? 'UTC'}).`,
    ],
    buttons: [sayButton('Turn reminders off', 'remind off'), showBinButton, SETTINGS],
  });
}

/** @param all of which some could be read */
export function reminderCard(recordings: readonly Recording[], all: number): Content {
  const topics = recordings
    .slice(0, NAMED)
    .map((recording) => `“${topicOf(recording, SHORT_TOPIC)}”`);
  const more = all - topics.length;
  const leave = all === 1 ? '1 recording leaves' : `${all} recordings leave`;
  return messageCard({
    title: `${leave} your recycle bin for good in ${AHEAD_DAYS} days`,
    paragraphs: [
      `${topics.join(', ')}${more > 0 ? `, and ${more} more` : ''}. After that, nobody can bring ${all === 1 ? 'it' : 'them'} back.`,
    ],
    buttons: [showBinButton, sayButton('Turn reminders off', 'remind off')],
  });
}

const NOT_OFFERED = {
  organisation:
    'This bot works with your organisation’s access, and Webex announces new recordings only to people who connect their own account.',
  'no-address':
    'Webex announces new recordings by calling the bot, and this bot has no address that Webex can call.',
};

export function notOfferedCard(why: keyof typeof NOT_OFFERED): Content {
  return messageCard({
    title: 'Notifications about new recordings don’t work here',
    paragraphs: [`${NOT_OFFERED[why]} The weekly card works.`],
    buttons: [sayButton('Send it every week', 'weekly on'), showListButton],
  });
}
