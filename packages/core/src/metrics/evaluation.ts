// What is known about a model after it has seen a labelled dataset: the contents of a run's evaluation.json.

/** How well one class was recognised. Each ratio is 0 where its denominator is 0. */
export interface ClassReport {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Examples whose true class this is. */
  readonly support: number;
}

/** Means over classes: of equal weight (`macro`) or weighted by support (`weighted`). */
export interface Averages {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Evaluation {
  /** `correct / count`. */
  readonly accuracy: number;
  /** Mean loss per example. */
  readonly loss: number;
  readonly correct: number;
  readonly count: number;
  /** Share of examples whose true class is among the five most probable; absent with five classes or fewer. */
  readonly top5Accuracy?: number;
  /** Wilson's 95 % interval of the accuracy. */
  readonly confidenceInterval: readonly [low: number, high: number];
  readonly classes: readonly ClassReport[];
  readonly macroAverage: Averages;
  readonly weightedAverage: Averages;
  /** `confusionMatrix[truth][predicted]`, in examples. */
  readonly confusionMatrix: readonly (readonly number[])[];
}

/** What the model said of one example of an evaluated dataset. */
export interface Outcome {
  /** Position in the dataset. */
  readonly index: number;
  /** True class. */
  readonly truth: number;
  readonly predicted: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
  readonly loss: number;
}
