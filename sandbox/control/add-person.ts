import { DateTime } from 'luxon';
import { z } from 'zod';
import { addMadeUpRecordings } from '../recordings/add-recordings.js';
import type { Library } from '../recordings/library.js';
import type { World } from '../world/world.js';

const site = z.string().min(1).toLowerCase();

function isTimeZone(name: string): boolean {
  return DateTime.utc().setZone(name).isValid;
}

const input = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().optional(),
  recordings: z.int().min(0).max(200_000).optional(),
  days: z.number().positive().optional(),
  sites: z.array(site).optional(),
  managedSites: z.array(site).optional(),
  roles: z.array(z.enum(['admin', 'officer'])).optional(),
  orgId: z.string().min(1).optional(),
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone').optional(),
  sharedBy: z.email().optional(),
});

/** The answer of POST /sandbox/people. */
export interface AddedPerson {
  id: string;
  email: string;
  token: string;
  orgId: string;
}

/** Adds a person with a token of their own; throws when the input is wrong or the address taken. */
export function addPerson(world: World, library: Library, body: unknown): AddedPerson {
  const { name, email, sites, days, managedSites, roles, orgId, timeZone, ...rest } =
    input.parse(body);
  const sharedBy = rest.sharedBy === undefined ? undefined : world.people.byEmail(rest.sharedBy);
  if (rest.sharedBy !== undefined && sharedBy?.type !== 'person') {
    throw new Error(`sharedBy: nobody has the address ${rest.sharedBy}.`);
  }
  const slug = freeSlug(world, name);
  if (managedSites !== undefined && roles?.includes('admin') !== true) {
    throw new Error('managedSites: only an administrator manages sites; add roles: ["admin"].');
  }
  const count = rest.recordings ?? 0;
  if (sites?.length === 0 && count > 0) {
    throw new Error('recordings: a person without a site has none.');
  }
  const person = world.people.add({
    email: email ?? `${slug}@example.com`,
    displayName: name,
    ...(sites && { sites }),
    ...(managedSites && { managedSites }),
    ...(roles && { roles }),
    ...(orgId && { org: orgId }),
    ...(timeZone && { timeZone }),
    created: world.stamp(),
  });
  const token = `sandbox-${slug}`;
  world.standing.give(person, token);
  addMadeUpRecordings(library, { person, count, days, sharedBy, now: world.now() });
  return { id: person.id, email: person.email, token, orgId: person.orgId };
}

function freeSlug(world: World, name: string): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'person';
  let slug = base;
  for (let n = 2; taken(world, slug); n += 1) slug = `${base}-${n}`;
  return slug;
}

function taken(world: World, slug: string): boolean {
  return (
    world.standing.find(`sandbox-${slug}`) !== undefined ||
    world.people.byEmail(`${slug}@example.com`) !== undefined
  );
}
