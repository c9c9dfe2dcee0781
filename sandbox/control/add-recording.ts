import { z } from 'zod';
import { makeRecording } from '../recordings/make.js';
import type { Library } from '../recordings/library.js';
import {
  msPerDay,
  recordingFormats,
  serviceTypes,
  type Recording,
} from '../recordings/recording.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const input = z
  .strictObject({
    host: z.email(),
    topic: z.string().min(1).default('Standup'),
    minutes: z.number().positive().default(30),
    siteUrl: z.string().min(1).toLowerCase().optional(),
    format: z.enum(recordingFormats).optional(),
    serviceType: z.enum(serviceTypes).optional(),
    sharedWith: z.array(z.email()).optional(),
    integrationTags: z.array(z.string().min(1)).optional(),
    password: z.string().min(1).optional(),
    preventDownload: z.boolean().optional(),
    daysAgo: z.number().min(0).optional(),
    createTime: time.optional(),
    timeRecorded: time.optional(),
    inBin: z.boolean().default(false),
    count: z.int().min(1).max(1000).default(1),
    everyDays: z.number().positive().optional(),
    meetingSeriesId: z.string().min(1).optional(),
    sizeBytes: z.int().positive().optional(),
    accesses: z.int().min(0).max(10_000).optional(),
    transcript: z.boolean().optional(),
    summary: z.boolean().optional(),
  })
  .refine(({ daysAgo, createTime }) => daysAgo === undefined || createTime === undefined, {
    message: 'Either daysAgo or createTime says when it was ready.',
  });

type Wanted = z.output<typeof input>;

/** The answer of POST /sandbox/recordings. */
export interface AddedRecording {
  id: string;
  meetingId: string;
  siteUrl: string;
  /** Of all that were made, the first one included. */
  ids: string[];
}

/**
 * Makes a recording of somebody ready: at this moment, of which webhooks are told (lists know it
 * after `restLagMs`), or with `daysAgo`, `createTime` or `inBin` as one that was always there. With
 * `count` several of the same second, or with `everyDays` a series, each so much older than the one
 * before. Throws when the input is wrong.
 */
export function addRecording(world: World, library: Library, body: unknown): AddedRecording {
  const wanted = input.parse(body);
  const host = personOf(world, wanted.host);
  const siteUrl = wanted.siteUrl ?? host.sites[0];
  if (siteUrl === undefined || !host.sites.includes(siteUrl)) {
    throw new Error(`siteUrl: ${wanted.host} is not on that site.`);
  }
  const first = oneOf(world, wanted, { host, siteUrl }, 0);
  const seriesId = wanted.everyDays === undefined ? undefined : first.meetingSeriesId;
  const more = Array.from({ length: wanted.count - 1 }, (_, index) =>
    oneOf(world, wanted, { host, siteUrl, seriesId }, index + 1),
  );
  const all = [first, ...more];
  const isOld = wanted.createTime !== undefined || (wanted.daysAgo ?? 0) > 0 || wanted.inBin;
  if (isOld) library.seed(all);
  else for (const recording of all) library.add(recording);
  return { id: first.id, meetingId: first.meetingId, siteUrl, ids: all.map(({ id }) => id) };
}

function oneOf(
  world: World,
  wanted: Wanted,
  where: { host: Person; siteUrl: string; seriesId?: string | undefined },
  index: number,
): Recording {
  const { daysAgo = 0, createTime, timeRecorded, inBin, everyDays = 0 } = wanted;
  const older = index * everyDays * msPerDay;
  return makeRecording(
    {
      ...wanted,
      hostId: where.host.id,
      siteUrl: where.siteUrl,
      seriesId: where.seriesId ?? wanted.meetingSeriesId,
      sharedWith: (wanted.sharedWith ?? []).map((email) => personOf(world, email).id),
      createTime: (createTime ?? world.now() - daysAgo * msPerDay) - older,
      timeRecorded: timeRecorded === undefined ? undefined : timeRecorded - older,
      binnedAt: inBin ? world.now() : undefined,
    },
    world.random,
  );
}

function personOf(world: World, email: string): Person {
  const person = world.people.byEmail(email);
  if (person?.type !== 'person') throw new Error(`Nobody has the address ${email}.`);
  return person;
}
