import type { RailSpace } from './rail.js';
import type { Person, Space } from './shapes.js';

/**
 * What the rail shows: the 1:1 with each bot first, whether it exists yet or not (in Webex, too, one can
 * write to a bot by its address), then the other spaces, the latest first.
 */
export function railSpaces(spaces: readonly Space[], bots: readonly Person[]): RailSpace[] {
  const withBots = bots.map((bot): RailSpace => {
    const space = spaces.find((one) => one.type === 'direct' && one.title === bot.displayName);
    return {
      key: space?.id ?? bot.email,
      title: bot.displayName,
      type: 'direct',
      isBot: true,
      hint: 'Bot',
    };
  });
  const taken = new Set(withBots.map((space) => space.key));
  const others = spaces
    .filter((space) => !taken.has(space.id))
    .sort((a, b) => b.lastActivity.localeCompare(a.lastActivity))
    .map((space): RailSpace => ({
      key: space.id,
      title: space.title,
      type: space.type,
      isBot: false,
      hint: space.type === 'group' ? 'Space' : 'Person',
    }));
  return [...withBots, ...others];
}

/** The space that `direct`, `group` or an id names; the first when there is none such. */
export function spaceNamed(spaces: readonly RailSpace[], name: string): RailSpace | undefined {
  const named =
    name === 'direct' || name === 'group'
      ? spaces.find((space) => space.type === name)
      : spaces.find((space) => space.key === name);
  return named ?? spaces[0];
}

/** How the address names the space: `direct` and `group` where they lead there, else the id. */
export function nameOfSpace(spaces: readonly RailSpace[], chosen: RailSpace): string {
  const first = spaceNamed(spaces, chosen.type);
  return first?.key === chosen.key ? chosen.type : chosen.key;
}
