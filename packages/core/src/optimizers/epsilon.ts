// The number that keeps a divisor from 0. It is added in f32 on the GPU, where anything smaller than the smallest normal
// number may count as 0.

import { realNumber } from '../setting-schemas.js';

export const epsilon = realNumber('must be a number of at least 1e-37', (x) => x >= 1e-37);
