// A trainer's state, out of the device and back into it.

import { ShadegradError } from '../errors.js';
import { UNAVERAGED } from '../optimizers/averaging.js';
import { optimizerSlots } from '../optimizers/index.js';
import type { Plan } from '../plan/index.js';
import { readBuffer } from '../runtime/buffers.js';
import type { Program } from '../runtime/program.js';
import type { RunProgress } from './progress.js';
import { checkWeights, packWeights, unpackWeights, type Weights } from './weights.js';

export interface TrainerState {
  readonly weights: Weights;
  /** The optimizer's slots, each with one tensor a parameter: `momentum/conv2d/kernel`, … */
  readonly optimizer: Weights;
  readonly progress: Readonly<RunProgress>;
}

/** Copies the state once all submitted work is done. */
export async function readState(program: Program, progress: RunProgress): Promise<TrainerState> {
  const { device } = program.gpu;
  const { plan } = program;
  const at = structuredClone(progress);
  const [parameters, slots] = await Promise.all([
    readBuffer(device, program.buffer('parameters')),
    optimizerSlots(plan.optimizer).length > 0
      ? readBuffer(device, program.buffer('slots'))
      : new ArrayBuffer(0),
  ]);
  return assembleState(plan, parameters, slots, at);
}

/** A state from the bytes of the buffers `parameters` and `slots`; the tensors are copies. */
export function assembleState(
  { model, optimizer }: Plan,
  parameters: ArrayBuffer,
  slots: ArrayBuffer,
  progress: RunProgress,
): TrainerState {
  const length = model.parameterBufferLength;
  const slotTensors = optimizerSlots(optimizer).flatMap((slot, i) => {
    const packed = new Float32Array(slots, 4 * i * length, length);
    return [...unpackWeights(model, packed)].map(([name, tensor]) => [`${slot}/${name}`, tensor] as const);
  });
  return {
    weights: unpackWeights(model, new Float32Array(parameters)),
    optimizer: new Map(slotTensors),
    progress,
  };
}

/** Copies the gradients that the last training step left behind. */
export async function readGradients(program: Program): Promise<Weights> {
  const { model, buffers } = program.plan;
  const isSum = buffers.some(({ name }) => name === 'total gradients');
  const name = isSum ? 'total gradients' : 'gradients';
  const gradients = await readBuffer(program.gpu.device, program.buffer(name));
  return unpackWeights(model, new Float32Array(gradients));
}

/**
 * Writes weights and, where given, the optimizer's slots. Weights alone are also what training goes on with where the
 * model's are an average. Everything is checked before anything is written.
 */
export function loadState(
  program: Program,
  state: Pick<TrainerState, 'weights'> & Partial<TrainerState>,
): void {
  const { model, optimizer } = program.plan;
  checkWeights(model, state.weights);
  const packed = packWeights(model, state.weights);
  const slots =
    state.optimizer === undefined ? new Map([[UNAVERAGED, packed]]) : slotsOf(program, state.optimizer);
  const { queue } = program.gpu.device;
  queue.writeBuffer(program.buffer('parameters'), 0, packed);
  optimizerSlots(optimizer).forEach((name, i) => {
    const slot = slots.get(name);
    if (slot === undefined) return;
    queue.writeBuffer(program.buffer('slots'), 4 * i * model.parameterBufferLength, slot);
  });
}

function slotsOf(program: Program, tensors: Weights): Map<string, Float32Array<ArrayBuffer>> {
  const { model, optimizer } = program.plan;
  const names = optimizerSlots(optimizer);
  const stray = [...tensors.keys()].find((name) => !names.some((slot) => name.startsWith(`${slot}/`)));
  if (stray !== undefined) {
    throw new ShadegradError(
      'SHADEGRAD_WEIGHTS',
      `The optimizer's state has a tensor "${stray}", which ${optimizer.type} does not keep.`,
      'Go on with the optimizer that the run was started with.',
    );
  }
  const packed = names.map((slot) => {
    const prefix = `${slot}/`;
    const own = [...tensors].filter(([name]) => name.startsWith(prefix));
    const weights = new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
    checkWeights(model, weights);
    return [slot, packWeights(model, weights)] as const;
  });
  return new Map(packed);
}
