// Initializers in Keras' words. They matter only to who trains from new weights, so one that is not known here is no
// reason to refuse a trained network: its layer gets the default.

import * as v from 'valibot';
import type { Initializer } from '../../initializers/index.js';

/** An initializer as Keras and TensorFlow.js write it. */
export interface KerasInitializer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const CLASS_NAMES = {
  glorotUniform: 'GlorotUniform',
  glorotNormal: 'GlorotNormal',
  heUniform: 'HeUniform',
  heNormal: 'HeNormal',
  zeros: 'Zeros',
  constant: 'Constant',
} as const satisfies Readonly<Record<Initializer['type'], string>>;

export function toKerasInitializer(initializer: Initializer): KerasInitializer {
  const class_name = CLASS_NAMES[initializer.type];
  switch (initializer.type) {
    case 'zeros':
      return { class_name, config: {} };
    case 'constant':
      return { class_name, config: { value: initializer.value } };
    default:
      return { class_name, config: { seed: null } };
  }
}

const schema = v.object({ class_name: v.string(), config: v.optional(v.looseObject({}), {}) });
const scaling = v.object({ scale: v.number(), mode: v.string(), distribution: v.string() });
const constant = v.object({ value: v.pipe(v.number(), v.finite()) });

/** The same initializer here, or undefined where there is none. */
export function fromKerasInitializer(value: unknown): Initializer | undefined {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return undefined;
  const { class_name: className, config } = parsed.output;
  switch (className) {
    case 'GlorotUniform':
      return { type: 'glorotUniform' };
    case 'GlorotNormal':
      return { type: 'glorotNormal' };
    case 'HeUniform':
      return { type: 'heUniform' };
    case 'HeNormal':
      return { type: 'heNormal' };
    case 'Zeros':
      return { type: 'zeros' };
    case 'Ones':
      return { type: 'constant', value: 1 };
    case 'Constant':
      return v.is(constant, config) ? { type: 'constant', value: config.value } : undefined;
    case 'VarianceScaling':
      return v.is(scaling, config) ? fromVarianceScaling(config) : undefined;
    default:
      return undefined;
  }
}

/** What TensorFlow.js writes for Glorot's and He's initializers. */
function fromVarianceScaling(config: v.InferOutput<typeof scaling>): Initializer | undefined {
  const { scale, distribution } = config;
  const mode = config.mode.toLowerCase().replace('_', '');
  const isUniform = distribution === 'uniform';
  if (scale === 1 && mode === 'fanavg') return { type: isUniform ? 'glorotUniform' : 'glorotNormal' };
  if (scale === 2 && mode === 'fanin') return { type: isUniform ? 'heUniform' : 'heNormal' };
  return undefined;
}
