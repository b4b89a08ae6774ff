// Memory for measuring the candidates of one product. All share it, since only one of them runs at a time, and it holds
// random values: zeros and what is not a number may take another time.

import { STEP_BYTES, TEXTURE_WIDTH } from '@shadegrad/shaders';
import type { PlannedDispatch, PlannedTexture } from '../plan/index.js';
import { threefry2x32 } from '../random/index.js';
import { allocate } from '../runtime/buffers.js';
import { allocateTextures, encodeCopies } from '../runtime/textures.js';

const TEXEL_BYTES = 16;
const TEXTURE_ROW_BYTES = TEXEL_BYTES * TEXTURE_WIDTH;
/** Values that are repeated to fill a buffer. */
const RANDOM_VALUES = 2 ** 16;

/** The dispatches of one product in one variant, as a plan has them. */
export interface Candidate {
  readonly variant: string;
  readonly dispatches: readonly PlannedDispatch[];
  /** Of the plan that the dispatches belong to. */
  readonly textures: readonly PlannedTexture[];
}

export class Scratch {
  readonly #buffers: ReadonlyMap<string, GPUBuffer>;
  readonly #textures: ReadonlyMap<string, GPUTexture>;

  private constructor(buffers: ReadonlyMap<string, GPUBuffer>, textures: ReadonlyMap<string, GPUTexture>) {
    this.#buffers = buffers;
    this.#textures = textures;
  }

  /** @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY`. */
  static async allocate(device: GPUDevice, candidates: readonly Candidate[]): Promise<Scratch> {
    const bytes = new Map<string, number>();
    const heights = new Map<string, number>();
    for (const { dispatches, textures } of candidates) {
      for (const dispatch of dispatches) {
        operandsOf(dispatch).forEach(({ name, view }) => {
          if (view.of === 'plan') grow(bytes, name, view.bytes);
          if (view.of === 'textures') grow(heights, name, heightOf(view.texture, textures));
        });
      }
    }
    for (const height of heights.values()) grow(bytes, SOURCE, height * TEXTURE_ROW_BYTES);
    const buffers = await allocate(device, [
      { name: STEP, bytes: STEP_BYTES, use: 'uniform' },
      ...[...bytes].map(([name, size]) => ({ name, bytes: size, use: 'storage' as const })),
    ]);
    try {
      const planned = [...heights].map(([name, height]) => ({
        name,
        height,
        bytes: height * TEXTURE_ROW_BYTES,
      }));
      const textures = await allocateTextures(device, planned);
      for (const name of bytes.keys()) fill(device, buffers.get(name));
      copyInto(device, textures, planned, buffers.get(SOURCE));
      return new Scratch(buffers, textures);
    } catch (error) {
      for (const buffer of buffers.values()) buffer.destroy();
      throw error;
    }
  }

  /** What group 0 of a dispatch binds. */
  entries(dispatch: PlannedDispatch): GPUBindGroupEntry[] {
    return operandsOf(dispatch).map(({ name, view }, binding) => ({
      binding,
      resource:
        view.of === 'textures'
          ? found(this.#textures, name).createView()
          : { buffer: found(this.#buffers, name), ...(view.of === 'plan' && { size: view.bytes }) },
    }));
  }

  /** What group 1 binds: a step of its own. */
  step(layout: GPUBindGroupLayout, device: GPUDevice): GPUBindGroup {
    const resource = { buffer: found(this.#buffers, STEP), size: STEP_BYTES };
    return device.createBindGroup({ layout, entries: [{ binding: 0, resource }] });
  }

  destroy(): void {
    for (const resource of [...this.#buffers.values(), ...this.#textures.values()]) resource.destroy();
  }
}

const STEP = 'step';
const SOURCE = 'source of textures';

/** The operands of a dispatch under names of their own: a part's result is what the sum of parts reads. */
function operandsOf({ kernel, views, product }: PlannedDispatch) {
  const names = Object.keys(kernel.bindings);
  return views.map((view, i) => {
    const name = names[i] ?? '';
    if (view.of === 'examples') throw new Error(`${product ?? kernel.name} reads examples`);
    return { name: name === 'partials' ? 'c' : name, view };
  });
}

function heightOf(texture: string, textures: readonly PlannedTexture[]): number {
  return textures.find(({ name }) => name === texture)?.height ?? 0;
}

function found<Resource>(resources: ReadonlyMap<string, Resource>, name: string): Resource {
  const resource = resources.get(name);
  if (resource === undefined) throw new Error(`"${name}" was not allocated`);
  return resource;
}

function grow(sizes: Map<string, number>, name: string, size: number): void {
  sizes.set(name, Math.max(sizes.get(name) ?? 0, size));
}

let values: Float32Array<ArrayBuffer> | undefined;

/** From −1 to 1. */
function randomValues(): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(2);
  return Float32Array.from({ length: RANDOM_VALUES }, (_, i) => {
    threefry2x32(0, 0, i, 0, words);
    return (words[0] ?? 0) / 2 ** 31 - 1;
  });
}

function fill(device: GPUDevice, buffer: GPUBuffer | undefined): void {
  if (buffer === undefined) return;
  values ??= randomValues();
  for (let offset = 0; offset < buffer.size; offset += values.byteLength) {
    const count = Math.min(values.length, (buffer.size - offset) / 4);
    device.queue.writeBuffer(buffer, offset, values, 0, count);
  }
}

function copyInto(
  device: GPUDevice,
  textures: ReadonlyMap<string, GPUTexture>,
  planned: readonly PlannedTexture[],
  buffer: GPUBuffer | undefined,
): void {
  if (buffer === undefined) return;
  const encoder = device.createCommandEncoder();
  // All but the last texel, which stands for what lies outside of a picture.
  const copies = planned.map(({ name, bytes }) => ({
    buffer,
    offset: 0,
    bytes: bytes - TEXEL_BYTES,
    texture: found(textures, name),
  }));
  encodeCopies(encoder, { copies });
  device.queue.submit([encoder.finish()]);
}
