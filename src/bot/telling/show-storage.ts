import { purposeOf, type Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { countStorage, type Storage } from '../../recordings/storage.js';
import type { Content, FileToSend } from '../../webex/messages.js';
import { uuidOf } from '../../webex/ids.js';
import type { Services } from '../services.js';
import { storageContent, storagePicture } from '../views/storage.js';
import type { CountBook } from './count-book.js';
import { zoneOf } from './times.js';

/** What a count is shown as: a card, and a picture to stand below it. */
export interface Shown {
  readonly content: Content;
  /** None where there is nothing to see. */
  readonly picture?: Omit<FileToSend, 'parentId'>;
}

/** What can go by the usual rule: half a year and older. */
export const OLD_DAYS = 180;
const DAY_MS = 86_400_000;
/** A change within a day is no trend. */
const APART_MS = 20 * 3_600_000;

/**
 * Counts what a person's recordings take up, and keeps the sum to tell the change the next time.
 *
 * Rejects with NotConnected, NotServed, a WebexError, or what the database says.
 */
export async function showStorage(
  services: Services,
  counts: CountBook | undefined,
  person: Someone,
  how: { readonly onCounted?: (recordings: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Shown> {
  const { webex, authorities, settings } = services;
  const now = services.now();
  const chosen = await settings.of(person.personId);
  const query = { now, zone: zoneOf(chosen), oldBefore: now - OLD_DAYS * DAY_MS, ...how };
  const storage = await withAuthority(authorities, person, (authority) =>
    countStorage(webex, authority, query),
  );
  // Figures of somebody whom an administrator looks after are theirs to keep, not ours.
  const own = purposeOf(person) === 'own';
  const id = uuidOf(person.personId);
  const before = own ? await counts?.before(id, now - APART_MS) : undefined;
  if (own) {
    const { recordings, bytes } = storage;
    await counts?.keep(id, { recordings, bytes, countedAt: now });
  }
  const content = storageContent({ storage, before, oldDays: OLD_DAYS, weekly: chosen.weekly });
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
