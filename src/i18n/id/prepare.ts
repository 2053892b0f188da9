import { f, say, three } from './words';
import type { prepare as english } from '../en/prepare';

/** Import, Set up and Train. */
export const prepare: typeof english = {
  import: {
    title: 'Apakah file terbaca seperti yang dimaksud?',
    intro: 'Periksa cara penulisan, jumlah baris, dan kolom sebelum ada yang dihitung.',
    next: 'Siapkan hasil yang diprediksi',
    toProfile: 'Lihat isi kolom',
    empty: 'Belum ada prospek',
    emptyText: 'Letakkan file prospek di sini, atau mulai dengan data demo.',
    another: 'Baca file lain…',
    read: 'Baca file',
    back: 'Kembali ke tabel yang terbuka',
    dialect: 'Cara file ditulis',
    delimiter: 'Pemisah',
    quote: 'Tanda kutip',
    encoding: 'Pengodean',
    escape: 'Kutip di dalam sel',
    escapeDoubled: 'Digandakan',
    header: 'Baris header',
    headerNone: 'Tidak ada',
    skipRows: 'Baris sebelum header',
    skipBlanks: 'Spasi setelah pemisah',
    blanksSkipped: 'Diabaikan',
    blanksKept: 'Bagian dari sel',
    decimal: 'Tanda desimal',
    thousands: 'Tanda ribuan',
    dateOrder: 'Urutan tanggal',
    dateOrders: { day: 'Hari dahulu', month: 'Bulan dahulu', year: 'Tahun dahulu' },
    byColumn: 'Per kolom',
    point: 'Titik',
    comma: 'Koma',
    asFound: 'Seperti yang dikenali',
    untold: 'tidak terlihat dari isi file',
    detected: ({ share }) => `dikenali, ${f.percent(share, 0)} yakin`,
    chosen: 'pilihan Anda',
    delimiters: {
      ',': 'Koma',
      ';': 'Titik koma',
      '\t': 'Tab',
      '|': 'Garis tegak',
      ' ': 'Spasi',
      ':': 'Titik dua',
    },
    quoteNone: 'Tidak ada',
    fixedWidth: 'Lebar tetap',
    widths: 'Lebar kolom, dalam karakter',
    fileNames: ({ name, more, bytes }) =>
      `${name}${more > 0 ? ` dan ${f.int(more)} file lain` : ''}, ${f.bytes(bytes)}`,
    appended: ({ files, names }) =>
      `${f.int(files)} file menjadi satu tabel, kolom dicocokkan menurut nama: ${names}${files > 8 ? ' …' : ''}. Pengaturan di atas berlaku untuk semua.`,
    ignored: ({ files, names }) =>
      `Tidak dibaca karena tidak diharapkan berisi tabel: ${names}${files > 8 ? ' …' : ''}.`,
    files: 'File',
    filesSub: 'dibaca menjadi satu tabel',
    search: 'Cari di semua kolom',
    looking: 'Mencari…',
    fileName: 'File',
    fileRows: 'Baris',
    differences: 'Kolom',
    onlyHere: ({ names }) => `hanya di sini: ${names}`,
    missingHere: ({ names }) => `tidak ada di sini: ${names}`,
    recased: ({ written, name }) => `${written} adalah ${name}`,
    sameColumns: 'sama dengan yang pertama',
    preview: 'Pratinjau',
    previewSub: 'baris-baris pertama, seperti akan dibaca',
    fileShown: 'File yang ditampilkan',
    estimate: ({ rows, memory, available }) =>
      `Sekitar ${f.int(rows)} baris. Perlu memori ${f.bytes(memory)}; tab ini boleh memakai ${f.bytes(available)}.`,
    tooBig: ({ memory, available }) =>
      `Tabel ini perlu ${f.bytes(memory)}, sedangkan tab ini boleh memakai ${f.bytes(available)}. Kurangi kolom atau bagi filenya dulu.`,
    lines: 'Baris file',
    linesRead: 'Baris dibaca',
    kept: 'Diterima',
    repaired: 'Diperbaiki',
    rejected: 'Ditolak',
    linesIdentity: ({ read, kept, repaired, rejected }) =>
      `${f.int(read)} = ${f.int(kept)} + ${f.int(repaired)} + ${f.int(rejected)}`,
    linesOther: ({ header, blank, preamble, footer, physical }) =>
      `Di luar itu: ${f.int(header)} judul, ${f.int(blank)} kosong, ${f.int(preamble)} sebelum judul, ${f.int(footer)} penutup. Seluruhnya ${f.int(physical)} baris fisik.`,
    keptNote: 'menjadi baris apa adanya',
    repairedNote: 'menjadi baris setelah diperbaiki',
    rejectedNote: 'tidak menjadi baris',
    allKept: 'Semua baris file menjadi baris tabel.',
    lineLists: { rejected: 'Baris yang ditolak', repaired: 'Baris yang diperbaiki' },
    rejectsSub: ({ shown, all }) =>
      shown < all ? `${f.int(shown)} pertama dari ${f.int(all)}` : `${f.int(all)} baris`,
    linesDownload: 'Unduh daftarnya',
    otherTables: ({ tables }) =>
      `File ini berisi ${f.int(tables)} tabel lain yang tidak dibaca. Untuk membacanya, letakkan file ini lagi dan isi “Baris sebelum header” dengan baris sebelum tabel itu.`,
    otherTable: ({ line, columns, lines }) =>
      `Mulai baris ${f.int(line)}: ${f.int(columns)} kolom, ${f.int(lines)} baris.`,
    line: 'Baris',
    offset: 'Bita',
    reason: 'Alasan',
    text: 'Isi',
    columns: 'Kolom',
    column: 'Kolom',
    type: 'Jenis',
    missing: 'Kosong',
    missingShare: 'Kosong, %',
    distinct: 'Nilai berbeda',
    rows: 'Semua baris',
    file: ({ name, bytes, seconds }) =>
      `${name}, ${f.bytes(bytes)}, dibaca dalam ${f.duration(seconds)}`,
    generated: ({ rows, seconds }) =>
      `Dibuat di perangkat ini dalam ${f.duration(seconds)}: ${f.int(rows)} prospek, tidak ada file yang dibaca.`,
    rejectCodes: {
      TOO_MANY_FIELDS: 'Kolomnya lebih banyak daripada judul',
      TOO_FEW_FIELDS: 'Kolomnya kurang dari judul',
      UNBALANCED_QUOTE: 'Tanda kutip dibuka dan tidak pernah ditutup',
      LINE_TOO_LONG: 'Satu baris lebih dari 16 MB',
      OTHER_TABLE: 'Milik tabel lain di file ini',
    },
    repairCodes: {
      STRAY_QUOTE: 'Tanda kutip di dalam sel dibaca sebagai huruf biasa',
      WHOLE_LINE_QUOTED: 'Seluruh baris berada di dalam tanda kutip',
      OTHER_DELIMITER: 'Pemisah baris ini lain dari pemisah filenya',
      MISSING_DELIMITER: 'Pemisah sebelum tanda kutip hilang',
      EXTRA_DELIMITER: 'Kelebihan satu pemisah',
      TOO_FEW_FIELDS: 'Kolomnya kurang dari judul: sel terakhir kosong',
      BAD_CHARACTERS: 'Karakter NUL, atau byte yang bukan teks',
    },
  },
  freeForm: {
    title: 'Langkah bebas',
    sub: 'ekspresi Arquero, dijalankan di perangkat ini dalam thread tanpa jalan keluar',
    verb: 'Langkah',
    verbs: { filter: 'Saring baris', derive: 'Tambah kolom', missing: 'Anggap kosong' },
    name: 'Nama kolom baru',
    namePlaceholder: 'tahun',
    expression: 'Ekspresi',
    hint: 'd adalah barisnya: d.usia, atau d["id prospek"] untuk nama lain. Fungsinya antara lain op.year(d.tanggal) dan op.mean(d.usia). Angka atau tanggal kosong tidak lolos perbandingan apa pun; op.is_nan(d.usia) menemukannya.',
    examples: {
      filter: 'd => d.usia >= 21 && d.usia <= 55',
      derive: 'd => op.year(d.tanggal)',
    },
    tooMany: ({ rows, limit }: { rows: number; limit: number }) =>
      `Langkah bebas menerima sampai ${f.int(limit)} baris, sedangkan tabel ini punya ${f.int(rows)}.`,
    noExpression: 'Tulis ekspresinya dulu.',
    noName: 'Beri nama kolom barunya dulu.',
    taken: ({ name }: { name: string }) => `Kolom “${name}” sudah ada.`,
    tryIt: 'Coba',
    apply: 'Terapkan',
    undo: 'Batalkan langkah terakhir',
    preview: 'Baris pertama sesudah langkah',
    counts: ({ before, after }: { before: number; after: number }) =>
      `${f.int(before)} baris sebelum, ${f.int(after)} sesudah`,
    applyNote:
      'Setelah diterapkan, inilah tabel yang terbuka. Kontrak, studi, dan skor adalah milik tabel sebelumnya; pembatalan mengembalikannya.',
    steps: 'Langkah pada tabel ini',
  },
  setup: {
    title: 'Apa yang boleh diketahui model?',
    intro:
      'Sebuah kolom aman hanya jika nilainya sudah ada saat daftar telepon dibuat. Leadbench mengusulkan, Anda memutuskan, dan kontrak ini ditegakkan lagi saat penilaian.',
    confirm: 'Tetapkan kontrak',
    confirmed: 'Kontrak ditetapkan',
    next: 'Ke pelatihan',
    noTable: 'Belum ada tabel yang terbuka.',
    noTableText: 'Baca file prospek dulu, atau mulai dengan data demo.',
    run: 'Periksa kolom',
    runText: 'Setiap kolom diukur sendiri terhadap kedua hasil; nama dan tanggalnya ikut dibaca.',
    stage1: 'Hasil tahap 1, semua prospek',
    stage2: ({ column }) => `Hasil tahap 2, baris yang ${column}-nya terjadi`,
    stage2None: 'Hasil tahap 2: tidak ada, satu tahap saja',
    equals: ({ value }) => `= ${value}`,
    share: ({ positives, rows }) => `${f.int(positives)} dari ${f.int(rows)},`,
    checks: 'Pemeriksaan',
    implicationOk: 'Setiap kasus tahap 2 juga kasus tahap 1, 0 pengecualian',
    implicationBad: ({ count }) => `${f.int(count)} baris memenuhi tahap 2 tanpa tahap 1`,
    implicationRows: ({ rows }) => `Baris ${rows}`,
    gateOk: 'Kasus positif cukup di setiap tahap (batasnya 120)',
    gateAmber: ({ stage, positives }) =>
      `Tahap ${stage} punya ${f.int(positives)} kasus positif, di bawah 120: intervalnya akan lebar`,
    gateBlock: ({ stage, positives }) =>
      `Tahap ${stage} punya ${f.int(positives)} kasus positif, di bawah 40: tidak bisa dilatih`,
    outcomeColumn: 'Kolom',
    outcomeValue: 'Nilai yang berarti ya',
    outcomeNone: 'tanpa tahap kedua',
    recheck: 'Periksa dengan hasil ini',
    filters: 'Kolom yang ditampilkan',
    all: 'Semua',
    toDecide: 'Perlu diputuskan',
    blocked: 'Diblokir',
    allowed: 'Diizinkan',
    outcomes: 'Hasil',
    find: 'Saring kolom',
    column: 'Kolom',
    known: 'Diketahui',
    power: 'Daya sendiri, T1 / T2',
    why: 'Alasan',
    groupDecide: 'Menunggu keputusan',
    groupBlocked: 'Diblokir',
    groupAllowed: 'Diizinkan',
    groupOutcomes: 'Hasil',
    levels: ({ distinct }) => `${f.int(distinct)} nilai`,
    nothing: 'Tidak ada yang mencurigakan',
    amber: 'kuning 0,70',
    red: 'merah 0,975',
    shown: ({ shown, all }) => `${f.int(shown)} dari ${f.int(all)} kolom ditampilkan`,
    stagePower: ({ stage, value }) => `tahap ${stage}: ${f.num(value, 3)}`,
    block: 'Blokir di pelatihan dan penilaian',
    keep: 'Pertahankan, alasannya diketahui',
    isBlocked: 'Diblokir: tidak dipakai melatih dan tidak diminta saat penilaian.',
    isAllowed: 'Diizinkan: boleh dipakai model.',
    isUndecided: 'Belum diputuskan: dianggap dipertahankan sampai ada pilihan.',
    missing: ({ missing, rows }) =>
      `${f.int(missing)} dari ${f.int(rows)} baris kosong (${f.percent(missing / Math.max(1, rows))}).`,
    distinct: ({ distinct }) => `${f.int(distinct)} nilai berbeda`,
    noFeatures: 'Tidak ada kolom tersisa untuk model: izinkan paling sedikit satu.',
    undecided: ({ count }) =>
      `${f.int(count)} kolom menunggu keputusan; yang belum diputuskan dipertahankan.`,
    availability: {
      capture: 'Saat masuk',
      assignment: 'Saat dibagikan',
      contact: 'Setelah kontak',
      outcome: 'Setelah hasil',
      identifier: 'Pengenal',
    },
    availabilityNote: {
      capture: 'Diketahui saat prospek masuk.',
      assignment: 'Diketahui saat prospek dibagikan ke agen.',
      contact:
        'Baru diketahui setelah kontak. Saat daftar dibuat, kolom ini kosong untuk setiap prospek.',
      outcome:
        'Baru diketahui setelah hasil. Saat daftar dibuat, kolom ini kosong untuk setiap prospek.',
      identifier:
        'Menamai atau menomori satu orang atau prospek: menunjukkan siapa, bukan seberapa mungkin.',
    },
    reasons: {
      copy: (p) => `Salinan dari ${say(p.outcome, 'salah satu hasil')}.`,
      power: (p) =>
        `Sendirian menebak tahap ${say(p.stage)} dengan daya ${three(p.gini)}: melewati garis merah.`,
      filledAfter: (p) =>
        p.outcome === undefined
          ? 'Hanya terisi bila suatu hasil terjadi.'
          : `Hanya terisi bila ${say(p.outcome)} bernilai ${say(p.class, '1')}.`,
      datedAfter: (p) =>
        p.date === undefined
          ? 'Jarak tanggalnya membocorkan hasil.'
          : `Tanggalnya sesudah ${say(p.date)}, yang hanya terisi oleh hasil.`,
      strong: (p) =>
        `Sendirian menebak tahap ${say(p.stage)} dengan daya ${three(p.gini)}: melewati garis kuning.`,
      standsOut: (p) =>
        p.times === undefined
          ? `Pada tahap ${say(p.stage)} tidak ada kolom lain yang punya daya.`
          : `Pada tahap ${say(p.stage)} ${say(p.times)} kali lebih kuat daripada kolom berikutnya.`,
      missingness: (p) =>
        typeof p.missing === 'number'
          ? `Kosong di ${f.percent(p.missing, 0)} baris, dan terisi tidaknya mengikuti tahap ${say(p.stage)}.`
          : 'Terisi atau tidaknya mengikuti hasil.',
      name: (p) =>
        p.word === undefined
          ? 'Namanya menandakan prospek ini dinilai atau disentuh seseorang belakangan.'
          : `Namanya memuat “${say(p.word)}”: prospek dinilai atau disentuh seseorang belakangan.`,
    },
  },
  train: {
    title: 'Model mana yang mengurutkan prospek, dan seberapa pasti?',
    intro: 'Setiap sel dilatih pada baris yang sama dan diuji pada baris uji yang sama.',
    run: 'Latih',
    runCount: ({ cells }) => `Latih ${f.int(cells)} sel`,
    next: 'Lihat nilai urutannya',
    noSetup: 'Kontrak belum ditetapkan.',
    noSetupText: 'Tentukan kolom yang boleh diketahui model, lalu latih.',
    goSetup: 'Ke penyiapan',
    settings: 'Pengaturan pelatihan',
    algorithms: 'Algoritme',
    algorithm: {
      logistic: 'Regresi logistik',
      forest: 'Random forest',
      gbdt: 'Gradient boosting',
    },
    algorithmNote: {
      logistic: 'L2, satu bobot per fitur',
      forest: '100 pohon dalam, berkas proyek lebih besar',
      gbdt: 'pohon histogram, berhenti dini',
    },
    split: 'Baris uji',
    splitTime: 'Terbaru',
    splitRandom: 'Acak',
    splitTimeNote: 'Baris uji adalah yang terbaru: persis pertanyaan daftar telepon.',
    splitRandomNote: 'Baris uji diambil acak: baris yang lebih baru ikut menilai yang lebih lama.',
    splitNoDate: 'Tidak ada kolom tanggal yang diizinkan, jadi pembagiannya acak.',
    dateColumn: 'Menurut kolom tanggal',
    share: 'Porsi uji',
    seed: 'Bilangan awal (seed)',
    pickOne: 'Pilih paling sedikit satu algoritme.',
    memory: ({ bytes }: { bytes: number }) =>
      `Pelatihan memakai memori sampai ${f.bytes(bytes)}, dikembalikan begitu selesai.`,
    memoryTooMuch: ({ bytes, limit }: { bytes: number; limit: number }) =>
      `Pelatihan perlu memori ${f.bytes(bytes)}; tab ini boleh memakai ${f.bytes(limit)}.`,
    board: 'Papan',
    boardSub: 'ROC-AUC pada baris uji, interval 95%; recall dan presisi pada ambang 0,5',
    algorithmHead: 'Algoritme',
    stageHead: ({ stage, column }) => `Tahap ${stage}: ${column}`,
    baseRate: ({ rate }) => `laju dasar ${f.num(rate, 3)}`,
    recall: ({ value }) => `recall ${f.num(value, 2)}`,
    precision: ({ value }) => `presisi ${f.num(value, 2)}`,
    fit: ({ seconds }) => `dilatih ${f.duration(seconds)}`,
    waiting: 'Menunggu',
    running: 'Dilatih',
    done: 'Selesai dilatih',
    judged: 'angkanya keluar setelah semua sel selesai',
    before: ({ auc }) => `sebelumnya: ${f.num(auc, 3)}`,
    replacing:
      'Pelatihan ini menggantikan isi papan. Angka sebelumnya berlaku sampai selesai, dan tetap ada jika dibatalkan.',
    boardRunning: ({ done, cells }) => `${f.int(done)} dari ${f.int(cells)} sel selesai`,
    champion: 'Terpilih',
    championFor: ({ name, stages }) => `${name} untuk ${stages}.`,
    and: 'dan',
    championWhy: {
      best: 'Galatnya pada data latih yang disisihkan paling kecil, dan tidak ada model lebih sederhana yang masuk intervalnya.',
      simplest: 'Model paling sederhana yang masih dalam interval galat terkecil.',
    },
    final: ({ product, auc, low, high }) =>
      `${product} pada semua baris uji: ROC-AUC ${f.num(auc, 3)} (${f.num(low, 3)} sampai ${f.num(high, 3)}).`,
    splitUsed: ({ train, test }) => `${f.int(train)} baris latih, ${f.int(test)} baris uji`,
    features: ({ features, dropped }) =>
      `${f.int(features)} kolom dipakai, ${f.int(dropped)} ditinggalkan`,
    cellsEmpty: 'Belum ada yang dilatih.',
    trainedIn: ({ seconds }) => `dilatih dalam ${f.duration(seconds)}`,
    pretrained: 'Model ini datang bersama proyek; latih lagi untuk memakai tabel ini.',
  },
};
