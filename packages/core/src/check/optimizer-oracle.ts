// The optimizers once more, for one parameter and in float64, written as Keras documents them: what the kernels are
// tested against.

import type { Optimizer } from '../optimizers/index.js';

export interface Oracle {
  weight: number;
  update(gradient: number, learningRate: number): void;
}

/** An oracle for one parameter that starts at `weight`. */
export function oracleFor(optimizer: Optimizer, weight: number): Oracle {
  switch (optimizer.type) {
    case 'sgd':
      return sgdOracle(optimizer, weight);
    case 'adam':
      return adamOracle({ ...optimizer, weightDecay: 0 }, weight);
    case 'adamw':
      return adamOracle(optimizer, weight);
    case 'rmsprop':
      return rmspropOracle(optimizer, weight);
    case 'adadelta':
      return adadeltaOracle(optimizer, weight);
    default:
      return optimizer satisfies never;
  }
}

type Settings<Type extends Optimizer['type']> = Extract<Optimizer, { type: Type }>;

function sgdOracle({ momentum, nesterov }: Settings<'sgd'>, weight: number): Oracle {
  let velocity = 0;
  return {
    weight,
    update(gradient, learningRate) {
      velocity = momentum * velocity - learningRate * gradient;
      this.weight += nesterov ? momentum * velocity - learningRate * gradient : velocity;
    },
  };
}

function adamOracle(settings: Omit<Settings<'adamw'>, 'type'>, weight: number): Oracle {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  let m = 0;
  let v = 0;
  let t = 0;
  return {
    weight,
    update(gradient, learningRate) {
      t += 1;
      m = beta1 * m + (1 - beta1) * gradient;
      v = beta2 * v + (1 - beta2) * gradient ** 2;
      const correctedRate = (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
      this.weight -= learningRate * weightDecay * this.weight;
      this.weight -= (correctedRate * m) / (Math.sqrt(v) + epsilon);
    },
  };
}

function rmspropOracle(settings: Settings<'rmsprop'>, weight: number): Oracle {
  const { rho, momentum, epsilon, centered } = settings;
  let velocity = 0;
  let mean = 0;
  let update = 0;
  return {
    weight,
    update(gradient, learningRate) {
      velocity = rho * velocity + (1 - rho) * gradient ** 2;
      mean = rho * mean + (1 - rho) * gradient;
      const variance = centered ? velocity - mean ** 2 : velocity;
      update = momentum * update + (learningRate * gradient) / Math.sqrt(variance + epsilon);
      this.weight -= update;
    },
  };
}

function adadeltaOracle({ rho, epsilon }: Settings<'adadelta'>, weight: number): Oracle {
  let gradientSquares = 0;
  let updateSquares = 0;
  return {
    weight,
    update(gradient, learningRate) {
      gradientSquares = rho * gradientSquares + (1 - rho) * gradient ** 2;
      const delta = (Math.sqrt(updateSquares + epsilon) / Math.sqrt(gradientSquares + epsilon)) * gradient;
      updateSquares = rho * updateSquares + (1 - rho) * delta ** 2;
      this.weight -= learningRate * delta;
    },
  };
}
