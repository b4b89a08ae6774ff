// The page's end of the worker: commands go in, and a state that can be drawn comes out.

import type { AdapterDescription, Evaluation, Profile } from '@shadegrad/core';
import type { FromWorker, Reading, ToWorker } from './messages.js';

/** Loss and accuracy of one training step. */
export interface Point {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
}

export interface SessionState {
  readonly phase:
    | 'opening'
    | 'idle'
    | 'drawing'
    | 'compiling'
    | 'training'
    | 'evaluating'
    | 'profiling'
    | 'done'
    | 'failed';
  readonly adapter?: AdapterDescription;
  /** Steps of the whole run. */
  readonly steps: number;
  readonly points: readonly Point[];
  readonly imagesPerSecond?: number;
  readonly evaluation?: Evaluation;
  readonly readings: readonly Reading[];
  /** From 0 to 1, while a step is profiled. */
  readonly profiled?: number;
  /** Where the time of a training step goes; it outlives runs. */
  readonly profile?: Profile;
  readonly failure?: { readonly message: string; readonly fix: string };
}

export const initialState: SessionState = { phase: 'opening', steps: 0, points: [], readings: [] };

/** Starts the worker, which opens a GPU at once. `onChange` hears each new state. */
export class Session {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  readonly #onChange: (state: SessionState) => void;
  #state = initialState;

  constructor(onChange: (state: SessionState) => void) {
    this.#onChange = onChange;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) =>
      this.#become(next(this.#state, data)),
    );
    this.#worker.addEventListener('error', ({ message }) => {
      const failure = { message: message || 'The worker did not start.', fix: 'Reload the page.' };
      this.#become({ ...this.#state, phase: 'failed', failure });
    });
  }

  /** Trains from new weights; `seed` settles them. */
  train(seed: number): void {
    this.#tell({ type: 'train', seed });
  }

  /** Ends the run after the steps that are under way, and evaluates what has been learnt so far. */
  stop(): void {
    this.#tell({ type: 'stop' });
  }

  /** Times the kernels of a training step. */
  profile(): void {
    this.#tell({ type: 'profile' });
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#onChange(state);
  }
}

/** The state after the worker has said something. */
export function next(state: SessionState, message: FromWorker): SessionState {
  switch (message.type) {
    case 'ready':
      return { ...state, phase: 'idle', adapter: message.adapter };
    case 'drawing': {
      const { adapter, profile } = state;
      return { ...initialState, phase: 'drawing', ...(adapter && { adapter }), ...(profile && { profile }) };
    }
    case 'compiling':
      return { ...state, phase: 'compiling' };
    case 'event':
      return afterEvent(state, message.event);
    case 'evaluated':
      return { ...state, phase: 'done', evaluation: message.evaluation, readings: message.readings };
    case 'profiling': {
      const { failure: _, ...rest } = state;
      return { ...rest, phase: 'profiling', profiled: message.done / message.of };
    }
    case 'profiled':
      return { ...state, phase: state.evaluation ? 'done' : 'idle', profile: message.profile };
    case 'failed':
      return { ...state, phase: 'failed', failure: { message: message.message, fix: message.fix } };
    default:
      return message satisfies never;
  }
}

function afterEvent(
  state: SessionState,
  event: Extract<FromWorker, { type: 'event' }>['event'],
): SessionState {
  switch (event.type) {
    case 'run_start':
      return { ...state, phase: 'training', steps: event.stepsPerEpoch * event.epochs };
    case 'step': {
      const { step, loss, accuracy } = event;
      return { ...state, points: [...state.points, { step, loss, accuracy }] };
    }
    case 'progress':
      return { ...state, imagesPerSecond: event.imagesPerSecond };
    case 'run_end':
      return { ...state, phase: 'evaluating' };
    default:
      return state;
  }
}
