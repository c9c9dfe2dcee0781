import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import { ANY, type FindValues } from '../find/form.js';
import { latest, USUAL_LIMIT, type ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { defuse } from './defuse.js';
import { inert } from './inert.js';

/** What the Find card shows. */
export interface FindView {
  readonly values: FindValues;
  /** The list that it was filled with; Cancel leads back there. */
  readonly state: ListState;
  /** In whose days. */
  readonly zone: string;
  /** The person's sites; none: Webex does not say. */
  readonly sites: readonly string[];
  /** What is wrong with what was typed: ours or defused. */
  readonly problems?: readonly string[];
}

const ORDERS = [
  { title: 'Newest first', value: 'newest' },
  { title: 'Largest first', value: 'largest' },
  { title: 'Longest first', value: 'longest' },
];
const FORMATS = [
  { title: 'Any', value: ANY },
  { title: 'MP4', value: 'MP4' },
  { title: 'ARF', value: 'ARF' },
];
const SERVICES = [
  { title: 'Any', value: ANY },
  { title: 'Meeting Center', value: 'MeetingCenter' },
  { title: 'Event Center', value: 'EventCenter' },
  { title: 'Support Center', value: 'SupportCenter' },
  { title: 'Training Center', value: 'TrainingCenter' },
];
const STATUSES = [
  { title: 'My recordings', value: 'available' },
  { title: 'The recycle bin', value: 'deleted' },
];
const PURGED = { title: 'Purged (for compliance officers)', value: 'purged' };
const LIMITS = ['10', '20', '50', '100', '200', '500', '1000'];

/** A form for everything that a list can be narrowed to. */
export function findContent({ values, state, zone, sites, problems = [] }: FindView): Content {
  const { host, reach } = state;
  const list = writeState(state);
  const whose = {
    ...(host === undefined ? {} : { host }),
    ...(reach === undefined ? {} : { reach }),
  };
  const fresh = writeState({ ...latest(state.asOf * 1_000), ...whose });
  const site = values.site === '' ? ANY : values.site;
  const limits = [...new Set([...LIMITS, numeric(values.limit)])];
  const title = 'Find recordings';
  const days = `Days are those of ${zone.replace(/_/g, ' ')}; “settings” changes that.`;
  const filled = card('find', {
    title,
    days,
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inert(value)])),
    from: isoDate(values.from),
    to: isoDate(values.to),
    hasSites: sites.length > 0,
    site: inert(sites.length > 0 ? site : values.site),
    sites: [
      { title: 'All sites', value: ANY },
      ...[...new Set([...sites, ...(site === ANY ? [] : [site])])].map((each) => ({
        title: defuse(each, 100),
        value: inert(each),
      })),
    ],
    orders: ORDERS,
    limit: numeric(values.limit),
    limits: limits
      .sort((one, other) => Number(one) - Number(other))
      .map((value) => ({ title: `At most ${value}`, value })),
    formats: FORMATS,
    services: SERVICES,
    statuses:
      reach === 'officer' || values.status === PURGED.value ? [...STATUSES, PURGED] : STATUSES,
    search: { action: 'search', list, zone },
    reset: { action: 'edit', list: fresh },
    cancel: { action: 'page', list },
  });
  const markdown = [
    `**${title}**`,
    ...problems,
    'This takes a client that shows cards. Or write what you look for, as in **find standup last month** or **mp4 since 1 Oct, the largest first**.',
  ];
  return { markdown: markdown.join('\n\n'), card: filled };
}

/** A choice that was never offered is none. */
function numeric(limit: string): string {
  return /^[1-9]\d{0,3}$/.test(limit) ? limit : String(USUAL_LIMIT);
}

/** Clients take nothing else for the value of a date. */
function isoDate(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
}
