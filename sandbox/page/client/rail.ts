import { avatar, el } from './dom.js';
import type { Person } from './shapes.js';

/** A space in the rail: one that exists, or the 1:1 with a bot that begins with the first message. */
export interface RailSpace {
  /** The space's id; the bot's email address while there is no space yet. */
  key: string;
  title: string;
  type: 'direct' | 'group';
  isBot: boolean;
  hint: string;
}

/** Shows who one can be. The one chosen is marked for eyes and for screen readers. */
export function showPeople(
  list: HTMLElement,
  people: readonly Person[],
  chosen: Person,
  choose: (person: Person) => void,
): void {
  redraw(
    list,
    people.map((person) => {
      const button = el(
        'button',
        {
          type: 'button',
          class: 'person',
          'data-key': person.email,
          'aria-pressed': String(person.email === chosen.email),
          title: `${person.displayName} <${person.email}>`,
        },
        avatar(person.displayName, 'person'),
        el('span', { class: 'person-name' }, person.displayName.split(' ')[0] ?? person.email),
      );
      button.addEventListener('click', () => choose(person));
      return el('li', {}, button);
    }),
  );
}

/** Shows the person's spaces; one with something new says so. */
export function showSpaces(
  list: HTMLElement,
  spaces: readonly RailSpace[],
  chosen: string,
  unread: ReadonlySet<string>,
  choose: (space: RailSpace) => void,
): void {
  redraw(
    list,
    spaces.map((space) => {
      const button = el(
        'button',
        {
          type: 'button',
          class: 'space',
          'data-key': space.key,
          ...(space.key === chosen && { 'aria-current': 'true' }),
        },
        avatar(space.title, space.type === 'group' ? 'space' : space.isBot ? 'bot' : 'person'),
        el(
          'span',
          { class: 'space-words' },
          el('span', { class: 'space-title', dir: 'auto' }, space.title),
          el('small', {}, space.hint),
        ),
        ...(unread.has(space.key)
          ? [
              el(
                'span',
                { class: 'unread' },
                el('span', { class: 'visually-hidden' }, 'New messages'),
              ),
            ]
          : []),
      );
      button.addEventListener('click', () => choose(space));
      return el('li', {}, button);
    }),
  );
}

/**
 * Makes the list show these entries. What is there already stays, so that no press on it is lost; the focus
 * stays on the entry of the same key.
 */
function redraw(list: HTMLElement, entries: readonly HTMLElement[]): void {
  const active = document.activeElement;
  const key =
    active instanceof HTMLElement && list.contains(active) ? active.dataset.key : undefined;
  const shown = new Map([...list.children].map((entry) => [entry.outerHTML, entry]));
  const wanted = entries.map((entry) => shown.get(entry.outerHTML) ?? entry);
  for (const entry of shown.values()) if (!wanted.includes(entry)) entry.remove();
  for (const [at, entry] of wanted.entries()) {
    const there = list.children[at];
    if (there !== entry) list.insertBefore(entry, there ?? null);
  }
  if (key === undefined) return;
  [...list.querySelectorAll<HTMLElement>('[data-key]')]
    .find((entry) => entry.dataset.key === key)
    ?.focus({ preventScroll: true });
}
