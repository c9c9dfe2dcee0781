import { z } from 'zod';
import type { DeviceEnd, DeviceFlow } from '../../accounts/oauth-flow.js';
import { withToken } from '../../accounts/token-provider.js';
import type { AccountRole, Actor } from '../../accounts/types.js';
import { ACCOUNT_ROLES, AccessRefused, refusesApp } from '../../accounts/types.js';
import { newCodeButton } from '../../bot/connect.js';
import type { BackgroundWork } from '../../bot/feature.js';
import { expiredCard, messageCard, shortCard } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { type JobKind, jobKind, showsEnd } from '../../jobs/job.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { every } from '../../util/async.js';
import { unlessLocked } from '../../util/keyed-worker.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WebexRefused, hasStatus, isWebexError } from '../../webex/errors.js';
import { personIdOf, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { type MessageAt, NO_MESSAGE, updateOrRepost } from '../../webex/messaging.js';
import type { Deps } from '../deps.js';
import { type ListDeps, renderListPage } from '../list/index.js';
import { knownZoneOf } from '../settings/index.js';

export interface SigningInDeps
  extends ListDeps, Pick<Deps, 'background' | 'resume' | 'store' | 'timing' | 'vault'> {
  readonly accounts: Deps['accounts'];
  /** Called after somebody has connected for their own recordings. */
  readonly onConnected: (actor: Actor) => Promise<void>;
}

/** @param question for which somebody has connected: it is answered now */
export type Connected = (actor: Actor, role: AccountRole, question?: string) => void;

/** Answers in the 1:1 space, while the browser shows the consent page. */
export const afterSigningIn =
  (deps: SigningInDeps): Connected =>
  (actor, role, question = '') => {
    const { background, jobs, vault } = deps;
    const { email } = actor;
    const personId = uuidOf(actor.personId);
    background.run('connected', async () => {
      await jobs.create({
        ...{ kind: FIRST_ANSWER, personId, hostId: undefined, state: 'running' },
        at: NO_MESSAGE,
        data: {
          ...{ role, ...defined({ email }) },
          question: vault.seal(question, questionPurpose(personId)),
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

const questionPurpose = (personId: string): string => `question:${personId}`;

/**
 * Answers what somebody asked before they connected, else shows their list: a job, so that neither a busy Webex
 * nor the end of this process loses it.
 */
export const firstAnswerJob = (deps: SigningInDeps): JobKind =>
  jobKind<FirstAnswer>({
    name: FIRST_ANSWER,
    data: firstAnswer,
    run: async ({ id, personId, data: { role, email, question } }, control) => {
      const actor: Actor = { personId: personIdOf(personId), ...defined({ email }) };
      const asked = deps.vault.tryOpen(question, questionPurpose(personId)) ?? '';
      const content = messageCard({ title: words.connect.connected, paragraphs: howToAct(role) });
      const answer = async (): Promise<void> => {
        if (asked !== '') await deps.resume(actor, asked)(content);
        else if (role === 'own') await sendFirstList(deps, actor);
        else await deps.messaging.post({ toPersonId: actor.personId }, content);
      };
      try {
        // Their first dates are in their own zone already.
        if (role === 'own') await knownZoneOf(deps, actor);
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

function howToAct(role: AccountRole): string[] {
  if (role === 'own') return [];
  return [role === 'officer' ? words.account.actAsOfficer : words.account.actForOthers];
}

/** As often as Webex may ever want to be asked about a code; usually more often than it wants. */
const CODES_EVERY_MS = SECOND;
const CODES_LOCK = 'codes to sign in with';

/** Asks Webex who has signed in, in one process, and settles their cards. */
export function codeRounds(
  deps: SigningInDeps,
  device: DeviceFlow,
  connected: Connected,
): BackgroundWork {
  const { messaging, log, store } = deps;
  const onError = (error: unknown): void => log.warn({ err: error }, 'sign-in codes not polled');
  /** Cards that a busy Webex did not take: the next round shows them. */
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
    if (device.isDue()) await unlessLocked(store.locks, CODES_LOCK, () => device.poll(settle));
  };
  return every(deps.timing?.codesEveryMs ?? CODES_EVERY_MS, round, { onError });
}

function endCard(outcome: DeviceEnd['outcome']): Content {
  const say = (title: string, why: string): Content => shortCard(title, why, [newCodeButton()]);
  switch (outcome.kind) {
    case 'connected':
      return messageCard({ title: words.connect.connected, paragraphs: [] });
    case 'declined':
      return say(words.connect.notConnected, words.connect.declinedWhy);
    case 'stale':
      return say(words.connect.codeExpired, words.connect.codeExpiredWhy);
    case 'other-person':
      return say(words.connect.codeOfOther, words.connect.codeOfOtherWhy);
    case 'refused':
      return say(words.connect.refused, words.connect.refusedWhy);
    case 'failed':
      return problemCard(
        refusesApp(outcome.error) && outcome.error instanceof WebexRefused
          ? new AccessRefused(outcome.error, 'app')
          : outcome.error,
        newCodeButton(),
      );
  }
}
