import { say, size, typeName, type Params } from './words';
import type { errors as english } from '../en/errors';

/** One entry an error code: what happened, and what can be done. */
export const errors: typeof english = {
  codeLabel: 'Kode',
  fallback: {
    what: 'Pekerjaan terhenti.',
    next: 'Yang terbuka sebelumnya tetap ada. Kode di bawah menunjukkan penyebabnya.',
  },
  FILE_EMPTY: { what: 'File kosong.', next: 'Pilih file lain.' },
  FILE_UNREADABLE: (p: Params) => ({
    what: `${say(p.name, 'File')} tidak bisa dibaca sampai habis: file dipindah, berubah, atau dicabut di tengah jalan.`,
    next: 'Tidak ada isinya yang tersimpan. Pilih lagi filenya.',
  }),
  HEADER_ONLY: {
    what: 'File berisi judul kolom saja, tanpa baris.',
    next: 'Periksa ekspor yang membuatnya.',
  },
  BINARY_FILE: (p: Params) => ({
    what: `Ini ${say(p.kind, 'file biner')}, bukan teks berpemisah.`,
    next: 'Simpan sebagai CSV dulu, lalu letakkan di sini.',
  }),
  FILE_TOO_BIG: (p: Params) => ({
    what: `Tabel ini perlu memori ${size(p.estimate)}, sedangkan tab ini boleh memakai ${size(p.limit)}.`,
    next: 'Belum ada yang dibaca. Kurangi kolom atau bagi filenya.',
  }),
  JOB_TOO_BIG: (p: Params) => ({
    what: `Pelatihan perlu memori ${size(p.estimate)} di luar tabel, sedangkan tab ini boleh memakai ${size(p.limit)}.`,
    next: 'Belum ada yang dimulai. Buang kolom yang nilainya banyak, atau latih gradient boosting saja, yang paling hemat.',
  }),
  GZIP_DAMAGED: {
    what: 'File terkompresi rusak atau terpotong.',
    next: 'Tidak ada yang disimpan. Salin atau kompres ulang.',
  },
  GZIP_TOO_LARGE: (p: Params) => ({
    what: `Isi file terkompresi melebihi ukuran tabel mana pun: ${size(p.compressed)} sudah menjadi ${size(p.inflated)} dan belum selesai.`,
    next: 'Tidak ada yang disimpan. Periksa asal filenya.',
  }),
  ZIP_DAMAGED: (p: Params) => ({
    what: `Zip ${say(p.name, 'ini')} rusak atau terpotong.`,
    next: 'Tidak ada yang disimpan. Salin atau zip ulang.',
  }),
  ZIP_TOO_LARGE: (p: Params) => ({
    what: `Isi zip ${say(p.name, 'ini')} melebihi ukuran tabel mana pun: ${size(p.compressed)} sudah menjadi ${size(p.inflated)} dan belum selesai.`,
    next: 'Tidak ada yang disimpan. Periksa asal filenya.',
  }),
  ZIP_NO_DATA: (p: Params) => ({
    what: `Tidak ada file CSV, TSV, atau teks di dalam ${say(p.name, 'zip ini')}.`,
    next: 'Belum ada yang dibaca. Zip file datanya sendiri, atau letakkan tanpa zip.',
  }),
  NO_COMMON_COLUMNS: (p: Params) => ({
    what: `${say(p.name, 'Sebuah file')} tidak punya satu pun kolom dari file sebelumnya: ${say(p.columns)}.`,
    next: 'Tidak ada yang disimpan. Baca file itu sendiri, atau periksa judul kolom dan pemisahnya.',
  }),
  ZIP_NESTED: (p: Params) => ({
    what: `${say(p.file, 'Sebuah file')} di dalam ${say(p.name, 'zip ini')} terkompresi sekali lagi.`,
    next: 'Belum ada yang dibaca. Buka zip luarnya lalu letakkan file di dalamnya.',
  }),
  ZIP_ENCRYPTED: (p: Params) => ({
    what: `${say(p.file, 'Sebuah file')} di dalam ${say(p.name, 'zip ini')} dikunci dengan kata sandi.`,
    next: 'Belum ada yang dibaca. Buka zip-nya lalu letakkan file di dalamnya.',
  }),
  ZIP_METHOD_UNSUPPORTED: (p: Params) => ({
    what: `${say(p.file, 'Sebuah file')} di dalam ${say(p.name, 'zip ini')} dikemas dengan cara selain Deflate.`,
    next: 'Belum ada yang dibaca. Zip ulang dengan pengaturan biasa, atau letakkan file di dalamnya.',
  }),
  ZIP64_UNSUPPORTED: (p: Params) => ({
    what: `${say(p.name, 'Zip ini')} berformat zip64, untuk file di atas 4 GB.`,
    next: 'Belum ada yang dibaca. Buka zip-nya lalu letakkan file di dalamnya, atau kompres file itu dengan gzip.',
  }),
  ZIP_TOO_MANY: (p: Params) => ({
    what: `${say(p.name, 'Zip ini')} berisi ${say(p.files)} file; batasnya ${say(p.limit)}.`,
    next: 'Belum ada yang dibaca. Zip file datanya saja.',
  }),
  WRANGLE_TOO_LARGE: (p: Params) => ({
    what: `Tabel ini punya ${say(p.rows)} baris; langkah bebas menerima sampai ${say(p.limit)}.`,
    next: 'Tidak ada yang berubah. Saring filenya sebelum dibaca, atau lanjutkan tanpa langkah ini.',
  }),
  WRANGLE_NAME: (p: Params) => ({
    what: p.name === '' ? 'Kolom baru belum punya nama.' : `Kolom ${say(p.name)} sudah ada.`,
    next: 'Tidak ada yang berubah. Beri kolom baru nama sendiri.',
  }),
  WRANGLE_EXPRESSION: (p: Params) => ({
    what: `Ekspresi tidak bisa dijalankan: ${say(p.text)}`,
    next: 'Tidak ada yang berubah. Perbaiki lalu coba lagi.',
  }),
  WRANGLE_VALUE: (p: Params) => ({
    what: `Baris ${say(p.row)} menghasilkan daftar atau objek; satu sel berisi angka, teks, tanggal, atau benar/salah.`,
    next: 'Tidak ada yang berubah. Buat ekspresi yang menghasilkan satu nilai.',
  }),
  WRANGLE_EMPTY: {
    what: 'Tidak ada baris yang memenuhi ekspresi ini.',
    next: 'Tidak ada yang berubah. Tabel perlu baris: longgarkan syaratnya.',
  },
  WRANGLE_BLOCKED: {
    what: 'Langkah bebas tidak aktif di sini: skrip yang menjalankannya tidak menerima kebijakannya sendiri.',
    next: 'Muat ulang halaman sekali. Untuk host dengan header sendiri, lihat README.',
  },
  UNBALANCED_QUOTE: {
    what: 'Tanda kutip dibuka dan tidak pernah ditutup.',
    next: 'Pilih “Tidak ada” pada tanda kutip, atau perbaiki filenya.',
  },
  TOO_MANY_FIELDS: {
    what: 'Ada baris yang kolomnya lebih banyak daripada judul.',
    next: 'Periksa pemisahnya.',
  },
  CANCELLED: {
    what: 'Dihentikan oleh Anda.',
    next: 'Yang sudah ada sebelumnya tetap tersimpan.',
  },
  WORKER_LOST: {
    what: 'Worker berhenti menjawab.',
    next: 'Tabel dipertahankan sejauh mungkin. Jalankan langkah ini lagi.',
  },
  ONE_CLASS: (p: Params) => ({
    what:
      p.column === undefined
        ? 'Hanya satu hasil yang muncul pada baris-baris ini.'
        : `Kolom ${say(p.column)} hanya berisi satu nilai pada baris-baris ini.`,
    next: 'Pilih hasil lain atau nilai lain.',
  }),
  OUTCOME_UNKNOWN_COLUMN: (p: Params) => ({
    what: `Tabel tidak punya kolom ${say(p.column)}.`,
    next: 'Pilih hasil yang ada.',
  }),
  OUTCOME_NOT_BINARY: (p: Params) => ({
    what: `Kolom ${say(p.column)} punya lebih dari dua nilai.`,
    next: 'Tentukan nilai yang berarti ya.',
  }),
  OUTCOME_VALUE_ABSENT: (p: Params) => ({
    what: `Kolom ${say(p.column)} tidak pernah berisi ${say(p.value)}.`,
    next: 'Pilih nilai yang memang ada.',
  }),
  TOO_FEW_POSITIVES: (p: Params) => ({
    what: `Tahap ${say(p.stage)} punya ${say(p.positives)} kasus positif; paling sedikit perlu ${say(p.minimum)}.`,
    next: 'Tambah bulan data, atau pilih hasil lain.',
  }),
  NO_FEATURES: {
    what: 'Tidak ada kolom tersisa untuk model.',
    next: 'Izinkan paling sedikit satu kolom di Penyiapan.',
  },
  COLUMNS_MISSING: (p: Params) => ({
    what: `Model memerlukan kolom yang tidak ada di file ini: ${say(p.columns)}.`,
    next: 'Belum ada yang dinilai. Ganti nama kolomnya atau pilih file lain.',
  }),
  COLUMN_TYPE: (p: Params) => ({
    what: `Kolom ${say(p.column)} seharusnya berisi ${typeName(p.expected)}, tetapi berisi ${typeName(p.found)}.`,
    next: 'Tidak ada yang dikerjakan. Periksa cara file ditulis.',
  }),
  COLUMN_UNKNOWN: (p: Params) => ({
    what: `Tidak ada kolom ${say(p.column)}.`,
    next: 'Periksa penulisan namanya.',
  }),
  PREDICATE_VALUE: (p: Params) => ({
    what: `Kolom ${say(p.column)} berisi ${typeName(p.type)}, sedangkan ${say(p.value)} bukan.`,
    next: 'Bandingkan dengan nilai yang sejenis.',
  }),
  PIVOT_TOO_WIDE: (p: Params) => ({
    what: `Tabelnya akan punya ${say(p.columns)} kolom, paling banyak ${say(p.limit)}.`,
    next: 'Pilih kolom yang nilainya lebih sedikit.',
  }),
  JOIN_TOO_LARGE: (p: Params) => ({
    what: `Tabel gabungan akan punya ${say(p.rows)} baris, paling banyak ${say(p.limit)}.`,
    next: 'Gabungkan dengan kolom yang nilainya lebih jarang berulang.',
  }),
  PROJECT_DAMAGED: (p: Params) => ({
    what: `Proyek rusak: ${say(p.file)} tidak cocok dengan checksum-nya.`,
    next: 'Tidak ada yang dibuka. Gunakan salinan lain.',
  }),
  PROJECT_TOO_NEW: (p: Params) => ({
    what: `Versi proyek ini ${say(p.found)}; halaman ini membaca sampai versi ${say(p.supported)}.`,
    next: 'Muat ulang halaman untuk mendapatkan versi terbarunya.',
  }),
  NOT_A_PROJECT: { what: 'File ini bukan proyek Leadbench.', next: 'Pilih file .leadbench.' },
  SHEET_TOO_LONG: (p: Params) => ({
    what: `Lembar kerja berakhir di 1.048.576 baris, sedangkan daftarnya ${say(p.rows)}.`,
    next: 'Ekspor lebih sedikit prospek, atau pakai CSV.',
  }),
  MODEL_UNSUPPORTED: (p: Params) => ({
    what: `Model tidak bisa dijalankan di sini: ${say(p.what)}.`,
    next: 'Belum ada yang dinilai.',
  }),
  PROBE_FAILED: (p: Params) => ({
    what: `Pemeriksaan privasi gagal: ${say(p.what)}.`,
    next: 'File tidak diterima. Muat ulang halaman sekali.',
  }),
  ALL_LINES_REJECTED: (p: Params) => ({
    what: `Tidak satu pun dari ${say(p.lines)} baris menjadi baris tabel.`,
    next: 'Periksa pemisah dan tanda kutipnya.',
  }),
  QUOTE_INVALID: (p: Params) => ({
    what: `${say(p.quote)} tidak bisa menjadi tanda kutip.`,
    next: 'Pilih dari daftar.',
  }),
  DELIMITER_INVALID: (p: Params) => ({
    what: `${say(p.delimiter)} tidak bisa menjadi pemisah.`,
    next: 'Pilih dari daftar.',
  }),
  ESCAPE_INVALID: (p: Params) => ({
    what: `${say(p.escape)} tidak bisa menjadi tanda pelolos.`,
    next: 'Pilih tanda kutip itu sendiri, garis miring terbalik, atau tanpa.',
  }),
  WIDTHS_INVALID: (p: Params) => ({
    what: `${say(p.widths)} tidak bisa menjadi lebar kolom.`,
    next: 'Beri bilangan bulat dari 1 sampai 10.000 untuk tiap kolom.',
  }),
  ROWS_INVALID: (p: Params) => ({
    what: `${say(p.rows)} bukan jumlah baris.`,
    next: 'Beri bilangan bulat dari 0 sampai 10.000.',
  }),
  SPLIT_NO_DATE: (p: Params) => ({
    what: `Kolom ${say(p.column)} tidak berisi tanggal.`,
    next: 'Pilih kolom tanggal lain, atau pembagian acak.',
  }),
  TIME_SPLIT_IMPOSSIBLE: (p: Params) => ({
    what: `Hanya ${say(p.dated)} dari ${say(p.rows)} baris punya tanggal yang bisa membaginya.`,
    next: 'Pilih kolom tanggal lain, atau pembagian acak.',
  }),
  NO_OUTCOME: {
    what: 'Tidak ada kolom yang tampak seperti hasil.',
    next: 'Pilih sendiri kolom hasilnya di Penyiapan.',
  },
  FEATURE_INFINITE: (p: Params) => ({
    what: `Kolom ${say(p.feature)} berisi angka tak hingga.`,
    next: 'Blokir kolomnya, atau perbaiki filenya.',
  }),
  PARAM_UNKNOWN: (p: Params) => ({
    what: `${say(p.algorithm)} tidak punya parameter ${say(p.name)}.`,
    next: 'Hapus parameter itu.',
  }),
  PARAM_CHOICE: (p: Params) => ({
    what: `Parameter ${say(p.name)} bernilai ${say(p.value)}; pilihannya ${say(p.choices)}.`,
    next: 'Pilih salah satu.',
  }),
  PARAM_OUT_OF_RANGE: (p: Params) => ({
    what: `Parameter ${say(p.name)} bernilai ${say(p.value)}; seharusnya antara ${say(p.low)} dan ${say(p.high)}.`,
    next: 'Pilih nilai di antaranya.',
  }),
  SHEET_TOO_WIDE: (p: Params) => ({
    what: `Lembar kerja berakhir di ${say(p.limit)} kolom, sedangkan daftarnya ${say(p.columns)}.`,
    next: 'Pakai CSV.',
  }),
  PROJECT_TOO_LARGE: (p: Params) => ({
    what: `Isi proyek akan menjadi ${size(p.bytes)}; batasnya ${size(p.limit)}.`,
    next: 'Tidak ada yang dibuka.',
  }),
  MODEL_UNREADABLE: (p: Params) => ({
    what: `Model tidak bisa dibaca: ${say(p.what)}.`,
    next: 'Tidak ada yang dibuka.',
  }),
  ONNX_MISMATCH: (p: Params) => ({
    what: `Skor tahap ${say(p.stage)} berbeda antara model tersimpan dan file ONNX-nya.`,
    next: 'Belum ada yang dinilai. Latih lagi.',
  }),
  FORMAT_NOT_BUILT: (p: Params) => ({
    what: `File jenis ${say(p.format)} belum bisa dibaca.`,
    next: 'Simpan sebagai CSV.',
  }),
  ASSET_MISSING: (p: Params) => ({
    what: `Ada file halaman ini yang hilang: ${say(p.file)}.`,
    next: 'Sambungkan jaringan sekali dan muat ulang halaman.',
  }),
  READ_ONLY: {
    what: 'Leadbench terbuka di tab lain, dan hanya satu tab yang menulis.',
    next: 'Kerjakan di sana, atau tutup tab itu lalu lanjutkan di sini.',
  },
  STORAGE_FULL: {
    what: 'Ruang di perangkat ini habis.',
    next: 'Yang terbuka tetap ada di tab ini. Hapus salah satu data tersimpan di Beranda, atau kosongkan ruang.',
  },
  STORAGE_TOO_NEW: (p: Params) => ({
    what: `Simpanan di perangkat ini versi ${say(p.found)}; halaman ini membaca sampai versi ${say(p.supported)}.`,
    next: 'Tidak ada yang diubah. Tutup semua tab halaman ini lalu buka lagi.',
  }),
  COPY_DAMAGED: (p: Params) => ({
    what: `Salinan ${say(p.name, 'tabel')} yang tersimpan rusak.`,
    next: 'Salinan itu tidak dibuka dan dikeluarkan dari daftar. Letakkan filenya lagi.',
  }),
  NO_TABLE: { what: 'Belum ada tabel yang terbuka.', next: 'Baca file prospek dulu.' },
  NO_PROJECT: { what: 'Belum ada model.', next: 'Latih dulu, atau buka proyek.' },
  NO_TEST_ROWS: {
    what: 'Proyek ini datang tanpa baris ujinya.',
    next: 'Buka tabelnya dan latih, atau nilai sebuah file.',
  },
  NOT_SCORED: {
    what: 'Belum ada yang dinilai.',
    next: 'Nilai tabel yang terbuka atau sebuah file.',
  },
  MEMORY_FULL: (p: Params) => ({
    what: `Tambahan memori ${say(p.megabytes)} MB tidak tersedia.`,
    next: 'Yang sudah ada tetap tersimpan. Tutup tab lain, atau kurangi baris atau kolom.',
  }),
  OUT_OF_MEMORY: {
    what: 'Memori tab ini penuh.',
    next: 'Yang sudah ada tetap tersimpan. Tutup tab lain, atau kurangi baris atau kolom.',
  },
  // From a terminal only.
  OPTION_UNKNOWN: (p: Params) => ({
    what: `Pekerjaan ini tidak mengenal ${say(p.option)}.`,
    next: 'Pilihannya ada di docs/engine.md.',
  }),
  OPTION_MISSING: (p: Params) => ({
    what: `${say(p.option)} wajib diisi.`,
    next: 'Pilihannya ada di docs/engine.md.',
  }),
  OPTION_NOT_A_NUMBER: (p: Params) => ({
    what: `${say(p.option)} harus berupa angka, bukan ${say(p.value)}.`,
    next: 'Tidak ada yang dikerjakan.',
  }),
  OPTION_VALUE: (p: Params) => ({
    what: `${say(p.option)} tidak bisa bernilai ${say(p.value)}.`,
    next: 'Tidak ada yang dikerjakan.',
  }),
  OPTION_NOT_BUILT: (p: Params) => ({
    what: `${say(p.option)} belum tersedia di versi ini.`,
    next: 'Tidak ada yang dikerjakan.',
  }),
  JOB_UNKNOWN: (p: Params) => ({
    what: `Pekerjaan “${say(p.job)}” tidak ada.`,
    next: `Yang ada: ${say(p.jobs)}.`,
  }),
  FILE_ARGUMENT: (p: Params) => ({
    what: `Pekerjaan ini membaca satu file, bukan ${say(p.count)}.`,
    next: 'Sebutkan satu file.',
  }),
  FILE_UNWRITABLE: (p: Params) => ({
    what: `${say(p.file)} tidak bisa ditulis.`,
    next: 'Pilih tempat lain.',
  }),
  FILE_NOT_FOUND: (p: Params) => ({
    what: `File ${say(p.file)} tidak ditemukan.`,
    next: 'Periksa nama dan foldernya.',
  }),
};
