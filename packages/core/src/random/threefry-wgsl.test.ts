// The generator in WGSL on a real adapter against the one in TypeScript: every bit must be the same.

import { linearGrid, type Kernel } from '@shadegrad/shaders';
import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, poisonedWords, runKernel } from '@shadegrad/shaders/check';
import { threefry as source } from '../../../shaders/src/wgsl.js';
import { threefry2x32, uniformFromBits } from './threefry.js';

const { device } = await openTestGpu();
const COUNT = 10_000;

const kernel: Kernel<'inputs' | 'bits' | 'uniforms'> = {
  name: 'threefry-test',
  wgsl: `${source}
    @group(0) @binding(0) var<storage, read> inputs: array<vec4u>;
    @group(0) @binding(1) var<storage, read_write> bits: array<vec2u>;
    @group(0) @binding(2) var<storage, read_write> uniforms: array<f32>;
    @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x < ${COUNT}u) {
        let words = threefry2x32(inputs[id.x].xy, inputs[id.x].zw);
        bits[id.x] = words;
        uniforms[id.x] = uniform_from_bits(words.x);
      }
    }`,
  constants: {},
  bindings: { inputs: 'read', bits: 'read_write', uniforms: 'read_write' },
  usesStep: false,
  workgroups: linearGrid(COUNT, 64),
  flops: 0,
  bytes: 28 * COUNT,
};

/** Keys and counters: the published ones, then two of few bits each, then ones made by the generator itself. */
function makeInputs(): Uint32Array {
  const inputs = new Uint32Array(4 * COUNT);
  inputs.set([0, 0, 0, 0]);
  inputs.fill(0xffffffff, 4, 8);
  inputs.set([0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3], 8);
  for (let i = 3; i < 1000; i++) inputs.set([42, 3 << 24, i >> 5, i & 31], 4 * i);
  const words = new Uint32Array(2);
  for (let i = 2000; i < 2 * COUNT; i++) {
    threefry2x32(7, 7, 0, i, words);
    inputs.set(words, 2 * i);
  }
  return inputs;
}

describe('threefry.wgsl', () => {
  test(`makes the bits of threefry.ts for ${COUNT} keys and counters, and the same uniform numbers`, async () => {
    const inputs = makeInputs();
    const bits = poisonedWords(2 * COUNT);
    const uniforms = poisonedFloats(COUNT);
    await runKernel(device, kernel, { inputs, bits, uniforms });

    const expectedBits = new Uint32Array(2 * COUNT);
    const expectedUniforms = new Float32Array(COUNT);
    for (let i = 0; i < COUNT; i++) {
      const [key0, key1, counter0, counter1] = inputs.subarray(4 * i, 4 * i + 4);
      const words = expectedBits.subarray(2 * i, 2 * i + 2);
      threefry2x32(key0, key1, counter0, counter1, words);
      expectedUniforms[i] = uniformFromBits(words[0]);
    }
    expect(bits).toEqual(expectedBits);
    expect(uniforms).toEqual(expectedUniforms);
    expect([...bits.subarray(4, 6)]).toEqual([0xc4923a9c, 0x483df7a0]);
  });
});
