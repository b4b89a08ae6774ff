// TensorFlow.js as a judge: loads layers models the way its own loaders do, and saves them.

import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, io, tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelFiles } from '@shadegrad/core/formats';

// Keeps its advice to install another package to itself.
enableProdMode();

/** Loads `model.json` and the shards that it names, as `tf.loadLayersModel('…/model.json')` does over HTTP. */
export function loadTfjs(files: ModelFiles): Promise<LayersModel> {
  const json: io.ModelJSON = JSON.parse(new TextDecoder().decode(files.get('model.json')));
  return loadLayersModel({
    load: () =>
      io.getModelArtifactsForJSON(json, async (manifest) => {
        const paths = manifest.flatMap((group) => group.paths);
        const data = Buffer.concat(paths.map((path) => files.get(path) ?? new Uint8Array()));
        return [manifest.flatMap((group) => group.weights), new Uint8Array(data).buffer];
      }),
  });
}

/** The files that `model.save('downloads://model')` makes. */
export async function saveTfjs(model: LayersModel): Promise<ModelFiles> {
  const files = new Map<string, Uint8Array>();
  await model.save({
    save: async (artifacts) => {
      const { modelTopology, format, generatedBy, convertedBy, weightSpecs } = artifacts;
      const weightsManifest = [{ paths: ['./model.weights.bin'], weights: weightSpecs }];
      const json = { modelTopology, format, generatedBy, convertedBy, weightsManifest };
      files.set('model.json', new TextEncoder().encode(JSON.stringify(json)));
      files.set('model.weights.bin', new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData)));
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    },
  });
  return files;
}

/** What TensorFlow.js computes: the outputs of all examples, one after the other. */
export async function tfjsOutputs(
  model: LayersModel,
  inputs: Float32Array,
  shape: readonly number[],
): Promise<Float32Array> {
  const x = tensor(inputs, [...shape]);
  const [y] = [model.predict(x, { batchSize: 100 })].flat();
  const outputs = await y?.data();
  [x, y].forEach((each) => each?.dispose());
  if (!(outputs instanceof Float32Array)) throw new Error('there is no output of float32');
  return outputs;
}
