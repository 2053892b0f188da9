/** Names of the months, January first, by the word that a pattern has for them in braces. */
export const MONTH_NAMES = {
  en: 'January February March April May June July August September October November December',
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  'en-short': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'id-short': 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  'id-ags': 'Jan Feb Mar Apr Mei Jun Jul Ags Sep Okt Nov Des',
  'id-agt': 'Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des',
  'id-nop': 'Jan Feb Mar Apr Mei Jun Jul Agust Sept Okt Nop Des',
  'en-sept': 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
} as const;
export type MonthNames = keyof typeof MONTH_NAMES;

/** Words for the halves of the day, by the word that a pattern has for them in braces. */
export const HALF_DAYS = {
  AM: ['AM', 'PM'],
  am: ['am', 'pm'],
  'a.m.': ['a.m.', 'p.m.'],
  'A.M.': ['A.M.', 'P.M.'],
} as const;

/** How names are written: as above, all in capitals (^), or all in small letters (_). */
export const CASES = {
  '': (name: string) => name,
  '^': (name: string) => name.toUpperCase(),
  _: (name: string) => name.toLowerCase(),
} as const;
export type NameCase = keyof typeof CASES;

const lists = new Map<string, readonly string[]>();

/** The twelve names of a table in a case. */
export function monthNames(names: MonthNames, nameCase: NameCase): readonly string[] {
  const key = names + nameCase;
  let list = lists.get(key);
  if (list === undefined) {
    list = CASES[nameCase](MONTH_NAMES[names]).split(' ');
    lists.set(key, list);
  }
  return list;
}

/** A braced word of a pattern taken apart: month names in a case, or null where it is a half day's. */
export function namesOf(word: string): readonly string[] | null {
  for (const names of Object.keys(MONTH_NAMES) as MonthNames[]) {
    for (const nameCase of Object.keys(CASES) as NameCase[]) {
      if (names + nameCase === word) return monthNames(names, nameCase);
    }
  }
  return null;
}

/** The words for morning and afternoon of a braced word of a pattern. */
export function halfDaysOf(word: string): readonly [string, string] | null {
  const found = Object.entries(HALF_DAYS).find(([key]) => key === word);
  return found === undefined ? null : found[1];
}
