// Suites by name.

import { features } from './features.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import { peers } from './peers.js';
import { batch, width } from './sizes.js';
import { start } from './start.js';
import { strategies } from './strategies.js';
import type { Suite, SuiteName } from './suite.js';

export const SUITES: Readonly<Record<SuiteName, Suite>> = {
  peers,
  batch,
  width,
  latency,
  start,
  memory,
  strategies,
  features,
};
