import { el } from './dom.js';
import { candidates, mentionBefore } from './mention.js';
import type { Member } from './shapes.js';

/** The box to type in: Enter sends, Shift+Enter starts a line, @ offers the members of a group space. */
export class Composer {
  /** Who can be mentioned; nobody in a 1:1 space. */
  members: readonly Member[] = [];
  #choices: Member[] = [];
  #chosen = 0;

  constructor(
    readonly form: HTMLFormElement,
    readonly box: HTMLTextAreaElement,
    readonly list: HTMLUListElement,
    readonly mentionButton: HTMLButtonElement,
    readonly send: (typed: string) => void,
  ) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    box.addEventListener('keydown', (event) => this.#keyDown(event));
    box.addEventListener('input', () => this.#changed());
    box.addEventListener('blur', () => this.#close());
    mentionButton.addEventListener('click', () => this.#startMention());
  }

  focus(): void {
    this.box.focus({ preventScroll: true });
  }

  /** Makes it ready for another space: what may be mentioned, and what the empty box says. */
  ready(members: readonly Member[], placeholder: string): void {
    this.members = members;
    this.box.placeholder = placeholder;
    this.box.setAttribute('aria-label', placeholder);
    this.mentionButton.hidden = members.length === 0;
    this.#close();
  }

  #send(): void {
    const typed = this.box.value.trim();
    if (typed === '') return;
    this.box.value = '';
    this.#changed();
    this.send(typed);
  }

  #keyDown(event: KeyboardEvent): void {
    // While an input method is composing (Japanese, Chinese), Enter belongs to it.
    if (event.isComposing) return;
    if (this.#choices.length > 0 && this.#steer(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  #steer(key: string): boolean {
    const count = this.#choices.length;
    if (key === 'ArrowDown') this.#choose((this.#chosen + 1) % count);
    else if (key === 'ArrowUp') this.#choose((this.#chosen + count - 1) % count);
    else if (key === 'Enter' || key === 'Tab') this.#take(this.#choices[this.#chosen]);
    else if (key === 'Escape') this.#close();
    else return false;
    return true;
  }

  #changed(): void {
    this.box.style.height = 'auto';
    this.box.style.height = `${String(this.box.scrollHeight)}px`;
    const query = mentionBefore(this.box.value, this.box.selectionStart);
    this.#choices = query ? candidates(this.members, query.typed).slice(0, 8) : [];
    this.#chosen = 0;
    this.#show();
  }

  #startMention(): void {
    const { box } = this;
    box.focus();
    const space = box.value === '' || /\s$/.test(box.value.slice(0, box.selectionStart)) ? '' : ' ';
    box.setRangeText(`${space}@`, box.selectionStart, box.selectionEnd, 'end');
    this.#changed();
  }

  #take(member: Member | undefined): void {
    const query = mentionBefore(this.box.value, this.box.selectionStart);
    if (!member || !query) return;
    this.box.setRangeText(
      `@${member.personDisplayName} `,
      query.at,
      this.box.selectionStart,
      'end',
    );
    this.#close();
  }

  #choose(index: number): void {
    this.#chosen = index;
    this.#show();
  }

  #close(): void {
    this.#choices = [];
    this.#show();
  }

  #show(): void {
    const open = this.#choices.length > 0;
    this.list.hidden = !open;
    this.box.setAttribute('aria-expanded', String(open));
    if (open) this.box.setAttribute('aria-activedescendant', `mention-${String(this.#chosen)}`);
    else this.box.removeAttribute('aria-activedescendant');
    this.list.replaceChildren(
      ...this.#choices.map((member, index) => {
        const option = el(
          'li',
          {
            id: `mention-${String(index)}`,
            role: 'option',
            'aria-selected': String(index === this.#chosen),
          },
          member.personDisplayName,
          el('small', {}, member.personEmail),
        );
        // Before the box loses the focus, which would close the list.
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          this.#take(member);
        });
        return option;
      }),
    );
  }
}
