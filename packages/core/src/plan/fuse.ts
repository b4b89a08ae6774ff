// Fuses operations, so that no result is written and read again where the operation that makes it can finish it itself.
// Layers know nothing of this. Each rule rewrites a list of operations into a shorter or cheaper one with the same bits.

import type { Ending } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import { type Application, type MaxPooling, type Operation, reads, writes } from './operations.js';

/** Makes a tensor of the same kind as another. */
export type MakeTensor = (name: string, shape: readonly number[]) => Tensor;

type Rule = (operations: readonly Operation[], makeTensor: MakeTensor) => readonly Operation[] | undefined;

/** Applies all rules until none fits any more. */
export function fuse(operations: readonly Operation[], makeTensor: MakeTensor): readonly Operation[] {
  return [maskBeforeUnpooling, maskInPlaceOfDropout, endingIntoProducer].reduce(
    (list, rule) => exhaust(rule, list, makeTensor),
    operations,
  );
}

function exhaust(rule: Rule, operations: readonly Operation[], makeTensor: MakeTensor): readonly Operation[] {
  let list = operations;
  for (let next = rule(list, makeTensor); next !== undefined; next = rule(list, makeTensor)) list = next;
  return list;
}

/**
 * ReLU's mask after unpooling becomes a mask before it, of the pooled values: they are the winners' own values, and all
 * others get no gradient anyway. The mask is smaller, and the values before pooling need not be kept.
 */
const maskBeforeUnpooling: Rule = (operations, makeTensor) => {
  for (const mask of operations) {
    if (!isMaskAlone(mask)) continue;
    const unpooling = operations.find((operation) => writes(operation, mask.reads.x));
    if (unpooling?.kind !== 'max-pooling-backward' || !isOnlyReader(mask, mask.reads.x, operations)) continue;
    const pooling = operations.find((operation) => writes(operation, unpooling.reads.winner));
    if (pooling?.kind !== 'max-pooling' || pooling.reads.x.id !== mask.reads.mask.id) continue;
    const { dy, winner } = unpooling.reads;
    const masked = makeTensor(mask.writes.y.name, pooling.writes.y.shape);
    const before: Application = {
      ...mask,
      reads: { x: dy, mask: pooling.writes.y },
      writes: { y: masked },
    };
    const after = { ...unpooling, reads: { dy: masked, winner }, writes: { dx: mask.writes.y } };
    return operations.flatMap((operation) =>
      operation === unpooling ? [before, after] : operation === mask ? [] : [operation],
    );
  }
  return undefined;
};

/**
 * The way back through dropout and then through the ReLU before it is one mask: what the dropout put out is above 0
 * exactly where it kept what ReLU let through.
 */
const maskInPlaceOfDropout: Rule = (operations) => {
  for (const mask of operations) {
    if (!isMaskAlone(mask)) continue;
    const dropout = operations.find((operation) => writes(operation, mask.reads.x));
    if (dropout === undefined || !isDropoutAlone(dropout)) continue;
    if (!isOnlyReader(mask, mask.reads.x, operations)) continue;
    const { rate, purpose } = dropout.ending.dropout;
    const forward = operations.find(
      (operation) =>
        isDropoutAlone(operation) &&
        operation.reads.x.id === mask.reads.mask.id &&
        operation.ending.dropout.purpose === purpose,
    );
    if (forward?.kind !== 'application') continue;
    const merged: Application = {
      ...mask,
      ending: { mask: { scale: mask.ending.mask.scale * dropoutScale(rate) } },
      reads: { x: dropout.reads.x, mask: forward.writes.y },
    };
    return operations.flatMap((operation) =>
      operation === dropout ? [] : operation === mask ? [merged] : [operation],
    );
  }
  return undefined;
};

/** What dropout multiplies by, rounded as its kernel does. */
const dropoutScale = (rate: number): number => Math.fround(1 / Math.fround(1 - Math.fround(rate)));

/** A multiplication or a pooling finishes its result itself. */
const endingIntoProducer: Rule = (operations) => {
  for (const ending of operations) {
    if (ending.kind !== 'application') continue;
    const { x, mask } = ending.reads;
    const producer = operations.find((operation) => writes(operation, x));
    if (producer === undefined || !isOnlyReader(ending, x, operations)) continue;
    if (mask !== undefined && !isMadeBefore(mask, producer, operations)) continue;
    const fused = takeOver(producer, ending);
    if (fused === undefined) continue;
    return operations.flatMap((operation) =>
      operation === producer ? [fused] : operation === ending ? [] : [operation],
    );
  }
  return undefined;
};

function takeOver(producer: Operation, { ending, reads: { mask }, writes: { y } }: Application) {
  if (producer.kind === 'multiplication' && canFollow(producer.ending, ending)) {
    return {
      ...producer,
      ending: { ...producer.ending, ...ending },
      reads: { ...producer.reads, ...(mask && { mask }) },
      writes: { ...producer.writes, c: y },
    };
  }
  if (producer.kind === 'max-pooling' && canFollow(producer.ending, ending) && isDropout(ending)) {
    const fused: MaxPooling = { ...producer, ending, writes: { ...producer.writes, y } };
    return fused;
  }
  return undefined;
}

const STAGES = ['bias', 'relu', 'dropout', 'mask'] as const satisfies readonly (keyof Ending)[];

/** True if all stages of `next` come after those of `ending`, in the order in which a kernel does them. */
function canFollow(ending: Ending, next: Ending): boolean {
  const last = STAGES.findLastIndex((stage) => ending[stage] !== undefined);
  return STAGES.findIndex((stage) => next[stage] !== undefined) > last;
}

const isDropout = ({ relu, mask, dropout }: Ending): boolean => !relu && !mask && dropout !== undefined;

type DropoutAlone = Application & { readonly ending: Required<Pick<Ending, 'dropout'>> };

const isDropoutAlone = (operation: Operation): operation is DropoutAlone =>
  operation.kind === 'application' && isDropout(operation.ending);

type MaskAlone = Application & {
  readonly ending: Required<Pick<Ending, 'mask'>>;
  readonly reads: { readonly mask: Tensor };
};

const isMaskAlone = (operation: Operation): operation is MaskAlone =>
  operation.kind === 'application' &&
  operation.ending.mask !== undefined &&
  operation.ending.relu === undefined &&
  operation.ending.dropout === undefined;

const isOnlyReader = (reader: Operation, tensor: Tensor, operations: readonly Operation[]): boolean =>
  operations.every((operation) => operation === reader || !reads(operation, tensor));

function isMadeBefore(tensor: Tensor, user: Operation, operations: readonly Operation[]): boolean {
  const made = operations.findIndex((operation) => writes(operation, tensor));
  return made >= 0 && made < operations.indexOf(user);
}
