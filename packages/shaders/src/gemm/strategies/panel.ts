// How the invocations of a workgroup come by values that all of them need: a panel of the second factor.
//
// With subgroups each lane loads another part of the panel, and `subgroupBroadcast` hands every value to all lanes: one
// load serves the whole subgroup. Without, every invocation loads every value from the same address.

import { lines } from './text.js';

/** Loads of a panel, numbered from 0. A number may be a WGSL expression, because in a subgroup it depends on the lane. */
export interface PanelLoads {
  readonly count: number;
  /** What of a load does not change in the loop. */
  readonly prepare: (item: string) => string;
  /** A load, as a vec4f or, where `isScalar`, an f32; `prepared` names what `prepare` gave. */
  readonly load: (item: string, prepared: string) => string;
  readonly isScalar?: boolean;
}

/** A panel in WGSL. */
export interface Panel {
  /** Goes before the loop. */
  readonly before: string;
  /** Goes at the beginning of each turn of the loop. */
  readonly inLoop: string;
  /** Goes right before the first use of values of these loads in a turn. */
  readonly beforeUse: (items: readonly number[]) => string;
  /** One value. */
  readonly value: (item: number, component: number) => string;
  /** Its sum over all turns, after the loop, in uniform control flow; only for a panel that is summed. */
  readonly sum: (item: number, component: number) => string;
}

export function panel(
  name: string,
  loads: PanelLoads,
  subgroupSize: number | undefined,
  isSummed = false,
): Panel {
  return subgroupSize === undefined
    ? panelForEach(name, loads, isSummed)
    : panelInLanes(name, loads, isSummed, subgroupSize);
}

/** Load i lies in lane i mod `lanes` of variable ⌊i / lanes⌋. */
function panelInLanes(name: string, loads: PanelLoads, isSummed: boolean, lanes: number): Panel {
  const { count, prepare, load, isScalar } = loads;
  const variables = Math.ceil(count / lanes);
  const item = (j: number): string => (j === 0 ? 'lane' : `(lane + ${j * lanes}u)`);
  const broadcast = (variable: string, i: number, component: number): string =>
    `subgroupBroadcast(${variable}${Math.floor(i / lanes)}${isScalar ? '' : `[${component}]`}, ${i % lanes}u)`;
  return {
    before: lines(
      variables,
      (j) => `  let ${name}_at${j} = ${prepare(item(j))};${sumVariable(name, j, loads, isSummed)}`,
    ),
    inLoop: lines(
      variables,
      (j) => `    let ${name}${j} = ${load(item(j), `${name}_at${j}`)};${addToSum(name, j, isSummed)}`,
    ),
    beforeUse: () => '',
    value: (i, component) => broadcast(name, i, component),
    sum: (i, component) => broadcast(`${name}_sum`, i, component),
  };
}

function panelForEach(name: string, loads: PanelLoads, isSummed: boolean): Panel {
  const { count, prepare, load, isScalar } = loads;
  const valueOf = (variable: string, component: number): string =>
    `${variable}${isScalar ? '' : `[${component}]`}`;
  return {
    before: lines(
      count,
      (i) => `  let ${name}_at${i} = ${prepare(`${i}u`)};${sumVariable(name, i, loads, isSummed)}`,
    ),
    inLoop: '',
    beforeUse: (items) =>
      [...new Set(items)]
        .map((i) => `let ${name}${i} = ${load(`${i}u`, `${name}_at${i}`)};${addToSum(name, i, isSummed)}`)
        .join(' '),
    value: (i, component) => valueOf(`${name}${i}`, component),
    sum: (i, component) => valueOf(`${name}_sum${i}`, component),
  };
}

const sumVariable = (name: string, i: number, { isScalar }: PanelLoads, isSummed: boolean): string =>
  isSummed ? ` var ${name}_sum${i} = ${isScalar ? 'f32' : 'vec4f'}();` : '';

const addToSum = (name: string, i: number, isSummed: boolean): string =>
  isSummed ? ` ${name}_sum${i} += ${name}${i};` : '';
