import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { type Actor, NotConnected, NotServed, actsForSelf } from '../accounts/types.js';
import { ANY_TURN, idempotencyKey } from '../events/event.js';
import { maybeForgotten } from '../events/upkeep.js';
import { isStoreFailure } from '../store/errors.js';
import { Permit } from '../util/permit.js';
import { SECOND } from '../util/time.js';
import { isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { MessageAt, Messaging } from '../webex/messaging.js';
import { type Feature, intentOf } from './feature.js';
import { type AccessGuard, sameWords } from './access/access-guard.js';
import { askToConnect, type ConnectDeps } from './connect.js';
import { type BaseContext, type Dispatched, type Undispatched, cardsAbove } from './context.js';
import { baseContext, NotDelivered, viewContext } from './context.js';
import { NoSuchHost, NotAllowed } from './access/impersonation.js';
import type { FrameworkHandlers, HeardAction, HeardMessage } from './framework/framework.js';
import { LONGEST_READ } from './framework/mention.js';
import { words } from '../util/words.js';
import { commandMatcher, type Understood } from './match-command.js';
import type { StaleClickDeps } from './clicks.js';
import {
  forgottenCard,
  planClick,
  sorryIfLate,
  tellFirst,
  backToList,
  retryAction,
  retryCommand,
} from './clicks.js';
import { lastAnswers } from './follow-ups.js';
import type { Button } from './ui/card.js';
import { expiredCard } from './ui/message.js';
import { type Zones, contentOnTop } from './ui/text-of-card.js';
import { problemCard } from './ui/problem.js';

interface RouterDeps extends ConnectDeps, StaleClickDeps {
  readonly features: readonly Feature[];
  readonly guard: AccessGuard;
  readonly messaging: Messaging;
  readonly settings: Zones;
  readonly log: Logger;
}

const HALF_ANSWERED_IN_MEMORY = 1_000;
/** Nobody reads the answer and presses again that soon. */
const TWICE_WITHIN_MS = 2 * SECOND;

export interface Router extends FrameworkHandlers {
  /** Answers in the 1:1 space what a person asked before they had connected. */
  readonly resume: (actor: Actor, line: string) => (above: Content) => Promise<void>;
}

/**
 * Routes words to commands and clicks to actions, behind the guard. Every failure becomes an answer, except
 * those worth a retry of the event: the handler rejects when the answer could not be sent, the database
 * failed, or Webex did not say who the person is.
 */
export function createRouter(deps: RouterDeps): Router {
  const { features, guard, messaging, log, now } = deps;
  const actions = new Map(
    features.flatMap((feature) => feature.actions ?? []).map((action) => [action.name, action]),
  );
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const matcher = commandMatcher(commands, now);
  const lastly = lastAnswers(matcher);
  const isSame = sameWords(now);
  const beforeUpdate = async (at: MessageAt): Promise<void> => {
    for (const feature of features) await feature.beforeUpdate?.(at);
  };

  const dispatch = async (permit: Permit, line: string, as: BaseContext): Promise<Dispatched> => {
    const understood = matcher.match(line);
    if (!('command' in understood)) return 'unknown';
    const { command, rest } = understood;
    if (as.looksOnly === true && command.changes === true) return 'unknown';
    if (!actsForSelf(as.actor) && command.forOthers !== true) return 'not-for-others';
    lastly.note(as.actor, understood);
    await command.run({ ...passingOn(permit, as), permit, line }, rest);
    return 'done';
  };
  /** Dispatched lines run for the same person, and answer in the same way. */
  const passingOn = <C extends Undispatched<BaseContext>>(
    permit: Permit,
    as: C,
  ): C & Pick<BaseContext, 'dispatch'> => {
    const ctx: C & Pick<BaseContext, 'dispatch'> = {
      ...as,
      dispatch: (line, to = ctx) => dispatch(permit, line, to),
      offers: (readings) => lastly.noteReadings(as.actor, readings),
    };
    return ctx;
  };

  /** For messages whose handling failed half-way: how many of their commands were answered. */
  const answeredOf = new LRUCache<string, number>({ max: HALF_ANSWERED_IN_MEMORY });

  /** A line without a command is the search that it may mean, where that finds something; else it is asked. */
  const taken = async (actor: Actor, read: Understood): Promise<Understood> => {
    const doubted = 'command' in read ? read.doubted : undefined;
    const guessed = 'command' in read ? (read.title ?? doubted) : read.meant;
    if (guessed === undefined) return read;
    // “incident review login outage” is a name before it is a request to log in.
    const { search } = guessed;
    const meant =
      search === undefined ? guessed : { name: 'find', text: search, isTopic: true as const };
    for (const { finds } of features) {
      if ((await finds?.(actor, meant)) !== true) continue;
      if (meant === doubted) return read;
      return meant.isTitle === true ? { meant } : matcher.match(meant.text);
    }
    return doubted === undefined ? read : { meant: undefined };
  };

  const onMessage = async (bot: Bot, heard: HeardMessage, whole: Understood): Promise<void> => {
    const { personId, personEmail } = heard.message;
    const actor: Actor = { personId, ...(personEmail === '' ? {} : { email: personEmail }) };
    const goesOn = lastly.goesOn(actor, heard.line);
    const line = goesOn ?? heard.line;
    const meanings =
      goesOn === undefined ? (matcher.matchEach(heard.lines) ?? [whole]) : [matcher.match(goesOn)];
    const are = (what: 'changes' | 'forUnserved') => (meaning: Understood) =>
      'command' in meaning && meaning.command[what] === true;
    const { id, created, roomId } = heard.message;
    const { turn = ANY_TURN } = heard.message;
    turn.declare(meanings.some(are('changes')) ? 'change' : 'view');
    const data = { id, roomId, personId };
    const eventKey = idempotencyKey({ resource: 'messages', event: 'created', data });
    const permit = Permit.ofEvent(eventKey);
    const here = baseContext(bot, actor, deps, heard.message);
    const cut = heard.isCut && words.bot.readPart({ count: LONGEST_READ });
    const ctx = passingOn(permit, tellFirst(sorryIfLate(here, heard.message, now()), cut));
    const erasesOwnData = meanings.every(are('forUnserved'));
    if (!(await guard.allow(ctx, { eventKey, created, erasesOwnData }))) return;
    const isAgain = isSame(personId, heard.line, eventKey);
    const asked = { ...ctx, permit };
    const above = cardsAbove({ messaging, log, actions }, heard.message, asked);
    const written = meanings.length === 1 ? { line } : {};
    // An edited message is another one.
    const attempted = [eventKey, ...heard.lines].join('\n');
    const before = answeredOf.get(attempted) ?? 0;
    for (const [at, read] of meanings.entries()) {
      if (at < before) continue;
      const meaning = isAgain ? read : await taken(actor, read);
      if (!('command' in meaning)) {
        if (isAgain) log.info('repeated words not answered');
        else
          for (const { unknown } of features)
            if ((await unknown?.({ ...asked, ...above, line }, meaning.meant)) === true) break;
        return;
      }
      const { command, rest } = meaning;
      lastly.note(actor, meaning);
      const again = retryCommand(command.name, rest);
      const run = () => command.run({ ...asked, ...above, ...written }, rest);
      if (maybeForgotten(created, now())) await ctx.reply(forgottenCard(again));
      // Ask to connect once, not for each command.
      else if ((await answered(deps, ctx, ctx.reply, again, run)) === 'asked-to-connect') return;
      for (const { heard: after } of features) after?.(actor, command);
      answeredOf.set(attempted, at + 1);
    }
    answeredOf.delete(attempted);
  };

  /** Clicks that were answered by a message of its own, by who pressed what. */
  const pressedLast = new LRUCache<string, { readonly eventKey: string; readonly at: number }>({
    max: HALF_ANSWERED_IN_MEMORY,
  });

  const onAction = async (bot: Bot, { attachmentAction: click }: HeardAction): Promise<void> => {
    const { id, roomId, messageId, personId, inputs, created, receivedAt } = click;
    const { turn = ANY_TURN } = click;
    const action = typeof inputs.action === 'string' ? actions.get(inputs.action) : undefined;
    turn.declare(intentOf(action));
    const data = { id, roomId, personId };
    const eventKey = idempotencyKey({ resource: 'attachmentActions', event: 'created', data });
    const permit = Permit.ofEvent(eventKey);
    const clicked = viewContext(bot, click, { ...deps, beforeUpdate });
    const answer = { isNew: true };
    const here: typeof clicked = {
      ...clicked,
      update: (content) => {
        answer.isNew = !clicked.direct;
        return clicked.update(content);
      },
    };
    const view = sorryIfLate(here, click, now());
    if (!(await guard.allow(view, { eventKey, created }))) return;
    const pressed =
      intentOf(action) === 'view' ? JSON.stringify([personId, messageId, inputs]) : '';
    const last = pressedLast.get(pressed);
    const pressedAt = Date.parse(created ?? '');
    // Where the card stays as it is, a double click would be answered by two messages.
    if (last !== undefined && last.eventKey !== eventKey && pressedAt - last.at < TWICE_WITHIN_MS) {
      log.info('repeated click not answered');
      return;
    }
    if (action === undefined) {
      await view.reply(expiredCard());
      return;
    }
    const plan = await planClick(action, { ...view, permit }, receivedAt, deps, created);
    const ctx = passingOn(permit, plan.ctx);
    if ('ask' in plan) {
      await ctx.reply(forgottenCard(retryAction(action, inputs)));
      return;
    }
    if ('dispatch' in plan) {
      const again = retryCommand(plan.dispatch, '');
      await answered(deps, ctx, ctx.reply, again, () => ctx.dispatch(plan.dispatch));
      return;
    }
    // Inputs that no card of this version sends do nothing.
    if (!plan.action.speaks) lastly.forget(ctx.actor);
    const runs = async () =>
      await (plan.action.parse(inputs)?.run(ctx) ?? ctx.update(expiredCard()));
    const again = retryAction(plan.action, inputs);
    await answered(deps, ctx, ctx.update, again, runs, backToList(inputs));
    if (pressed !== '' && answer.isNew) pressedLast.set(pressed, { eventKey, at: pressedAt });
  };

  const resume: Router['resume'] = (actor, line) => async (above) => {
    const permit = Permit.ofUpkeep('resumed');
    const { personId: toPersonId } = actor;
    const say = async (content: Content) => {
      const whole = contentOnTop(above.card ?? {}, content);
      return await messaging.post({ toPersonId }, whole);
    };
    const ctx = passingOn(permit, { actor, direct: true, say, reply: say });
    await answered(deps, ctx, say, retryCommand(line, ''), () => ctx.dispatch(line));
  };

  return {
    commands: commands.map((command) => ({
      pattern: matcher.phraseOf(command),
      help: command.help,
      run: (bot, heard) => onMessage(bot, heard, matcher.find(heard.text) ?? { meant: undefined }),
    })),
    onUnmatched: (bot, heard) => onMessage(bot, heard, matcher.match(heard.line)),
    onAction,
    resume,
    onSpawn: async (bot: Bot, addedBy: string) => {
      const here = baseContext(bot, { personId: addedBy }, deps);
      const ctx = passingOn(Permit.ofUpkeep('welcome'), here);
      // People whom the bot does not serve learn so by asking; a welcome would offer what they cannot have.
      if (!(await guard.admits(ctx.actor))) return;
      for (const { welcome } of features) await welcome?.(ctx);
    },
  };
}

async function answered(
  deps: ConnectDeps & { readonly log: Logger },
  ctx: BaseContext,
  answer: (content: Content) => Promise<unknown>,
  again: Button | undefined,
  work: () => Promise<unknown>,
  back?: Button,
): Promise<'asked-to-connect' | undefined> {
  const { log } = deps;
  try {
    await work();
  } catch (error) {
    // Both are worth a retry of the whole event; the audit knows what was done.
    if (error instanceof NotDelivered) throw error;
    if (isStoreFailure(error)) throw error;
    if (error instanceof NotConnected) {
      const said = again?.data.action === 'say' ? again.data.text : undefined;
      // Whoever connects for their own recordings gets the list anyway.
      const question = error.purpose === 'own' && said === 'list' ? undefined : said;
      await askToConnect(ctx.reply, ctx.actor, error.reason, deps, error.purpose, question);
      return 'asked-to-connect';
    }
    if (isWebexError(error)) {
      // The person sees the trackingId; whoever runs the bot has to find it too.
      log.warn({ err: error }, 'Webex request failed');
    } else if (![NotServed, NotAllowed, NoSuchHost].some((kind) => error instanceof kind)) {
      // Decisions about access are nothing for the operator to look into.
      log.error({ err: error }, 'command or action failed');
    }
    await answer(problemCard(error, again, back));
  }
  return undefined;
}
