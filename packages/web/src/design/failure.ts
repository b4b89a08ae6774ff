// Something that went wrong, as plain data: it travels between threads and is kept in the store.

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** Any error as a failure; ours bring code and fix along. */
export function failureOf(error: unknown): Failure {
  const { code, message, fix }: Partial<Record<keyof Failure, unknown>> =
    typeof error === 'object' && error !== null ? error : {};
  return {
    code: typeof code === 'string' ? code : 'SHADEGRAD_UNEXPECTED',
    message: typeof message === 'string' ? message : String(error),
    fix: typeof fix === 'string' ? fix : 'Reload the page and try again; if it stays so, please report it.',
  };
}
