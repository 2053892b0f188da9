import type { ByteSource } from './types';

/** Bytes of a blob that are read at a time. */
const SLICE = 4 << 20;

/** A File, or any Blob with a name, as a source; works in pages and workers. Reads nothing by itself. */
export function blobSource(file: Blob & { readonly name: string }): ByteSource {
  return {
    name: file.name,
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    stream: () => slicesOf(file),
  };
}

/**
 * A blob's bytes in slices, the next one on its way while one is worked on. A blob's own stream comes
 * in pieces of some 100 KB, and waiting for each takes longer than reading.
 */
function slicesOf(blob: Blob): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      const slice = blob.slice(at, at + SLICE);
      at += slice.size;
      if (slice.size > 0) controller.enqueue(new Uint8Array(await slice.arrayBuffer()));
      else controller.close();
    },
  });
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
