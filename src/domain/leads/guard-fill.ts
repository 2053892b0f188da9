import { exp, log1p } from '../../kernels/math';
import type { Column } from '../../data/table/column';
import { isMissing } from '../../data/table/validity';
import type { GuardStage } from './guard-stage';

/** "Filled after": at most this share of the other class is filled ... */
const EXCEPTIONS = 0.005;
/** ... while at least this share of its own class is. */
const NEARLY_ALWAYS = 0.9;
/** A column that only rows with the outcome fill, without any exception, says so with a smaller share. */
const OFTEN = 0.05;
/** How seldom so few exceptions may happen by chance where filling and outcome have no relation. */
const CHANCE = 1e-9;

/** How filling relates to an outcome. */
export interface Fill {
  /** Share of missing cells in the stage's rows. */
  readonly missing: number;
  /** AUC of "is missing" (or of "is filled", whichever is above one half) for the outcome. */
  readonly auc: number;
  /** The class in which alone the column is filled: 1, 0, or null. */
  readonly only: 0 | 1 | null;
  /** Share of that class that is filled. */
  readonly share: number;
}

/** Rows of one class of the outcome, and how many of them are filled. */
interface ClassFill {
  rows: number;
  filled: number;
}

/** Whether `own` alone is filled: with at least `exceptionless` of it where the other has no filled cell. */
function isOnlyIn(own: ClassFill, other: ClassFill, exceptionless: number): boolean {
  const share = own.filled / own.rows;
  const exceptions = other.filled / other.rows;
  const nearlyAlways = share >= NEARLY_ALWAYS && exceptions <= EXCEPTIONS;
  if (!nearlyAlways && !(share >= exceptionless && other.filled === 0)) return false;
  const rate = (own.filled + other.filled) / (own.rows + other.rows);
  // that no cell of `other` is filled, but for the exceptions, by chance
  return exp((other.rows - other.filled) * log1p(-rate)) < CHANCE;
}

/** Reads filling against one outcome. A column without missing cells says nothing. Cost: O(rows). */
export function measureFill(column: Column, stage: GuardStage): Fill {
  const classes: ClassFill[] = [
    { rows: 0, filled: 0 },
    { rows: 0, filled: 0 },
  ];
  for (let i = 0; i < stage.rows.length; i++) {
    const group = classes[stage.labels[i]];
    group.rows++;
    if (!isMissing(column, stage.rows[i])) group.filled++;
  }
  const [no, yes] = classes;
  const missing = 1 - (no.filled + yes.filled) / Math.max(1, stage.rows.length);
  if (missing === 0 || no.rows === 0 || yes.rows === 0)
    return { missing, auc: 0.5, only: null, share: 0 };
  const difference = yes.filled / yes.rows - no.filled / no.rows;
  const only = isOnlyIn(yes, no, OFTEN) ? 1 : isOnlyIn(no, yes, NEARLY_ALWAYS) ? 0 : null;
  const share = only === null ? 0 : classes[only].filled / classes[only].rows;
  return { missing, auc: 0.5 + Math.abs(difference) / 2, only, share };
}
