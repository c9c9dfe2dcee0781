import { z } from 'zod';

/** A message (GET /messages/{id}), as far as the bot uses it. */
export const message = z.object({
  id: z.string(),
  roomId: z.string(),
  roomType: z.string().optional(),
  personId: z.string(),
  personEmail: z.string().default(''),
  text: z.string().default(''),
  html: z.string().optional(),
  parentId: z.string().optional(),
  mentionedPeople: z.array(z.string()).optional(),
  created: z.string().optional(),
});
/** A message, parsed. */
export type Message = z.infer<typeof message>;

/** A click on a card (GET /attachment/actions/{id}); `inputs` is whatever the client sent: hostile. */
export const attachmentAction = z.object({
  id: z.string(),
  type: z.string(),
  messageId: z.string(),
  roomId: z.string(),
  personId: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  created: z.string().optional(),
});
/** A click on a card, parsed; its inputs are hostile. */
export type AttachmentAction = z.infer<typeof attachmentAction>;

/** An Adaptive Card as it goes to Webex. */
export type Card = Readonly<Record<string, unknown>>;

/** Markdown for clients that show no card, and the card. */
export interface Content {
  /** Equal in content to the card, without passwords and links to recordings. */
  readonly markdown: string;
  readonly card?: Card;
}

/** A file that goes with a message: a message carries a file or a card, not both. */
export interface FileToSend {
  /** File name, e.g. `clean-up.csv`. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly markdown: string;
  /** The message to reply to. */
  readonly parentId?: string;
}

/** A space, or a thread in it; or the 1:1 space with a person. */
export type Place =
  { readonly roomId: string; readonly parentId?: string } | { readonly toPersonId: string };

/** Webex counts text and markdown in bytes, each up to 7439. */
const LONGEST_TEXT_BYTES = 7439;

/** Cuts to what Webex takes, never in the middle of a character. */
export function fit(markdown: string, bytes = LONGEST_TEXT_BYTES): string {
  if (Buffer.byteLength(markdown) <= bytes) return markdown;
  const cut = Buffer.from(markdown)
    .subarray(0, bytes - 3)
    .toString('utf8');
  return `${cut.replace(/\uFFFD+$/, '')}…`;
}

/**
 * The form that carries a file.
 * https://developer.webex.com/docs/api/v1/messages/create-a-message
 */
export function formOf(place: Place, file: FileToSend): FormData {
  const { name, type, bytes, markdown, parentId } = file;
  const form = new FormData();
  const fields = {
    ...place,
    markdown: fit(markdown),
    ...(parentId === undefined ? {} : { parentId }),
  };
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('files', new Blob([bytes], { type }), name);
  return form;
}

/** The part of a request body that carries the content. */
export function bodyOf({ markdown, card }: Content): Record<string, unknown> {
  return {
    markdown: fit(markdown),
    ...(card === undefined
      ? {}
      : {
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
        }),
  };
}
