import { f } from './words';
import type { device as english } from '../en/device';

/** The page about the machine. */
export const device: typeof english = {
  title: 'Apa yang disediakan perangkat ini?',
  intro:
    'Yang diberitahukan peramban tentang perangkat ini, dan yang dipakai saat bekerja. Tidak ada yang disimpan atau dikirim.',
  cores: 'Inti prosesor',
  coresNote: 'menurut peramban',
  threads: 'Thread per pekerjaan',
  threadsNote: 'yang dipakai saat pelatihan',
  oneThread: 'thread di jendela ini tidak bisa berbagi memori',
  memory: 'Memori per pekerjaan',
  memoryNote: 'pelatihan yang melebihinya ditolak',
  lend: 'Thread untuk bekerja',
  lendUnit: () => 'thread',
  lendTitle: 'Yang boleh dipakai',
  lendText:
    'Makin banyak thread, pelatihan makin cepat dan jatah program lain makin sedikit. Modelnya sama persis, berapa pun jumlahnya.',
  lendNow: 'Berlaku mulai pekerjaan berikutnya.',
  notIsolated:
    'Halaman ini tidak terisolasi, jadi pekerjaan memakai satu thread. Hasilnya sama, hanya lebih lambat. Memuat ulang di jendela biasa akan mengisolasinya.',
  found: 'Yang ditemukan',
  isolation: 'Isolasi',
  isolationUse: 'membuat thread bisa berbagi memori',
  simd: 'SIMD WebAssembly',
  simdUse: 'beberapa angka sekali jalan: penilaian',
  wasmThreads: 'Thread WebAssembly',
  wasmThreadsUse: 'pelatihan pohon keputusan',
  gpu: 'WebGPU',
  gpuUse: 'belum dipakai di sini',
  machine: 'Memori perangkat',
  machineUse: 'dibulatkan peramban',
  heap: 'Batas satu skrip',
  heapUse: 'ditetapkan peramban',
  storage: 'Penyimpanan terpakai',
  storageUse: ({ quota }) =>
    quota === null ? 'file halaman ini' : `dari ${f.bytes(quota)} yang boleh dipakai`,
  persistent: 'Penyimpanan dipertahankan',
  persistentUse: 'juga saat ruang menipis',
  yes: 'ya',
  no: 'tidak',
  unknown: 'tidak diberitahukan peramban',
  asking: 'menunggu jawaban',
  gpuNames: {
    unsupported: 'tidak ada di peramban ini',
    none: 'tidak ada adaptor',
    failed: 'ditolak peramban',
    unnamed: 'ada, tanpa nama',
  },
  last: 'Pekerjaan terakhir',
  lastNone: 'Belum ada pekerjaan di tab ini.',
  lastLine: ({ label, seconds }) => `${label}, ${seconds}`,
  lastThreads: ({ threads }) => `Memakai ${f.int(threads)} thread.`,
  lastUnknown: 'Jumlah thread yang dipakai tidak diketahui.',
};
