import { DAY_MS } from '../features/date-parts';
import type { DatePart } from '../features/recipe';
import type { GraphBuilder } from './graph';
import { MISSING_TIME } from './inputs';

/** Days of 400 Gregorian years; a whole number of weeks. */
const ERA_DAYS = 146_097;
/** Added to days since 1970 so that every division is of non-negative numbers, back to the first Date. */
const SHIFT_DAYS = 685 * ERA_DAYS;
/** Days from 0000-03-01, where the leap day ends its year, to 1970-01-01. */
const MARCH_ZERO_DAYS = 719_468;

/** int64 arithmetic with constants; every division is of non-negative numbers. */
class Integers {
  constructor(readonly graph: GraphBuilder) {}

  #node(operator: string, a: string, b: string | number): string {
    return this.graph.node(operator, [a, typeof b === 'number' ? this.graph.int64(b) : b]);
  }
  add(a: string, b: string | number): string {
    return this.#node('Add', a, b);
  }
  sub(a: string, b: string | number): string {
    return this.#node('Sub', a, b);
  }
  mul(a: string, b: number): string {
    return this.#node('Mul', a, b);
  }
  div(a: string, b: number): string {
    return this.#node('Div', a, b);
  }
  mod(a: string, b: number): string {
    return this.#node('Mod', a, b);
  }
}

/** Day of the month from days since 1970 plus SHIFT_DAYS; the twin of civilFromDays. */
function dayOfMonth(math: Integers, days: string): string {
  const era = math.mod(math.add(days, MARCH_ZERO_DAYS), ERA_DAYS);
  const leaps = math.add(
    math.sub(math.div(era, 1460), math.div(era, 36_524)),
    math.div(era, 146_096),
  );
  const year = math.div(math.sub(era, leaps), 365);
  const before = math.sub(math.add(math.mul(year, 365), math.div(year, 4)), math.div(year, 100));
  const day = math.sub(era, before);
  const month = math.div(math.add(math.mul(day, 5), 2), 153);
  const start = math.div(math.add(math.mul(month, 153), 2), 5);
  return math.add(math.sub(day, start), 1);
}

/**
 * Parts of an int64 wall-clock time [N, 1], each double [N, 1], NaN where the time is MISSING_TIME.
 * Right for every millisecond a JavaScript Date can hold, leap days and years before 1970 included.
 */
export function dateParts(graph: GraphBuilder, time: string, parts: readonly DatePart[]): string[] {
  const math = new Integers(graph);
  const missing = graph.node('Equal', [time, graph.int64(MISSING_TIME)]);
  const known = graph.node('Where', [missing, graph.int64(0), time]);
  const shifted = math.add(known, SHIFT_DAYS * DAY_MS);
  const days = math.div(shifted, DAY_MS);
  const valueOf = (part: DatePart): string => {
    if (part === 'weekday') return math.mod(math.add(days, 3), 7);
    if (part === 'day') return dayOfMonth(math, days);
    return math.div(math.mod(shifted, DAY_MS), 3_600_000);
  };
  return parts.map((part) =>
    graph.node('Where', [missing, graph.double(NaN), graph.cast(valueOf(part), 'double')]),
  );
}
