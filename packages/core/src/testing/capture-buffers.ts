// Reaches into a device's memory, to break what no interface lets one break.

/** Remembers the buffers that are made on a device from here on, by their labels; the first one of a label counts. */
export function captureBuffers(device: GPUDevice) {
  const createBuffer = device.createBuffer.bind(device);
  const buffers = new Map<string, GPUBuffer>();
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const { label = '' } = descriptor;
    if (!buffers.has(label)) buffers.set(label, buffer);
    return buffer;
  };
  return {
    /** Writes one f32, after all that has been submitted. */
    write(label: string, offset: number, value: number): void {
      const buffer = buffers.get(label);
      if (buffer === undefined) throw new Error(`there is no buffer "${label}"`);
      device.queue.writeBuffer(buffer, offset, Float32Array.of(value));
    },
    release(): void {
      device.createBuffer = createBuffer;
    },
  };
}
