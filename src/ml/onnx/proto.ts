import { ProtoWriter } from './protobuf';

/** TensorProto.DataType numbers of the types we use. */
export const DATA_TYPES = { float: 1, int64: 7, string: 8, double: 11 } as const;
export type DataType = keyof typeof DATA_TYPES;

/** A node's attribute: a number is an INT, arrays by kind, as the ONNX operators name them. */
export type Attribute =
  | { readonly int: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] };

/** A constant of the graph. int64 values are safe integers, or bigint where they are not. */
export interface Constant {
  readonly type: 'int64' | 'double';
  readonly dims: readonly number[];
  readonly values: readonly (number | bigint)[];
}

/** AttributeProto: name 1, i 3, s 4, floats 7, ints 8, strings 9, type 20. */
export function attributeProto(name: string, attribute: Attribute): ProtoWriter {
  const proto = new ProtoWriter().text(1, name);
  if ('int' in attribute) return proto.int(3, attribute.int).int(20, 2);
  if ('text' in attribute) return proto.text(4, attribute.text).int(20, 3);
  if ('floats' in attribute) return proto.floats(7, attribute.floats).int(20, 6);
  if ('ints' in attribute) return proto.ints(8, attribute.ints).int(20, 7);
  for (const text of attribute.texts) proto.text(9, text);
  return proto.int(20, 8);
}

/** TensorProto with raw little-endian data: dims 1, data_type 2, name 8, raw_data 9. */
export function tensorProto(name: string, constant: Constant): ProtoWriter {
  const view = new DataView(new ArrayBuffer(8 * constant.values.length));
  constant.values.forEach((value, i) => {
    if (constant.type === 'double') view.setFloat64(8 * i, Number(value), true);
    else view.setBigInt64(8 * i, BigInt(value), true);
  });
  return new ProtoWriter()
    .ints(1, constant.dims)
    .int(2, DATA_TYPES[constant.type])
    .text(8, name)
    .bytes(9, new Uint8Array(view.buffer));
}

/** ValueInfoProto of a column: a tensor [N, 1]. */
export function valueProto(name: string, type: DataType): ProtoWriter {
  const shape = new ProtoWriter()
    .message(1, new ProtoWriter().text(2, 'N'))
    .message(1, new ProtoWriter().int(1, 1));
  const tensor = new ProtoWriter().int(1, DATA_TYPES[type]).message(2, shape);
  return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
}
