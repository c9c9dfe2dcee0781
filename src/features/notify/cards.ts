import { card, fullestThatFits } from '../../bot/ui/card.js';
import { factsLine, placeOfZone } from '../../bot/ui/format.js';
import { sayButton, shortCard, showBinButton, showListButton } from '../../bot/ui/message.js';
import { fillCard, inZone } from '../../bot/ui/text-of-card.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import type { Settings } from '../../settings/settings.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { TOPIC_LENGTH, factsOf, topicOf } from '../list/index.js';
import { AHEAD_DAYS, morningOf } from './schedule.js';
import { pattern } from '../../util/pattern.js';

/** The list has them all. */
const MOST_ROWS = 8;
/** Topics that a reminder names. */
const NAMED = 5;

/**
 * Only for the recordings' host. With long topics it shows fewer rows.
 * @param recordings one or more
 * @param zone of its times, IANA; left out, each client shows its own
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
const offButton = (what: string) => sayButton(words.notify.turnOff, `${what} off`);
const weeklyOnButton = () => sayButton(words.common.sendWeekly, 'weekly on');

export function notifyStatusCard({ tellWhenReady, quiet, timeZone }: Settings): Content {
  const turnOn = sayButton(words.notify.turnOn, 'notify on');
  if (!tellWhenReady)
    return shortCard(words.notify.off, words.notify.offAdvice, [turnOn, showListButton]);
  const zone = placeOfZone(timeZone ?? 'UTC');
  const how =
    quiet === undefined ? words.notify.tellsYou : words.notify.tellsYouQuiet({ ...quiet, zone });
  return shortCard(words.notify.on, how, [showListButton, offButton('notify'), settingsButton()]);
}

/** What is asked for, nothing tells the bot of. */
export const untoldCard = (): Content =>
  shortCard(words.notify.tellsLess, words.notify.tellsOnly, [
    sayButton(words.notify.turnOn, 'notify on'),
    weeklyOnButton(),
    sayButton(words.notify.remindMe, 'remind on'),
  ]);

export function weeklyStatusCard({ weekly, timeZone, quiet }: Settings): Content {
  if (!weekly)
    return shortCard(words.notify.weeklyOff, words.notify.weeklyOffAdvice, [
      weeklyOnButton(),
      storageButton(),
    ]);
  const how = words.notify.weeklyComes({
    time: morningOf({ quiet }),
    zone: placeOfZone(timeZone ?? 'UTC'),
  });
  return shortCard(words.notify.weeklyOn, how, [
    storageButton(),
    offButton('weekly'),
    settingsButton(),
  ]);
}

/** “to delete this tomorrow”: no reminder of the bot’s. */
const OF_ONE = pattern`^(to|about|of|tomorrow|later|next|in|on|at|when)\s(?!.*\b(bin|gone|deleted|leave)\b)`;

/** @param asked behind the command */
export function remindStatusCard({ remind, timeZone, quiet }: Settings, asked = ''): Content {
  if (/\b(?:storage|space|quota|watch\w*)\b/i.test(asked)) return untoldCard();
  if (OF_ONE.test(asked))
    return shortCard(words.notify.remindsOfNothing, words.notify.remindsOfBin, [
      sayButton(words.notify.remindMe, 'remind on'),
      sayButton(words.notify.askMonthly, 'ask me each month'),
    ]);
  if (!remind)
    return shortCard(words.notify.remindOff, words.notify.remindOffAdvice, [
      sayButton(words.notify.remindMe, 'remind on'),
      showBinButton,
    ]);
  const at = { time: morningOf({ quiet }), zone: placeOfZone(timeZone ?? 'UTC') };
  const how = words.notify.reminds({ days: AHEAD_DAYS, ...at });
  return shortCard(words.notify.remindOn, how, [
    showBinButton,
    offButton('remind'),
    settingsButton(),
  ]);
}

/** @param all of which some could be read */
export function reminderCard(recordings: readonly Recording[], all: number): Content {
  const topics = recordings
    .slice(0, NAMED)
    .map((recording) => `“${topicOf(recording, TOPIC_LENGTH.line)}”`);
  const more = all - topics.length;
  const named = present([...topics, more > 0 && words.common.andMore({ count: more })]);
  const title = words.notify.leave({ count: all, days: AHEAD_DAYS });
  const advice = words.notify.leaveAdvice({ topics: named.join(', '), count: all });
  return shortCard(title, advice, [
    showBinButton,
    sayButton(words.notify.turnOffReminders, 'remind off'),
  ]);
}

export function notOfferedCard(why: 'organisation' | 'no-address'): Content {
  const reason = why === 'organisation' ? words.notify.notForOrganisation : words.notify.noAddress;
  return shortCard(words.notify.notOffered, reason, [weeklyOnButton(), showListButton]);
}
