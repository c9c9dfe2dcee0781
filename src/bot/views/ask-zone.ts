import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import { zoneChoices } from './zones.js';

/**
 * Asks in which time zone a person lives, and then goes on with what they wrote.
 *
 * @param text what they wrote, to be said again
 * @param problem what is wrong with their answer
 */
export function askZoneContent(text: string, problem?: string): Content {
  const title = 'Which time zone are you in?';
  const why =
    'Then I know when your days begin and end. I ask this once; “settings” changes it later.';
  const filled = card('ask-zone', {
    title,
    why,
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    zone: 'UTC',
    zones: zoneChoices('UTC'),
    // What they wrote could hold anything: this way it is harmless in every client.
    save: { action: 'set-zone', then: encodeURIComponent(text) },
    list: { action: 'list' },
  });
  const markdown = [
    `**${title}**`,
    ...(problem === undefined ? [] : [problem]),
    why,
    'Without cards, write for example **time zone Europe/Berlin**.',
  ];
  return { markdown: markdown.join('\n\n'), card: filled };
}
