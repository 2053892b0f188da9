import { log1p, sigmoid } from '../../kernels/math';
import { Normal } from '../../kernels/random';
import type { Rng } from '../../util/rng';
import { AREAS } from './areas';
import type { Lead } from './lead';

/** Effects of the channels SUPERAPP, WEB_ADS, EXISTING_DB, DEALER, EVENT on being reached and on booking. */
const CHANNEL_REACH = [0.25, -0.6, 0.45, 0.15, -0.4];
const CHANNEL_INTEREST = [0.1, -0.35, 0.25, 0.55, -0.3];
const WEB_ADS = 1;

/** How well customers of each area are reached, and how much they are interested. */
export interface AreaEffects {
  readonly reach: Float64Array;
  readonly interest: Float64Array;
}

/** Draws the effects of the 34 areas: normal, standard deviations 0.22 and 0.25. */
export function drawAreaEffects(rng: Rng): AreaEffects {
  const normal = new Normal(rng);
  return {
    reach: Float64Array.from(AREAS, () => 0.22 * normal.next()),
    interest: Float64Array.from(AREAS, () => 0.25 * normal.next()),
  };
}

function when(condition: boolean, effect: number): number {
  return condition ? effect : 0;
}

/** Log-odds that the lead is delivered, up to a constant that the whole file shares. */
export function reachScore(lead: Lead, areas: AreaEffects): number {
  const web = lead.channel === WEB_ADS;
  const sum =
    1.08 * lead.reach +
    CHANNEL_REACH[lead.channel] +
    areas.reach[lead.area] +
    when(lead.repeat, 0.3) +
    when(lead.whatsapp, 0.25) +
    when(lead.otherPhone, 0.15) +
    when(lead.hour >= 9 && lead.hour <= 16 && !web, 0.35) +
    when(lead.weekday === 6, -0.3) -
    0.2 * log1p(lead.leadAge) -
    0.14 * Math.min(lead.previous, 4) +
    when(lead.age < 22 || lead.age > 58, -0.3) +
    when(lead.payday, 0.18) -
    0.06 * (lead.week - 1) +
    when(lead.phoneAge < 3 && web, -0.35);
  return 0.89 * sum - 0.04 * lead.month;
}

/** Log-odds that a delivered lead books, up to a constant that the whole file shares. */
export function bookingScore(lead: Lead, areas: AreaEffects): number {
  const sum =
    0.92 * lead.interest +
    0.85 * CHANNEL_INTEREST[lead.channel] +
    0.9 * areas.interest[lead.area] +
    0.26 * (lead.grade - 2) +
    when(lead.repeat, 0.35) -
    2.6 * Math.max(lead.dti - 0.28, 0) +
    3.5 * (lead.downPayment - 0.15) +
    when(lead.distance > 15, -0.4) -
    0.22 * log1p(lead.leadAge) +
    when(lead.payday, 0.3) -
    0.12 * (lead.week - 1) +
    0.26 * log1p(lead.logins) +
    when(lead.tenor === 35, 0.22) +
    when(lead.age < 21, -0.35) +
    when(lead.age > 55, -0.25) +
    when(lead.price > 30, -0.35) +
    when(lead.repeat && lead.grade >= 3, 0.4);
  return 0.95 * sum;
}

/** Mean of sigmoid(score + shift) over the chosen rows, and its derivative by shift. */
function meanAt(scores: Float64Array, chosen: Uint8Array | null, shift: number): [number, number] {
  let sum = 0;
  let slope = 0;
  let rows = 0;
  for (let i = 0; i < scores.length; i++) {
    if (chosen?.[i] === 0) continue;
    const p = sigmoid(scores[i] + shift);
    sum += p;
    slope += p * (1 - p);
    rows++;
  }
  return [sum / rows, slope / rows];
}

/**
 * Turns scores into probabilities in place, with the one shift for which the mean over the chosen
 * rows (null = all) is `target`. Newton's method kept inside a bisection bracket; about 6 passes.
 */
export function calibrateTo(scores: Float64Array, target: number, chosen: Uint8Array | null): void {
  let [low, high, shift] = [-20, 20, 0];
  for (let pass = 0; pass < 60; pass++) {
    const [mean, slope] = meanAt(scores, chosen, shift);
    if (Math.abs(mean - target) < 1e-10 || Number.isNaN(mean)) break;
    if (mean < target) low = shift;
    else high = shift;
    const next = shift - (mean - target) / slope;
    shift = next > low && next < high ? next : (low + high) / 2;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = sigmoid(scores[i] + shift);
}
