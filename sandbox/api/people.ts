import express from 'express';
import { TEAM_CLUSTER, US_CLUSTER, webexId } from '../world/ids.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import { badRequest, notFound } from './api-error.js';
import { callerWith, type Caller } from './caller.js';
import { queryOf } from './record.js';

const ADMIN_READ = 'spark-admin:people_read';
const MAY_READ_PEOPLE = ['spark:people_read', 'spark:all', ADMIN_READ];

/** GET /people, /people/me and /people/{personId}, as the People API's documents say. */
export function peopleApi(world: World): express.Router {
  const router = express.Router();

  router.get('/people', (req, res) => {
    const caller = callerWith(req, ...MAY_READ_PEOPLE);
    const { email, displayName, id } = queryOf(req);
    if (email === undefined && displayName === undefined && id === undefined) {
      throw badRequest('Email, displayName, or id list should be specified.');
    }
    const asked = id?.split(',');
    const ids = asked?.map((each) => world.people.byId(each)?.uuid);
    const found = world.people
      .all()
      // By the words of the document people are looked up within the own organisation only.
      .filter((person) => person.orgId === caller.person.orgId && person.left !== true)
      .filter((person) => email === undefined || person.email === email.toLowerCase())
      .filter((person) => ids === undefined || ids.includes(person.uuid))
      .filter(
        (person) =>
          displayName === undefined ||
          person.displayName.toLowerCase().startsWith(displayName.toLowerCase()),
      );
    res.json({
      notFoundIds: (asked ?? []).filter(
        (each) => !found.some(({ uuid }) => uuid === world.people.byId(each)?.uuid),
      ),
      items: found.slice(0, 100).map((person) => personJson(person, caller)),
    });
  });

  router.get('/people/:personId', (req, res) => {
    const caller = callerWith(req, ...MAY_READ_PEOPLE);
    const person =
      req.params.personId === 'me' ? caller.person : world.people.byId(req.params.personId);
    if (person === undefined || person.left === true) throw notFound('person');
    res.json(personJson(person, caller));
  });

  return router;
}

/** One's own, or anybody's for an administrator: a client shall not count on more. */
function seesTimeZone(person: Person, caller: Caller): boolean {
  if (person.uuid === caller.person.uuid) return true;
  return caller.scopes.has(ADMIN_READ) && person.orgId === caller.person.orgId;
}

/** A person as the caller sees one: an Integration sees ids of another cluster, same uuid. */
function personJson(person: Person, caller: Caller): Record<string, unknown> {
  const cluster = caller.integration ? TEAM_CLUSTER : US_CLUSTER;
  const [firstName = '', ...rest] = person.displayName.split(' ');
  const names = rest.length === 0 ? {} : { firstName, lastName: rest.join(' ') };
  return {
    id: webexId('PEOPLE', person.uuid, cluster),
    emails: [person.email],
    displayName: person.displayName,
    nickName: firstName,
    ...names,
    orgId: person.orgId,
    created: person.created,
    lastModified: person.created,
    ...(person.timeZone === undefined || !seesTimeZone(person, caller)
      ? {}
      : { timezone: person.timeZone }),
    ...(person.orgId === caller.person.orgId ? { status: 'active' } : {}),
    type: person.type,
  };
}
