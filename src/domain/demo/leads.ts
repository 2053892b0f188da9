import type { Column, Table } from '../../data/table/column';
import { Rng } from '../../util/rng';
import type { JobControl } from '../../util/progress';
import type { Probability } from '../../util/units';
import { knownPlans } from './known-columns';
import { LeadSource } from './lead';
import { CallSource, postPlans, type CalledLead } from './post-columns';
import { bookingScore, calibrateTo, drawAreaEffects, reachScore } from './propensity';

/** Share of leads that are delivered, and of delivered leads that are booked. */
const DELIVERED: Probability = 0.55;
const BOOKED: Probability = 0.12;
/** Rows between two looks at the control. */
const STRIDE = 4096;

/** What the generator makes: the same options give the same bytes on every platform. */
export interface LeadOptions {
  /** 1 to some millions; the demo has 10,000 to 1,000,000. */
  readonly rows: number;
  readonly seed: number;
  readonly control: JobControl;
}

/** True probabilities a table was drawn from, one a row, with what was drawn. For tests and benches. */
export interface LeadTruth {
  readonly p1: Float64Array;
  /** P(booked | delivered), defined for undelivered rows too. */
  readonly p2: Float64Array;
  readonly delivered: Uint8Array;
  readonly booked: Uint8Array;
}

/** Calls `each` for every row and keeps the control informed; `from` is where the progress bar stands. */
function forRows(options: LeadOptions, from: number, each: (row: number) => void): void {
  const { rows, control } = options;
  for (let row = 0; row < rows; row++) {
    if (row % STRIDE === 0) {
      control.checkpoint();
      control.report({ phase: 'demo', done: from + row / 2, total: rows, unit: 'rows' });
    }
    each(row);
  }
}

/** What the second pass needs of the first. */
interface Leads {
  readonly columns: Column[];
  readonly date: Float64Array;
  readonly reach: Float64Array;
  readonly financed: Float64Array;
  readonly scores1: Float64Array;
  readonly scores2: Float64Array;
}

function drawLeads(options: LeadOptions, rng: Rng): Leads {
  const { rows } = options;
  const areas = drawAreaEffects(rng);
  const source = new LeadSource(rng);
  const plans = knownPlans(rng, rows);
  const [date, reach, financed, scores1, scores2] = Array.from(
    { length: 5 },
    () => new Float64Array(rows),
  );
  forRows(options, 0, (row) => {
    const lead = source.next();
    lead.row = row;
    for (const plan of plans) plan.write(lead, row);
    date[row] = lead.date;
    reach[row] = lead.reach;
    financed[row] = lead.price * (1 - lead.downPayment);
    scores1[row] = reachScore(lead, areas);
    scores2[row] = bookingScore(lead, areas);
  });
  return { columns: plans.map((plan) => plan.finish()), date, reach, financed, scores1, scores2 };
}

function drawOutcomes(leads: Leads, rng: Rng): LeadTruth {
  const { scores1: p1, scores2: p2 } = leads;
  calibrateTo(p1, DELIVERED, null);
  const delivered = Uint8Array.from(p1, (p) => (rng.uniform() < p ? 1 : 0));
  calibrateTo(p2, BOOKED, delivered);
  const booked = delivered.map((yes, row) => (yes === 1 && rng.uniform() < p2[row] ? 1 : 0));
  return { p1, p2, delivered, booked };
}

function drawCalls(options: LeadOptions, rng: Rng, leads: Leads, truth: LeadTruth): Column[] {
  const lead: CalledLead = { date: 0, reach: 0, financed: 0, delivered: false, booked: false };
  const source = new CallSource(rng, lead);
  const plans = postPlans(rng, options.rows);
  forRows(options, options.rows / 2, (row) => {
    lead.date = leads.date[row];
    lead.reach = leads.reach[row];
    lead.financed = leads.financed[row];
    lead.delivered = truth.delivered[row] === 1;
    lead.booked = truth.booked[row] === 1;
    const call = source.next();
    for (const plan of plans) plan.write(call, row);
  });
  return plans.map((plan) => plan.finish());
}

/**
 * Seeded telesales leads of a motorcycle-financing company: the 58 columns of LEAD_SCHEMA, with
 * missing cells, noise columns and post-contact columns that leak. Nobody in it is real.
 * About 10 microseconds and 450 bytes a row. Throws CANCELLED.
 */
export function generateLeads(options: LeadOptions): Table {
  const { rows, seed, control } = options;
  const rng = new Rng(seed);
  const leads = drawLeads(options, rng);
  const truth = drawOutcomes(leads, rng);
  const columns = [...leads.columns, ...drawCalls(options, rng, leads, truth)];
  control.report({ phase: 'demo', done: rows, total: rows, unit: 'rows' });
  return { rows, columns };
}

/** The probabilities behind `generateLeads` with the same options, drawn again. Throws CANCELLED. */
export function trueProbabilities(options: LeadOptions): LeadTruth {
  const rng = new Rng(options.seed);
  return drawOutcomes(drawLeads(options, rng), rng);
}
