import { card, fullestThatFits } from '../../bot/ui/card.js';
import { factsLine, placeOfZone } from '../../bot/ui/format.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { fillCard, inZone } from '../../bot/ui/text-of-card.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import type { Settings } from '../../settings/settings.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { TOPIC_LENGTH, factsOf, topicOf } from '../list/index.js';
import { AHEAD_DAYS } from './schedule.js';

/** The list has them all. */
const MOST_ROWS = 8;
/** Topics that a reminder names. */
const NAMED = 5;

/**
 * Only for their host. Long topics make it show fewer rows.
 * @param recordings one or more
 * @param zone of its times, IANA; each client's own where it is left out
 */
export function readyCard(recordings: readonly Recording[], now: number, zone?: string): Content {
  return fullestThatFits(MOST_ROWS, (rows) => readyRows(recordings, rows, now, zone));
}

function readyRows(
  recordings: readonly Recording[],
  rows: number,
  now: number,
  zone: string | undefined,
): Content {
  const shown = recordings.slice(0, rows);
  const left = recordings.length - shown.length;
  const list = writeState(latest(now));
  const filled = card('ready', {
    title: words.notify.ready({ count: recordings.length }),
    rows: shown.map((recording) => {
      const { id, siteUrl, playbackUrl } = recording;
      const short = topicOf(recording, TOPIC_LENGTH.line);
      return {
        topic: topicOf(recording),
        facts: factsLine(factsOf(recording, false)),
        canWatch: playbackUrl !== undefined,
        watchUrl: playbackUrl ?? 'https://www.webex.com',
        details: { action: 'more', recording: id, site: siteUrl ?? '', topic: short, list },
      };
    }),
    hasMore: left > 0,
    more: words.notify.moreReady({ count: left }),
  });
  return inZone(fillCard(filled, words.notify.readyHint), zone);
}

const storageButton = () => sayButton(words.notify.showStorage, 'storage');
const settingsButton = () => sayButton(words.common.settings, 'settings');
const remindOffButton = () => sayButton(words.notify.turnOffReminders, 'remind off');
const weeklyOnButton = () => sayButton(words.common.sendWeekly, 'weekly on');

export function notifyStatusCard({ tellWhenReady, quiet, timeZone }: Settings): Content {
  if (!tellWhenReady) {
    return messageCard({
      title: words.notify.off,
      paragraphs: [words.notify.offAdvice],
      buttons: [sayButton(words.notify.turnOn, 'notify on'), showListButton],
    });
  }
  const zone = placeOfZone(timeZone ?? 'UTC');
  return messageCard({
    title: words.notify.on,
    paragraphs: [
      quiet === undefined ? words.notify.tellsYou : words.notify.tellsYouQuiet({ ...quiet, zone }),
    ],
    buttons: [showListButton, sayButton(words.notify.turnOff, 'notify off'), settingsButton()],
  });
}

export function weeklyStatusCard({ weekly, timeZone }: Settings): Content {
  if (!weekly) {
    return messageCard({
      title: words.notify.weeklyOff,
      paragraphs: [words.notify.weeklyOffAdvice],
      buttons: [weeklyOnButton(), storageButton()],
    });
  }
  return messageCard({
    title: words.notify.weeklyOn,
    paragraphs: [words.notify.weeklyComes({ zone: placeOfZone(timeZone ?? 'UTC') })],
    buttons: [storageButton(), sayButton(words.common.stopWeekly, 'weekly off'), settingsButton()],
  });
}

export function remindStatusCard({ remind, timeZone }: Settings): Content {
  if (!remind) {
    return messageCard({
      title: words.notify.remindOff,
      paragraphs: [words.notify.remindOffAdvice],
      buttons: [sayButton(words.notify.remindMe, 'remind on'), showBinButton],
    });
  }
  return messageCard({
    title: words.notify.remindOn,
    paragraphs: [words.notify.reminds({ days: AHEAD_DAYS, zone: placeOfZone(timeZone ?? 'UTC') })],
    buttons: [showBinButton, remindOffButton(), settingsButton()],
  });
}

/** @param all of which some could be read */
export function reminderCard(recordings: readonly Recording[], all: number): Content {
  const topics = recordings
    .slice(0, NAMED)
    .map((recording) => `“${topicOf(recording, TOPIC_LENGTH.line)}”`);
  const more = all - topics.length;
  const named = present([...topics, more > 0 && words.common.andMore({ count: more })]);
  return messageCard({
    title: words.notify.leave({ count: all, days: AHEAD_DAYS }),
    paragraphs: [words.notify.leaveAdvice({ topics: named.join(', '), count: all })],
    buttons: [showBinButton, remindOffButton()],
  });
}

export function notOfferedCard(why: 'organisation' | 'no-address'): Content {
  return messageCard({
    title: words.notify.notOffered,
    paragraphs: [why === 'organisation' ? words.notify.notForOrganisation : words.notify.noAddress],
    buttons: [weeklyOnButton(), showListButton],
  });
}
