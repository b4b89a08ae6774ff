// jax-js as a contender: one jitted training step, as in the MNIST demonstration of its site. Its optimizers are not on
// npm and it has no dropout, so it does less than the others: plain SGD, no dropout, f32 NCHW.

import { defaultDevice, init, jit, lax, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import {
  CLASSES,
  type Examples,
  installBrowserGlobals,
  packageVersion,
  passes,
  PIXELS,
  readExamples,
  serve,
  toFloats,
  type WorkerSettings,
} from '@shadegrad/bench/worker';

type Params = Record<'w1' | 'b1' | 'w2' | 'b2' | 'w3' | 'b3' | 'w4' | 'b4', np.Array>;

interface Arrays {
  readonly images: np.Array;
  readonly labels: np.Array;
  readonly count: number;
}

/** SGD at Adam's learning rate would hardly learn. */
const LEARNING_RATE = 0.05;

let settings: WorkerSettings | undefined;
let train: Arrays | undefined;
let test: Arrays | undefined;
let params: Params | undefined;

const forward = jit((p: Params, x: np.Array): np.Array => {
  let y = nn.relu(lax.convGeneralDilated(x, p.w1, [1, 1], 'VALID').add(p.b1));
  y = nn.relu(lax.convGeneralDilated(y, p.w2, [1, 1], 'VALID').add(p.b2));
  y = lax.reduceWindow(y, np.max, [2, 2], [2, 2]);
  y = nn.relu(np.dot(y.reshape([x.shape[0] ?? 0, -1]), p.w3).add(p.b3));
  return nn.logSoftmax(np.dot(y, p.w4).add(p.b4));
});

/** Sums over the batch: of the loss and, beside it, of the right answers. */
function lossAndHits(p: Params, x: np.Array, labels: np.Array): [np.Array, np.Array] {
  const logits = forward(p, x);
  const hits = np.argmax(lax.stopGradient(logits.ref), 1).equal(labels.ref).astype(np.float32).sum();
  return [logits.mul(nn.oneHot(labels, CLASSES)).sum().mul(-1), hits];
}

const step = jit((p: Params, x: np.Array, labels: np.Array): [Params, np.Array, np.Array] => {
  const rate = LEARNING_RATE / (x.shape[0] ?? 1);
  const [[loss, hits], gradients] = valueAndGrad(lossAndHits, { hasAux: true })(tree.ref(p), x, labels);
  const next = tree.map((value: np.Array, gradient: np.Array) => value.sub(gradient.mul(rate)), p, gradients);
  return [next, loss, hits];
});

const score = jit(lossAndHits);

await serve({
  open: async (request) => {
    settings = request.settings;
    const { name, kind } = await installBrowserGlobals(settings.adapter);
    if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js does not take this adapter');
    defaultDevice('webgpu');
    const examples = await readExamples(settings.data);
    train = upload(examples.train);
    test = upload(examples.test);
    return {
      device: name,
      deviceKind: kind,
      versions: { '@jax-js/jax': packageVersion('@jax-js/jax', import.meta.url) },
    };
  },

  build: async () => {
    const { width, seed } = have(settings);
    const [filters1, filters2, units] = [32, 64, 128].map((size) => Math.round(size * width));
    params = initialParams(filters1 ?? 0, filters2 ?? 0, units ?? 0, seed);
    await Promise.all(tree.leaves(params).map((array) => array.blockUntilReady()));
    return { parameters: Object.values(params).reduce((sum, { size }) => sum + size, 0) };
  },

  train: async ({ steps }) => {
    const { batchSize } = have(settings);
    const { images, labels, count } = have(train);
    let loss = np.zeros([]);
    let hits = np.zeros([]);
    for (const length of passes(steps, batchSize, count)) {
      const order = shuffled(length);
      for (let from = 0; from < length; from += batchSize) {
        const indices = np.array(order.subarray(from, from + batchSize));
        const x = images.ref.slice(indices.ref);
        const [next, batchLoss, batchHits] = step(have(params), x, labels.ref.slice(indices));
        params = next;
        loss = loss.add(batchLoss);
        hits = hits.add(batchHits);
      }
    }
    return scored(steps * batchSize, loss, hits);
  },

  evaluate: async (request) => {
    const { batchSize } = have(settings);
    const { images, labels } = have(test);
    let loss = np.zeros([]);
    let hits = np.zeros([]);
    for (let from = 0; from < request.images; from += batchSize) {
      const range: [number, number] = [from, Math.min(from + batchSize, request.images)];
      const [batchLoss, batchHits] = score(
        tree.ref(have(params)),
        images.ref.slice(range),
        labels.ref.slice(range),
      );
      loss = loss.add(batchLoss);
      hits = hits.add(batchHits);
    }
    return scored(request.images, loss, hits);
  },

  predict: async ({ times }) => {
    const pictures = await have(test).images.ref.slice([0, times]).data();
    const milliseconds: number[] = [];
    for (let i = 0; i < times; i++) {
      const image = pictures.slice(i * PIXELS, (i + 1) * PIXELS);
      const begun = performance.now();
      await forward(tree.ref(have(params)), np.array(image).reshape([1, 1, 28, 28])).data();
      milliseconds.push(performance.now() - begun);
    }
    return { milliseconds };
  },

  memory: async () => ({}),
});

/** Keras' initialisation: glorot-uniform kernels, zero biases. */
function initialParams(filters1: number, filters2: number, units: number, seed: number): Params {
  const [k1, k2, k3, k4] = random.split(random.key(seed), 4);
  const pixels = 12 * 12 * filters2;
  return {
    w1: glorot(k1, [filters1, 1, 3, 3], 9, 9 * filters1),
    b1: np.zeros([filters1, 1, 1]),
    w2: glorot(k2, [filters2, filters1, 3, 3], 9 * filters1, 9 * filters2),
    b2: np.zeros([filters2, 1, 1]),
    w3: glorot(k3, [pixels, units], pixels, units),
    b3: np.zeros([units]),
    w4: glorot(k4, [units, CLASSES], units, CLASSES),
    b4: np.zeros([CLASSES]),
  };
}

function glorot(key: np.Array | undefined, shape: number[], fanIn: number, fanOut: number): np.Array {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return random.uniform(have(key), shape, { minval: -limit, maxval: limit });
}

function upload({ images, labels, count }: Examples): Arrays {
  return {
    images: np.array(toFloats(images)).reshape([count, 1, 28, 28]),
    labels: np.array(Int32Array.from(labels), { dtype: np.int32 }),
    count,
  };
}

function shuffled(count: number): Int32Array<ArrayBuffer> {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

async function scored(images: number, loss: np.Array, hits: np.Array) {
  const [lossSum, hitSum] = await Promise.all([loss.data(), hits.data()]);
  return { images, loss: (lossSum[0] ?? 0) / images, accuracy: (hitSum[0] ?? 0) / images };
}

function have<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('nothing was opened or built');
  return value;
}
