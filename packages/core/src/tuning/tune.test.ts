import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { dense } from '../layers/factories.js';
import { type Model, sequential } from '../model/index.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer, type Trainer } from '../training/index.js';
import { candidatesOf } from './candidates.js';
import { rotated } from './measure-candidates.js';
import { parseTuningTable, tune, type TuningStore, type TuningTable, tuningKey } from './index.js';
import { planWithProducts } from '../plan/make-plan.js';
import { adam } from '../optimizers/index.js';
import { sparseCategoricalCrossentropy } from '../losses/index.js';

class MemoryStore implements TuningStore {
  readonly tables = new Map<string, TuningTable>();
  get(key: string): Promise<TuningTable | undefined> {
    return Promise.resolve(this.tables.get(key));
  }
  set(key: string, table: TuningTable): Promise<void> {
    this.tables.set(key, table);
    return Promise.resolve();
  }
}

/** Two products only, each of which compiles fast. */
const dots = (): Model =>
  sequential({ inputShape: [12], layers: [dense({ units: 4, activation: 'softmax' })] });

const trainers: Trainer[] = [];
afterEach(() => {
  for (const trainer of trainers.splice(0)) trainer.destroy();
});

describe('tuning on the adapter', { timeout: 120_000 }, () => {
  test('names a variant of each product, with which a network is planned and trained', async () => {
    const gpu = await openTestGpu();
    const variants = await tune(gpu, tiny(), { batchSize: 16 });
    const trainer = await createTrainer(gpu, { model: tiny(), batchSize: 16, variants });
    trainers.push(trainer);
    expect(trainer.plan.variants).toEqual(variants);
    const { reason } = await trainer.fit(brightThirds(48), { epochs: 1 });
    expect(reason).toBe('completed');
  });

  test('measures nothing that the store has, until it is asked to be more thorough', async () => {
    const gpu = await openTestGpu();
    const store = new MemoryStore();
    const measured: string[] = [];
    const settings = {
      batchSize: 8,
      store,
      implementation: 'test',
      onProgress: (_done: number, _of: number, key: string) => measured.push(key),
    };
    const first = await tune(gpu, dots(), settings);
    const table = store.tables.get(tuningKey(gpu.adapter, 'test')) ?? {};
    expect(measured.length).toBeGreaterThan(0);
    expect(Object.keys(table)).toEqual(measured);
    expect(parseTuningTable(JSON.parse(JSON.stringify(table)))).toEqual(table);

    measured.length = 0;
    expect(await tune(gpu, dots(), settings)).toEqual(first);
    expect(measured).toEqual([]);

    await tune(gpu, dots(), { ...settings, thoroughness: 'full' });
    expect(measured).toEqual(Object.keys(table));
  });

  test('ends when it is told to, and keeps what it had', async () => {
    const gpu = await openTestGpu();
    const store = new MemoryStore();
    const controller = new AbortController();
    const onProgress = (done: number): void => {
      if (done === 1) controller.abort(new Error('enough'));
    };
    const tuning = tune(gpu, dots(), { batchSize: 4, store, signal: controller.signal, onProgress });
    await expect(tuning).rejects.toThrow('enough');
    expect(Object.keys(store.tables.get(tuningKey(gpu.adapter, '')) ?? {})).toHaveLength(1);
  });
});

test('candidates begin with the table’s choice, few if quick, more if full', async () => {
  const { adapter } = await openTestGpu();
  const loss = sparseCategoricalCrossentropy();
  const { plan, products } = planWithProducts(tiny(), { batchSize: 64, optimizer: adam(), loss, adapter });
  for (const product of products.values()) {
    const quick = candidatesOf(product, adapter, 'quick').map(({ name }) => name);
    const full = candidatesOf(product, adapter, 'full').map(({ name }) => name);
    expect(quick[0]).toBe(plan.variants[product.key]);
    expect(quick.length).toBeLessThanOrEqual(4);
    expect(full).toEqual(expect.arrayContaining(quick));
  }
});

test('each round of measurements has another order', () => {
  expect([0, 1, 2, 3].map((round) => rotated(['A', 'B', 'C'], round).join(''))).toEqual([
    'ABC',
    'BCA',
    'CAB',
    'ABC',
  ]);
});

test.each([
  ['not an object', 'text'],
  ['a variant without a name', { 'forward 1×1': { thoroughness: 'quick', speedup: 1 } }],
  ['a speed that is none', { 'forward 1×1': { variant: 'tile 4×8', thoroughness: 'quick', speedup: null } }],
])('a stored table that is %s is none', (_what, stored) => {
  expect(parseTuningTable(stored)).toBeUndefined();
});
