import type { Column, NumberColumn } from '../../data/table/column';
import { isMissing, missingCount } from '../../data/table/validity';
import type { Availability } from './types';
import { saysAssignment, saysContact, saysKey, wordsOf } from './vocabulary';

/** With fewer different values nothing is taken for an identifier by its values. */
const FEW = 20;
/** Share of different values among filled cells from which a key-like name is believed ... */
const HIGH_SHARE = 0.5;
/** ... or this many different values, for names and phones of a long file. */
const MANY = 1000;
/** Share from which text is a key whatever its name. */
const NEARLY_ALL = 0.9;
/** Integers that all differ are a running number where their range is at most so many times their count. */
const DENSITY = 3;

/** What integers look like: all whole, their range, whether they only rise or only fall down the file. */
function integerShape(column: NumberColumn): { dense: boolean; monotone: boolean } | null {
  let [low, high, before] = [Infinity, -Infinity, NaN];
  let [rows, rises, falls] = [0, 0, 0];
  for (let row = 0; row < column.length; row++) {
    if (isMissing(column, row)) continue;
    const value = column.values[row];
    if (!Number.isInteger(value)) return null;
    if (value > before) rises++;
    if (value < before) falls++;
    if (value < low) low = value;
    if (value > high) high = value;
    before = value;
    rows++;
  }
  return { dense: high - low < DENSITY * rows, monotone: rises === rows - 1 || falls === rows - 1 };
}

/**
 * Whether a column names a row or a person: text of which (nearly) every cell differs; text or whole
 * numbers with a key-like word in the name and a high share of different values; whole numbers that
 * all differ and are a running number. `distinct` is the column's count.
 */
export function isIdentifier(column: Column, distinct: number): boolean {
  const filled = column.length - missingCount(column);
  if (distinct < FEW || column.type === 'timestamp' || column.type === 'boolean') return false;
  const share = distinct / filled;
  const key =
    saysKey(column.name) && (share >= HIGH_SHARE || (column.type === 'text' && distinct >= MANY));
  if (column.type === 'text') return column.encoding === 'arena' || share >= NEARLY_ALL || key;
  if (!key && share < 1) return false;
  const shape = integerShape(column);
  return shape !== null && (key || shape.dense || shape.monotone);
}

/**
 * Whether a column is a code by its name alone (CAMPAIGN_ID, agentId): its last word is "id". Such a
 * column is an identifier only where it has no power either, for a store's code may well matter.
 */
export function isNamedCode(column: Column): boolean {
  if (column.type === 'timestamp' || column.type === 'boolean') return false;
  return wordsOf(column.name).at(-1) === 'id';
}

/** When a column that leaks nothing is known: at assignment where its name says so, else at capture. */
export function proposeAvailability(column: Column): Availability {
  return saysAssignment(column.name) ? 'assignment' : 'capture';
}

/**
 * When a leak became known: with two outcomes, one that tells the first only came with contact, and
 * one that tells the second (too) with the outcome; with one outcome the name decides.
 */
export function leakAvailability(column: Column, stage: number, stages: number): Availability {
  if (stages === 2) return stage === 1 ? 'contact' : 'outcome';
  return saysContact(column.name) ? 'contact' : 'outcome';
}
