import { bernoulli } from '../../kernels/random';
import type { Rng } from '../../util/rng';
import { AREAS } from './areas';
import type { Lead } from './lead';
import { FAMILY, GIVEN, PHONE_PREFIXES } from './names';

function pick(rng: Rng, words: readonly string[]): string {
  return words[rng.int(words.length)];
}

/** A generated name of two or three words in capitals. */
export function drawName(rng: Rng, male: boolean): string {
  const given = GIVEN[male ? 'L' : 'P'];
  const first = pick(rng, given);
  const middle = bernoulli(rng, 0.6) ? ` ${pick(rng, given)}` : '';
  return `${first}${middle} ${pick(rng, FAMILY)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** A mobile number whose second block is 0000, so that it is nobody's. */
export function drawPhone(rng: Rng): string {
  return `${pick(rng, PHONE_PREFIXES)}-0000-${digits(rng.int(10_000), 4)}`;
}

/**
 * A structurally valid national ID number: district 01 to 03 of the branch's city, a birth date that
 * fits age and sex (women: day + 40), and a serial of 9000 to 9999, which is never issued.
 */
export function drawNik(rng: Rng, lead: Lead): string {
  const year = new Date(lead.date).getUTCFullYear() - lead.age;
  const month = 1 + rng.int(12);
  const day = 1 + rng.int(28) + (lead.male ? 0 : 40);
  const district = AREAS[lead.area].code + digits(1 + rng.int(3), 2);
  const birth = digits(day, 2) + digits(month, 2) + digits(year % 100, 2);
  return district + birth + digits(9000 + rng.int(1000), 4);
}
