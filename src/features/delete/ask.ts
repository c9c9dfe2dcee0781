import { accessDetail } from '../../recordings/access-report.js';
import { stateOf } from '../../recordings/change.js';
import type { Authority } from '../../recordings/types.js';
import { within } from '../../util/async.js';
import { isWebexError } from '../../webex/errors.js';
import { binDates } from '../list/page.js';
import { type About, onRecording, readRecording, showList } from '../recording/about.js';
import { type Use, useOf } from '../recording/watched.js';
import { askWhy } from './ask-why.js';
import { type Deletion, askDeleteContent, confirmDeleteContent } from './cards.js';
import { askOfNobody } from './of-nobody.js';

/** Asks before a deletion, with the recording as Webex has it now, and what it would cost. */
export const askDelete = onRecording(
  'ask-delete',
  onceWeighed(async ({ click }, deletion) => {
    const binned = stateOf(deletion.recording) === 'in-bin';
    await click.replace(binned ? confirmDeleteContent(deletion) : askDeleteContent(deletion));
  }),
  askOfNobody,
);

/** Asks whether a recording is to go to the recycle bin; nothing, where it is there already. */
export const askTrash = onRecording(
  'ask-trash',
  onceWeighed(async (about, deletion) => {
    if (stateOf(deletion.recording) === 'in-bin') {
      const text = 'That recording is in the recycle bin already.';
      await showList(about, { style: 'accent', text, plain: text });
      return;
    }
    await about.click.replace(askDeleteContent(deletion));
  }),
);

/** Asks once more before a permanent deletion. */
export const askPurge = onRecording(
  'ask-purge',
  onceWeighed(async ({ click }, deletion) => {
    await click.replace(confirmDeleteContent(deletion));
  }),
);

/** Asks with what a deletion would cost, unless the recording is gone; an officer is asked why. */
function onceWeighed(
  ask: (about: About, deletion: Deletion) => Promise<void>,
): (about: About) => Promise<void> {
  return async (about) => {
    if (about.person.reach === 'officer') {
      await askWhy(about);
      return;
    }
    const deletion = await weighed(about);
    if (deletion !== undefined) await ask(about, deletion);
  };
}

/** Nobody waits longer than this for what a deletion would cost. */
const PATIENCE_MS = 1_000;

async function weighed(about: About): Promise<Deletion | undefined> {
  const { services, target, state } = about;
  const use = async (authority: Authority, signal: AbortSignal): Promise<Use> =>
    useOf(await accessDetail(services.webex, authority, target.id, signal), services.now());
  const read = await readRecording(about, (authority) =>
    within(PATIENCE_MS, (signal) => use(authority, signal).catch(unknown)),
  );
  if (read === undefined) return undefined;
  const { recording, besides } = read;
  const binned = await binDates(services, [recording]);
  return { recording, state, use: besides, binnedAt: binned.get(recording.id) };
}

/** A report that is not allowed, or not to be had, is no reason not to ask. */
function unknown(error: unknown): undefined {
  if (!isWebexError(error)) throw error;
  return undefined;
}
