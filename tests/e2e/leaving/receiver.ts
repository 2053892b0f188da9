import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Socket } from 'node:net';

const ANSWER = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/plain',
  'Access-Control-Allow-Origin: *',
  'Cross-Origin-Resource-Policy: cross-origin',
  'Content-Length: 0',
  'Connection: close',
  '\r\n',
].join('\r\n');

/** Another origin, bytes and all: it takes whatever comes, by TCP or UDP, on a port of its own. */
export interface Receiver {
  readonly port: number;
  /** The bytes that came, as text: one entry for what came at once. */
  readonly bytes: string[];
  /** How many connections were opened, with bytes or without. */
  readonly connections: () => number;
  /** Forgets what came, and closes what is open. */
  reset(): void;
  close(): Promise<void>;
}

/** Opens a receiver on 127.0.0.1. */
export async function openReceiver(): Promise<Receiver> {
  const bytes: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const reset = (): void => {
    connections = 0;
    bytes.length = 0;
    for (const socket of open) socket.destroy();
  };
  const stream = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.on('data', (part) => {
      bytes.push(part.toString('latin1').slice(0, 200));
      socket.end(ANSWER);
    });
  });
  await new Promise<void>((done) => stream.listen(0, '127.0.0.1', done));
  const { port } = stream.address() as AddressInfo;
  const datagrams = createSocket('udp4', (part) => bytes.push(part.toString('latin1')));
  await new Promise<void>((done) => datagrams.bind(port, '127.0.0.1', done));
  return {
    port,
    bytes,
    connections: () => connections,
    reset,
    close: async () => {
      reset();
      await new Promise<void>((done) => datagrams.close(() => done()));
      await new Promise<void>((done) => stream.close(() => done()));
    },
  };
}
