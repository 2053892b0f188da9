import type { ByteSource } from './types';

/** A File, or any Blob with a name, as a source; works in pages and workers. Reads nothing by itself. */
export function blobSource(file: Blob & { readonly name: string }): ByteSource {
  return {
    name: file.name,
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    stream: () => file.stream(),
  };
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
