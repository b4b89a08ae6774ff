export interface GpuObjects {
  readonly buffers: number;
  readonly textures: number;
  readonly querySets: number;
  readonly bindGroups: number;
  readonly pipelines: number;
  readonly encoders: number;
  readonly submits: number;
}

/** Buffers, textures and query sets that are alive; of the rest, how many were made. */
export function gpuObjects(): GpuObjects;
