// Options that every optimizer has.

import { averaging, type AveragingOptions } from './averaging.js';
import { clipping, type ClippingOptions } from './clipping.js';

/** Entries of an optimizer's schema. */
export const commonEntries = { ...clipping, ...averaging };

export interface CommonOptions extends ClippingOptions, AveragingOptions {}
