// A factor of a product as a binding, read from a buffer or from a texture.
//
// A texture is a copy of the buffer, rgba32float, four values to a texel, row by row. Software adapters load a texel
// faster than four values of a buffer, because they check a buffer's bounds lane by lane.

/** Texels in a row of such a texture. */
export const TEXTURE_WIDTH = 2048;

/**
 * Rows of a texture for so many bytes. At least its last texel is left over; nothing is ever copied there, so it is 0,
 * and stands for what lies outside of a picture.
 *
 * @example
 * ```ts
 * import { TEXTURE_WIDTH, textureRows } from '@shadegrad/shaders';
 *
 * console.log(textureRows(16 * TEXTURE_WIDTH)); // 2
 * ```
 */
export const textureRows = (bytes: number): number => Math.floor(bytes / (16 * TEXTURE_WIDTH)) + 1;

export type InputType = 'vec4f' | 'f32';

/** WGSL that declares the binding and `NAME_at(i: u32)`, which loads element i. */
export function declareInput(name: string, binding: number, type: InputType, fromTexture: boolean): string {
  if (!fromTexture) {
    return `@group(0) @binding(${binding}) var<storage, read> ${name}: array<${type}>;
fn ${name}_at(i: u32) -> ${type} { return ${name}[i]; }`;
  }
  return `@group(0) @binding(${binding}) var ${name}: texture_2d<f32>;
fn ${name}_at(i: u32) -> vec4f { return textureLoad(${name}, vec2u(i % ${TEXTURE_WIDTH}u, i / ${TEXTURE_WIDTH}u), 0); }`;
}

/** WGSL for the number of a texture's last texel. */
export const lastTexel = (name: string): string => `textureDimensions(${name}).y * ${TEXTURE_WIDTH}u - 1u`;
