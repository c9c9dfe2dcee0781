import { withToken } from '../../accounts/token-provider.js';
import { type Actor, accountRoleOf } from '../../accounts/types.js';
import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { messageCard } from '../../bot/ui/message.js';
import { withProgressCard } from '../../bot/ui/progress.js';
import { type Storage, countStorage } from '../../recordings/storage.js';
import { DAY, HOUR } from '../../util/time.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content, FileToSend, Place } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { zoneOrUtc } from '../../settings/settings.js';
import { storageCard, storagePicture } from './card.js';
import type { StorageSnapshotStore } from './snapshot-store.js';

/** What counting storage takes. */
export interface StorageDeps extends Pick<
  Deps,
  'webex' | 'tokens' | 'settings' | 'messaging' | 'now' | 'log'
> {
  readonly snapshots: StorageSnapshotStore;
}

/** What a count is shown as: a card, and a picture to stand below it. */
export interface Shown {
  readonly content: Content;
  /** None where there is nothing to see. */
  readonly picture?: Omit<FileToSend, 'parentId'>;
}

/** What can go by the usual rule: half a year and older. */
export const OLD_DAYS = 180;
/** A change within a day is no trend. */
const APART_MS = 20 * HOUR;

/**
 * Counts what a person's recordings take up, and keeps the sum to tell the change the next time.
 *
 * Rejects with NotConnected, NotServed, a WebexError, or what the database says.
 */
export async function showStorage(
  deps: StorageDeps,
  actor: Actor,
  how: { readonly onCounted?: (recordings: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Shown> {
  const { webex, tokens, settings, snapshots } = deps;
  const now = deps.now();
  const chosen = await settings.of(actor.personId);
  const query = { now, zone: zoneOrUtc(chosen), oldBefore: now - OLD_DAYS * DAY, ...how };
  const storage = await withToken(tokens, actor, (authority) =>
    countStorage(webex, authority, query),
  );
  // Figures of somebody whom an administrator looks after are theirs to keep, not ours.
  const own = accountRoleOf(actor) === 'own';
  const id = uuidOf(actor.personId);
  const before = own ? await snapshots.latestBefore(id, now - APART_MS) : undefined;
  if (own) {
    const { recordings, bytes } = storage;
    await snapshots.keep(id, { recordings, bytes, countedAt: now });
  }
  const content = storageCard({ storage, before, oldDays: OLD_DAYS, weekly: chosen.weekly });
  return storage.recordings === 0 ? { content } : { content, picture: pictureOf(storage) };
}

function pictureOf(storage: Storage): Omit<FileToSend, 'parentId'> {
  return {
    name: 'recorded-in-each-month.png',
    type: 'image/png',
    bytes: storagePicture(storage),
    markdown: 'What you recorded in each month; the same figures stand in the card above.',
  };
}

/**
 * Sends a picture below its card: an image in a card would need a public address, which private
 * figures must not have. It is an extra: without it the card still says everything, so nobody is
 * told when Webex does not take it.
 *
 * @param parentId the message with the card
 */
export async function sendPicture(
  { messaging, log }: Pick<Deps, 'messaging' | 'log'>,
  place: Place,
  parentId: string,
  picture: Shown['picture'],
): Promise<void> {
  if (picture === undefined) return;
  await messaging.postFile(place, { ...picture, parentId }).catch((error: unknown) => {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error }, 'a picture was not sent');
  });
}

/** `storage`: what the person's recordings take up, and what of that could go. */
export const storage = (deps: StorageDeps): Feature => ({
  commands: [
    command({
      name: 'storage',
      words: ['storage', 'my storage', 'show storage', 'show my storage', 'usage', 'space used'],
      help: '**storage** – what your recordings take up, by month and site, and what could go',
      group: 'told',
      run: async (ctx) => {
        let counted = 0;
        const onCounted = (recordings: number): void => {
          counted = recordings;
        };
        let shown: Shown | undefined;
        const at = await withProgressCard(
          deps.messaging,
          ctx.reply,
          () =>
            messageCard({
              title: 'Counting your recordings…',
              paragraphs: [`${counted.toLocaleString('en-GB')} so far.`],
            }),
          async () => {
            shown = await showStorage(deps, ctx.actor, { onCounted });
            return shown.content;
          },
        );
        await sendPicture(deps, { roomId: at.roomId }, at.id, shown?.picture);
      },
    }),
  ],
});

export { type StorageSnapshotStore, storageSnapshotStore } from './snapshot-store.js';
