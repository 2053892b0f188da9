import { choice, cumulative } from '../../kernels/random';
import type { Rng } from '../../util/rng';

/** A text column's levels and how often each comes, in percent. */
export type Weights = readonly (readonly [level: string, percent: number])[];

/** Columns that carry no information on the outcomes, on purpose. */
export const NOISE = {
  MARITAL: [
    ['MENIKAH', 62],
    ['BELUM MENIKAH', 31],
    ['CERAI', 7],
  ],
  EDUCATION: [
    ['SD', 8],
    ['SMP', 17],
    ['SMA', 51],
    ['DIPLOMA', 10],
    ['S1', 13],
    ['S2', 1],
  ],
  OCCUPATION: [
    ['KARYAWAN SWASTA', 34],
    ['WIRASWASTA', 21],
    ['BURUH', 14],
    ['IBU RUMAH TANGGA', 10],
    ['PETANI', 8],
    ['PNS', 6],
    ['OJEK ONLINE', 5],
    ['GURU', 2],
  ],
  HOUSE_STATUS: [
    ['MILIK', 46],
    ['KELUARGA', 33],
    ['KONTRAK', 14],
    ['KOS', 7],
  ],
  BRAND: [
    ['XYZ', 71],
    ['ARUNA', 19],
    ['KENCANA', 6],
    ['BIMASENA', 4],
  ],
  SEGMENT: [
    ['MATIC', 72],
    ['SPORT', 11],
    ['BEBEK', 9],
    ['MAXI', 8],
  ],
} as const satisfies Record<string, Weights>;

/** How many models each brand has in each segment; a model is named BRAND SEGMENT number. */
export const MODELS_PER_SEGMENT = 3;

/** What comes of calls. */
export const CALLS = {
  failed: [
    ['NO_ANSWER', 46],
    ['BUSY', 17],
    ['REJECTED', 13],
    ['INVALID_NUMBER', 12],
    ['VOICEMAIL', 12],
  ],
  notBooked: [
    ['NOT_INTERESTED', 44],
    ['CALLBACK', 26],
    ['INTERESTED', 16],
    ['ALREADY_BOUGHT', 9],
    ['WRONG_PERSON', 5],
  ],
  lost: [
    ['HARGA', 31],
    ['DP BELUM SIAP', 27],
    ['TIDAK BUTUH', 22],
    ['SUDAH BELI', 11],
    ['TIDAK RESPON', 9],
  ],
  survey: [
    ['LAYAK', 82],
    ['LAYAK BERSYARAT', 12],
    ['TIDAK LAYAK', 6],
  ],
  approval: [
    ['APPROVED', 86],
    ['REJECTED', 9],
    ['CANCELLED', 5],
  ],
} as const satisfies Record<string, Weights>;

/** What is agreed and noted after each CONTACT_RESULT. */
export const AFTER_CALL = {
  INTERESTED: { next: 'JADWALKAN SURVEI', remark: 'berminat, minta simulasi angsuran' },
  NOT_INTERESTED: { next: 'TUTUP', remark: 'tidak berminat saat ini' },
  CALLBACK: { next: 'TELEPON ULANG', remark: 'minta dihubungi lagi' },
  ALREADY_BOUGHT: { next: 'TUTUP', remark: 'sudah membeli di tempat lain' },
  WRONG_PERSON: { next: 'PERBARUI NOMOR', remark: 'nomor dipakai orang lain' },
} as const;

/** Channels in the order of the model's effects. */
export const CHANNELS = ['SUPERAPP', 'WEB_ADS', 'EXISTING_DB', 'DEALER', 'EVENT'] as const;

/** Agents of the demo. */
export const AGENTS = 40;

function sumsOf(weights: Weights): Float64Array {
  return cumulative(weights.map(([, percent]) => percent));
}

/** Level names of a weighted list, and a function that draws one by its index. */
export function levelsOf(weights: Weights): {
  levels: string[];
  draw: (rng: Rng) => number;
} {
  const sums = sumsOf(weights);
  return { levels: weights.map(([level]) => level), draw: (rng) => choice(rng, sums) };
}

/** Model names by (brand * segments + segment) * models + model. */
export const MODEL_NAMES: readonly string[] = NOISE.BRAND.flatMap(([brand]) =>
  NOISE.SEGMENT.flatMap(([segment]) =>
    Array.from({ length: MODELS_PER_SEGMENT }, (_, i) => `${brand} ${segment} ${String(i + 1)}`),
  ),
);
