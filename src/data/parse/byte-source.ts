import type { ByteSource } from './types';

/** Bytes of a blob that are read at a time. */
const PIECE = 1 << 20;

/** A File, or any Blob with a name, as a source; works in pages and workers. Reads nothing by itself. */
export function blobSource(file: Blob & { readonly name: string }): ByteSource {
  return {
    name: file.name,
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    stream: () => piecesOf(file),
  };
}

/**
 * A blob's bytes in pieces, all in the same memory: to have new memory for each, or to ask for slices of
 * a blob, takes longer than reading.
 */
function piecesOf(blob: Blob): ReadableStream<Uint8Array> {
  const reader = blob.stream().getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(PIECE);
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { value, done } = await reader.read(new Uint8Array(buffer), { min: PIECE });
        if (value !== undefined) buffer = value.buffer;
        if (value !== undefined && value.length > 0) controller.enqueue(value);
        if (done) controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** Bytes in memory as a source; `chunk` is the size of the pieces its stream gives. */
export function bytesSource(name: string, bytes: Uint8Array, chunk = 1 << 18): ByteSource {
  return {
    name,
    size: bytes.length,
    slice: (start, end) => Promise.resolve(bytes.slice(start, end)),
    stream: () => {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (at < bytes.length) controller.enqueue(bytes.slice(at, at + chunk));
          else controller.close();
          at += chunk;
        },
      });
    },
  };
}
