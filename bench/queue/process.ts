import { CONTESTANTS, type Name } from './contestants.js';

/** Asked of a process, by its parent. */
export type Asked = { readonly accept: string; readonly space: string } | 'cpu';
/** What it says. Times are in milliseconds since the epoch. */
export type Said =
  | { readonly ready: true }
  | { readonly kept: string; readonly ms: number; readonly at: number }
  | { readonly handled: string; readonly at: number }
  | { readonly cpuMs: number };

/** An event whose id begins so is never done: its process dies over it. */
export const DEADLY = 'deadly';

const say = (said: Said): void => void process.send?.(said);
const clock = (): number => performance.timeOrigin + performance.now();

if (process.argv[2] !== undefined && process.send !== undefined) {
  const [name, url = '', folder = ''] = process.argv.slice(2) as [Name, string?, string?];
  const survivor = process.env.SURVIVOR === 'yes';
  const { accept } = await CONTESTANTS[name].open(
    url,
    async (id) => {
      say({ handled: id, at: clock() });
      if (id.startsWith(DEADLY) && !survivor) await new Promise(() => undefined);
    },
    folder,
  );
  process.on('disconnect', () => process.exit(0));
  process.on('message', (asked: Asked) => {
    if (asked === 'cpu') {
      const { user, system } = process.cpuUsage();
      say({ cpuMs: (user + system) / 1000 });
      return;
    }
    const begun = performance.now();
    void accept(asked.accept, asked.space).then(() =>
      say({ kept: asked.accept, ms: performance.now() - begun, at: clock() }),
    );
  });
  say({ ready: true });
}
