import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { isOver } from '../../accounts/account-store.js';
import type { DeviceEnd, DeviceFlow } from '../../accounts/oauth-flow.js';
import { withToken } from '../../accounts/token-provider.js';
import {
  ACCOUNT_ROLES,
  AccessRefused,
  type AccountRole,
  type Actor,
  accountKey,
  refusesApp,
} from '../../accounts/types.js';
import { type Action, action, nothing } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import { type ConnectDeps as AskDeps, askToConnect, newCodeButton } from '../../bot/connect.js';
import type { Background, Feature } from '../../bot/feature.js';
import { expiredCard, messageCard, showListButton } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { showsEnd } from '../../bot/ui/progress.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { type JobKind, jobKind } from '../../jobs/job.js';
import { every } from '../../util/async.js';
import type { Permit } from '../../util/permit.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WebexRefused, hasStatus, isWebexError } from '../../webex/errors.js';
import { personIdOf, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { type MessageAt, updateOrRepost } from '../../webex/messaging.js';
import type { Deps } from '../deps.js';
import { type ListDeps, renderListPage } from '../list/index.js';
import { whoami } from './whoami.js';

type ConnectDeps = AskDeps & Pick<Deps, 'accounts'>;

export interface DisconnectDeps extends Pick<Deps, 'accounts' | 'settings'> {
  /** Called while the token is still there: takes back what was created with it. */
  readonly onDisconnect: (permit: Permit, actor: Actor) => Promise<void>;
}

export interface AccountDeps
  extends
    ListDeps,
    DisconnectDeps,
    Pick<Deps, 'background' | 'resume' | 'settings' | 'store' | 'timing'> {
  readonly accounts: Deps['accounts'];
  /** Called after somebody has connected for their own recordings. */
  readonly onConnected: (actor: Actor) => Promise<void>;
}

/** @param question for which somebody has connected: it is answered now */
type Connected = (actor: Actor, role: AccountRole, question?: string) => void;

/** `connect`, `disconnect`, `whoami`: whose recordings the bot may see. */
export const account = (deps: AccountDeps): Feature & { readonly connected: Connected } => {
  const connected = onConnected(deps);
  const device = deps.accounts?.device;
  return {
    commands: [connectCommand(deps), whoami(deps), disconnect(deps)],
    actions: [connectAction(deps), cancelAction(deps)],
    jobs: [firstAnswerJob(deps)],
    background: device === undefined ? [] : [deviceRounds(deps, device, connected)],
    connected,
  };
};

/** Answers in the 1:1 space, while the browser shows the consent page. */
const onConnected =
  (deps: AccountDeps): Connected =>
  (actor, role, question = '') => {
    const { background, jobs, searches } = deps;
    const { email } = actor;
    const personId = uuidOf(actor.personId);
    background.run('connected', async () => {
      await jobs.create({
        ...{ kind: FIRST_ANSWER, personId, hostId: undefined, state: 'running' },
        at: { id: '', roomId: '' },
        data: {
          ...{ role, ...defined({ email }) },
          question: searches.notices.seal({ style: 'good', text: question }, personId),
        } satisfies FirstAnswer,
      });
    });
    if (role !== 'own') return;
    background.run('notifications after connecting', () => deps.onConnected(actor));
  };

const FIRST_ANSWER = 'first answer';
const firstAnswer = z.object({
  role: z.enum(ACCOUNT_ROLES),
  email: z.string().optional(),
  /** Sealed. */
  question: z.string(),
});
type FirstAnswer = z.infer<typeof firstAnswer>;

/**
 * What somebody asked before they connected, else their list: a job, so that neither a busy Webex nor the end
 * of this process leaves them without it.
 */
const firstAnswerJob = (deps: AccountDeps): JobKind =>
  jobKind<FirstAnswer>({
    name: FIRST_ANSWER,
    data: firstAnswer,
    run: async ({ id, personId, data: { role, email, question } }, control) => {
      const actor: Actor = { personId: personIdOf(personId), ...defined({ email }) };
      const { text: asked = '' } = deps.searches.notices.open(question, personId) ?? {};
      const content = messageCard({ title: words.connect.connected, paragraphs: howToAct(role) });
      const answer = async (): Promise<void> => {
        if (asked !== '') await deps.resume(actor, asked)(content);
        else if (role === 'own') await sendFirstList(deps, actor);
        else await deps.messaging.post({ toPersonId: actor.personId }, content);
      };
      try {
        if (!(await showsEnd(control, answer))) return undefined;
      } catch (error) {
        if (!isWebexError(error)) throw error;
        deps.log.warn({ err: error, job: id }, 'answer after connecting not sent');
      }
      await deps.jobs.store.remove(id);
      return undefined;
    },
    // Never shown: the job ends with its answer, and is then gone.
    card: () => expiredCard(),
  });

/** As often as Webex may want to be asked about a code, and more often than it wants. */
const CODES_EVERY_MS = SECOND;
const CODES_LOCK = 'codes to sign in with';

/** Asks Webex who has signed in, in one process, and settles their cards. */
function deviceRounds(deps: AccountDeps, device: DeviceFlow, connected: Connected): Background {
  const { messaging, log, store } = deps;
  const onError = (error: unknown): void => log.warn({ err: error }, 'codes not looked at');
  /** Cards that Webex was too busy to take: the next round shows them. */
  const unshown: { readonly at: MessageAt; readonly content: Content }[] = [];
  const show = async (card: (typeof unshown)[number]): Promise<void> => {
    await updateOrRepost(messaging, card.at, card.content).catch((error: unknown) => {
      if (hasStatus(error, 429)) unshown.push(card);
      else log.warn({ err: error }, 'card of a code not updated');
    });
  };
  const settle = async ({ at, outcome }: DeviceEnd): Promise<void> => {
    const { kind } = outcome;
    if (kind === 'failed') log.warn({ err: outcome.error }, 'sign-in failed');
    else log.info({ outcome: kind }, 'sign-in completed');
    if (at !== undefined) await show({ at, content: endCard(outcome) });
    if (kind === 'connected') connected(outcome.person, outcome.purpose, outcome.question);
  };
  const round = async (): Promise<void> => {
    for (const card of unshown.splice(0)) await show(card);
    if (!device.isDue() || !(await store.locks.tryTake(CODES_LOCK))) return;
    try {
      for (const end of await device.poll()) await settle(end);
    } finally {
      await store.locks.release(CODES_LOCK);
    }
  };
  return every(deps.timing?.codesEveryMs ?? CODES_EVERY_MS, round, { onError });
}

function endCard(outcome: DeviceEnd['outcome']): Content {
  const say = (title: string, paragraphs: string[] = []): Content =>
    messageCard({ title, paragraphs, buttons: [newCodeButton()] });
  switch (outcome.kind) {
    case 'connected':
      return messageCard({ title: words.connect.connected, paragraphs: [] });
    case 'declined':
      return say(words.connect.notConnected, [words.connect.declinedWhy]);
    case 'stale':
      return say(words.connect.codeExpired, [words.connect.codeExpiredWhy]);
    case 'other-person':
      return say(words.connect.codeOfOther, [words.connect.codeOfOtherWhy]);
    case 'refused':
      return say(words.connect.refused, [words.connect.refusedWhy]);
    case 'failed':
      return problemCard(
        refusesApp(outcome.error) && outcome.error instanceof WebexRefused
          ? new AccessRefused(outcome.error, 'app')
          : outcome.error,
        newCodeButton(),
      );
  }
}

/** Stops waiting for the sign-in. */
export const cancelAction = (deps: ConnectDeps): Action =>
  action({
    name: 'connect-cancel',
    input: nothing,
    run: async (ctx) => {
      await deps.accounts?.device?.cancel(ctx.actor, ctx.at);
      const known = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      const isConnected = known !== undefined && !isOver(known);
      const title = isConnected ? words.connect.connected : words.connect.notConnected;
      const paragraphs = [words.connect.cancelled];
      const buttons = [...(isConnected ? [showListButton] : []), newCodeButton()];
      await ctx.update(messageCard({ title, paragraphs, buttons }));
    },
  });

function howToAct(role: AccountRole): string[] {
  if (role === 'own') return [];
  return [role === 'officer' ? words.account.actAsOfficer : words.account.actForOthers];
}

/** A fresh link to connect. */
export const connectAction = (deps: ConnectDeps): Action =>
  action({
    name: 'connect',
    input: nothing,
    run: (ctx) => askToConnect(ctx.update, ctx.actor, 'asked', deps),
  });

export const connectCommand = (deps: ConnectDeps): Command =>
  command({
    name: 'connect',
    words: ['connect', 'login', 'log in', 'sign in', 'reconnect', 'connect again'],
    help: words.account.connectHelp,
    run: async (ctx) => {
      const known = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      const over = known !== undefined && isOver(known);
      // In an organisation that has given access there is nothing to connect.
      if (known === undefined || over || deps.authorityName !== 'own') {
        await askToConnect(ctx.reply, ctx.actor, over ? 'over' : 'asked', deps);
        return;
      }
      const again = { title: words.common.connectAgain, data: { action: 'connect' } };
      await ctx.reply(
        messageCard({
          title: words.connect.connected,
          paragraphs: [words.account.writeList],
          buttons: [showListButton, again],
        }),
      );
    },
  });

/** Shows the list to a person who has just connected. Rejects when it cannot be sent. */
export async function sendFirstList(deps: ListDeps, actor: Actor): Promise<void> {
  const state = latest(deps.now());
  const query = { ...recordedIn(windowOf(state), deps.now()), limit: state.limit };
  const notice = { style: 'good', text: words.account.connectedNotice } as const;
  const again = { title: words.common.tryAgain, data: { action: 'list' } };
  const content = await withToken(deps.tokens, actor, (authority) =>
    listRecordings(deps.webex, authority, query),
  )
    .then((listing) => renderListPage(deps, actor, state, { listing }, notice))
    .catch((error: unknown) => problemCard(error, again));
  await deps.messaging.post({ toPersonId: actor.personId }, content);
}

/** `disconnect`: deletes the person's tokens, pending links and settings. */
export const disconnect = (deps: DisconnectDeps): Command => {
  // What asked for it: where the answer could not be sent, it is asked for again, and gets the same.
  const done = new LRUCache<string, true>({ max: 1_000 });
  return command({
    name: 'disconnect',
    changes: true,
    words: [
      ...['disconnect', 'logout', 'log out', 'sign out', 'forget me', 'log me out', 'sign me out'],
      ...['delete my account', 'delete my data'],
    ],
    forUnserved: true,
    help: words.account.disconnectHelp,
    run: async (ctx) => {
      const { accounts, settings } = deps;
      const id = uuidOf(ctx.actor.personId);
      await deps.onDisconnect(ctx.permit, ctx.actor);
      let was = done.has(ctx.permit.key);
      for (const role of ACCOUNT_ROLES) {
        const key = accountKey(id, role);
        was ||= (await accounts?.store.get(key)) !== undefined;
        await accounts?.store.remove(key);
      }
      if (was) done.set(ctx.permit.key, true);
      await accounts?.oauth.cancel(ctx.actor);
      await settings.forget(id);
      await ctx.reply(
        !was
          ? messageCard({
              title: words.connect.notConnected,
              paragraphs: [words.account.nothingKept],
            })
          : messageCard({
              title: words.account.disconnected,
              paragraphs: [words.account.deleted],
              buttons: [{ title: words.connect.connect, data: { action: 'connect' } }],
            }),
      );
    },
  });
};
