import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { answerError, nothingHere, track } from './api/answers.js';
import { applicationsApi } from './api/applications.js';
import { attachmentActionsApi } from './api/attachment-actions.js';
import { checkIds } from './api/check-ids.js';
import { contentsApi } from './api/contents.js';
import { identify } from './api/caller.js';
import { Observers, type Exchange } from './api/exchange.js';
import { limitCalls } from './api/limit-calls.js';
import { listMessagesApi } from './api/list-messages.js';
import { membershipsApi } from './api/memberships.js';
import { messagesApi } from './api/messages.js';
import { misbehave } from './api/misbehave.js';
import { multipart } from './api/multipart.js';
import { downloadsRouter } from './api/downloads.js';
import { authorizeApi } from './api/oauth-authorize.js';
import { deviceApi, devicePage } from './api/oauth-device.js';
import { accessTokenApi } from './api/oauth-token.js';
import { meetingsApi } from './api/meetings.js';
import { meetingSummariesApi } from './api/meeting-summaries.js';
import { meetingTranscriptsApi } from './api/meeting-transcripts.js';
import { preferencesApi } from './api/preferences.js';
import { recordingsAdminApi } from './api/recordings-admin.js';
import { recordingsGroupApi } from './api/recordings-group.js';
import { recordingsRecycleBinApi } from './api/recordings-recycle-bin.js';
import { recordingsSharingApi } from './api/recordings-sharing.js';
import { recordingReportApi } from './api/recording-report.js';
import { recordingsApi } from './api/recordings.js';
import { peopleApi } from './api/people.js';
import { record } from './api/record.js';
import { roomsApi } from './api/rooms.js';
import { twist } from './api/twist.js';
import { waitAtGates } from './api/wait-at-gates.js';
import { webhooksApi } from './api/webhooks.js';
import { SentCards, type SentCard } from './cards/sent-cards.js';
import { changePerson, changeRoom, changeWebhooks } from './control/change-world.js';
import { removePerson } from './control/remove-person.js';
import { addPerson, type AddedPerson } from './control/add-person.js';
import { addRecording, type AddedRecording } from './control/add-recording.js';
import { Calls, type ApiCall } from './control/calls.js';
import { feed } from './control/feed.js';
import { Faults } from './control/faults.js';
import { Holds, type HeldWhat, type Hold } from './control/holds.js';
import { controlApi } from './control/router.js';
import { grantsControl } from './control/grants.js';
import { Courier } from './delivery/courier.js';
import { sandboxServiceApp, type ServiceApp } from './oauth/clients.js';
import type { Grants } from './oauth/grants.js';
import { DeviceCodes } from './oauth/device-codes.js';
import { openGrants } from './oauth/open.js';
import { pageRouter } from './page/router.js';
import type { Library } from './recordings/library.js';
import { openRecordings } from './recordings/open.js';
import { Devices, devicesApi } from './socket/devices.js';
import { Sockets } from './socket/sockets.js';
import { TemporaryLinks } from './recordings/temporary-links.js';
import type { Mail } from './world/mails.js';
import { changeSettings, type SettingsInput } from './world/settings.js';
import { World } from './world/world.js';

export type { ApiCall } from './control/calls.js';
export type { Exchange } from './api/exchange.js';
export type { Hold } from './control/holds.js';
export type { SentCard } from './cards/sent-cards.js';
export type { World } from './world/world.js';

export interface SandboxOptions {
  /** 0 = any free port. Default 4000. */
  port?: number;
  /** ms since the epoch. */
  now?: () => number;
  /** 'empty' still has the five people and their tokens, but no recordings. */
  seed?: 'standard' | 'empty';
  /** 0 ≤ n < 1, for the chance of faults and for ids. */
  random?: () => number;
  /** Rules as PUT /sandbox/faults takes them, which stay in force behind any that are set later. */
  faults?: unknown;
  /** As POST /sandbox/settings takes them. */
  settings?: SettingsInput;
}

/** A running Webex of our own. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `<url>/v1` */
  readonly apiUrl: string;
  /** Where a client without a public address begins: `<url>/u2c/api/v1` */
  readonly u2cUrl: string;
  readonly world: World;
  /** Every recording there is. */
  readonly recordings: Library;
  /** OAuth: revoke what a person agreed to, make new tokens live shorter. */
  readonly grants: Grants;
  /** What a bot is configured with to act for the organisation. */
  readonly serviceApp: ServiceApp;
  readonly faults: { set(rules: unknown): void };
  /** Same as POST /sandbox/settings: changes those that are given. */
  change(settings: SettingsInput): void;
  /** Calls and deliveries that wait until they are let go, all of them at once by `letGo`. */
  hold(what: HeldWhat): Hold;
  letGo(): void;
  readonly calls: { list(): readonly ApiCall[]; clear(): void };
  /** Same as POST /sandbox/people. */
  addPerson(input: unknown): AddedPerson;
  /** Same as PUT /sandbox/people/{email}: another address, other sites, none at all. */
  changePerson(email: string, input: unknown): void;
  /** Same as PUT /sandbox/rooms/{id}: `refusesBots`, whether bots may not write there. */
  changeRoom(roomId: string, input: unknown): void;
  /** Same as PUT /sandbox/webhooks: switches them off, on, or takes them away; answers how many. */
  changeWebhooks(input: unknown): number;
  /** Same as DELETE /sandbox/people/{email}: somebody leaves; what they recorded stays. */
  removePerson(email: string): void;
  /** Same as POST /sandbox/recordings: a recording that became ready now, so webhooks hear of it. */
  addRecording(input: unknown): AddedRecording;
  /** Web sockets: how many are open, and what can befall all of them. */
  readonly sockets: Pick<Sockets, 'open' | 'counts' | 'drop' | 'silence'>;
  /** Shows every exchange of /v1 from now on, bodies included; the answer stops it. */
  observe(listener: (exchange: Exchange) => void): () => void;
  /** Every mail that Webex would have sent, oldest first. */
  mails(): readonly Mail[];
  /** Every card ever sent, taken or refused, with what was found wrong with it. */
  cards(): readonly SentCard[];
  /** Resolves when no webhook delivery is under way or waiting. */
  settled(): Promise<void>;
  /** Ends every connection and frees the port. */
  stop(): Promise<void>;
}

/** Starts the sandbox on 127.0.0.1; rejects with what to do when the port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World(options);
  changeSettings(world.settings, options.settings ?? {});
  const library = openRecordings(world, options.seed ?? 'standard');
  const links = new TemporaryLinks(world.newUuid(), world.now);
  const grants = openGrants(world);
  const deviceCodes = new DeviceCodes(world, grants);
  const faults = new Faults(world.random, options.faults);
  const holds = new Holds();
  const calls = new Calls();
  const observers = new Observers();
  const sent = new SentCards();
  let url = '';
  const devices = new Devices(world);
  const sockets = new Sockets(world, devices, () => url);
  const courier = new Courier(world, faults, holds, sockets);

  const v1 = express.Router();
  v1.use(
    track(world.now),
    identify(world.tokens),
    twist(world),
    record(calls, observers, Date.now),
  );
  // Before the faults, so that what was asked is known to the observers even then.
  v1.use(express.json({ limit: '1mb' }));
  v1.use(['/authorize', '/access_token', '/device'], express.urlencoded({ extended: false }));
  v1.use('/messages', multipart);
  v1.use(waitAtGates(holds), limitCalls(world), misbehave(faults), checkIds);
  // One router for each resource, every one with its full paths below /v1.
  v1.use(peopleApi(world), roomsApi(world), membershipsApi(world));
  v1.use(listMessagesApi(world), messagesApi(world, sent), contentsApi(world));
  v1.use(attachmentActionsApi(world), webhooksApi(world));
  v1.use(recordingsRecycleBinApi(world, library), recordingsSharingApi(world, library));
  v1.use(recordingsApi(world, library, links), recordingReportApi(world, library));
  v1.use(meetingTranscriptsApi(world, library), meetingSummariesApi(world, library));
  v1.use(meetingsApi(world, library));
  v1.use(recordingsAdminApi(world, library), recordingsGroupApi(world, library, links));
  v1.use(preferencesApi(world));
  v1.use(
    authorizeApi(world, grants),
    accessTokenApi(world, grants),
    applicationsApi(world, grants),
    deviceApi(world, deviceCodes, () => url),
  );
  v1.use(nothingHere, answerError);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/v1', v1);
  // Not of the documented API: no contract observes it.
  const undocumented = [
    track(world.now),
    identify(world.tokens),
    record(calls, new Observers(), Date.now),
  ];
  app.use(['/u2c', '/wdm'], ...undocumented, express.json({ limit: '64kb' }), misbehave(faults));
  app.use(devicesApi(devices, () => url));
  app.use(['/u2c', '/wdm'], answerError);
  app.use('/verify', identify(world.tokens), express.urlencoded({ extended: false }));
  app.use(devicePage(world, deviceCodes));
  app.use(downloadsRouter(library, links));
  app.get('/sandbox/feed', feed(world));
  app.use('/sandbox', grantsControl(world, grants), controlApi(world, library, faults, calls));
  app.use(pageRouter());

  const server = createServer(app);
  sockets.attach(server);
  const port = await listen(server, options.port ?? 4000);
  url = `http://127.0.0.1:${port}`;
  world.files.apiUrl = `${url}/v1`;
  return {
    url,
    apiUrl: `${url}/v1`,
    u2cUrl: `${url}/u2c/api/v1`,
    world,
    recordings: library,
    grants,
    serviceApp: sandboxServiceApp,
    faults,
    change: (settings) => changeSettings(world.settings, settings),
    hold: (what) => holds.hold(what),
    letGo: () => holds.open(),
    calls,
    addPerson: (input) => addPerson(world, library, input),
    changePerson: (email, input) => void changePerson(world, email, input),
    changeRoom: (roomId, input) => changeRoom(world, roomId, input),
    changeWebhooks: (input) => changeWebhooks(world, input).length,
    removePerson: (email) => removePerson(world, email),
    addRecording: (input) => addRecording(world, library, input),
    sockets,
    observe: (listener) => observers.add(listener),
    mails: () => world.mails,
    cards: () => sent.list(),
    settled: () => courier.settled(),
    stop: async () => {
      sockets.stop();
      await courier.stop();
      await close(server);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  // Idle connections outlive the clients' own idea of keep-alive, so that none is met half closed.
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is in use, so the sandbox cannot start; set SANDBOX_PORT to a free one.`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
