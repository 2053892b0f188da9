import { trimTail } from '../util/trim-tail';

/** The languages the page speaks. */
export const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Shown for a missing value: an en dash. */
export const MISSING = '–';

const MINUS = '−';

interface Marks {
  readonly decimal: string;
  readonly thousands: string;
  readonly clock: string;
  readonly million: string;
  readonly thousand: string;
  readonly units: {
    readonly ms: string;
    readonly s: string;
    readonly min: string;
    readonly h: string;
  };
}

const MARKS: Readonly<Record<Language, Marks>> = {
  id: {
    decimal: ',',
    thousands: '.',
    clock: '.',
    million: ' jt',
    thousand: ' rb',
    units: { ms: 'md', s: 'dtk', min: 'mnt', h: 'jam' },
  },
  en: {
    decimal: '.',
    thousands: ',',
    clock: ':',
    million: 'M',
    thousand: 'k',
    units: { ms: 'ms', s: 's', min: 'min', h: 'h' },
  },
};

function group(digits: string, mark: string): string {
  let grouped = '';
  for (let end = digits.length; end > 0; end -= 3) {
    const three = digits.slice(Math.max(0, end - 3), end);
    grouped = grouped === '' ? three : three + mark + grouped;
  }
  return grouped;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function fixed(marks: Marks, value: number | null | undefined, decimals: number): string {
  if (!isNumber(value)) return MISSING;
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = group(whole, marks.thousands) + (fraction ? marks.decimal + fraction : '');
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/**
 * Numbers and dates as one language writes them. A missing, NaN or infinite value is an en dash, minus
 * is U+2212, and a value that rounds to zero has no sign. All methods are O(length of the text).
 */
export class Format {
  readonly language: Language;
  readonly #marks: Marks;

  constructor(language: Language) {
    this.language = language;
    this.#marks = MARKS[language];
  }

  /** `1.234` or `1,234`. */
  int(value: number | null | undefined): string {
    return fixed(this.#marks, value, 0);
  }

  /** With exactly `decimals` decimals. */
  num(value: number | null | undefined, decimals = 2): string {
    return fixed(this.#marks, value, decimals);
  }

  /** At most `decimals` decimals, trailing zeros cut: what a field shows. */
  plain(value: number | null | undefined, decimals = 4): string {
    if (!isNumber(value)) return MISSING;
    const text = fixed(this.#marks, value, decimals);
    const at = text.indexOf(this.#marks.decimal);
    return at < 0 ? text : trimTail(text, '0').replace(/[.,]$/, '');
  }

  /** A share from 0 to 1 as percent. */
  percent(share: number | null | undefined, decimals = 1): string {
    return isNumber(share) ? `${fixed(this.#marks, share * 100, decimals)}%` : MISSING;
  }

  /** Thousands and millions shortened; for axes only. */
  compact(value: number): string {
    const size = Math.abs(value);
    if (size >= 1e6) return this.plain(value / 1e6, 1) + this.#marks.million;
    if (size >= 1e3) return this.plain(value / 1e3, 1) + this.#marks.thousand;
    return this.plain(value, 2);
  }

  /** Decimal bytes: `48.2 MB`. */
  bytes(value: number | null | undefined): string {
    if (!isNumber(value)) return MISSING;
    const steps = ['B', 'KB', 'MB', 'GB', 'TB'];
    let step = 0;
    let size = value;
    while (size >= 999.5 && step < steps.length - 1) {
      size /= 1000;
      step++;
    }
    const decimals = step === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return `${fixed(this.#marks, size, decimals)} ${steps[step]}`;
  }

  /** Seconds as `3 ms`, `6.8 s`, whole ones as `7 s`, `4 min 10 s` or `1 h 5 min`. */
  duration(seconds: number | null | undefined): string {
    if (!isNumber(seconds)) return MISSING;
    const { ms, s, min, h } = this.#marks.units;
    if (seconds < 0.0995) return `${fixed(this.#marks, seconds * 1000, 0)} ${ms}`;
    if (seconds < 9.95 && !Number.isInteger(seconds))
      return `${fixed(this.#marks, seconds, 1)} ${s}`;
    const whole = Math.round(seconds);
    if (whole < 60) return `${whole} ${s}`;
    if (whole < 3600) return `${Math.floor(whole / 60)} ${min} ${whole % 60} ${s}`;
    return `${Math.floor(whole / 3600)} ${h} ${Math.floor((whole % 3600) / 60)} ${min}`;
  }

  /** Wall-clock milliseconds as `03/11/2026`. */
  date(milliseconds: number | null | undefined): string {
    if (!isNumber(milliseconds)) return MISSING;
    const d = new Date(milliseconds);
    return `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`;
  }

  /** Wall-clock milliseconds as `14.02` or `14:02`. */
  time(milliseconds: number | null | undefined): string {
    if (!isNumber(milliseconds)) return MISSING;
    const d = new Date(milliseconds);
    return two(d.getUTCHours()) + this.#marks.clock + two(d.getUTCMinutes());
  }

  /** Reads what a person types in either notation: `27,5`, `27.5`, `1.234,5`. NaN where it is no number. */
  parse(text: string): number {
    const cleaned = text.trim().replace(/\s/g, '').replace(MINUS, '-');
    const normal = cleaned.split(this.#marks.thousands);
    const grouped = normal.length > 1 && normal.slice(1).every((part) => /^\d{3}(\D|$)/.test(part));
    const plain = grouped ? normal.join('') : cleaned;
    const value = plain.replace(',', '.');
    return /^-?(\d+(\.\d*)?|\.\d+)$/.test(value) ? Number(value) : Number.NaN;
  }
}

/** One formatter a language. */
export const FORMATS: Readonly<Record<Language, Format>> = {
  id: new Format('id'),
  en: new Format('en'),
};
