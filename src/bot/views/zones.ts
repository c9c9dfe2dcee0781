/** Where most people live, from west to east; any other zone can be typed. */
const USUAL = [
  ...['Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Phoenix'],
  ...['America/Denver', 'America/Chicago', 'America/Mexico_City', 'America/New_York'],
  ...['America/Toronto', 'America/Bogota', 'America/Halifax', 'America/Santiago'],
  ...['America/Sao_Paulo', 'America/Argentina/Buenos_Aires', 'UTC', 'Europe/London'],
  ...['Europe/Dublin', 'Europe/Lisbon', 'Africa/Casablanca', 'Africa/Lagos', 'Europe/Paris'],
  ...['Europe/Madrid', 'Europe/Amsterdam', 'Europe/Berlin', 'Europe/Zurich', 'Europe/Rome'],
  ...['Europe/Oslo', 'Europe/Stockholm', 'Europe/Warsaw', 'Africa/Johannesburg'],
  ...['Europe/Athens', 'Europe/Helsinki', 'Europe/Kyiv', 'Africa/Cairo', 'Asia/Jerusalem'],
  ...['Europe/Istanbul', 'Asia/Riyadh', 'Africa/Nairobi', 'Asia/Tehran', 'Asia/Dubai'],
  ...['Asia/Karachi', 'Asia/Kolkata', 'Asia/Dhaka', 'Asia/Bangkok', 'Asia/Jakarta'],
  ...['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Singapore', 'Asia/Manila', 'Australia/Perth'],
  ...['Asia/Tokyo', 'Asia/Seoul', 'Australia/Brisbane', 'Australia/Sydney', 'Pacific/Auckland'],
];

/** The zones to choose from. @param chosen is among them, too */
export function zoneChoices(chosen: string): { readonly title: string; readonly value: string }[] {
  return [...new Set([...USUAL, chosen])].map((value) => ({ title: zoneTitle(value), value }));
}

/** A zone as people read it: “Buenos Aires (America/Argentina)”. @param zone IANA name */
export function zoneTitle(zone: string): string {
  const parts = zone.replace(/_/g, ' ').split('/');
  const place = parts.pop() ?? zone;
  return parts.length === 0 ? place : `${place} (${parts.join('/')})`;
}
