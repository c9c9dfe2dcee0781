import type { StoredFile } from './files.js';
import type { Person } from './people.js';

/** What the world holds: spaces, who is in them, and what was said there. */

/** A person's being in a space. */
export interface Membership {
  readonly id: string;
  readonly space: Space;
  readonly person: Person;
  isModerator: boolean;
  isRoomHidden: boolean;
  readonly created: string;
}

/** A space (a "room" in the API). */
export interface Space {
  readonly uuid: string;
  readonly id: string;
  readonly type: 'direct' | 'group';
  title: string;
  description: string | undefined;
  isLocked: boolean;
  /** Bots may not write here. */
  refusesBots: boolean;
  readonly creator: Person;
  readonly created: string;
  lastActivity: string;
  /** By the person's uuid. */
  readonly members: Map<string, Membership>;
  /** Oldest first. */
  readonly messages: Message[];
}

/** A card, or what else hangs on a message. */
export interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** What a message says. */
export interface MessageContent {
  readonly text?: string;
  readonly markdown?: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** One at most, and never beside a card. */
  readonly file?: StoredFile;
  readonly mentioned: readonly Person[];
  readonly mentionsAll: boolean;
}

/** A message, as it stands. */
export interface Message {
  readonly uuid: string;
  readonly id: string;
  readonly space: Space;
  readonly author: Person;
  readonly parent: Message | undefined;
  readonly created: string;
  content: MessageContent;
  updated: string | undefined;
  edits: number;
}
