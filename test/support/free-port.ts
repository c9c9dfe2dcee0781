import { freePort as ifFree } from '../../sandbox/demo/port.js';

/**
 * Below the ports that a system gives by itself to whoever asks for any (from 32,768 on Linux, from
 * 49,152 elsewhere): one that is free now stays so until the test takes it, and again while what
 * listens on it is restarted. The ports that `fetch` refuses are below, too.
 */
const [FIRST, LAST] = [10_100, 32_000];

/** Processes that run side by side begin far from each other. */
let next = FIRST + ((process.pid * 211) % (LAST - FIRST));

/** A port of 127.0.0.1 that nobody listens on; each only once in a process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = next;
    next = next < LAST ? next + 1 : FIRST;
    const free = await ifFree({}, 'PORT', port).catch(() => undefined);
    if (free !== undefined) return free;
  }
  throw new Error('A hundred ports in a row are taken.');
}

/** The variables of a demo that is in nobody's way. */
export async function demoPorts(): Promise<{ SANDBOX_PORT: string; PORT: string }> {
  return { SANDBOX_PORT: String(await freePort()), PORT: String(await freePort()) };
}
