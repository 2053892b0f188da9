import type { storage as english } from '../en/storage';
import { f } from './words';

/** What is kept on this device, and by which tab. */
export const storage: typeof english = {
  readOnly: 'Terbuka di tab lain; di sini hanya bisa dibaca.',
  forgotten: 'Semua sudah dilupakan di sini. Mulai halaman dari awal dulu.',
  damaged: ({ name }) =>
    `Salinan ${name} yang tersimpan rusak dan tidak dibuka; salinan itu dikeluarkan dari daftar. Letakkan filenya lagi.`,
  kept: ({ days, age }) =>
    `Tersimpan di perangkat ini ${age}. Baris data tinggal sampai ditutup, paling lama ${f.int(days)} hari.`,
  keptModels: ({ age }) =>
    `Model dan penyiapan tersimpan di perangkat ini ${age}. Baris data tidak disimpan: hilang saat dimuat ulang.`,
  changing: 'Simpanan di perangkat ini sedang dibuka atau ditutup.',
  saving: 'Menyimpan di perangkat ini',
  unsaved: 'Belum tersimpan di perangkat ini: hilang saat dimuat ulang.',
  age: {
    now: 'baru saja',
    minutes: ({ value }) => `${f.int(value)} menit lalu`,
    hours: ({ value }) => `${f.int(value)} jam lalu`,
    days: ({ value }) => `${f.int(value)} hari lalu`,
  },
  close: 'Tutup dan hapus',
  undo: 'Urungkan',
  redo: 'Ulangi',
  undoNone: 'Tidak ada yang bisa diurungkan.',
  redoNone: 'Tidak ada yang bisa diulangi.',
};
