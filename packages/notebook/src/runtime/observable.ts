// The parts of Observable's libraries that are used here, with types; they come without.

// @ts-expect-error -- no types
import { Inspector as AnyInspector } from '@observablehq/inspector';
// @ts-expect-error -- no types
import { Runtime as AnyRuntime, RuntimeError as AnyError } from '@observablehq/runtime';

export interface Observer {
  pending?(): void;
  fulfilled?(value: unknown): void;
  rejected?(error: unknown): void;
}

/** A value, and what makes it of others. */
export interface Variable {
  define(name: string, inputs: readonly string[], definition: (...values: never[]) => unknown): Variable;
  delete(): Variable;
}

export interface Module {
  variable(observer?: Observer | true): Variable;
}

export interface Runtime {
  module(): Module;
  dispose(): void;
}

/** What the runtime throws at a variable whose input, which it names, threw. */
export interface RuntimeError extends Error {
  readonly input?: string;
}

/** Writes a value into an element as a person would look at it. */
export interface Inspector {
  fulfilled(value: unknown): void;
}

export const Runtime: new (builtins: Readonly<Record<string, () => unknown>>) => Runtime = AnyRuntime;
export const RuntimeError: new () => RuntimeError = AnyError;
export const Inspector: new (element: Element) => Inspector = AnyInspector;
