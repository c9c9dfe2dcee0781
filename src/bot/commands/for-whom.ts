/** For whom an administrator asks. */
export type Whom =
  | { readonly kind: 'person'; readonly email: string }
  /** All hosts of a site; of the administrator's preferred one where none is named. */
  | { readonly kind: 'everyone'; readonly siteUrl?: string };

/** The two parts of what stands behind `for`. */
export interface Asked {
  readonly whom: Whom;
  /** What is asked for them, as it was written. */
  readonly words: string;
}

const EVERYONE =
  /^(?:everyone|everybody|all)(?:\s+(?:on|at)\s+(?:site\s+)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20}))?(?=[\s:,]|$)[\s:,]*(.*)$/isu;
const PERSON = /^<?([^\s@<>,:]{1,100}@[^\s@<>,:]{3,200})>?(?=[\s:,]|$)[\s:,]*(.*)$/su;

/**
 * Takes apart what stands behind `for`: an address, or `everyone on acme.webex.com`, and the words.
 *
 * @returns undefined when nobody is named, or only by a name: names are not unique
 */
export function forWhomIn(text: string): Asked | undefined {
  const everyone = EVERYONE.exec(text.trim());
  if (everyone !== null) {
    const [, site, words = ''] = everyone;
    const on = site === undefined ? {} : { siteUrl: site.toLowerCase() };
    return { whom: { kind: 'everyone', ...on }, words: words.trim() };
  }
  const [, email, words = ''] = PERSON.exec(text.trim()) ?? [];
  return email === undefined ? undefined : { whom: { kind: 'person', email }, words: words.trim() };
}
