// The worker's GPU: opened when it is first needed, and again once it is lost.

import { type AdapterDescription, type Gpu, requestGpu, ShadegradError } from '@shadegrad/core';

export class GpuHolder {
  readonly #onOpen: (adapter: AdapterDescription) => void;
  #gpu: Promise<Gpu> | undefined;

  /** @param onOpen Told of each adapter that is opened. */
  constructor(onOpen: (adapter: AdapterDescription) => void) {
    this.#onOpen = onOpen;
  }

  /** The GPU, opened where there is none yet, or none any more. */
  open(): Promise<Gpu> {
    if (this.#gpu !== undefined) return this.#gpu;
    const opening = openGpu();
    const forget = (): void => {
      if (this.#gpu === opening) this.#gpu = undefined;
    };
    this.#gpu = opening;
    // Neither a refusal nor a device is for ever: the next call opens one again.
    opening.then(({ device, adapter }) => {
      this.#onOpen(adapter);
      void device.lost.then(forget);
    }, forget);
    return opening;
  }
}

async function openGpu(): Promise<Gpu> {
  if (navigator.gpu === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_NO_WEBGPU_IN_WORKER',
      'This browser has WebGPU in pages but not in workers.',
      'Update the browser.',
    );
  }
  return requestGpu(navigator.gpu);
}
