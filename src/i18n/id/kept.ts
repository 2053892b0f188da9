import type { kept as english } from '../en/kept';
import { f } from './words';

/** The list of what is kept and the button that forgets it; beside the panels, not in what every visit loads. */
export const kept: typeof english = {
  readOnlyTitle: 'Di sini hanya bisa dibaca',
  readOnlyText:
    'Leadbench terbuka di tab lain, dan hanya satu tab yang menulis. Tab ini menampilkan simpanan terakhir: bisa dilihat dan diekspor, tidak bisa diubah.',
  freeTitle: 'Tab yang lain sudah ditutup',
  freeText: 'Pekerjaan bisa diteruskan di sini dari simpanan terakhir.',
  takeOver: 'Lanjutkan di tab ini',
  notKeptTitle: 'Tidak ada yang tersimpan di perangkat ini',
  notKept: {
    unavailable:
      'Jendela ini tidak punya tempat simpan, seperti sebagian jendela privat. Semuanya tetap berjalan, tetapi hilang saat dimuat ulang; model bisa disimpan lewat file proyek.',
    full: 'Tidak cukup ruang untuk baris data. Yang terbuka tetap ada di tab ini dan hilang saat dimuat ulang. Hapus salah satu data tersimpan di bawah, atau kosongkan ruang di perangkat.',
    newer:
      'Simpanan di sini ditulis versi halaman yang lebih baru, dan versi ini membiarkannya. Tutup semua tab halaman ini lalu buka lagi.',
  },
  list: 'Tersimpan di perangkat ini',
  listSub: 'salinan kerja untuk pemulihan; tidak pernah keluar dari sini',
  open: 'Buka',
  remove: 'Hapus',
  rows: 'baris data',
  models: 'model',
  rowsAndModels: 'baris data dan model',
  panel: 'Penyimpanan di perangkat ini',
  usage: ({ used, quota }) =>
    `${f.bytes(used)} terpakai dari ${f.bytes(quota)} yang diberikan peramban untuk alamat ini`,
  copies: 'Baris data dan model',
  pageFiles: 'File halaman untuk pemakaian luring',
  settings: 'Pengaturan',
  settingsValue: 'bahasa, tema, masa simpan',
  noCopies: 'Tidak ada data yang tersimpan.',
  keepDays: 'Simpan baris data selama',
  keepFor: ({ days }) => (days === 0 ? 'tidak pernah' : `${f.int(days)} hari`),
  keepDaysNote:
    'Dihitung sejak simpanan terakhir; yang lebih lama dihapus saat halaman dibuka. Dengan “tidak pernah”, yang tersimpan sekarang ikut dihapus.',
  forget: 'Lupakan semua di perangkat ini',
  forgetAsk: 'Lupakan semua di perangkat ini?',
  forgetWill: ({ sets, size }) =>
    `${f.int(sets)} kumpulan data berisi baris, model, dan penyiapan, ${f.bytes(size)}`,
  forgetOpen: ({ name }) => `Yang sedang terbuka: ${name} ditutup`,
  forgetPage: 'File halaman untuk pemakaian luring, hitungannya, dan service worker-nya',
  forgetSettings: 'Bahasa, tema, dan pengaturan lain',
  forgetNote: 'Tidak bisa dibatalkan. File yang disimpan sendiri tetap di tempatnya.',
  forgetDo: 'Lupakan semua',
  forgetBusy: 'Ada pekerjaan yang berjalan. Hentikan dulu.',
  forgotten: ({ sets, size }) => `Dihapus: ${f.int(sets)} kumpulan data (${f.bytes(size)})`,
  forgottenPage: ({ caches, settings, workers }) =>
    `${f.int(caches)} simpanan file dan hitungan halaman, ${f.int(settings)} pengaturan, ${f.int(workers)} service worker.`,
  clean:
    'Diperiksa sesudahnya: tidak ada yang tertinggal dari halaman ini di perangkat. Pemakaian berikutnya mengambil filenya lagi.',
  startAfresh: 'Mulai dari awal',
  unclean:
    'Diperiksa sesudahnya: masih ada yang tertinggal. Tutup tab lain dari halaman ini lalu ulangi sekali lagi.',
};
