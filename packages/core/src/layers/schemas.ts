// Pieces that the schemas of several layers share.

import * as v from 'valibot';
import { positiveInteger } from '../setting-schemas.js';

/** An extent for height and width: one number for both, or a pair. Always a pair once checked. */
export const extents = v.pipe(
  v.union(
    [positiveInteger, v.tuple([positiveInteger, positiveInteger])],
    'must be a whole number from 1 or two of them',
  ),
  v.transform((value): readonly [number, number] => (typeof value === 'number' ? [value, value] : value)),
);

export const padding = v.picklist(['valid', 'same'], 'must be "valid" or "same"');

/** A layer's own name; parameters are called after it. Safe as a part of file names and tensor names. */
export const layerName = v.pipe(
  v.string('must be text'),
  v.regex(/^[A-Za-z][\w.-]{0,63}$/, 'must be a letter followed by up to 63 letters, digits, "_", "." or "-"'),
);

export const activationName = v.picklist(
  ['linear', 'relu', 'tanh', 'sigmoid', 'softmax'],
  'must be linear, relu, tanh, sigmoid or softmax',
);

/** Keras' names of activations; `linear` is none. */
export type ActivationName = v.InferOutput<typeof activationName>;
