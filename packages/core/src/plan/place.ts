// Gives transient tensors a place in memory: a tensor's buffer is free again after its last use in a pass, and the
// passes share their buffers, because only one of them runs at a time.

import type { Tensor } from '../layers/layer.js';
import type { DraftDispatch } from './lower.js';
import type { PlannedBuffer, PlannedDispatch, PlannedTexture, TextureCopy, View } from './plan.js';
import { TextureMemory } from './place-textures.js';

type PlanView = View & { readonly of: 'plan' };

export interface PlacedPass {
  readonly dispatches: readonly PlannedDispatch[];
  /** Where a tensor was placed; good after the pass only for those that were kept. */
  viewOf(tensor: Tensor): PlanView;
}

interface Slot {
  bytes: number;
  readonly holds: Set<string>;
}

export class TransientMemory {
  readonly #slots: Slot[] = [];
  readonly #textures = new TextureMemory();

  /**
   * Places all tensors of a pass. Those of `kept` live to its end, so that they can be read back.
   */
  place(
    drafts: readonly DraftDispatch[],
    placed: ReadonlyMap<number, View>,
    kept: readonly Tensor[] = [],
  ): PlacedPass {
    const lastUse = lastUses(drafts);
    for (const tensor of kept) lastUse.set(tensor.id, Infinity);
    const slotOf = new Map<number, number>();
    const free = new Set(this.#slots.keys());

    const viewOf = (tensor: Tensor): PlanView => {
      const slot = slotOf.get(tensor.id) ?? this.#take(tensor, free);
      slotOf.set(tensor.id, slot);
      return { of: 'plan', buffer: slotName(slot), offset: 0, bytes: tensor.bytes };
    };
    const copied = this.#textures.beginPass();
    const dispatches = drafts.map(({ operands, ...draft }, position) => {
      const copies: TextureCopy[] = [];
      const access = Object.values(draft.kernel.bindings);
      const views = operands.map((operand, binding): View => {
        if ('of' in operand) return operand;
        const view = placed.get(operand.id) ?? viewOf(operand);
        return access[binding] === 'texture' ? copied.textureOf(operand, view, copies) : view;
      });
      for (const [id, slot] of slotOf) if (lastUse.get(id) === position) free.add(slot);
      return { ...draft, views, copies };
    });
    return { dispatches, viewOf };
  }

  /** The buffers of all passes that were placed. */
  buffers(): PlannedBuffer[] {
    return this.#slots.map(({ bytes, holds }, slot) => ({
      name: slotName(slot),
      bytes,
      lifetime: 'transient',
      holds: [...holds],
    }));
  }

  /** The textures of all passes that were placed. */
  textures(): readonly PlannedTexture[] {
    return this.#textures.all();
  }

  /** The smallest free buffer that is large enough, else the largest free one, grown, else a new one. */
  #take(tensor: Tensor, free: Set<number>): number {
    const bySize = [...free].sort((a, b) => this.#bytes(a) - this.#bytes(b));
    const slot =
      bySize.find((candidate) => this.#bytes(candidate) >= tensor.bytes) ??
      bySize.at(-1) ??
      this.#slots.length;
    const taken = (this.#slots[slot] ??= { bytes: 0, holds: new Set() });
    taken.bytes = Math.max(taken.bytes, tensor.bytes);
    taken.holds.add(tensor.name);
    free.delete(slot);
    return slot;
  }

  #bytes(slot: number): number {
    return this.#slots[slot]?.bytes ?? 0;
  }
}

const slotName = (slot: number): string => `transient ${slot}`;

function lastUses(dispatches: readonly DraftDispatch[]): Map<number, number> {
  const last = new Map<number, number>();
  dispatches.forEach(({ operands }, position) => {
    for (const operand of operands) if ('id' in operand) last.set(operand.id, position);
  });
  return last;
}
