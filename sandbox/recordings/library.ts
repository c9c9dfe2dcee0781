import { daysInBin, msPerDay, type Recording, type RecordingStatus } from './recording.js';
import { Shelf } from './shelf.js';

/** What happened to a recording that Webex tells webhooks about. */
export type RecordingEvent = 'created' | 'updated' | 'deleted';

/**
 * Every recording of the sandbox, with the shelves that lists are read from. Rules about who may
 * do what are not here; what a change means (bin, 30 days, gone for good) is.
 */
export class Library {
  readonly #byId = new Map<string, Recording>();
  readonly #byPerson = new Map<string, Shelf>();
  readonly #bySite = new Map<string, Shelf>();
  readonly #everything = new Shelf();
  readonly #byMeeting = new Map<string, Recording[]>();
  /** In the order in which they went in, so that the oldest stands first. */
  #bin = new Set<Recording>();

  constructor(
    private readonly now: () => number,
    private readonly tell: (event: RecordingEvent, recording: Recording) => void = () => undefined,
    private readonly lagMs: () => number = () => 0,
    private readonly changeLagMs: () => number = () => 0,
  ) {}

  /** Puts recordings in without telling anyone: they were always there. */
  seed(recordings: Iterable<Recording>): void {
    const inBin: Recording[] = [];
    for (const recording of recordings) {
      this.#byId.set(recording.id, recording);
      this.#everything.put(recording);
      const { meetingId } = recording;
      this.#byMeeting.set(meetingId, [...(this.#byMeeting.get(meetingId) ?? []), recording]);
      shelfOf(this.#bySite, recording.siteUrl).put(recording);
      shelfOf(this.#byPerson, recording.hostId).put(recording);
      for (const personId of recording.sharedWith) shelfOf(this.#byPerson, personId).put(recording);
      if (recording.status === 'deleted') inBin.push(recording);
    }
    if (inBin.length === 0) return;
    const oldestFirst = [...this.#bin, ...inBin].sort(
      (a, b) => (a.binnedAt ?? 0) - (b.binnedAt ?? 0),
    );
    this.#bin = new Set(oldestFirst);
  }

  /** A recording that became ready now: webhooks hear of it at once, lists after the lag. */
  add(recording: Recording): void {
    const lag = this.lagMs();
    if (lag > 0) recording.listedFrom = this.now() + lag;
    this.seed([recording]);
    this.tell('created', recording);
  }

  /** Its host gave it another topic on Webex's own pages: webhooks hear of it. */
  rename(recording: Recording, topic: string): void {
    recording.topic = topic;
    this.tell('updated', recording);
  }

  get(id: string): Recording | undefined {
    this.#emptyBin();
    return this.#byId.get(id);
  }

  ofPerson(personId: string): Shelf {
    this.#emptyBin();
    return this.#byPerson.get(personId) ?? new Shelf();
  }

  ofSite(siteUrl: string): Shelf {
    this.#emptyBin();
    return this.#bySite.get(siteUrl) ?? new Shelf();
  }

  everything(): Shelf {
    this.#emptyBin();
    return this.#everything;
  }

  /** What was recorded of an ended meeting instance. */
  ofInstance(meetingId: string): readonly Recording[] {
    this.#emptyBin();
    return this.#byMeeting.get(meetingId) ?? [];
  }

  /** Shows it to a person, or no longer. */
  share(recording: Recording, personId: string): void {
    if (recording.hostId === personId || recording.sharedWith.has(personId)) return;
    recording.sharedWith.add(personId);
    shelfOf(this.#byPerson, personId).put(recording);
  }

  unshare(recording: Recording, personId: string): void {
    if (recording.sharedWith.delete(personId)) shelfOf(this.#byPerson, personId).remove(recording);
  }

  /** What a host has in the recycle bin of a site. */
  binOf(hostId: string, siteUrl: string): Recording[] {
    this.#emptyBin();
    return [...this.#bin].filter((r) => r.hostId === hostId && r.siteUrl === siteUrl);
  }

  moveToBin(recordings: readonly Recording[]): void {
    const now = this.now();
    for (const recording of recordings) {
      this.#become('deleted', recording);
      recording.binnedAt = now;
      this.#bin.add(recording);
    }
  }

  restore(recordings: readonly Recording[]): void {
    for (const recording of recordings) {
      this.#become('available', recording);
      delete recording.binnedAt;
      this.#bin.delete(recording);
    }
  }

  /** For good. Moving to the bin notifies nobody, this does. */
  purge(recordings: readonly Recording[]): void {
    for (const recording of recordings) {
      this.#become('purged', recording);
      delete recording.binnedAt;
      this.#bin.delete(recording);
      this.tell('deleted', recording);
    }
  }

  /** At once for whoever changes it again, after the lag for whoever reads. */
  #become(status: RecordingStatus, recording: Recording): void {
    const [now, lag] = [this.now(), this.changeLagMs()];
    const earlier = (recording.earlier ?? []).filter(({ until }) => until > now);
    if (lag > 0) earlier.push({ status: recording.status, until: now + lag });
    recording.earlier = earlier;
    recording.status = status;
  }

  #emptyBin(): void {
    const limit = this.now() - daysInBin * msPerDay;
    for (const recording of this.#bin) {
      if ((recording.binnedAt ?? 0) > limit) return;
      this.purge([recording]);
    }
  }
}

function shelfOf(shelves: Map<string, Shelf>, key: string): Shelf {
  let shelf = shelves.get(key);
  if (!shelf) {
    shelf = new Shelf();
    shelves.set(key, shelf);
  }
  return shelf;
}
