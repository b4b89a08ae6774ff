// The nodes of a graph in the order in which a value passes through them. A graph that branches is no network of layers
// in a row and is refused with the name of the node.

import { damaged, unknownLayer } from '../errors.js';
import { isStandardDomain } from './decode.js';
import type { GraphProto, NodeProto, ValueInfoProto } from './onnx_pb.js';
import type { Constants } from './tensors.js';

export interface Row {
  readonly input: ValueInfoProto;
  readonly nodes: readonly RowNode[];
}

export interface RowNode {
  readonly opType: string;
  readonly name: string;
  /** Names of its inputs but for the value that passes through. */
  readonly constants: readonly string[];
  readonly attributes: NodeProto['attribute'];
  /** What error messages call it. */
  readonly title: string;
}

/** @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming the first node that does not follow the one before it. */
export function nodesInRow(graph: GraphProto, constants: Constants, file: string): Row {
  const inputs = graph.input.filter(({ name }) => !constants.has(name));
  const [input] = inputs;
  const [output] = graph.output;
  if (input === undefined || inputs.length > 1 || output === undefined || graph.output.length > 1) {
    throw unknownLayer(file, 'the graph', 'only graphs with one input and one output can be computed');
  }
  const readers = readersOf(graph);
  const nodes: RowNode[] = [];
  let value = input.name;
  while (value !== output.name) {
    const [node, second] = readers.get(value) ?? [];
    // The values of a graph each come from one node; more steps than nodes would be a circle.
    if (node === undefined || nodes.length > graph.node.length) {
      throw damaged(file, 'ONNX', `its graph does not lead from "${input.name}" to "${output.name}"`);
    }
    const { opType, domain, output: results } = node;
    const title = `the node "${node.name || (results[0] ?? '')}" (${opType})`;
    if (second !== undefined)
      throw unknownLayer(file, title, 'another node reads the same value; only rows can be computed');
    if (!isStandardDomain(domain))
      throw unknownLayer(file, title, `operators of "${domain}" cannot be computed`);
    const others = node.input.filter((name) => name !== value);
    if (others.length !== node.input.length - 1) throw unknownLayer(file, title, 'it reads one value twice');
    nodes.push({ opType, name: node.name, constants: others, attributes: node.attribute, title });
    value = results[0] ?? '';
  }
  return { input, nodes };
}

/** The nodes that read each value. */
function readersOf(graph: GraphProto): ReadonlyMap<string, readonly NodeProto[]> {
  const readers = new Map<string, NodeProto[]>();
  for (const node of graph.node) {
    for (const name of new Set(node.input)) {
      const others = readers.get(name);
      if (others === undefined) readers.set(name, [node]);
      else others.push(node);
    }
  }
  return readers;
}
