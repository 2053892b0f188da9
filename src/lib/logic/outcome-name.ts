import type { Outcome } from '../../domain/leads/types';

const PLAIN_YES = /^(1|true|yes|y|ya)$/i;

/** An outcome as one says it: its column, and the value that counts as yes where that is not plain. */
export function outcomeName({ column, value }: Outcome): string {
  return value === null || PLAIN_YES.test(value) ? column : `${column} = ${value}`;
}

/**
 * What a stage's model gives, in the outcomes' own names: `P(DELIVERED)`, and of the second stage
 * `P(BOOKED | DELIVERED)`.
 */
export function chanceOf(outcomes: readonly Outcome[], stage: number): string {
  const names = outcomes.slice(0, stage).map(outcomeName).reverse();
  return `P(${names.join(' | ')})`;
}

/** What the final score is: the stages' chances multiplied. */
export function productOf(outcomes: readonly Outcome[]): string {
  return outcomes.map((_, i) => chanceOf(outcomes, i + 1)).join(' × ');
}
