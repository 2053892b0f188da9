import type { Launched, Wish, WorkerError, WorkerName } from './launch';

/** Gives a worker that serves its API on a line. */
export type Launch = (name: WorkerName) => Launched;

/** The engine worker's way to other workers: the page launches them at its wish (see launchEngine). */
export function launchByPage(wishes: MessagePort): Launch {
  const listeners = new Map<number, (isThrown: boolean) => void>();
  let count = 0;
  wishes.onmessage = ({ data }: MessageEvent<WorkerError>) => {
    listeners.get(data.id)?.(data.isThrown);
  };
  const send = (wish: Wish, lines: MessagePort[] = []): void => {
    wishes.postMessage(wish, lines);
  };
  return (name) => {
    const id = count++;
    const { port1, port2 } = new MessageChannel();
    send({ id, name, line: port2 }, [port2]);
    return {
      line: port1,
      onError: (listener) => listeners.set(id, listener),
      terminate: () => {
        listeners.delete(id);
        send({ end: id });
      },
    };
  };
}
