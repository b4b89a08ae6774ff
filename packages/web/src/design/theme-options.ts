// The themes as a segmented control shows them.

import { icon } from './icons.js';
import type { ThemeChoice } from './theme.js';

export const themeOptions = [
  ['system', icon('system'), 'As the system has it'],
  ['light', icon('light'), 'Light'],
  ['dark', icon('dark'), 'Dark'],
] as const satisfies readonly (readonly [ThemeChoice, unknown, string])[];
