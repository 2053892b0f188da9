import { transferHandlers } from 'comlink';
import { LeadbenchError, type ErrorParams } from '../util/errors';

interface ThrownValue {
  readonly value: unknown;
}

interface PackedError {
  readonly isError: boolean;
  readonly value: {
    readonly message: string;
    readonly name: string;
    readonly stack?: string | undefined;
    readonly code?: string;
    readonly params?: ErrorParams;
  };
}

function isPackedLeadbenchError(
  packed: PackedError,
): packed is PackedError & { value: { code: string; params: ErrorParams } } {
  return packed.isError && typeof packed.value.code === 'string';
}

/** Memory that could not be had is something a user can act on; of a RangeError only the text crosses. */
function asLeadbenchError(error: unknown): unknown {
  const isMemory = error instanceof RangeError && /allocation|memory/i.test(error.message);
  return isMemory ? new LeadbenchError('OUT_OF_MEMORY') : error;
}

/**
 * Lets a LeadbenchError cross a Comlink port whole. Comlink keeps only name, message and stack of
 * an Error, so code and params would be lost. Both sides of every port call this once.
 */
export function keepErrorFields(): void {
  const original = transferHandlers.get('throw');
  if (!original) throw new Error('Comlink has no throw handler');
  transferHandlers.set('throw', {
    canHandle: (value: unknown): value is ThrownValue => original.canHandle(value),
    serialize: (thrown: ThrownValue) => {
      const error = asLeadbenchError(thrown.value);
      if (!(error instanceof LeadbenchError)) return original.serialize(thrown);
      const { code, params, message, name, stack } = error;
      const packed: PackedError = { isError: true, value: { code, params, message, name, stack } };
      return [packed, []];
    },
    deserialize: (packed: PackedError): never => {
      if (isPackedLeadbenchError(packed)) {
        throw new LeadbenchError(packed.value.code, packed.value.params);
      }
      return original.deserialize(packed) as never;
    },
  });
}
