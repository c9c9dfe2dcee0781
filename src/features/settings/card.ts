import { card } from '../../bot/ui/card.js';
import { zoneChoices, zoneTitle } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { Settings } from '../../settings/settings.js';
import type { Content } from '../../webex/messages.js';

/** What is said beside the settings. */
export interface SettingsSaying {
  readonly saved?: boolean;
  /** What is wrong with what was typed: ours. */
  readonly problems?: readonly string[];
}

/** A form for all that a person can choose. */
export function settingsCard(
  { timeZone, tellWhenReady, weekly, quiet }: Settings,
  { saved = false, problems = [] }: SettingsSaying = {},
): Content {
  const zone = timeZone ?? 'UTC';
  const known =
    timeZone === undefined
      ? 'Webex does not tell me your time zone, so I count days in UTC until you choose one.'
      : `Your days are those of ${zoneTitle(timeZone)}.`;
  const filled = card('settings', {
    title: 'Your settings',
    known,
    isSaved: saved,
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    zone,
    zones: zoneChoices(zone),
    tellWhenReady: String(tellWhenReady),
    weekly: String(weekly),
    quietOn: String(quiet !== undefined),
    quietFrom: quiet?.from ?? '22:00',
    quietTo: quiet?.to ?? '07:00',
    save: { action: 'save-settings' },
    list: { action: 'list' },
  });
  return fillCard(
    filled,
    'Without cards, write for example **time zone Europe/Berlin**, **notify on** or **weekly off**.',
  );
}
