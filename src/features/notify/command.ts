import { type Actor, NotConnected } from '../../accounts/types.js';
import { type Command, command, phrases } from '../../bot/feature.js';
import { askToConnect } from '../../bot/connect.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
import { type Settings, isNotified } from '../../settings/settings.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { notifyStatusCard, remindStatusCard, weeklyStatusCard } from './cards.js';
import type { NotifierDeps } from './subscription.js';
import { canSubscribe, changeSettings, notOffered, tokenProblem } from './subscription.js';
import { pattern } from '../../util/pattern.js';

const ON = pattern('i')`
  ^(?:
    on|yes|start|enable|activate|set\s+up|send|i\s+(?:want|would\s+like)
    |(?:when(?:ever)?|once|if|as\s+soon\s+as)\s.*(?<!\bnot\s)\b
    (?:ready|available|done|processed|finished|recorded|there|up|online)
    |(?:when(?:ever)?|once|if|about|of|on|for)\s.*\bnew\s+(?:ones?|recordings?|videos?)(?:
      \s+(?:of\s+mine|come|comes|come\s+in|appears?|arrives?|is\s+there)
    )?
  )$
`;
const OFF = /^(off|no|stop|never)$/i;

/** Requests and questions that name one of them last: “turn on the weekly card”, “is the weekly card on”. */
const asksAbout = (name: string): RegExp[] => {
  const it = `(?:(?:the|my|any|an?|your|all|next)\\s+)*(?:${name})`;
  return [
    pattern('i')`^(?:turn|switch)\s+(?<what>on)\s+${it}$`,
    pattern('i')`^(?:and|also)\s+${it}(?:\s+(?:too|also|as\s+well|please))*$`,
    pattern('i')`
      ^(?<what>start|enable|activate|set(?:\s+up)?|add|send|i\s+(?:want|would\s+like))\s+
      (?:(?:me|to\s+(?:get|have|receive))\s+)?${it}$
    `,
    pattern('i')`
      ^(?:is|are)\s+${it}\s+(?:turned\s+|switched\s+)?(?:on|off|enabled|disabled|active)$
      |^(?:when|how\s+often|what\s+time|which\s+day)\s+(?:do|does|will|is|are|comes?)\s+(?:(?:you|i|it)\s+)?
      (?:(?:send|get|receive)\s+)?(?:me\s+)?${it}(?:\s+(?:come|due|arrive|(?:be\s+)?sent))?$
      |^(?:what|which)\s+(?:${name})\s+(?:do\s+i\s+(?:have|get)|are\s+(?:on|set\s+up))$
      |^(?:change|move|set|switch)\s+${it}\s+(?:to|on|for)\s+\S.*$
    `,
  ];
};

/** Undefined for any other words. */
function onOrOff(rest: string): boolean | undefined {
  if (ON.test(rest)) return true;
  return OFF.test(rest) ? false : undefined;
}

const AS_WELL =
  /^(?=.*\b(?:and|also|plus|too|well)\b)(?:(?:and|also|plus)\s+)*(?:(?:the|an?)\s+)?(?:(?<weekly>weekly)|(?<remind>reminders?)|(?<notify>notifications?))(?:\s+(?:card|summary|report|overview)s?)?(?:\s+(?:too|also|as\s+well|please))*$/i;

/** “and weekly too”, below “notify on”: that one on, too. */
function asWell(whole: string, before: string): string | undefined {
  const named = Object.entries(AS_WELL.exec(whole)?.groups ?? {});
  const [name] = named.find(([, said]: [string, string?]) => said !== undefined) ?? [];
  return name === undefined ? undefined : `${name} ${before}`.trim();
}

/** Notifications need a connection: asks for one. @returns whether it asked */
async function asksToConnect(
  deps: NotifierDeps,
  actor: Actor,
  reply: (content: Content) => Promise<MessageAt>,
): Promise<boolean> {
  const problem = await tokenProblem(deps, actor);
  if (!(problem instanceof NotConnected)) return false;
  await askToConnect(reply, actor, problem.reason, deps);
  return true;
}

/** `notify on`, `notify off`; anything else shows the current setting. */
export const notifyCommand = (deps: NotifierDeps): Command =>
  command({
    name: 'notify',
    changes: true,
    words: phrases(
      'notify, notify me, tell me, notifications, let me know, subscribe',
      'unmute, alert me, ping me, message me, inform me',
    ),
    says: [
      ...asksAbout('notifications?|alerts?'),
      /^(?:turn|switch)\s+(?:the\s+|my\s+)?notifications?\s+(?:back\s+)?(?<what>on)(?:\s+again)?$/i,
      /^(?:send|give|drop)\s+(?:me\s+)?(?:an?\s+)?(?:e?-?mail|message|note|notification|alert|ping)\s+(?<what>(?:when|once|if|as\s+soon)\s.*)$/i,
    ],
    help: words.notify.help,
    group: 'notifications',
    follows: (line, before, whole) => {
      const when = line.replace(/^(?:(?:then|but|no|only|just)[\s,]+)+/i, '');
      return /^(?:when|once|if|as\s+soon)\b/i.test(when) && ON.test(when)
        ? `notify ${when}`
        : asWell(whole, before);
    },
    run: async ({ actor, permit, reply }, rest) => {
      const { settings } = deps;
      if (!canSubscribe(deps)) return await reply(notOffered(deps));
      const tellWhenReady = onOrOff(rest);
      if (tellWhenReady !== undefined) {
        await changeSettings(deps, permit, actor, { tellWhenReady });
      }
      const now = await settings.of(actor.personId);
      // The setting is stored: notifications begin once the person connects.
      if (now.tellWhenReady && (await asksToConnect(deps, actor, reply))) return;
      await reply(notifyStatusCard(now));
    },
  });

/** `stop`: what is on, each with the button that turns it off. */
export const stopCommand = (deps: NotifierDeps): Command =>
  command({
    name: 'stop',
    words: phrases(
      'stop, unsubscribe, mute, be quiet, shut up, enough, stop it, silence, leave me alone',
      'opt out, turn off, switch off, disable',
    ),
    says: [
      pattern('i')`
        ^(?:stop|quit|cease)\s+(?!.*\b(?:night|evening|weekend|hours?)s?\b)(?:(?:send|messag|writ|text|ping|notify|bother|email|remind|tell)ing)\s+(?:to\s+)?me(?:\s.*)?$
        |^(?:remove|take|unsubscribe)\s+me\s+(?:from|off)\s+(?!.*\b(?:recordings?|meetings?)\b).*$
        |^(?:cancel|end|stop|disable|pause|no|(?:turn|switch)\s+off)\s+(?:(?:my|the|all|these|your|more)\s+)*(?:subscriptions?|notifications?|messages|alerts|reminders)$|^notifications\s+off$
        |^(?:turn|switch)\s+(?!.*\bquiet\b)(?:\S+\s+){1,4}off(?:\s+again)?$
        |^(?:do(?:\s+not|\s*n['’]?t)|never)\s+(?:remind|notify|message|ping|tell|bother|disturb|write|text)
        \s+(?:to\s+)?me(?:\s+(?:any\s?more|again|please|about\s.+))*$
      `,
      /^(?:and\s+)?(?:what\s+else\s+(?:do|will)\s+you\s+(?:send|message|tell|write|notify).*|(?:(?:are|is)\s+)?(?:they|both|all|everything|it|notifications|reminders)\s+(?:(?:all|really|now|still)\s+)*(?:on|off)(?:\s+now)?|(?:what|which(?:\s+\S+)?)(?:['’]?s|\s+is|\s+are|\s+was|\s+were|\s+(?:have|did|do)\s+i(?:\s+have)?)\s+(?:(?:switched|turned|switch|turn|still|currently)\s+)*on|how\s+many\s+(?:days|hours)\s+(?:before|ahead|in\s+advance)|how\s+often(?:\s+(?:is|will)\s+(?:that|it)(?:\s+be)?)?)$/i,
      /^(?:about\s+what|what|when|how\s+often|which\s+(?:messages|things|notifications))\s+(?:do|will|would|are)\s+(?:you|i)\s+(?:going\s+to\s+)?(?:message|messaging|notify|write|writing|tell|telling|ping|remind|send|contact|get)(?:\s+(?:to\s+)?(?:me|from\s+you|now|then))?(?:\s+(?:about|of|for|on))?$/i,
      /^(?:i['’]?m|i\s+am|we['’]?re)\s+(?:on\s+(?:holidays?|vacation|leave|pto)|away|out\s+of\s+(?:the\s+)?office)(?![\w-]).*$/i,
      /^i\s+(?:do\s*n['’]?o?t|no\s+longer)\s+(?:need|want)\s+(?:(?:any|the|your|these|more)\s+)*(?:notifications?|reminders?|messages)(?![\w-]).*$/i,
    ],
    help: words.notify.stopHelp,
    group: 'notifications',
    run: async ({ actor, reply }) => {
      const chosen = await deps.settings.of(actor.personId);
      const { tellWhenReady, weekly, remind, monthly } = chosen;
      const isQuiet = !isNotified(chosen) && monthly === undefined;
      const isBusy = await deps.isUnderWay(actor);
      await reply(
        messageCard({
          title: isQuiet ? words.notify.tellsNothing : words.notify.whatITell,
          paragraphs: present([
            tellWhenReady && words.notify.youHear,
            weekly && words.notify.weeklyIsOn,
            remind && words.notify.remindIsOn,
            monthly && words.notify.asksMonthly,
            isBusy ? words.notify.underWay : words.notify.stopsByButton,
          ]),
          buttons: isBusy ? [sayButton(words.notify.showWork, 'progress')] : [],
          // Alike, so none stands out, and each on a line of its own.
          tools: present([
            tellWhenReady && sayButton(words.notify.turnOffNotifications, 'notify off'),
            weekly && sayButton(words.notify.turnWeeklyOff, 'weekly off'),
            remind && sayButton(words.notify.turnOffReminders, 'remind off'),
            monthly && sayButton(words.notify.stopAsking, 'stop asking'),
            sayButton(words.common.settings, 'settings'),
          ]).map((one) => [one]),
        }),
      );
    },
  });

/** “on fridays please”, “no, at 9”, “how long before?” */
const OTHER_TIME = pattern('i')`
  ^(?:(?:and|but|no|ok|make\s+(?:it|that)|better|not\s+\w+day)[\s,]+)*(?:
    (?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?:\s+(?:is|are|would\s+be)\s+\w+)?|daily|monthly|(?:every|each)\s+(?:day|morning|month|\w+day)
    |(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|o['’]?clock)|at\s+\d[\d:.]*
    |how\s+(?:long|often|many\s+days)(?:\s+(?:before|ahead)(?:hand)?)?|when|what\s+time|which\s+day|what(?:['’]?s|\s+is)\s+in\s+it
  )(?:\s+(?:instead|rather|then|please))*$
`;

/** Turns a regular card on or off: `… on`, `… off`; anything else shows the current setting. */
const turned = (
  deps: NotifierDeps,
  setting: 'weekly' | 'remind',
  status: (chosen: Settings, rest: string) => Content,
  spec: Pick<Command, 'words' | 'says' | 'help'>,
): Command =>
  command({
    ...spec,
    name: setting,
    changes: true,
    group: 'notifications',
    // Its answer says when it comes.
    follows: (line, before, whole) => (OTHER_TIME.test(line) ? setting : asWell(whole, before)),
    run: async ({ actor, permit, reply }, rest) => {
      const { settings } = deps;
      const isOn = onOrOff(rest);
      if (isOn !== undefined) {
        // Ask them to connect now, not when the card is due.
        if (isOn) await deps.tokens.get(actor);
        await changeSettings(deps, permit, actor, { [setting]: isOn });
      }
      const now = await settings.of(actor.personId);
      if (now[setting] && (await asksToConnect(deps, actor, reply))) return;
      await reply(status(now, isOn === undefined ? rest : ''));
    },
  });

const CARD = '(?:card|report|summary|storage|update|message|overview|digest)s?';
const TELL = '(?:send|give|get|e?-?mail|tell|show|message)\\s+me';
const EVERY = '(?:(?:every|each|once\\s+a)\\s+(?:day|morning|week|month|\\w+day)|on\\s+\\w+days)';
const OFTEN = '(?:weekly|daily|monthly|regular)';

export const weeklyCommand = (deps: NotifierDeps): Command =>
  turned(deps, 'weekly', weeklyStatusCard, {
    words: phrases(
      'weekly, weekly card, weekly summary, weekly report',
      'daily report, monthly report, send it every week, send this every week, send me this every week',
    ),
    says: [
      ...asksAbout(`weekly(?:\\s+${CARD})?|monday\\s+${CARD}`),
      pattern('i')`
        ^(?:(?:send|give|get|e?-?mail|want)\s+(?:me\s+)?)?(?:an?|the|my)\s+${OFTEN}\s+${CARD}$
        |^${TELL}\s.+\s(?<!of\s)${EVERY}$|^${EVERY}[\s,]+${TELL}\s.+$
      `,
    ],
    help: words.notify.weeklyHelp,
  });

export const remindCommand = (deps: NotifierDeps): Command =>
  turned(deps, 'remind', remindStatusCard, {
    words: ['remind', 'remind me', 'reminders', 'reminder'],
    says: [
      ...asksAbout('reminders?'),
      /^(?:(?:send|give)\s+(?:me\s+)?(?:an?\s+)?(?:reminders?|warnings?)|and\s+remind\s+me)\s+(?<what>\S.*)$|^(?:tell|warn|notify|alert)\s+me\s+(?=before\s.*\b(?:deleted|removed|gone|purged|emptied|that\s+happens)\b)/i,
    ],
    help: words.notify.remindHelp,
  });
