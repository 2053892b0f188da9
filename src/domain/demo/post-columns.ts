import { exp, sigmoid } from '../../kernels/math';
import { Normal } from '../../kernels/random';
import type { Rng } from '../../util/rng';
import type { Milliseconds } from '../../util/units';
import { ArenaWriter, LevelWriter, NumberWriter } from './builders';
import { callingDay, DAY_MS, HOUR_MS } from './calendar';
import { AFTER_CALL, AGENTS, CALLS, levelsOf } from './categories';
import { planColumn, type ColumnPlan } from './plan';
import type { LeadColumnName } from './schema';

/** Attempts a lead gets; delivered leads are reached before the last one. */
const ATTEMPTS = 6;
const CALLS_FROM = 8 * HOUR_MS;
/** Seconds from 08:00 to 18:00. */
const CALL_SECONDS = 36_000;

/** What a call is told by: when the lead came, how easily it is reached, what came of it. */
export interface CalledLead {
  date: Milliseconds;
  reach: number;
  /** Amount financed, million rupiah. */
  financed: number;
  delivered: boolean;
  booked: boolean;
}

/** A called lead with its last attempt; indices are into the levels of their columns. */
interface Call {
  lead: CalledLead;
  attempt: number;
  time: Milliseconds;
  seconds: number;
  said: number;
  bookingDay: Milliseconds;
  /** Running number of the booking. */
  booking: number;
}

const failed = levelsOf(CALLS.failed);
const notBooked = levelsOf(CALLS.notBooked);
const lost = levelsOf(CALLS.lost);
const survey = levelsOf(CALLS.survey);
const approval = levelsOf(CALLS.approval);
const STATUSES = ['CONNECTED', ...failed.levels];
const RESULTS = [
  'INTERESTED',
  'NOT_INTERESTED',
  'CALLBACK',
  'ALREADY_BOUGHT',
  'WRONG_PERSON',
] as const;
const SAID = notBooked.levels.map((level) => RESULTS.findIndex((result) => result === level));
const ACTIONS = [...new Set(RESULTS.map((result) => AFTER_CALL[result].next))];

/** Number of the attempt that reaches a lead: geometric, the easier to reach the earlier, below the last. */
function drawAttempt(rng: Rng, reach: number): number {
  const success = sigmoid(-0.4 + 0.8 * reach);
  // by rejection: a run of failures as long as the list of attempts starts again
  for (;;) {
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      if (rng.uniform() < success) return attempt;
    }
  }
}

/** Draws calls of leads whose outcome is known. `next` fills and returns the same object each time. */
export class CallSource {
  readonly #rng: Rng;
  readonly #normal: Normal;
  readonly #call: Call;

  constructor(rng: Rng, lead: CalledLead) {
    this.#rng = rng;
    this.#normal = new Normal(rng);
    const blank = { attempt: 1, time: 0, seconds: 0, said: 0, bookingDay: 0, booking: 0 };
    this.#call = { lead, ...blank };
  }

  /** The last attempt on the lead as it is now, and what followed. */
  next(): Call {
    const rng = this.#rng;
    const call = this.#call;
    const { lead } = call;
    call.attempt = lead.delivered ? drawAttempt(rng, lead.reach) : ATTEMPTS;
    const second = Math.floor(rng.uniform() * CALL_SECONDS);
    const day = callingDay(lead.date, call.attempt);
    call.time = day + CALLS_FROM + second * 1000;
    call.said = lead.booked ? 0 : SAID[notBooked.draw(rng)];
    const usual = lead.booked ? 5.2 : 4.3;
    call.seconds = Math.max(5, Math.round(exp(usual + 0.5 * this.#normal.next())));
    call.bookingDay = day + rng.int(6) * DAY_MS;
    if (lead.booked) call.booking++;
    return call;
  }
}

type Name = LeadColumnName;
type Plans = ColumnPlan<Call>[];

function stamps(name: Name, rows: number, pattern: string) {
  return new NumberWriter(name, rows, { kind: 'any', pattern });
}

/** Columns of stage 1: filled by calling. */
function callPlans(rng: Rng, rows: number): Plans {
  const agents = Array.from({ length: AGENTS }, (_, i) => `TSR-${String(i + 1).padStart(3, '0')}`);
  const small = (name: Name) => new NumberWriter(name, rows, { kind: 'small' });
  const level = (name: Name, levels: readonly string[]) => new LevelWriter(name, rows, levels);
  const remarks = RESULTS.map((result) => AFTER_CALL[result].remark);
  const actions = RESULTS.map((result) => ACTIONS.indexOf(AFTER_CALL[result].next));
  return [
    planColumn(level('CALL_STATUS', STATUSES), ({ lead }: Call) =>
      lead.delivered ? 0 : 1 + failed.draw(rng),
    ),
    planColumn(small('DELIVERED'), ({ lead }: Call) => (lead.delivered ? 1 : 0)),
    planColumn(level('CONTACT_RESULT', RESULTS), (c: Call) => (c.lead.delivered ? c.said : null)),
    planColumn(stamps('CALL_DATETIME', rows, 'yyyy-MM-dd HH:mm:ss'), ({ time }: Call) => time),
    planColumn(new NumberWriter('CALL_DURATION_S', rows, { kind: 'any' }), (c: Call) =>
      c.lead.delivered ? c.seconds : null,
    ),
    planColumn<Call, number>(level('AGENT_ID', agents), () => rng.int(AGENTS)),
    planColumn(small('ATTEMPT_NO'), ({ attempt }: Call) => attempt),
    planColumn(level('NEXT_ACTION', ACTIONS), (c: Call) =>
      c.lead.delivered ? actions[c.said] : null,
    ),
    planColumn(level('REMARK', remarks), (c: Call) => (c.lead.delivered ? c.said : null)),
  ];
}

/** Columns of stage 2: filled by booking, LOST_REASON by its absence. */
function bookingPlans(rng: Rng, rows: number): Plans {
  const level = (name: Name, levels: readonly string[]) => new LevelWriter(name, rows, levels);
  const number = (c: Call, prefix: string) => `${prefix}${String(c.booking).padStart(7, '0')}`;
  const day = 'yyyy-MM-dd';
  return [
    planColumn(new NumberWriter('BOOKED', rows, { kind: 'small' }), (c: Call) =>
      c.lead.booked ? 1 : 0,
    ),
    planColumn(stamps('BOOKING_DATE', rows, day), (c: Call) =>
      c.lead.booked ? c.bookingDay : null,
    ),
    planColumn(new ArenaWriter('PO_NUMBER', rows), (c: Call) =>
      c.lead.booked ? number(c, 'PO-') : null,
    ),
    planColumn(stamps('PO_DATE', rows, day), (c: Call) =>
      c.lead.booked ? c.bookingDay + (1 + rng.int(4)) * DAY_MS : null,
    ),
    planColumn(level('SURVEY_RESULT', survey.levels), (c: Call) =>
      c.lead.booked ? survey.draw(rng) : null,
    ),
    planColumn(level('APPROVAL_STATUS', approval.levels), (c: Call) =>
      c.lead.booked ? approval.draw(rng) : null,
    ),
    planColumn(new ArenaWriter('CONTRACT_NO', rows), (c: Call) =>
      c.lead.booked ? number(c, 'K-') : null,
    ),
    planColumn(new NumberWriter('DISBURSED_AMT', rows, { kind: 'any' }), (c: Call) =>
      c.lead.booked ? Math.round(c.lead.financed * 1000) / 1000 : null,
    ),
    planColumn(level('LOST_REASON', lost.levels), (c: Call) =>
      c.lead.delivered && !c.lead.booked ? lost.draw(rng) : null,
    ),
  ];
}

/** The 18 columns known only after the call, in file order. */
export function postPlans(rng: Rng, rows: number): Plans {
  return [...callPlans(rng, rows), ...bookingPlans(rng, rows)];
}
