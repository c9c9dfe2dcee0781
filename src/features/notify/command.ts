import { type Actor, NotConnected } from '../../accounts/types.js';
import { type Command, command, phrases } from '../../bot/feature.js';
import { askToConnect } from '../../bot/connect.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
import { type Settings, isNotified } from '../../settings/settings.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { notifyStatusCard, remindStatusCard, untoldCard, weeklyStatusCard } from './cards.js';
import type { NotifierDeps } from './subscription.js';
import { canSubscribe, changeSettings, notOffered, tokenProblem } from './subscription.js';
import { pattern, source } from '../../util/pattern.js';

const TIMES = source`(when(ever)?|once|if|as soon as)`;
const NEW = source`((some|any)thing|ones?|recordings?|videos?|it|they|mine|meetings?|calls?)`;
/** Of what the bot hears nothing. */
const ELSE = source`(?!.*\b(watch|view|se(e|en)|delet|remov|storage|space|quota|full|shar|download|bin|gone|left|limit|used))`;
const ON = pattern`
  ^((please|only|just|about|of|on|for|me)\s+)*(
    on|yes|start|enable|activate|set up|send|i (want|would like)
    |${ELSE}(${TIMES} (.* )?|about |the |an? )?new ${NEW}(['’]s)?( (of mine|only|please|com(es?|ing)( in)?|appears?|arrives?|ready|is (there|ready|in|up|available)))*
    |${ELSE}${TIMES} (?=.*\b${NEW}(['’]s)?\b).*(?<!\bnot\s)\b(ready|available|done|processed|finished|recorded|there|up|online)
      ( (after|for|of|from|in|at) .*)?
    |${TIMES} (some|any)thing new (comes?( in)?|appears|arrives|is there)
  )( please|[\s,]+(and |but )?(nothing|(not )?the) (others?|rest|else)( no| not| off)?)?$
`;
/** News that nothing tells the bot of. */
const UNTOLD = pattern`(?<![\p{L}\d])(${TIMES}(?! ((anything|any \p{L}+) (?=was|were|got))?(was|were|got|is|are|did|do|does|will|have|has)\b)|in case|at(?= \d))(?![\p{L}\d])`;
/** “tell me the size of the retro”: no news at all. */
const NO_NEWS = pattern`^(?!(on|off|about|of|for|only|just|not|no|to|me|it|that|this|more|again|please|every\p{L}*|daily|weekly|by|via|in|at)(?![\p{L}\d]))\S+ \S`;
const OFF = /^(off|no|stop|never)$/i;

/** Requests and questions that name one of them last: “turn on the weekly card”, “is the weekly card on”. */
const asksAbout = (name: string): RegExp[] => {
  const it = `(?:(?:the|my|any|an?|your|all|next)\\s+)*(?:${name})`;
  return [
    pattern`^(turn|switch) (?=.*(${name}))(${it} (back )?)?(?<what>on)( ${it})?( again)?$`,
    pattern`^(and|also) ${it}( (thing|too|also|as well|please))*$`,
    pattern`^${it} (?<what>on|off)( (again|please))*$`,
    pattern`
      ^((and|also) )*(?<what>start|enable|activate|set( up)?|add|send|i (want|would like))\s+
      ((me|to (get|have|receive)) )?${it}$
    `,
    pattern`
      ^(is|are) ${it} (turned |switched )?(on|off|enabled|disabled|active)$
      |^(when|how often|what time|which day) (do|does|will|is|are|comes?) ((you|i|it) )?
      ((send|get|receive) )?(me )?${it}( (come|due|arrive|(be )?sent))?$
      |^(what|which) (${name}) (do i (have|get)|are (on|set up))$
      |^(change|move|set|switch) ${it} (to|on|for) \S.*$
    `,
  ];
};

/** Undefined for any other words. */
function onOrOff(rest: string): boolean | undefined {
  // “…, I’m always running around”
  if (ON.test(rest) || ON.test(rest.replace(/,\s+(?!and|but|not|nothing|only).*$/i, '')))
    return true;
  return OFF.test(rest) ? false : undefined;
}

const AS_WELL = pattern`
  ^(?=.*\b(and|also|plus|too|well|about)\b)((and|also|plus|(what|how) about) )*((the|an?) )?(
    (?<weekly>weekly|summary|report|overview|digest)|(?<remind>reminders?)|(?<notify>notifications?)
  )( (card|summary|report|overview)s?)?( (on|every|each) (week|\w+days?))?( (too|also|as well|please))*$
`;

/** “but not in the evening”, “only during working hours”: quiet hours. */
const QUIET_THEN = pattern`^((but|and|just|please)[\s,]+)*(?<hours>(not|never|only) (in|at|on|after|before|during|between)\s.*)$`;

/** “and weekly too”, below “notify on”: that one on, too. */
function asWell(whole: string, before: string): string | undefined {
  const { hours } = QUIET_THEN.exec(whole)?.groups ?? {};
  if (hours !== undefined) return /^only/i.test(hours) ? 'settings' : hours;
  const named = Object.entries(AS_WELL.exec(whole)?.groups ?? {});
  const [name] = named.find(([, said]: [string, string?]) => said !== undefined) ?? [];
  const isOn = onOrOff(before);
  if (name === undefined || isOn === undefined || /\babout\b/i.test(whole)) return name;
  return `${name} ${isOn ? 'on' : 'off'}`;
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
      'unmute, alert me, ping me, message me, inform me, intimate me',
    ),
    says: [
      ...asksAbout('notifications?|alerts?'),
      pattern`^(do|will|would|can|could) (i|we|you) (get|have|receive|send( me)?) (an? )?(e?-?mail|message|note|notification|alert|ping) (when|once|if|as soon)\s.*$`,
      pattern`^((and|also|then) )+(tell|inform|notify|alert|let) (me|us)( know)? (?<what>(${TIMES}) .*)$`,
      pattern`^((send|give|drop) (me )?|get |receive |i (want|need) )(an? )?(\p{L}+ )?(e?-?mail|message|note|notification|alert|ping|shout|nudge|call|heads.?up|hint|warning) (?<what>(when(ever)?|once|if|as soon)\s.*)$`,
    ],
    help: words.notify.help,
    group: 'notifications',
    follows: (line, before, whole) => {
      const when = line.replace(/^(?:(?:then|but|no|only|just|also|and)[\s,]+)+/i, '');
      return /^(?:when|once|if|as\s+soon)\b/i.test(when) && ON.test(when)
        ? `notify ${when}`
        : (asWell(whole, before) ?? (OTHER_TIME.test(line) ? 'notify' : undefined));
    },
    run: async ({ actor, permit, reply, dispatch, line = '' }, rest) => {
      const { settings } = deps;
      const tellWhenReady = onOrOff(rest);
      if (tellWhenReady === undefined) {
        const { named } =
          /^(?:(?:more|all|everything)\s+)?about\s+(?<named>.+)$/i.exec(rest)?.groups ?? {};
        if (named !== undefined && /\btell\s+me\b/i.test(line))
          return await dispatch(`watch ${named}`);
        if (UNTOLD.test(rest)) return await reply(untoldCard());
        if (NO_NEWS.test(rest) && (await dispatch(rest)) !== 'unknown') return;
      }
      if (!canSubscribe(deps)) return await reply(notOffered(deps));
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
      pattern`
        ^(stop|quit|cease) (?!.*\b(night|evening|weekend|hours?)s?\b)
        ((send|messag|writ|text|ping|notify|bother|email|remind|tell)ing) (to )?me(\s.*)?$
        |^(remove|take|unsubscribe) me (from|off) (?!.*\b(recordings?|meetings?)\b).*$
        |^(cancel|end|stop|disable|pause|no|(turn|switch) off) ((my|the|all|these|your|more) )*(
          subscriptions?|notifications?|messages|alerts|reminders
        )$
        |^notifications off$|^(turn|switch) (?!.*\bquiet\b)(\S+ ){1,4}off( again)?$
        |^(do( not|\s*n['’]?t)|never) (remind|notify|message|ping|tell|bother|disturb|write|text)\s+(to )?me
        ( (any\s?more|again|please|about\s.+))*$
      `,
      pattern`
        ^(and )?(
          what else (do|will) you (send|message|tell|write|notify).*
          |((are|is) )?(they|both|all|everything|it|notifications|reminders) ((all|really|now|still) )*(on|off)
          ( now)?
          |(what|which( \S+)?)(['’]?s| is| are| was| were| (have|did|do) i( have)?)\s+
          ((switched|turned|switch|turn|still|currently) )*on( now)?|what (did|have) you (set|turned?|switched?) (up|on)
          |((what|which( \S+)?) )?(am|are) (i|we) (subscribed|signed up) (to|for)|((what|which)(['’]?s| is| are)? )?(my )?subscriptions?
          |how many (days|hours) (before|ahead|in advance)|how often( (is|will) (that|it)( be)?)?
        )$
      `,
      pattern`
        ^(about what|what|when|how often|which (messages|things|notifications)) (do|will|would|are) (you|i)\s+
        (going to )?(message|messaging|notify|write|writing|tell|telling|ping|remind|send|contact|get)
        ( (to )?(me|from you|now|then))?( (about|of|for|on))?$
      `,
      pattern`^(i['’]?m|i am|we['’]?re) (on (holidays?|vacation|leave|pto)|away|out of (the )?office)(?![\w-]).*$`,
      pattern`
        ^i (do\s*n['’]?o?t|no longer) (need|want) ((any|the|your|these|more) )*(notifications?|reminders?|messages)
        (?![\w-]).*$
      `,
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
const OTHER_TIME = pattern`
  ^((and|but|no|ok|make (it|that)|better|not \w+day)[\s,]+)*(
    (on )?(mon|tues|wednes|thurs|fri|satur|sun)days?( (is|are|would be) \w+)?|daily|monthly
    |(every|each) (day|morning|month|\w+day)|(at )?\d{1,2}([:.]\d\d)?\s*([ap]\.?m\.?|o['’]?clock)|at \d[\d:.]*
    |how (long|often|many days)( (before|ahead)(hand)?)?|when|what time|which day|what(['’]?s| is) in it
    |(an?|one|two|three|\d+) (hour|day|week)s? (before|ahead|earlier|in advance)( (is|would be) \w+)?
    |(only|not) (for|about|of|from|if) (?!.*\b(hours?|morning|evening|night|weekend|last|this)s?\b).+
    |((also|send|them|it|can you) )*(by|via|per|as an?) (e-?mail|mail|sms|text|phone|teams|slack)( \w+)?
  )( (instead|rather|then|please))*$
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

const CARD = source`(card|report|summary|storage|update|message|overview|digest)s?`;
const TELL = source`(send|give|get|e?-?mail|tell|show|message) me`;
const EVERY = source`((every|each|once a) (day|morning|week|month|\w+day)|on \w+days)`;
const OFTEN = source`(weekly|daily|monthly|regular)`;

export const weeklyCommand = (deps: NotifierDeps): Command =>
  turned(deps, 'weekly', weeklyStatusCard, {
    words: phrases(
      'weekly, weekly card, weekly summary, weekly report',
      'daily report, monthly report, send it every week, send this every week, send me this every week',
    ),
    says: [
      ...asksAbout(source`weekly( ${CARD})*|monday ${CARD}`),
      pattern`
        ^((send|give|get|e?-?mail|want) (me )?)?(an?|the|my) ${OFTEN} ${CARD}( (on|every|each) \S+day( mornings?)?s?)?$
        |^${TELL} (?!only\s).+\s(?<!of\s)${EVERY}$|^${EVERY}[\s,]+${TELL}\s.+$
      `,
    ],
    help: words.notify.weeklyHelp,
  });

export const remindCommand = (deps: NotifierDeps): Command =>
  turned(deps, 'remind', remindStatusCard, {
    words: ['remind', 'remind me', 'reminders', 'reminder'],
    says: [
      ...asksAbout('reminders?'),
      pattern`
        ^((send|give) (me )?(an? )?(reminders?|warnings?)|and remind me) (?<what>\S.*)$
        |^(and )?(tell|warn|notify|alert) me\s+
        (?=before\s.*\b((delet|remov|purg|empti|disappear|vanish|leav|expir|los)\w*|gone|that happens)\b)
      `,
    ],
    help: words.notify.remindHelp,
  });
