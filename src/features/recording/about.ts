import { withAuthority } from '../../accounts/token-provider.js';
import type { Someone } from '../../accounts/types.js';
import { actingOf, actsForNobody, listFor, turnFor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Click } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { getDetails } from '../../recordings/get.js';
import type { Authority, Details } from '../../recordings/types.js';
import type { Services } from '../deps.js';
import { type TargetInput, listOf, refreshed, targetOf } from '../list/inputs.js';
import { drawFound } from '../list/page.js';
import { showOutcome } from '../list/show-outcome.js';

/** What a click on a recording's button is about. */
export interface About {
  readonly click: Click;
  readonly services: Services;
  readonly target: TargetInput;
  /** The list to go back to: as it is remembered, else up to this minute. */
  readonly state: ListState;
  /** Who clicked, and for whom. */
  readonly person: Someone;
}

/**
 * An action on one recording; a click whose data we did not write is answered, and does nothing.
 *
 * @param ofNobody what it does on a recording whose host has left; left out: nothing
 */
export function onRecording(
  name: string,
  work: (about: About) => Promise<void>,
  ofNobody?: (about: About) => Promise<void>,
): Action {
  return {
    name,
    run: async (click, services) => {
      const target = targetOf(click.inputs);
      if (target === undefined) {
        await click.replace(expiredContent());
        return;
      }
      const now = services.now();
      const shown = listOf(click.inputs, now);
      const person = await actingOf(services, click.person, shown);
      const known = services.searches.known(person, listFor(shown, person));
      const state = known === undefined ? refreshed(shown, now) : shown;
      const about = { click: turnFor(click, person), services, target, state, person };
      if (!actsForNobody(person)) {
        await work(about);
      } else if (ofNobody === undefined || !isPlaced(target)) {
        await about.click.replace(expiredContent());
      } else {
        await ofNobody(about);
      }
    },
  };
}

/** Whether it can be found without a host. */
function isPlaced({ siteUrl, createdAt }: TargetInput): boolean {
  return siteUrl !== undefined && createdAt !== undefined;
}

/**
 * Reads the recording as Webex has it now, and at the same time whatever else is wanted; one that
 * is gone is told so, above the list, and then there is nothing to go on with.
 *
 * Rejects with NotConnected, NotServed or a WebexError.
 */
export async function readRecording<T = undefined>(
  about: About,
  beside: (authority: Authority) => Promise<T | undefined> = () => Promise.resolve(undefined),
): Promise<{ readonly recording: Details; readonly besides: T | undefined } | undefined> {
  const { services, target, person } = about;
  const [recording, besides] = await withAuthority(services.authorities, person, (authority) =>
    Promise.all([getDetails(services.webex, authority, target.id), beside(authority)]),
  );
  if (recording !== undefined && stateOf(recording) !== 'gone') return { recording, besides };
  await tellGone(about);
  return undefined;
}

/** Says, above the list, that there is nothing to do any more. */
export async function tellGone(about: About): Promise<void> {
  const text = 'That recording is not there any more: it is already gone for good.';
  const notice = { style: 'accent', text, plain: text } as const;
  // Whatever lists were found before: it stands in them still.
  if (await showWithout(about, notice)) return;
  await showList(about, notice);
}

/**
 * The list without the recording, with what came of the click on top; nothing, where that list is
 * not remembered. Any other list of the person is forgotten.
 */
export async function showWithout(about: About, notice: Notice): Promise<boolean> {
  const { click, services, person, target } = about;
  const state = listFor(about.state, person);
  const kept = services.searches.keepWithout(person, state, target.id);
  if (kept === undefined) return false;
  await click.replace(await drawFound(services, person, state, kept, notice));
  return true;
}

/** The list again, up to this minute, with what came of the click on top. */
export async function showList(about: About, notice: Notice): Promise<void> {
  const { click, services, person } = about;
  const state = listFor(refreshed(about.state, services.now()), person);
  const search = services.searches.begin(services, person, state);
  await showOutcome(services, { person, answer: click.replace }, state, { notice, search });
}
