import { describe, expect, it } from 'vitest';
import { tensorProto, valueProto } from '../../../../src/ml/onnx/proto';
import { ProtoWriter } from '../../../../src/ml/onnx/protobuf';

function hex(writer: ProtoWriter): string {
  return Array.from(writer.finish(), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

describe('ProtoWriter', () => {
  it('writes the examples of the encoding specification', () => {
    expect(hex(new ProtoWriter().int(1, 150))).toBe('08 96 01');
    expect(hex(new ProtoWriter().text(2, 'testing'))).toBe('12 07 74 65 73 74 69 6e 67');
    expect(hex(new ProtoWriter().message(3, new ProtoWriter().int(1, 150)))).toBe('1a 03 08 96 01');
    expect(hex(new ProtoWriter().ints(6, [3, 270, 86942]))).toBe('32 06 03 8e 02 9e a7 05');
  });

  it('writes floats, large integers and large fields', () => {
    expect(hex(new ProtoWriter().floats(7, [1, NaN]))).toBe('3a 08 00 00 80 3f 00 00 c0 7f');
    expect(hex(new ProtoWriter().int(1, 2 ** 53 - 1))).toBe('08 ff ff ff ff ff ff ff 0f');
    expect(hex(new ProtoWriter().int(20, 7))).toBe('a0 01 07');
    const big = new ProtoWriter().bytes(1, new Uint8Array(100_000).fill(9)).int(2, 1).finish();
    expect([big.length, big[0], big[4], big[100_003], big[100_005]]).toEqual([
      100_006, 10, 9, 9, 1,
    ]);
    expect(hex(new ProtoWriter().ints(1, []).floats(2, []))).toBe('');
  });
});

describe('ONNX messages', () => {
  it('holds int64 beyond safe integers and doubles little-endian', () => {
    const least = tensorProto('a', { type: 'int64', dims: [1], values: [-(2n ** 63n)] });
    expect(hex(least)).toBe('0a 01 01 10 07 42 01 61 4a 08 00 00 00 00 00 00 00 80');
    const half = tensorProto('b', { type: 'double', dims: [1, 1], values: [0.5] });
    expect(hex(half)).toBe('0a 02 01 01 10 0b 42 01 62 4a 08 00 00 00 00 00 00 e0 3f');
  });

  it('names a column of N rows', () => {
    expect(hex(valueProto('x', 'string'))).toBe(
      '0a 01 78 12 0f 0a 0d 08 08 12 09 0a 03 12 01 4e 0a 02 08 01',
    );
  });
});
