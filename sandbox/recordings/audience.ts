import { createHash } from 'node:crypto';
import { msPerDay, type Recording } from './recording.js';

/** One time that somebody watched or downloaded a recording. */
export interface RecordingAccess {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly viewed: boolean;
  readonly downloaded: boolean;
}

const audience = [
  ['Bob Brandt', 'bob@example.com'],
  ['Carol Castro', 'carol@example.com'],
  ['Dmitri Dunn', 'dmitri@example.com'],
  ['Eve [click](https://evil.example) Ek', 'eve@example.com'],
  ['Farid Fox', 'farid@customer.example'],
  ['Grace Gould', 'grace@example.com'],
] as const;

/** Nobody comes back to a recording later than that. */
const interestDays = 60;

/**
 * Who watched or downloaded a recording until `now`, newest first. Made up from its id, so that
 * summary and details agree at every call; two in five are watched by nobody.
 */
export function accessesOf(recording: Recording, now: number): RecordingAccess[] {
  const bytes = createHash('sha256').update(recording.id).digest();
  const byte = (index: number): number => bytes[index % bytes.length] ?? 0;
  const times = recording.accesses ?? (byte(0) % 5 < 2 ? 0 : 1 + (byte(1) % 9));
  const found: RecordingAccess[] = [];
  for (let n = 0; n < times; n += 1) {
    const [name, email] = audience[byte(2 + n) % audience.length] ?? audience[0];
    // Most look soon: the square keeps the early days full.
    const later = (byte(7 + n) / 256) ** 2 * interestDays * msPerDay;
    const kind = byte(13 + n) % 4;
    const at = recording.createTime + 60_000 + Math.floor(later / 1000) * 1000;
    const downloads = kind === 3 && !recording.preventDownload;
    if (at < now)
      found.push({ name, email, at, viewed: kind !== 3 || !downloads, downloaded: downloads });
  }
  return found.sort((a, b) => b.at - a.at);
}
