import { z } from 'zod';
import type { CardProblem } from '../cards/card-problem.js';
import { checkCard } from '../cards/check-card.js';
import type { SentCards } from '../cards/sent-cards.js';
import type { Upload } from '../world/files.js';
import type { MessageContent } from '../world/records.js';
import type { Person } from '../world/people.js';
import { richText } from '../world/rich-text.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { htmlText } from './html-text.js';

const MOST_BYTES = 7439;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const withinLimit = z
  .string()
  .refine((text) => text.length * 4 <= MOST_BYTES || Buffer.byteLength(text) <= MOST_BYTES, {
    message: `Message length limited to ${MOST_BYTES} bytes.`,
  });

/** What POST and PUT /messages have in common. */
export const contentFields = {
  text: withinLimit.optional(),
  markdown: withinLimit.optional(),
  html: withinLimit.optional(),
  files: z.union([z.array(z.unknown()), z.string().transform((url) => [url])]).optional(),
  attachments: z
    .array(z.strictObject({ contentType: z.string(), content: z.record(z.string(), z.unknown()) }))
    .optional(),
};

type ContentInput = z.output<z.ZodObject<typeof contentFields>>;

/** What the message will say; 400 when Webex would not take it. Every card is noted in `sent`. */
export function contentOf(
  input: ContentInput,
  world: World,
  sent: SentCards,
  isMember: (person: Person) => boolean,
  upload?: Upload,
): MessageContent {
  const { text, markdown, html, attachments = [] } = input;
  if (attachments.length > 1) throw badRequest('Only one card per message is supported.');
  const saysNothing = [text, markdown, html].every((each) => (each ?? '') === '');
  if (upload !== undefined && attachments.length > 0) {
    // No document says that both work together, so nobody shall count on it.
    throw badRequest('A message carries either a file or a card.');
  }
  if (saysNothing && attachments.length === 0 && upload === undefined) {
    throw badRequest('Please specify at least one of text, markdown, files or attachments.');
  }
  for (const { contentType, content } of attachments) {
    if (contentType !== CARD_TYPE)
      throw badRequest(`attachments: contentType must be ${CARD_TYPE}.`);
    const problems = checkCard(content);
    sent.note(content, problems);
    if (problems.length > 0) {
      throw refusedCard(problems, world.settings.cardErrors);
    }
  }
  const rich = markdown === undefined ? undefined : richText(markdown, world.people, isMember);
  // Markdown counts for more than html, as for Webex's own clients.
  const shown = rich ?? (html === undefined ? undefined : htmlText(html));
  const plain = text ?? shown?.text;
  return {
    ...(plain === undefined ? {} : { text: plain }),
    ...(markdown === undefined ? {} : { markdown }),
    ...(shown === undefined ? {} : { html: shown.html }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(upload === undefined ? {} : { file: world.files.store(upload) }),
    mentioned: rich?.mentioned ?? [],
    mentionsAll: rich?.mentionsAll ?? false,
  };
}

function refusedCard(problems: readonly CardProblem[], shape: 'list' | 'object'): ApiError {
  const refusal = new ApiError(
    400,
    'Unable to parse the adaptive card attachment.',
    problems.map(({ path, message }) => `${path}: ${message}`),
  );
  if (shape === 'list') return refusal;
  const errors = Object.fromEntries(problems.map(({ path, message }) => [path, [message]]));
  return refusal.withErrors(errors);
}
