import { expect, test } from 'vitest';
import { dense, flatten } from '../layers/factories.js';
import { categoricalCrossentropy, sparseCategoricalCrossentropy } from '../losses/index.js';
import { sequential } from '../model/index.js';
import { adam, sgd } from '../optimizers/index.js';
import { classicCnn } from '../networks/index.js';
import { tiny } from '../testing/networks.js';
import { plan, type Plan, type PlannedDispatch } from './index.js';

const settings = { batchSize: 128, optimizer: adam(), loss: sparseCategoricalCrossentropy() };

test('the same description makes the same plan', () => {
  expect(plan(classicCnn(), settings)).toEqual(plan(classicCnn(), settings));
});

test('a step of the classic network costs 71.6 million operations an image in its matrix products', () => {
  const { passes } = plan(classicCnn(), settings);
  const products = passes.training.filter(({ kernel }) => kernel.name.startsWith('gemm'));
  const flops = products.reduce((sum, { kernel }) => sum + kernel.flops, 0);
  expect(Math.round(flops / 128 / 1e5)).toBe(716);
});

test('memory is the sum of the buffers, and transient tensors share theirs', () => {
  const { buffers, bytes } = plan(classicCnn(), settings);
  expect(bytes).toBe(buffers.reduce((sum, buffer) => sum + buffer.bytes, 0));
  const conv2Output = 4 * 128 * 24 * 24 * 64;
  const transient = buffers.filter(({ lifetime }) => lifetime === 'transient');
  // Both convolutions' outputs and their gradients are of about that size; three are alive at once.
  expect(transient.filter((buffer) => buffer.bytes >= conv2Output / 2)).toHaveLength(3);
});

/** The plan's buffers that a dispatch binds, and whether it writes them. */
function accesses({ kernel, views }: PlannedDispatch) {
  const modes = Object.values(kernel.bindings);
  return views.flatMap((view, i) =>
    view.of === 'plan' ? [{ ...view, writes: modes[i] === 'read_write' }] : [],
  );
}

test('no dispatch writes a buffer that it also binds for reading, which WebGPU forbids', () => {
  for (const pass of Object.values(plan(classicCnn(), settings).passes)) {
    for (const dispatch of pass) {
      const bound = accesses(dispatch);
      const written = new Set(bound.filter(({ writes }) => writes).map(({ buffer }) => buffer));
      const clashes = bound.filter(({ buffer, writes }) => !writes && written.has(buffer));
      expect({ label: dispatch.label, clashes }).toEqual({ label: dispatch.label, clashes: [] });
    }
  }
});

test('every buffer is written before a pass reads it, except what outlives the pass', () => {
  const made: Plan = plan(classicCnn(), settings);
  for (const pass of Object.values(made.passes)) {
    const strays: string[] = [];
    const written = new Set(['parameters', 'slots', 'input', 'confusion matrix']);
    for (const dispatch of pass) {
      for (const { buffer, writes } of accesses(dispatch)) {
        if (!writes && !written.has(buffer)) strays.push(`${dispatch.label} reads ${buffer}`);
        if (writes) written.add(buffer);
      }
    }
    expect(strays).toEqual([]);
  }
});

/** How often a kernel is dispatched in training, evaluation and prediction. */
const counts = ({ training, evaluation, prediction }: Plan['passes'], name: string): number[] =>
  [training, evaluation, prediction].map((pass) => pass.filter(({ kernel }) => kernel.name === name).length);

test('a softmax at the end is left out before the loss and kept in predictions', () => {
  const { passes } = plan(tiny(), settings);
  expect(counts(passes, 'softmax')).toEqual([0, 0, 1]);
});

test('dropout acts in training only', () => {
  const { passes } = plan(tiny(), settings);
  const dropping = Object.values(passes).map(
    (pass) => pass.filter(({ kernel }) => 'RATE' in kernel.constants).length,
  );
  expect(dropping).toEqual([1, 0, 0]);
});

test('an optimizer without state takes no memory for it', () => {
  const { buffers } = plan(tiny(), { ...settings, optimizer: sgd() });
  expect(buffers.map(({ name }) => name)).not.toContain('slots');
});

test('the gradient of the input of the first layer with weights is not computed', () => {
  const { passes } = plan(classicCnn(), settings);
  const labels = passes.training.map(({ label }) => label);
  expect(labels).toContain('conv2d_1/by input');
  expect(labels).not.toContain('conv2d/by input');
});

test.each([
  [0, 'SHADEGRAD_SETTINGS'],
  [1.5, 'SHADEGRAD_SETTINGS'],
  [NaN, 'SHADEGRAD_SETTINGS'],
  // conv2d_1's output takes 151 MB at 1,024, more than the 128 MiB that WebGPU promises to bind.
  [1024, 'SHADEGRAD_LIMIT'],
])('a batch size of %d is refused', (batchSize, code) => {
  expect(() => plan(classicCnn(), { ...settings, batchSize })).toThrow(expect.objectContaining({ code }));
});

test('an adapter with larger limits takes larger batches', () => {
  const limits = { maxBufferSize: 2 ** 32, maxStorageBufferBindingSize: 2 ** 31 };
  const adapter = { kind: 'hardware', limits } as const;
  expect(() => plan(classicCnn(), { ...settings, batchSize: 1024, adapter })).not.toThrow();
});

test('a model that is no classifier, or has nothing to train, is refused', () => {
  const picture = sequential({ inputShape: [4, 4, 2], layers: [dense({ units: 3 })] });
  expect(() => plan(picture, settings)).toThrow(expect.objectContaining({ code: 'SHADEGRAD_MODEL_SHAPE' }));
  const empty = sequential({ inputShape: [4, 4, 2], layers: [flatten()] });
  expect(() => plan(empty, { ...settings, loss: categoricalCrossentropy() })).toThrow(
    expect.objectContaining({ code: 'SHADEGRAD_MODEL' }),
  );
});
