import { count, f } from './words';

/** The page about the machine. */
export const device = {
  title: 'What does this device offer?',
  intro:
    'What the browser tells this page about the machine, and what a run makes of it. None of it is kept or sent.',
  cores: 'Cores',
  coresNote: 'as many as the browser names',
  threads: 'Threads of a run',
  threadsNote: 'a training run gets these',
  oneThread: 'this window shares no memory between threads',
  memory: 'Memory of one run',
  memoryNote: 'a training that needs more is refused',
  lend: 'Threads lent to a run',
  lendUnit: ({ threads }: { threads: number }) => (threads === 1 ? 'thread' : 'threads'),
  lendTitle: 'What a run may use',
  lendText:
    'More threads train faster and leave less for other programs. The model is the same to the last bit on any number of them.',
  lendNow: 'Counts from the next run on.',
  notIsolated:
    'This page is not isolated, so a run has one thread. It is as right, and slower. A plain reload of a normal window isolates it.',
  found: 'What was found',
  isolation: 'Isolation',
  isolationUse: 'lets threads share memory',
  simd: 'WebAssembly SIMD',
  simdUse: 'several numbers an instruction: scoring',
  wasmThreads: 'WebAssembly threads',
  wasmThreadsUse: 'training of boosted trees',
  gpu: 'WebGPU',
  gpuUse: 'nothing here uses it yet',
  machine: 'Memory of the machine',
  machineUse: 'as the browser rounds it',
  heap: 'Limit of one script',
  heapUse: 'the browser’s own',
  storage: 'Storage in use',
  storageUse: ({ quota }: { quota: number | null }) =>
    quota === null ? 'files of this page' : `of ${f.bytes(quota)} this page may use`,
  persistent: 'Storage is kept',
  persistentUse: 'even when room gets short',
  yes: 'yes',
  no: 'no',
  unknown: 'the browser does not say',
  asking: 'asking',
  gpuNames: {
    unsupported: 'this browser has none',
    none: 'no adapter',
    failed: 'the browser refused',
    unnamed: 'there, without a name',
  },
  last: 'Last run',
  lastNone: 'No run in this tab yet.',
  lastLine: ({ label, seconds }: { label: string; seconds: string }) => `${label}, ${seconds}`,
  lastThreads: ({ threads }: { threads: number }) =>
    `It had ${count(threads, 'thread', 'threads')}.`,
  lastUnknown: 'How many threads it used is not known.',
};
