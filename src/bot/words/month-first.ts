/** Zones of the one large country that writes 10/1 for the first of October. */
const MONTH_FIRST = new Set([
  'America/New_York',
  'America/Detroit',
  'America/Chicago',
  'America/Menominee',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Juneau',
  'America/Sitka',
  'America/Nome',
  'America/Adak',
  'Pacific/Honolulu',
]);

/**
 * Whether 10/1 is the first of October, or the tenth of January, where people live in this zone.
 * It is a guess: the sentence above every list says how it was read.
 */
export function isMonthFirst(zone: string): boolean {
  return (
    MONTH_FIRST.has(zone) || /^(?:US\/|America\/(?:Indiana|Kentucky|North_Dakota)\/)/.test(zone)
  );
}
