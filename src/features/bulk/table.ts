import { DateTime } from 'luxon';
import { csvField } from '../../audit/export.js';
import { resolveActor, scopeList, withActor } from '../../bot/access/impersonation.js';
import type { ViewContext } from '../../bot/context.js';
import { type Command, command } from '../../bot/feature.js';
import { shortCard, showListButton } from '../../bot/ui/message.js';
import type { NewItem } from '../../jobs/job.js';
import type { ListState } from '../../query/list-state.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { zoneOrUtc } from '../../settings/settings.js';
import { inSlices, withTimeout } from '../../util/async.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { type WebexError, isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { BulkDeps, BulkJob } from './model.js';

/** A found recording, reduced to what the table and the job items need. */
export type Found = Omit<ReturnType<typeof foundOf>, 'meetingId'> &
  Partial<Pick<Recording, 'meetingId'>>;

export function foundOf(recording: Recording) {
  const { id, topic, siteUrl, meetingId, durationSeconds, sizeBytes } = recording;
  // Milliseconds since the epoch. Reports go by when the file was made.
  const times = { createdAt: Date.parse(recording.createTime), recordedAt: recordedAt(recording) };
  return { id, topic, siteUrl, meetingId, ...times, durationSeconds, sizeBytes };
}

/** Without topics. */
export function jobItemsOf(
  found: readonly Found[],
  order: 'oldest first' | 'as given' = 'oldest first',
): NewItem[] {
  // The columns hold whole numbers.
  const whole = (figure: number | undefined) =>
    figure === undefined ? undefined : Math.round(figure);
  const byAge = (one: Found, other: Found): number =>
    one.recordedAt - other.recordedAt || (one.id < other.id ? -1 : 1);
  return (order === 'as given' ? found : found.toSorted(byAge)).map(
    ({ id, siteUrl, sizeBytes, durationSeconds, recordedAt: at }, position) => ({
      position,
      recordingId: id,
      siteUrl,
      sizeBytes: whole(sizeBytes),
      durationSeconds: whole(durationSeconds),
      recordedAt: at,
    }),
  );
}

export interface TableRow extends Omit<Found, 'createdAt' | 'meetingId'> {
  /** The last column: views, or why the recording was not changed. */
  readonly last: string | number | undefined;
}

/**
 * CSV by RFC 4180 with a header; no field can act as a formula. Tens of thousands of rows take a second.
 * @param zone of the times, IANA
 * @param breathe lets other work run now and then
 */
export async function csvOf(
  table: readonly TableRow[],
  last: string,
  zone: string,
  breathe?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const lineOf = (fields: readonly (string | number | null)[]): string =>
    `${fields.map(csvField).join(',')}\r\n`;
  const header = lineOf([
    ...[words.bulk.columnTopic, words.bulk.columnRecorded, words.bulk.columnMinutes],
    ...[words.bulk.columnMegabytes, words.bulk.columnSite, words.bulk.columnId, last],
  ]);
  const line = (row: TableRow): string =>
    lineOf([
      row.topic,
      DateTime.fromMillis(row.recordedAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"),
      row.durationSeconds === undefined ? null : Math.round(row.durationSeconds / 60),
      row.sizeBytes === undefined ? null : Math.round(row.sizeBytes / 100_000) / 10,
      row.siteUrl ?? null,
      row.id,
      row.last ?? null,
    ]);
  const lines = await inSlices(table, line, breathe);
  // A byte order mark, so that spreadsheets read it as UTF-8.
  return new TextEncoder().encode(`\uFEFF${header}${lines.join('')}`);
}

/** Posts a table below the card. Rejects with a WebexError or a database error. */
export async function postTable(
  { at, personId }: Pick<BulkJob, 'at' | 'personId'>,
  { messaging, settings, now }: BulkDeps,
  rows: readonly TableRow[],
  { last, markdown }: { readonly last: string; readonly markdown: string },
): Promise<void> {
  if (rows.length === 0) return;
  const zone = zoneOrUtc(await settings.of(personId));
  const made = DateTime.fromMillis(now(), { zone }).toFormat('yyyy-MM-dd HH.mm');
  const name = words.bulk.fileName({ made });
  const file = { name, type: 'text/csv', bytes: await csvOf(rows, last, zone), markdown };
  await messaging.postFile({ roomId: at.roomId }, file);
}

/** The most topics that are read again for the table; more would delay the report. */
export const MOST_TOPICS_READ = 500;

/** Why Webex did not take a table, which is logged; undefined once it is posted. */
export async function refusedTable(
  { id }: Pick<BulkJob, 'id'>,
  { log }: BulkDeps,
  post: () => Promise<void>,
): Promise<WebexError | undefined> {
  try {
    await post();
    return undefined;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: id }, 'table not posted');
    return error;
  }
}

/** “as a table”: a file of the list that the person was shown last, of others' recordings in it, too. */
export const tableOfShown = (deps: BulkDeps): Command =>
  command({
    name: 'list as table',
    words: [],
    says: [
      pattern`
        ^((export|download|save|show|give|send|get|make|put|turn|have) )?(me )?
        ((it|this|that|these|those|them|all|((the|this|my|that) )?list) )?(to|as|in|into)\s+
        (an? )?(csv|excel|spreadsheet|table|file|xlsx)( (file|sheet))?$
      `,
      pattern`
        ^((export|download|show|give|send|get|make|create|need|want) )?(me )?(an? |the )?
        (csv|excel|spreadsheet|table|xlsx)( (file|sheet|list))? (of|for|with) (?<what>.+)$
      `,
      pattern`^export ((all of )?(them|these|those)( all)?|(the|this) (list|results?))$`,
    ],
    help: words.help.help,
    isHidden: true,
    run: async (ctx, rest) => {
      if (rest !== '') await ctx.dispatch(`list ${rest}`);
      const last = deps.searches.lastShown(ctx.actor);
      if (last === undefined) return await ctx.dispatch('csv');
      const actor = await resolveActor(deps, ctx.actor, scopeList(last, ctx.actor));
      const acting = withActor(ctx, actor);
      const found = await recordingsOf(deps, acting, last);
      const title = words.bulk.tableOf({ count: found.length });
      const at = await acting.reply(shortCard(title, words.bulk.tableMore, [showListButton]));
      const rows = found.map((one) => ({ ...foundOf(one), last: one.hostEmail }));
      const how = { last: words.bulk.columnHost, markdown: words.bulk.fileOfList };
      const personId = uuidOf(ctx.actor.personId);
      const error = await refusedTable({ id: at.id }, deps, () =>
        postTable({ at, personId }, deps, rows, how),
      );
      if (error !== undefined) throw error;
    },
  });

/** The cached recordings of a list, else those found before a person would see progress. */
export async function recordingsOf(
  deps: BulkDeps,
  { actor }: Pick<ViewContext, 'actor'>,
  state: ListState,
): Promise<readonly Recording[]> {
  const { searches, tokens } = deps;
  // Only somebody who still has a token may see cached recordings.
  await tokens.get(actor);
  const known = searches.peek(actor, state);
  if (known !== undefined) return known.listing.recordings;
  const search = searches.attach(deps, actor, state);
  try {
    const found =
      (await withTimeout(searches.patienceMs, () => search.whole)) ?? (await search.first);
    return found.listing.recordings;
  } finally {
    search.release();
  }
}
