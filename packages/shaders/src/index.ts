export { activation, activationBackward } from './activations/activation.js';
export type { Activation, ActivationKind } from './activations/activation.js';
export { softmax, softmaxBackward } from './activations/softmax.js';
export type { Softmax } from './activations/softmax.js';
export { applyEnding } from './apply-ending.js';
export type { ApplyEnding } from './apply-ending.js';
export type { DropoutMask } from './dropout.js';
export type { Ending } from './ending.js';
export { gatherImages } from './gather-images.js';
export type { GatherImages } from './gather-images.js';
export { denseAsConvolution } from './gemm/convolution.js';
export type { Convolution } from './gemm/convolution.js';
export { gemm } from './gemm/gemm.js';
export type { Gemm, GemmOptions } from './gemm/gemm.js';
export { TEXTURE_WIDTH, textureRows } from './gemm/strategies/input.js';
export { KERNELS_VERSION, variantsOf } from './gemm/strategies/index.js';
export type { Target, Variant } from './gemm/strategies/strategy.js';
export { byFilter, byInput, forward } from './gemm/products.js';
export type { Product, ProductName } from './gemm/products.js';
export { linearGrid, MAX_WORKGROUPS_PER_DIMENSION } from './kernel.js';
export type { Access, Kernel, Workgroups } from './kernel.js';
export { softmaxCrossEntropy } from './losses/softmax-cross-entropy.js';
export type { SoftmaxCrossEntropy } from './losses/softmax-cross-entropy.js';
export { maxPool2d, maxPool2dBackward } from './max-pool-2d.js';
export { confusionMatrix } from './metrics/confusion-matrix.js';
export type { ConfusionMatrix } from './metrics/confusion-matrix.js';
export { OUTCOME_BYTES, readOutcomes } from './metrics/outcome.js';
export type { ExampleOutcome } from './metrics/outcome.js';
export { readResults, RESULT_BYTES } from './metrics/result.js';
export type { NotFinite, StepResult } from './metrics/result.js';
export { sumOutcomes } from './metrics/sum-outcomes.js';
export type { SumOutcomes } from './metrics/sum-outcomes.js';
export {
  accumulateGradients,
  adadeltaUpdate,
  adamUpdate,
  averageWeights,
  clipByGlobalNorm,
  rmspropUpdate,
  sgdMomentumUpdate,
  sgdUpdate,
} from './optimizers/index.js';
export type {
  AdadeltaUpdate,
  AdamUpdate,
  AverageWeights,
  ClipByGlobalNorm,
  ClipKernels,
  RmspropUpdate,
  SgdMomentum,
  UpdateBindings,
} from './optimizers/index.js';
export { multiplyAdds } from './roofline/multiply-adds.js';
export type { MultiplyAdds } from './roofline/multiply-adds.js';
export { streamCopy } from './roofline/stream-copy.js';
export type { StreamCopy } from './roofline/stream-copy.js';
export { sumPartials } from './sum-partials.js';
export type { SumPartials } from './sum-partials.js';
export { STEP_BYTES, writeStep } from './step.js';
export type { Step } from './step.js';
export { window2d } from './window-2d.js';
export type { Window2d, Window2dSettings } from './window-2d.js';
