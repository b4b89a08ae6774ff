// Reads and writes models in other programs' formats. A worker of its own, which ends with the job: the page goes on
// drawing, what the formats' libraries take is given back, and a file that brings one of them down brings down no run.

import { parseModel, writeSafetensorsNetwork, modelToJson, type ModelJson } from '@shadegrad/core';
import {
  exportModel,
  importModel,
  type FileKind,
  type ModelFiles,
  type ModelFormat,
} from '@shadegrad/core/formats';
import { expose } from 'comlink';
import '../worker/told-errors.js';

export interface ReadModel {
  readonly format: FileKind;
  readonly model: ModelJson;
  /** The network as a safetensors file that describes it, as weights are kept here. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ModelFilesApi {
  /** @param model The network, for a file of weights alone. */
  read(files: ModelFiles, model: ModelJson | undefined): Promise<ReadModel>;
  /** @param weights A safetensors file that describes its network. */
  write(weights: Uint8Array, format: ModelFormat): Promise<ModelFiles>;
}

const api: ModelFilesApi = {
  async read(files, json) {
    const { format, ...network } = await importModel(files, { model: json && parseModel(json) });
    return { format, model: modelToJson(network.model), bytes: writeSafetensorsNetwork(network) };
  },
  async write(weights, format) {
    return exportModel(await importModel(new Map([['the weights of this run', weights]])), format);
  },
};

expose(api);
