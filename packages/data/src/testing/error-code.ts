// What a call threw, as the code that users search for.

import { DataError } from '../errors.js';

/** The code of the DataError that `action` throws or rejects with; fails on any other outcome. */
export async function codeOf(action: () => unknown): Promise<string> {
  return (await errorOf(action)).code;
}

/** The DataError that `action` throws or rejects with; fails on any other outcome. */
export async function errorOf(action: () => unknown): Promise<DataError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

/** What `action` returns, or the DataError that it throws; other errors pass through. */
export function attempt<Result>(action: () => Result): Result | DataError {
  try {
    return action();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}
