import type { Evaluation, Interval } from '../src/ml/metrics/evaluate';

/** A metric as the contract prints it: `name`, `nameLow` and `nameHigh`; what is not a number is null. */
export function metric(name: string, interval: Interval): Record<string, number | null> {
  const plain = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    [name]: plain(interval.value),
    [`${name}Low`]: plain(interval.low),
    [`${name}High`]: plain(interval.high),
  };
}

/** The ranking and probability metrics of one evaluation, with 95 % intervals. */
export function metrics(evaluation: Evaluation): Record<string, number | null> {
  return {
    ...metric('rocAuc', evaluation.rocAuc),
    ...metric('prAuc', evaluation.prAuc),
    ...metric('logLoss', evaluation.logLoss),
    ...metric('brier', evaluation.brier),
  };
}
