/** The parts of Webex's answers that the page uses, read from JSON of any shape. */

export interface Person {
  id: string;
  email: string;
  displayName: string;
  token: string;
  isBot: boolean;
}

export interface Space {
  id: string;
  title: string;
  type: 'direct' | 'group';
  lastActivity: string;
}

export interface Message {
  id: string;
  roomId: string;
  personId: string;
  personEmail: string;
  created: string;
  updated: string | undefined;
  text: string;
  markdown: string | undefined;
  /** The Adaptive Card, when the message carries one. */
  card: object | undefined;
  /** Where the files that hang on it are read from, with a token. */
  files: readonly string[];
}

export interface Member {
  personEmail: string;
  personDisplayName: string;
}

/** One line of the live feed. */
export interface FeedEvent {
  resource: string;
  event: string;
  id: string;
  roomId: string | undefined;
  /** The message as it stood then, where one was written or edited. */
  message: Message | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object's fields; none when it is something else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A text field; the empty text when it is missing. */
export function text(from: Fields, name: string): string {
  return optionalText(from, name) ?? '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function optionalText(from: Fields, name: string): string | undefined {
  const value = from[name];
  return typeof value === 'string' ? value : undefined;
}

/** The list itself, or the one under `items`, as every list of Webex has it. */
export function items(value: unknown): Fields[] {
  const list: unknown = Array.isArray(value) ? value : fields(value).items;
  return Array.isArray(list) ? list.map(fields) : [];
}

export function person(value: Fields): Person {
  const email = text(value, 'email');
  return {
    id: text(value, 'id'),
    email,
    displayName: text(value, 'displayName'),
    token: text(value, 'token'),
    isBot: text(value, 'type') === 'bot' || email.endsWith('@webex.bot'),
  };
}

export function space(value: Fields): Space {
  return {
    id: text(value, 'id'),
    title: text(value, 'title'),
    type: value.type === 'direct' ? 'direct' : 'group',
    lastActivity: text(value, 'lastActivity'),
  };
}

export function message(value: Fields): Message {
  const attachment = items(value.attachments)[0];
  const card = attachment?.content;
  return {
    id: text(value, 'id'),
    roomId: text(value, 'roomId'),
    personId: text(value, 'personId'),
    personEmail: text(value, 'personEmail'),
    created: text(value, 'created'),
    updated: optionalText(value, 'updated'),
    text: text(value, 'text'),
    markdown: optionalText(value, 'markdown'),
    card: typeof card === 'object' && card !== null ? card : undefined,
    files: texts(value.files),
  };
}

export function member(value: Fields): Member {
  return {
    personEmail: text(value, 'personEmail'),
    personDisplayName: text(value, 'personDisplayName'),
  };
}

export function feedEvent(value: unknown): FeedEvent {
  const event = fields(value);
  const data = fields(event.data);
  return {
    resource: text(event, 'resource'),
    event: text(event, 'event'),
    id: text(data, 'id'),
    roomId: optionalText(data, 'roomId'),
    message: event.message === undefined ? undefined : message(fields(event.message)),
  };
}
