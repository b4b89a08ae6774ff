// Kernels that go through their data once: dropout, ReLU and masks, gathering, adding up parts, copying.

import { applyEnding } from '../../apply-ending.js';
import { gatherImages } from '../../gather-images.js';
import { multiplyAdds } from '../../roofline/multiply-adds.js';
import { streamCopy } from '../../roofline/stream-copy.js';
import { sumPartials } from '../../sum-partials.js';
import { EXACT, type KernelCase } from '../kernel-case.js';
import { dropoutOracle } from '../oracles/dropout-oracle.js';
import { randomFloats, randomIntegers, randomOrder } from '../random.js';
import { poisonedFloats, runKernel } from '../run-kernel.js';

const isZero = (value: number): number => Number(value === 0);

export const dropoutCases: readonly KernelCase[] = [
  { length: 1, rate: 0.5, purpose: 0, seed: 0, step: 0 },
  { length: 3, rate: 0.25, purpose: 0x03000001, seed: 42, step: 1 },
  { length: 33, rate: 0.1, purpose: 1, seed: 0xffffffff, step: 0xffffffff },
  { length: 1026, rate: 0.9, purpose: 0xffffffff, seed: 7, step: 1000 },
  { length: 4096, rate: 0.5, purpose: 0x03000000, seed: 1, step: 469 },
].map(({ length, rate, ...draw }) => ({
  kernel: 'dropout',
  name: `${length} elements, rate ${rate}, purpose ${draw.purpose}, seed ${draw.seed}, step ${draw.step}`,
  async run(device) {
    const x = randomFloats(length, 1, 1, 2);
    const y = poisonedFloats(length);
    const kernel = applyEnding({ length, ending: { dropout: { rate, purpose: draw.purpose } } });
    await runKernel<string>(device, kernel, { x, y }, draw);
    const expected = dropoutOracle(x, rate, draw);
    return [
      { what: 'mask', actual: y.map(isZero), expected: expected.map(isZero), tolerance: EXACT },
      { what: 'y', actual: y, expected, tolerance: { absolute: 0, relative: 3e-7 } },
    ];
  },
}));

export const reluCases: readonly KernelCase[] = [1, 7, 64, 1030].map((length) => ({
  kernel: 'ReLU and its mask',
  name: `${length} elements`,
  async run(device) {
    const [x, mask] = [randomFloats(length, 1), randomFloats(length, 2)];
    const [y, dx] = [poisonedFloats(length), poisonedFloats(length)];
    await runKernel<string>(device, applyEnding({ length, ending: { relu: true } }), { x, y });
    const masked = applyEnding({ length, ending: { mask: { scale: 2 } } });
    await runKernel<string>(device, masked, { x, y: dx, mask });
    const backward = x.map((value, i) => ((mask[i] ?? NaN) > 0 ? 2 * value : 0));
    return [
      { what: 'y', actual: y, expected: x.map((value) => Math.max(0, value)), tolerance: EXACT },
      { what: 'dx', actual: dx, expected: backward, tolerance: EXACT },
    ];
  },
}));

const EXAMPLES = 11;

export const gatherCases: readonly KernelCase[] = [
  { batch: 1, elements: 1, first: 0, count: 1 },
  { batch: 5, elements: 3, first: 2, count: 5 },
  { batch: 4, elements: 17, first: 7, count: 4 },
  { batch: 4, elements: 18, first: 3, count: 1 },
  { batch: 8, elements: 784, first: 1, count: 8 },
  { batch: 7, elements: 4, first: 6, count: 5 },
].map(({ batch, elements, first, count }) => ({
  kernel: 'gather images',
  name: `${count} of ${batch} examples of ${elements} bytes, from place ${first} of the order on`,
  async run(device) {
    const images = Uint8Array.from(randomIntegers(EXAMPLES * elements, 1, 256));
    const order = randomOrder(EXAMPLES, 2);
    const x = poisonedFloats(batch * elements);
    await runKernel(device, gatherImages({ batch, elements }), { images, order, x }, { first, count });
    const expected = Array.from({ length: batch * elements }, (_, i) => {
      const row = Math.floor(i / elements);
      if (row >= count) return 0;
      return (images[(order[first + row] ?? NaN) * elements + (i % elements)] ?? NaN) / 255;
    });
    return [{ what: 'x', actual: x, expected, tolerance: { absolute: 0, relative: 2e-7 } }];
  },
}));

const PARTIALS = [
  { parts: 1, rows: 1, columns: 1 },
  { parts: 3, rows: 5, columns: 17 },
  { parts: 2, rows: 2, columns: 2 },
  { parts: 33, rows: 31, columns: 8 },
];

const ENDINGS = [
  { name: 'none', ending: {} },
  { name: 'bias', ending: { bias: true } },
  { name: 'bias and ReLU', ending: { bias: true, relu: true } },
];

export const partialCases: readonly KernelCase[] = ENDINGS.flatMap(({ name, ending }) =>
  PARTIALS.map(({ parts, rows, columns }) => ({
    kernel: 'sum of parts',
    name: `${parts} parts of ${rows} × ${columns}, ending: ${name}`,
    async run(device) {
      const length = rows * columns;
      const partials = randomFloats(parts * length, 1);
      const bias = randomFloats(columns, 2);
      const y = poisonedFloats(length);
      await runKernel<string>(device, sumPartials({ parts, rows, columns, ending }), { partials, y, bias });
      const expected = Array.from({ length }, (_, i) => {
        let sum = ending.bias ? (bias[i % columns] ?? NaN) : 0;
        for (let s = 0; s < parts; s++) sum += partials[s * length + i] ?? NaN;
        return 'relu' in ending ? Math.max(sum, 0) : sum;
      });
      return [{ what: 'y', actual: y, expected, tolerance: { absolute: 1e-7 * parts, relative: 1e-6 } }];
    },
  })),
);

export const copyCases: readonly KernelCase[] = [4, 252, 4 * 1001].map((length) => ({
  kernel: 'stream copy',
  name: `${length} values`,
  async run(device) {
    const x = randomFloats(length, 1);
    const y = poisonedFloats(length);
    await runKernel(device, streamCopy({ length }), { x, y });
    return [{ what: 'y', actual: y, expected: x, tolerance: EXACT }];
  },
}));

export const multiplyAddCases: readonly KernelCase[] = [
  { invocations: 1, rounds: 1 },
  { invocations: 65, rounds: 3 },
  { invocations: 300, rounds: 17 },
].map(({ invocations, rounds }) => ({
  kernel: 'multiply-adds',
  name: `${invocations} invocations, ${rounds} rounds`,
  async run(device) {
    const factors = Float32Array.of(0.75, 0.5);
    const y = poisonedFloats(invocations);
    await runKernel(device, multiplyAdds({ invocations, rounds }), { factors, y });
    const expected = Array.from({ length: invocations }, (_, i) => {
      let sum = 0;
      for (let value = 0; value < 12; value++) {
        let x = (i % 256) / 256 + value;
        for (let times = 0; times < 8 * rounds; times++) x = 0.75 * x + 0.5;
        sum += x;
      }
      return sum;
    });
    return [{ what: 'y', actual: y, expected, tolerance: { absolute: 0, relative: 1e-5 } }];
  },
}));
