import { z } from 'zod';
import { makeRecording } from '../recordings/make.js';
import type { Library } from '../recordings/library.js';
import { msPerDay, recordingFormats, serviceTypes } from '../recordings/recording.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';

const input = z.strictObject({
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
  daysAgo: z.number().min(0).default(0),
  sizeBytes: z.int().positive().optional(),
  accesses: z.int().min(0).max(10_000).optional(),
  transcript: z.boolean().optional(),
  summary: z.boolean().optional(),
});

/** The answer of POST /sandbox/recordings. */
export interface AddedRecording {
  id: string;
  meetingId: string;
  siteUrl: string;
}

/**
 * Makes a recording of somebody ready: at this moment, of which webhooks are told (lists know it
 * after `restLagMs`), or with `daysAgo` as one that was always there. Throws when the input is wrong.
 */
export function addRecording(world: World, library: Library, body: unknown): AddedRecording {
  const { host, sharedWith = [], daysAgo, siteUrl, ...rest } = input.parse(body);
  const person = personOf(world, host);
  const site = siteUrl ?? person.sites[0];
  if (site === undefined || !person.sites.includes(site)) {
    throw new Error(`siteUrl: ${host} is not on that site.`);
  }
  const recording = makeRecording(
    {
      ...rest,
      hostId: person.id,
      siteUrl: site,
      sharedWith: sharedWith.map((email) => personOf(world, email).id),
      createTime: world.now() - daysAgo * msPerDay,
    },
    world.random,
  );
  if (daysAgo === 0) library.add(recording);
  else library.seed([recording]);
  return { id: recording.id, meetingId: recording.meetingId, siteUrl: site };
}

function personOf(world: World, email: string): Person {
  const person = world.people.byEmail(email);
  if (person?.type !== 'person') throw new Error(`Nobody has the address ${email}.`);
  return person;
}
