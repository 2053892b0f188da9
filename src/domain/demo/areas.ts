/** A branch with the region its customers live in. `code` is the regency code a NIK starts with. */
export interface Area {
  readonly branch: string;
  readonly city: string;
  readonly province: string;
  readonly code: string;
}

type Entry = readonly [code: string, city: string, province: string];

const ENTRIES: readonly Entry[] = [
  ['1171', 'BANDA ACEH', 'ACEH'],
  ['1271', 'MEDAN', 'SUMATERA UTARA'],
  ['1371', 'PADANG', 'SUMATERA BARAT'],
  ['1471', 'PEKANBARU', 'RIAU'],
  ['1571', 'JAMBI', 'JAMBI'],
  ['1671', 'PALEMBANG', 'SUMATERA SELATAN'],
  ['1771', 'BENGKULU', 'BENGKULU'],
  ['1871', 'BANDAR LAMPUNG', 'LAMPUNG'],
  ['1971', 'PANGKAL PINANG', 'KEPULAUAN BANGKA BELITUNG'],
  ['2171', 'BATAM', 'KEPULAUAN RIAU'],
  ['3174', 'JAKARTA SELATAN', 'DKI JAKARTA'],
  ['3175', 'JAKARTA TIMUR', 'DKI JAKARTA'],
  ['3271', 'BOGOR', 'JAWA BARAT'],
  ['3273', 'BANDUNG', 'JAWA BARAT'],
  ['3275', 'BEKASI', 'JAWA BARAT'],
  ['3276', 'DEPOK', 'JAWA BARAT'],
  ['3372', 'SURAKARTA', 'JAWA TENGAH'],
  ['3374', 'SEMARANG', 'JAWA TENGAH'],
  ['3471', 'YOGYAKARTA', 'DI YOGYAKARTA'],
  ['3571', 'KEDIRI', 'JAWA TIMUR'],
  ['3573', 'MALANG', 'JAWA TIMUR'],
  ['3578', 'SURABAYA', 'JAWA TIMUR'],
  ['3671', 'TANGERANG', 'BANTEN'],
  ['3673', 'SERANG', 'BANTEN'],
  ['5171', 'DENPASAR', 'BALI'],
  ['5271', 'MATARAM', 'NUSA TENGGARA BARAT'],
  ['5371', 'KUPANG', 'NUSA TENGGARA TIMUR'],
  ['6171', 'PONTIANAK', 'KALIMANTAN BARAT'],
  ['6271', 'PALANGKA RAYA', 'KALIMANTAN TENGAH'],
  ['6371', 'BANJARMASIN', 'KALIMANTAN SELATAN'],
  ['6472', 'SAMARINDA', 'KALIMANTAN TIMUR'],
  ['7171', 'MANADO', 'SULAWESI UTARA'],
  ['7271', 'PALU', 'SULAWESI TENGAH'],
  ['7371', 'MAKASSAR', 'SULAWESI SELATAN'],
];

/** The 34 branches of the demo, one a city; each city has districts 01 to 03. */
export const AREAS: readonly Area[] = ENTRIES.map(([code, city, province], i) => ({
  branch: `B${String(i + 1).padStart(2, '0')} ${city}`,
  city,
  province,
  code,
}));
