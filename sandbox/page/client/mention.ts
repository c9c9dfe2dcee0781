import type { Member } from './shapes.js';

/** The start of a name that is being typed after an @, and where the @ stands. */
export interface MentionQuery {
  at: number;
  typed: string;
}

/** The mention being typed just before the caret; undefined when there is none. */
export function mentionBefore(value: string, caret: number): MentionQuery | undefined {
  const found = /(?:^|\s)@([^\s@]*)$/.exec(value.slice(0, caret));
  if (!found) return undefined;
  const typed = found[1] ?? '';
  return { at: caret - typed.length - 1, typed };
}

/** The members whose name, or a word of it, starts with what was typed. */
export function candidates(members: readonly Member[], typed: string): Member[] {
  const start = typed.toLowerCase();
  return members.filter((member) =>
    [member.personDisplayName, ...member.personDisplayName.split(/\s+/)].some((word) =>
      word.toLowerCase().startsWith(start),
    ),
  );
}

/**
 * What is typed as what Webex takes: `@Name` of a member becomes `<@personEmail:…|Name>` in markdown;
 * without a mention it stays plain text. Longer names are tried first, so that "@Ann Lee" is not "@Ann".
 */
export function toSend(
  typed: string,
  members: readonly Member[],
): { text: string } | { markdown: string } {
  let markdown = typed;
  const byLength = [...members].sort(
    (a, b) => b.personDisplayName.length - a.personDisplayName.length,
  );
  for (const { personDisplayName: name, personEmail } of byLength) {
    const asTyped = new RegExp(`(^|\\s)@${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu');
    markdown = markdown.replace(
      asTyped,
      (_all, before: string) => `${before}<@personEmail:${personEmail}|${name}>`,
    );
  }
  return markdown === typed ? { text: typed } : { markdown };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
