import type { DisguiseReason } from './types';

/** Words and signs that people and programs write where they have no value, in small letters. */
const WORDS = new Set([
  ...'- -- --- . .. ... … ? ?? ??? * ** _ / // ~ # \\n'.split(' '),
  ...'n/a na n.a n.a. t/a #n/a #na #ref! #value! #div/0! #name? #null!'.split(' '),
  ...'nan null nil none (none) (blank) (null) [null] <null> <na> nihil kosong'.split(' '),
  ...'missing unknown unk undefined unspecified select choose pilih'.split(' '),
]);
/** The same, of several words. */
const PHRASES = new Set([
  'not available',
  'not applicable',
  'not specified',
  'not provided',
  'not known',
  'no data',
  'no value',
  'please select',
  'select one',
  'tidak ada',
  'tdk ada',
  'tidak ada data',
  'tidak tersedia',
  'tidak diketahui',
  'tidak diisi',
  'tanpa keterangan',
  'belum ada',
  'blm ada',
  'belum diisi',
  'belum diketahui',
  'silakan pilih',
]);
/** The longest of them, with dashes or dots around it, in bytes. */
export const LONGEST_DISGUISE = 32;
const AROUND = '-—.… \t';
const ZERO_DATE = /^0{1,4}([-/.])0{1,2}\1(?:0{1,4})(?:[ t][0:]+)?$/;
const SEQUENCES = new Set(['12345678', '123456789', '1234567890', '0123456789', '987654321']);
const DIGITS = /^\+?[\d .-]*\d$/;
const ONE_DIGIT = /^(\d)\1{3,}$/;
const ONE_DIGIT_END = /^\d{1,3}(\d)\1{6,}$/;

/**
 * Why a cell of text may stand in for a missing one, null where nothing says so. One digit over and
 * over is a placeholder from eight digits on, at the end behind three others at most (+62 and
 * 0811111111) too; with four to seven only where it is 0 or 9, since 2222 may be a code.
 * Cost: O(length).
 */
export function disguiseOfText(text: string): DisguiseReason | null {
  const word = text.trim().toLowerCase();
  if (word === '') return 'blank';
  if (WORDS.has(word)) return 'word';
  if (ZERO_DATE.test(word)) return 'placeholder-date';
  if (DIGITS.test(word)) return isPlaceholder(word.replace(/\D/g, '')) ? 'repeated-digit' : null;
  const bare = withoutAround(word).replace(/\s+/g, ' ');
  return WORDS.has(bare) || PHRASES.has(bare) ? 'word' : null;
}

function isPlaceholder(digits: string): boolean {
  if (ONE_DIGIT.test(digits)) return digits.length >= 8 || /^[09]/.test(digits);
  return SEQUENCES.has(digits) || ONE_DIGIT_END.test(digits);
}

/** Without the dashes, dots and blanks that forms put around their prompts. */
function withoutAround(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && AROUND.includes(word[from])) from++;
  while (to > from && AROUND.includes(word[to - 1])) to--;
  return word.slice(from, to);
}
