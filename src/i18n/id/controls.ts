import type { controls as english } from '../en/controls';
import { f } from './words';

/** What components say by themselves: tables, the palette, states. */
export const controls: typeof english = {
  table: {
    menuOf: ({ column }) => `Menu ${column}`,
    ascending: 'Urutkan naik',
    descending: 'Urutkan turun',
    unsorted: 'Urutan semula',
    filter: 'Saring…',
    filterBy: ({ column }) => `${column} memuat`,
    removeFilter: ({ column }) => `Hapus saringan ${column}`,
    copy: 'Salin kolom',
    copied: ({ values, column }) => `${f.int(values)} nilai ${column} disalin`,
    hide: 'Sembunyikan kolom',
    lastColumn: 'Kolom terakhir tetap tampil.',
    showHidden: ({ columns }) => `Tampilkan ${f.int(columns)} kolom tersembunyi`,
    matches: ({ shown, rows }) => `${f.int(shown)} dari ${f.int(rows)} baris`,
    noMatch: 'Tidak ada baris yang cocok.',
  },
  palette: {
    open: 'Cari apa saja',
    placeholder: 'Cari halaman atau tindakan',
    none: 'Tidak ada yang bernama itu di sini.',
    pages: 'Halaman',
    actions: 'Tindakan',
    theme: ({ theme }) => `Tema: ${theme}`,
    language: ({ language }) => `Bahasa: ${language}`,
    keys: 'Tombol panah memilih, Enter menjalankan, Esc menutup.',
  },
  states: {
    partial: ({ shown, rows }) =>
      `Ditampilkan untuk ${f.int(shown)} dari ${f.int(rows)} baris. Angka masih berubah sampai selesai.`,
    tooFew: ({ what, rows, limit }) =>
      `${what} punya ${f.int(rows)} baris. Persentase disembunyikan di bawah ${f.int(limit)} baris; jumlahnya tetap tampil.`,
  },
  board: {
    bestSoFar: 'terbaik sejauh ini',
    trial: ({ trial, trials }) => `percobaan ${f.int(trial)} dari ${f.int(trials)}`,
    failed: 'Gagal',
    stopped: 'Dihentikan',
    stoppedAt: ({ trial }) => `dihentikan di percobaan ${f.int(trial)}`,
  },
};
