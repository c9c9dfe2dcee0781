import type { Request } from 'express';
import { z } from 'zod';
import type { Access } from '../recordings/access.js';
import { recordingStatuses, serviceTypes } from '../recordings/recording.js';
import { parseTime } from '../recordings/window.js';
import { ApiError, badRequest } from './api-error.js';

const text = z.string().optional();

const listQuery = z
  .object({
    max: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(100)).default(10),
    from: text,
    to: text,
    meetingId: text,
    hostEmail: text,
    siteUrl: z.string().toLowerCase().optional(),
    integrationTag: text,
    topic: text,
    format: z.enum(['MP4', 'ARF']).optional(),
    serviceType: z.enum(serviceTypes).optional(),
    status: z.enum(recordingStatuses).default('available'),
    cursor: text,
  })
  // Unknown parameters are ignored, as Webex does.
  .strip();

/** The query of a list, checked; `from` and `to` are milliseconds since the epoch. */
export type ListQuery = Omit<z.output<typeof listQuery>, 'from' | 'to'> & {
  from: number | undefined;
  to: number | undefined;
};

/** Reads the query of GET /recordings or /admin/recordings; 400 for what is malformed. */
export function parseListQuery(req: Request): ListQuery {
  const parsed = listQuery.safeParse(req.query);
  if (!parsed.success) {
    throw badRequest(...parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
  }
  const zone = req.get('timezone') ?? 'utc';
  const time = (name: 'from' | 'to'): number | undefined => {
    const given = parsed.data[name];
    if (given === undefined) return undefined;
    const ms = parseTime(given, zone);
    if (ms === undefined) throw badRequest(`${name}: not an ISO 8601 date and time.`);
    return ms;
  };
  return { ...parsed.data, from: time('from'), to: time('to') };
}

/** One text parameter or none; 400 when it is given twice or empty. */
export function optionalText(req: Request, name: string): string | undefined {
  const parsed = z.string().min(1).optional().safeParse(req.query[name]);
  if (!parsed.success) throw badRequest(`${name}: must be given once, and not be empty.`);
  return parsed.data;
}

/** The `purged` status is for officers, and only of one meeting; else 403 or 400. */
export function checkStatus(query: ListQuery, access: Access): void {
  if (query.status !== 'purged') return;
  if (!access.asOfficer) throw new ApiError(403, 'Only a Compliance Officer can list purged.');
  if (query.meetingId === undefined) throw badRequest('status purged requires meetingId.');
}
