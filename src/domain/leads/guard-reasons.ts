import type { Fill } from './guard-fill';
import type { Power } from './guard-power';
import type { GuardStage } from './guard-stage';
import type { GuardReason } from './types';

/** Gini-norm from which a column alone is a leak, and from which it is suspect. */
const LEAK_GINI = 0.975;
const SUSPECT_GINI = 0.7;
/** Correlation from which a two-valued column is a copy of the outcome. */
const COPY_PHI = 0.95;
/** A column stands out at this many times the next one ... */
const TIMES = 1.5;
/** ... and only from this power on: the best of many weak columns is often half as strong again. */
const STANDS_OUT_FLOOR = 0.4;
/** Missing in this share of rows, with missingness of this AUC, is suspect. */
const MISSING_SHARE = 0.25;
const MISSING_AUC = 0.67;

/** Everything measured of one column on one stage. */
export interface Evidence {
  readonly stage: GuardStage;
  readonly power: Power;
  readonly fill: Fill;
  /** Power of the delay after the reference date; null where there is no such delay. */
  readonly delay: number | null;
  /** A date that only this outcome fills and that the column lies after, or null. */
  readonly laterThan: string | null;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The reason for which a column leaks one stage, the most telling first; null where it does not. */
export function leakReason({ stage, power, fill, delay, laterThan }: Evidence): GuardReason | null {
  const at = { stage: stage.stage, outcome: stage.outcome };
  if (Math.abs(power.phi) >= COPY_PHI && fill.missing === 0) return { code: 'copy', params: at };
  if (fill.only !== null) {
    return { code: 'filledAfter', params: { ...at, class: fill.only, share: round(fill.share) } };
  }
  if (laterThan !== null) return { code: 'datedAfter', params: { ...at, date: laterThan } };
  if (delay !== null && delay >= LEAK_GINI) {
    return { code: 'datedAfter', params: { ...at, gini: round(delay) } };
  }
  if (power.gini !== null && power.gini >= LEAK_GINI) {
    return { code: 'power', params: { ...at, gini: round(power.gini) } };
  }
  return null;
}

/** Gini-norm of a column on a stage, by value or by delay, whichever is higher; null where not measured. */
export function giniOf({ power, delay }: Evidence): number | null {
  if (power.gini === null || delay === null) return power.gini;
  return Math.max(power.gini, delay);
}

/** Reasons to suspect a column on one stage by its own figures. */
export function suspectReasons(evidence: Evidence): GuardReason[] {
  const { stage, fill } = evidence;
  const gini = giniOf(evidence);
  const reasons: GuardReason[] = [];
  if (gini !== null && gini >= SUSPECT_GINI) {
    reasons.push({ code: 'strong', params: { stage: stage.stage, gini: round(gini) } });
  }
  if (fill.missing >= MISSING_SHARE && fill.auc >= MISSING_AUC) {
    const params = { stage: stage.stage, missing: round(fill.missing), auc: round(fill.auc) };
    reasons.push({ code: 'missingness', params });
  }
  return reasons;
}

/** The reason for a column that is far stronger on a stage than the best of the others, or null. */
export function standsOutReason(stage: number, gini: number, next: number): GuardReason | null {
  if (gini < STANDS_OUT_FLOOR || gini < TIMES * next) return null;
  const times = next > 0 ? { times: Math.round((10 * gini) / next) / 10 } : {};
  return { code: 'standsOut', params: { stage, gini: round(gini), ...times } };
}
