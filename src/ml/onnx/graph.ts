import {
  attributeProto,
  tensorProto,
  valueProto,
  type Attribute,
  type Constant,
  type DataType,
} from './proto';
import { ProtoWriter } from './protobuf';

/** Opset 17 needs IR 8; ai.onnx.ml 3 has the tree ensembles every runtime knows. */
export const IR_VERSION = 8;
export const OPSET = 17;
export const ML_OPSET = 3;

/** Operators of the ai.onnx.ml domain that we use; all others are ONNX's own. */
const ML_OPERATORS: ReadonlySet<string> = new Set(['LabelEncoder', 'TreeEnsembleRegressor']);

/** What a model file says about itself beside the graph. */
export interface ModelText {
  readonly name: string;
  readonly doc: string;
  readonly metadata: readonly (readonly [key: string, value: string])[];
}

/** Collects the nodes, constants, inputs and outputs of one ONNX graph; value names are its own. */
export class GraphBuilder {
  readonly #nodes: ProtoWriter[] = [];
  readonly #constants = new Map<string, { name: string; proto: ProtoWriter }>();
  readonly #inputs: ProtoWriter[] = [];
  readonly #outputs: ProtoWriter[] = [];
  readonly #reserved: ReadonlySet<string>;
  #count = 0;

  /** `reserved` are names that values inside must not take: those of inputs and outputs. */
  constructor(reserved: readonly string[]) {
    this.#reserved = new Set(reserved);
  }

  #freshName(): string {
    let name: string;
    do name = `v${this.#count++}`;
    while (this.#reserved.has(name));
    return name;
  }

  /** A column of raw values, [N, 1]. */
  input(name: string, type: DataType): string {
    this.#inputs.push(valueProto(name, type));
    return name;
  }

  output(name: string, type: DataType): void {
    this.#outputs.push(valueProto(name, type));
  }

  /** A constant; equal ones are stored once. */
  constant(constant: Constant): string {
    const key = `${constant.type}|${constant.dims.join()}|${constant.values.join()}`;
    const known = this.#constants.get(key);
    if (known) return known.name;
    const name = this.#freshName();
    this.#constants.set(key, { name, proto: tensorProto(name, constant) });
    return name;
  }

  /** A double constant of shape [1]. */
  double(value: number): string {
    return this.constant({ type: 'double', dims: [1], values: [value] });
  }

  /** An int64 constant of shape [1]. */
  int64(value: number | bigint): string {
    return this.constant({ type: 'int64', dims: [1], values: [value] });
  }

  /** One node with one output, whose name is returned. NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output: string = this.#freshName(),
  ): string {
    const proto = new ProtoWriter();
    for (const input of inputs) proto.text(1, input);
    proto.text(2, output).text(4, operator);
    for (const [name, value] of Object.entries(attributes)) {
      proto.message(5, attributeProto(name, value));
    }
    if (ML_OPERATORS.has(operator)) proto.text(7, 'ai.onnx.ml');
    this.#nodes.push(proto);
    return output;
  }

  /** Cast to another type. */
  cast(value: string, type: 'float' | 'double'): string {
    return this.node('Cast', [value], { to: { int: type === 'float' ? 1 : 11 } });
  }

  /** The file. ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8, metadata_props 14. */
  finish(text: ModelText): Uint8Array<ArrayBuffer> {
    const graph = new ProtoWriter();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, text.name);
    for (const { proto } of this.#constants.values()) graph.message(5, proto);
    graph.text(10, text.doc);
    for (const input of this.#inputs) graph.message(11, input);
    for (const output of this.#outputs) graph.message(12, output);
    const model = new ProtoWriter().int(1, IR_VERSION).text(2, 'leadbench').message(7, graph);
    model.message(8, new ProtoWriter().text(1, '').int(2, OPSET));
    model.message(8, new ProtoWriter().text(1, 'ai.onnx.ml').int(2, ML_OPSET));
    for (const [key, value] of text.metadata) {
      model.message(14, new ProtoWriter().text(1, key).text(2, value));
    }
    return model.finish();
  }
}
