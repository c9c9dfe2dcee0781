import { part } from './dom.js';
import type { Selection } from './address.js';

const PHONE = 340;

/**
 * Light or dark, desktop's or phone's card width. Without a choice the theme is the system's.
 * `changed` is told of every choice, to keep it in the address.
 */
export function wireLook(selection: Selection, changed: () => void): void {
  const theme = part('theme', HTMLButtonElement);
  const width = part('width', HTMLButtonElement);
  const systemDark = matchMedia('(prefers-color-scheme: dark)');

  const show = (): void => {
    const dark = (selection.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    theme.setAttribute('aria-pressed', String(dark));
    width.setAttribute('aria-pressed', String(selection.width !== undefined));
    const root = document.documentElement.style;
    if (selection.width === undefined) root.removeProperty('--card-width');
    else root.setProperty('--card-width', `${String(selection.width)}px`);
  };
  systemDark.addEventListener('change', show);
  theme.addEventListener('click', () => {
    selection.theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    show();
    changed();
  });
  width.addEventListener('click', () => {
    selection.width = selection.width === undefined ? PHONE : undefined;
    show();
    changed();
  });
  show();
}
