/**
 * The words of a column name in lower case: split at everything that is neither letter nor digit,
 * and where camelCase turns. TotalVisits and TOTAL_VISITS both give total, visits.
 */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}|\d)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Names of keys and of what identifies a person. A word alone identifies nothing: see availability.ts. */
const KEY_WORDS = list(
  'id ids uuid guid key kunci kode no nomor nomer number nik kk ktp npwp passport paspor ' +
    'phone telephone telepon telp tlp tel hp handphone mobile msisdn whatsapp ' +
    'name nama custname fullname firstname lastname username email mail surel ' +
    'account rekening address alamat',
);

/** Names of what is decided when a lead is handed out. */
const ASSIGNMENT_WORDS = list(
  'agent agents agen tsr telesales assigned assignment assignee owner petugas penugasan ditugaskan ' +
    'campaign kampanye batch queue antrian upload unggah',
);

/** Names of calling; used only to say which kind of "too late" a leak is. */
const CONTACT_WORDS = list(
  'call calls called contact contacted attempt attempts reach reached delivered connected duration agent ' +
    'telepon panggilan kontak dihubungi terhubung durasi percobaan',
);

/** Names of the first outcome: the customer was reached. */
export const REACH_WORDS = list(
  'delivered delivery connected connect contacted reached reachable answered visit visited opened clicked ' +
    'terhubung tersambung terkontak dihubungi diangkat terkirim tercapai dikunjungi dibuka',
);

/** Names of the last outcome: the customer acted. */
export const ACT_WORDS = list(
  'booked booking bookings conversion converted convert purchase purchased order ordered response responded ' +
    'churn churned closing closed won sale sold deal bought subscribed revenue target label outcome accepted ' +
    'pemesanan pesan dipesan beli membeli pembelian konversi penjualan terjual respon berhenti deal jadi',
);

/** Facts about a person or an application that are known when the lead comes in, whatever follows the word. */
const CAPTURE_WORDS = list(
  'house housing home residence residential rumah hunian tinggal tempat ownership kepemilikan ' +
    'nik kk ktp npwp marital marriage nikah menikah kawin perkawinan pernikahan ' +
    'employment employee job work occupation kerja pekerjaan karyawan education pendidikan ' +
    'gender citizenship kewarganegaraan membership member keanggotaan smoker vehicle kendaraan',
);

/** Single words that say that someone judged or touched the lead later. */
const JUDGED_WORDS = list(
  'status tag tags quality rating profile assessment index score notable disposition remark remarks ' +
    'kualitas mutu peringkat profil penilaian indeks skor disposisi catatan keterangan penanda label',
);

/** Two words that say so together, in any order. */
const JUDGED_PAIRS: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [
    list('last latest next terakhir berikut berikutnya selanjutnya'),
    list('activity activities action actions aktivitas aktifitas kegiatan tindakan'),
  ],
  [list('tindak follow'), list('lanjut up')],
];

/**
 * The word of a name that says someone judged or touched the lead later, or null. Words count whole,
 * and not beside one that is known at capture: CALL_STATUS does, HOUSE_STATUS and NIK_STATUS do not.
 */
export function judgedWord(name: string): string | null {
  const words = wordsOf(name);
  if (words.some((word) => CAPTURE_WORDS.has(word))) return null;
  const single = words.find((word) => JUDGED_WORDS.has(word));
  if (single !== undefined) return single;
  for (const [first, second] of JUDGED_PAIRS) {
    const a = words.find((word) => first.has(word));
    const b = words.find((word) => second.has(word));
    if (a !== undefined && b !== undefined) return `${a} ${b}`;
  }
  return null;
}

/** Whether the name speaks of handing out leads. */
export function saysAssignment(name: string): boolean {
  return wordsOf(name).some((word) => ASSIGNMENT_WORDS.has(word));
}

/** Whether the name speaks of calling. */
export function saysContact(name: string): boolean {
  return wordsOf(name).some((word) => CONTACT_WORDS.has(word));
}

/** Whether one of the name's words names a key or a person. */
export function saysKey(name: string): boolean {
  return wordsOf(name).some((word) => KEY_WORDS.has(word));
}

/** How strongly a name belongs to a vocabulary: 3 it is the word, 2 it ends with it, 1 it has it, 0. */
export function nameScore(name: string, vocabulary: ReadonlySet<string>): number {
  const words = wordsOf(name);
  if (words.length === 1 && vocabulary.has(words[0])) return 3;
  if (words.length > 0 && vocabulary.has(words[words.length - 1])) return 2;
  return words.some((word) => vocabulary.has(word)) ? 1 : 0;
}
