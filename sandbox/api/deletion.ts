import { z } from 'zod';

/**
 * The body of DELETE for recordings and transcripts. Webex's words are "a maximum of 255 characters
 * long" without saying what a character is: of code points and UTF-16 units the latter are never
 * fewer, so whatever passes here is short enough by either count. Bytes are no characters.
 */
export const deletion = z.strictObject({
  reason: z.string().regex(/\S/, 'must not be blank').optional(),
  comment: z
    .string()
    .refine((comment) => comment.length <= 255, 'must have 255 characters at most')
    .optional(),
});
