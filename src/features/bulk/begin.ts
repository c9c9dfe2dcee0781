import type { BaseContext } from '../../bot/context.js';
import { messageContent } from '../../bot/ui/message.js';
import type { Put } from '../../jobs/cards.js';
import type { NewItem } from '../../jobs/job.js';
import type { Permit } from '../../util/permit.js';
import { uuidOf } from '../../webex/ids.js';
import type { BulkDeps } from './deps.js';
import type { BulkData } from './model.js';

/** Work that is to begin. */
export interface BulkStart {
  readonly kind: string;
  readonly data: BulkData;
  readonly items?: readonly NewItem[];
  /** Called when its card stands, before it begins. */
  readonly onShown?: (id: string) => Promise<void>;
}

/**
 * Shows the card of new work, and begins it; a crash in between leaves nothing that begins by itself.
 *
 * On one person's recordings: one's own, or those of the host for whom somebody acts.
 *
 * @param put how its card is shown, e.g. `turn.tell`
 */
export async function startBulk(
  ctx: BaseContext & { readonly permit: Permit },
  deps: BulkDeps,
  { kind, data, items = [], onShown }: BulkStart,
  put: Put,
): Promise<string | undefined> {
  const { jobs, now } = deps;
  const { onBehalfOf: host, scope, personId } = ctx.actor;
  if (scope !== undefined) {
    await put(oneHostOnlyCard());
    return undefined;
  }
  const at = { id: '', roomId: '' };
  const job = {
    kind,
    personId: uuidOf(personId),
    hostId: host?.personId,
    at,
    data,
    state: 'asking',
  } as const;
  const { id } = await jobs.create(job, items);
  await jobs.render(id, put);
  await onShown?.(id);
  await jobs.store.change(id, ['asking'], 'running', now());
  jobs.begin(ctx.permit, id);
  return id;
}

/** For whoever would change the recordings of many people at once. */
export function oneHostOnlyCard() {
  return messageContent({
    title: 'Many at once: of one person only',
    paragraphs: [
      'Name one person, as in **for bob@example.com clean up**. Of everyone’s I change one recording at a time, so that each is looked at. Nothing was changed.',
    ],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
