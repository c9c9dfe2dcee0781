import type { Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import type { Authority } from '../../recordings/authority.js';
import { stateOf } from '../../recordings/change.js';
import { getDetails } from '../../recordings/get.js';
import type { Details } from '../../recordings/recording.js';
import type { ListState } from '../list-state.js';
import { actingOf, actsForNobody, turnFor } from '../on-behalf.js';
import type { Services } from '../services.js';
import { listContent } from '../show-list.js';
import type { Click } from '../turn.js';
import { expiredContent } from '../views/expired.js';
import type { Notice } from '../views/notice.js';
import type { Action } from './action.js';
import { listOf, refreshed, targetOf, type TargetInput } from './inputs.js';

/** What a click on a recording's button is about. */
export interface About {
  readonly click: Click;
  readonly services: Services;
  readonly target: TargetInput;
  /** The list to go back to, up to this minute. */
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
      const state = refreshed(listOf(click.inputs, services.now()), services.now());
      const person = await actingOf(services, click.person, state);
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
  // Whatever lists were found before: it stands in them still.
  about.services.searches.forget(about.person);
  const text = 'That recording is not there any more: it is already gone for good.';
  await showList(about, { style: 'accent', text, plain: text });
}

/** The list again, with what came of the click on top. */
export async function showList(about: About, notice: Notice): Promise<void> {
  const { click, services, state, person } = about;
  await click.replace(await listContent(services, person, state, notice));
}
