// The attributes of a node, by name.

import type { RowNode } from './nodes-in-row.js';

export function integer({ attributes }: RowNode, name: string, otherwise: number): number {
  const value = attributes.find((attribute) => attribute.name === name)?.i;
  return value === undefined ? otherwise : Number(value);
}

/** Undefined where the node does not have it. */
export function integers({ attributes }: RowNode, name: string): readonly number[] | undefined {
  return attributes.find((attribute) => attribute.name === name)?.ints.map(Number);
}

export function float({ attributes }: RowNode, name: string, otherwise: number): number {
  return attributes.find((attribute) => attribute.name === name)?.f ?? otherwise;
}

export function text({ attributes }: RowNode, name: string, otherwise: string): string {
  const value = attributes.find((attribute) => attribute.name === name)?.s;
  return value === undefined ? otherwise : new TextDecoder().decode(value);
}
