import { withToken } from '../../accounts/token-provider.js';
import type { AccountRole, Actor } from '../../accounts/types.js';
import type { Notice } from '../../bot/ui/card.js';
import { messageCard } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import type { Content } from '../../webex/messages.js';
import type { Messaging } from '../../webex/messaging.js';
import { type ListDeps, renderListPage } from '../list/index.js';

const WORDS: Record<Exclude<AccountRole, 'own'>, string> = {
  administrator:
    'You can act for others now: write for example **for bob@example.com list**. Each card will say on whose behalf, and each change is written down with both your names.',
  officer:
    'You can act as a compliance officer now: write **compliance list**. Each card will say so, and each deletion is written down with its reason.',
};

/** Tells somebody who has connected for more than their own recordings how to go on. */
export async function sendConnectedForOthers(
  messaging: Messaging,
  { personId }: Actor,
  purpose: Exclude<AccountRole, 'own'>,
): Promise<void> {
  const content = messageCard({ title: 'You are connected', paragraphs: [WORDS[purpose]] });
  await messaging.post({ toPersonId: personId }, content);
}

/** The list that a person gets as soon as they are connected. Rejects when it cannot be sent. */
export async function sendFirstList(deps: ListDeps, actor: Actor): Promise<void> {
  const notice = { style: 'good', text: 'You are connected.' } as const;
  const again = { title: 'Try again', data: { action: 'list' } };
  const content = await latestCard(deps, actor, notice).catch((error: unknown) =>
    problemCard(error, again),
  );
  await deps.messaging.post({ toPersonId: actor.personId }, content);
}

async function latestCard(deps: ListDeps, actor: Actor, notice: Notice): Promise<Content> {
  const state = latest(deps.now());
  const query = { window: windowOf(state), limit: state.limit };
  const listing = await withToken(deps.tokens, actor, (authority) =>
    listRecordings(deps.webex, authority, query),
  );
  return await renderListPage(deps, actor, state, { listing }, notice);
}
