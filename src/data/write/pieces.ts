/**
 * Pieces that are made one by one, as an async iterable that can be read once. What making a piece
 * throws rejects its promise, and a reader that stops early ends the making.
 */
export function asyncPieces<T>(pieces: Generator<T, void, void>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise((resolve) => resolve(pieces.next())),
      return: () => new Promise((resolve) => resolve(pieces.return())),
    }),
  };
}
