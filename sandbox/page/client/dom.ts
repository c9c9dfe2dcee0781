type Child = Node | string;

/**
 * Makes an element. Attributes are set as they are given: `true` sets an empty one, `false` none.
 * Text is always text; nothing here parses HTML.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The element that index.html promises under this id. */
export function part<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return element;
}

/** The initials of a name, for a round picture: "Alice Anders" → "AA". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join('')
    .toUpperCase();
}

/** A round picture of initials; the name beside it says who it is, so this one is silent. */
export function avatar(name: string, kind: 'person' | 'bot' | 'space'): HTMLElement {
  let hue = 0;
  for (let at = 0; at < name.length; at += 1) hue = (hue * 31 + name.charCodeAt(at)) % 10_007;
  return el(
    'span',
    { class: `avatar avatar-${kind} hue-${String(hue % 6)}`, 'aria-hidden': 'true' },
    initials(name),
  );
}
