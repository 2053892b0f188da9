const HIDDEN = '*';

function maskDigits(digits: string): string {
  if (digits.length === 16) return `${digits.slice(0, 4)}** ****** **${digits.slice(-2)}`;
  return digits.slice(0, 4) + HIDDEN.repeat(Math.max(3, digits.length - 6)) + digits.slice(-2);
}

function maskWord(word: string): string {
  return word.slice(0, 1) + HIDDEN.repeat(Math.max(2, Math.min(8, word.length - 1)));
}

/**
 * An identifying cell as the screen shows it: of a NIK or KK the four region digits and the last two, of
 * other long numbers four and two, of an e-mail the first letter and the domain, of a name the first word
 * and the next one's first letter. Codes without personal data (letters and digits mixed) keep their last
 * three signs. null stays null.
 */
export function maskCell(text: string | null): string | null {
  if (text === null || text === '') return text;
  const at = text.indexOf('@');
  if (at > 0) return text.slice(0, 1) + HIDDEN.repeat(3) + text.slice(at);
  const plus = text.startsWith('+') ? '+' : '';
  const digits = text.replace(/[\s().+-]/g, '');
  if (/^\d{6,}$/.test(digits)) return plus + maskDigits(digits);
  if (/\d/.test(text)) return text.length <= 3 ? text : HIDDEN.repeat(3) + text.slice(-3);
  const words = text.trim().split(/\s+/);
  return words.length === 1 ? maskWord(words[0]) : `${words[0]} ${maskWord(words[1])}`;
}
