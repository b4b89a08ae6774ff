// What the process' exit code says, and which errors end with which: the one place where both are decided.

export const EXIT = {
  done: 0,
  failure: 1,
  /** Flags, settings, a model description. */
  usage: 2,
  noAdapter: 3,
  /** Datasets, pictures, weights, runs that are missing, damaged or cannot be written. */
  data: 4,
  /** Below `--fail-under`. */
  belowTarget: 5,
  diverged: 6,
  /** And could not be opened again. */
  deviceLost: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** By the beginning of the error's code; the first that fits decides. */
const BY_PREFIX: readonly (readonly [prefix: string, exit: ExitCode])[] = [
  ['SHADEGRAD_USAGE', EXIT.usage],
  ['SHADEGRAD_OPTION', EXIT.usage],
  ['SHADEGRAD_SETTINGS', EXIT.usage],
  ['SHADEGRAD_MODEL', EXIT.usage],
  ['SHADEGRAD_LAYER', EXIT.usage],
  ['SHADEGRAD_LIMIT', EXIT.usage],
  ['SHADEGRAD_NOTEBOOK_SETTING', EXIT.usage],
  ['SHADEGRAD_DATASET_RANGE', EXIT.usage],
  ['SHADEGRAD_SYNTHETIC', EXIT.usage],
  ['SHADEGRAD_NO_', EXIT.noAdapter],
  ['SHADEGRAD_ADAPTER', EXIT.noAdapter],
  ['SHADEGRAD_DATA', EXIT.data],
  ['SHADEGRAD_IDX', EXIT.data],
  ['SHADEGRAD_GZIP', EXIT.data],
  ['SHADEGRAD_CACHE', EXIT.data],
  ['SHADEGRAD_PICTURE', EXIT.data],
  ['SHADEGRAD_PNG', EXIT.data],
  ['SHADEGRAD_SAFETENSORS', EXIT.data],
  ['SHADEGRAD_WEIGHTS', EXIT.data],
  ['SHADEGRAD_FILE', EXIT.data],
  ['SHADEGRAD_FORMAT', EXIT.data],
  ['SHADEGRAD_RUN', EXIT.data],
  ['SHADEGRAD_NOTEBOOK_FILE', EXIT.data],
  ['SHADEGRAD_BELOW_TARGET', EXIT.belowTarget],
  ['SHADEGRAD_DIVERGED', EXIT.diverged],
  ['SHADEGRAD_DEVICE_LOST', EXIT.deviceLost],
  ['SHADEGRAD_INTERRUPTED', EXIT.interrupted],
];

/** The exit code for an error's `code`; whatever is not foreseen is a failure. */
export function exitCodeFor(code: string): ExitCode {
  return BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? EXIT.failure;
}
