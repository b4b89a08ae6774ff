// Light, dark, or as the system has it. The choice is kept by the browser.

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Theme {
  readonly choice: ThemeChoice;
  /** What comes of the choice now. */
  readonly scheme: 'light' | 'dark';
}

const KEY = 'shadegrad.theme';
const systemIsDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

const isChoice = (value: unknown): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

function themeOf(choice: ThemeChoice): Theme {
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark().matches);
  return { choice, scheme: isDark ? 'dark' : 'light' };
}

export function initialTheme(): Theme {
  return themeOf(storedChoice());
}

/** Storage may be denied; the page does without. */
function storedChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return isChoice(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Paints the page in a theme. */
export function applyTheme({ choice }: Theme): void {
  document.documentElement.dataset['theme'] = choice;
}

/** Chooses, paints, keeps. */
export function chooseTheme(choice: ThemeChoice): Theme {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Chosen for this visit.
  }
  const theme = themeOf(choice);
  applyTheme(theme);
  return theme;
}

/** Hears of the system's changes, which matter where the choice is `system`. */
export function onSystemTheme(listener: () => void): void {
  systemIsDark().addEventListener('change', listener);
}
