// Gives tensors that are read from textures a texture each. A tensor is copied once in a pass, before its first reader;
// passes share the textures, because only one of them runs at a time.

import { TEXTURE_WIDTH, textureRows } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import type { PlannedTexture, TextureCopy, View } from './plan.js';

const BYTES_PER_ROW = 16 * TEXTURE_WIDTH;

export class TextureMemory {
  /** Rows of each texture. */
  readonly #heights: number[] = [];

  /** Textures for the tensors of one pass. */
  beginPass() {
    const textureOf = new Map<number, string>();
    return {
      /** The texture of `tensor`, which lies at `from`; adds to `copies` what must be copied first. */
      textureOf: (tensor: Tensor, from: View, copies: TextureCopy[]): View => {
        const known = textureOf.get(tensor.id);
        if (known !== undefined) return { of: 'textures', texture: known };
        if (from.of !== 'plan') throw new Error(`${tensor.name} is no buffer of the plan`);
        const texture = this.#take(textureOf.size, tensor.bytes);
        textureOf.set(tensor.id, texture);
        copies.push({ from, texture });
        return { of: 'textures', texture };
      },
    };
  }

  all(): readonly PlannedTexture[] {
    return this.#heights.map((height, i) => ({ name: nameOf(i), height, bytes: height * BYTES_PER_ROW }));
  }

  #take(i: number, bytes: number): string {
    this.#heights[i] = Math.max(this.#heights[i] ?? 0, textureRows(bytes));
    return nameOf(i);
  }
}

const nameOf = (i: number): string => `texture ${i}`;
