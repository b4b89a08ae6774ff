// What a kernel is: WGSL and the little that a host must know to run it. Plain data, so that a plan made of
// kernels can be printed, costed and tested without a GPU.

/**
 * Whether a kernel only reads a storage buffer or also writes it, or reads a texture that holds a copy of a buffer:
 * rgba32float, four values to a texel, rows of `TEXTURE_WIDTH` texels.
 */
export type Access = 'read' | 'read_write' | 'texture';

/** Workgroups along x, y and z; each at most 65,535, WebGPU's default limit. */
export type Workgroups = readonly [x: number, y: number, z: number];

/**
 * One dispatch of one kernel, shapes settled, buffers still open.
 *
 * `Names` are the names of its buffers, so that a caller who forgets one or misspells one does not compile.
 */
export interface Kernel<Names extends string = string> {
  /** The kernel's name, which is also that of its file: `max-pool-2d`. */
  readonly name: string;
  /** The complete WGSL module. Its entry point is `main`. */
  readonly wgsl: string;
  /** Values of the module's `override` constants. */
  readonly constants: Readonly<Record<string, number>>;
  /** The storage buffers (and textures) of group 0, in the order of their `@binding` numbers. */
  readonly bindings: Readonly<Record<Names, Access>>;
  /** True if the module reads the `Step` uniform at group 1, binding 0 (see `step.ts`). */
  readonly usesStep: boolean;
  readonly workgroups: Workgroups;
  /** Floating-point operations of the dispatch; a fused multiply-add counts as two. */
  readonly flops: number;
  /** Bytes that the dispatch must read and write at least: each buffer's elements once. */
  readonly bytes: number;
}

/** Largest number of workgroups along one dimension that every WebGPU adapter allows. */
export const MAX_WORKGROUPS_PER_DIMENSION = 65535;

/**
 * A grid for `invocations` independent invocations in workgroups of `workgroupSize`, folded into y where x alone
 * would pass WebGPU's limit. The kernel computes its index as
 * `id.x + id.y * groups.x * WORKGROUP_SIZE` (`global_invocation_id`, `num_workgroups`) and returns where that is
 * past the end.
 *
 * @example
 * ```ts
 * import { linearGrid } from '@shadegrad/shaders';
 *
 * console.log(linearGrid(1000, 64)); // [ 16, 1, 1 ]
 * console.log(linearGrid(5_000_000, 64)); // [ 39063, 2, 1 ]
 * ```
 */
export function linearGrid(invocations: number, workgroupSize: number): Workgroups {
  const groups = Math.max(1, Math.ceil(invocations / workgroupSize));
  const y = Math.ceil(groups / MAX_WORKGROUPS_PER_DIMENSION);
  return [Math.ceil(groups / y), y, 1];
}
