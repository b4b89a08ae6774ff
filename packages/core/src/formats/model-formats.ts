// The formats that a network can be exported to.

/** Names of the formats, shadegrad's own first. */
export const modelFormats = ['safetensors', 'onnx', 'tfjs', 'keras'] as const;

export type ModelFormat = (typeof modelFormats)[number];
