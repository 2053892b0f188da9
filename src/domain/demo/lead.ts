import { exp, sigmoid } from '../../kernels/math';
import { bernoulli, choice, cumulative, exponential, Normal, poisson } from '../../kernels/random';
import type { Rng } from '../../util/rng';
import type { Milliseconds } from '../../util/units';
import { AREAS } from './areas';
import { levelsOf, MODELS_PER_SEGMENT, NOISE } from './categories';
import { CAMPAIGN_STARTS, DAY_MS, weekdayOf } from './calendar';

const SUPERAPP = 0;
const WEB_ADS = 1;
const EXISTING_DB = 2;

const WEEKS = cumulative([0.34, 0.27, 0.22, 0.17]);
/** Shares of the channels month by month: web advertising grows, the others shrink together. */
const CHANNEL_SHARES = CAMPAIGN_STARTS.map((_, month) => {
  const web = 0.14 + 0.03 * month;
  return cumulative(
    [0.32, 0, 0.24, 0.28, 0.16].map((s, i) => (i === WEB_ADS ? web : s * (1 - web))),
  );
});
const PRICES = [18.9, 20.4, 23.6, 27.8, 33.5, 42];
const PRICE_SHARES = cumulative([0.3, 0.22, 0.2, 0.14, 0.09, 0.05]);
const TENORS = [11, 17, 23, 29, 35];
const TENOR_SHARES = cumulative([0.07, 0.08, 0.22, 0.15, 0.48]);
const BRANDS = levelsOf(NOISE.BRAND);
const SEGMENTS = levelsOf(NOISE.SEGMENT);
const GRADE_CUTS = [-1.2, -0.4, 0.5, 1.2];

/** What the model knows of one lead, exact; three latent factors among it that no table shows. */
export interface Lead {
  reach: number;
  interest: number;
  credit: number;
  month: number;
  week: number;
  day: number;
  date: Milliseconds;
  weekday: number;
  payday: boolean;
  channel: number;
  hour: number;
  area: number;
  age: number;
  male: boolean;
  income: number;
  repeat: boolean;
  phoneAge: number;
  whatsapp: boolean;
  otherPhone: boolean;
  email: boolean;
  previous: number;
  /** NaN unless repeat. */
  monthsSince: number;
  logins: number;
  price: number;
  downPayment: number;
  tenor: number;
  installment: number;
  dti: number;
  distance: number;
  leadAge: number;
  /** 0 = E to 4 = A. */
  grade: number;
  /** Whether a motorcycle is named; its price is drawn without regard to it. */
  named: boolean;
  /** Indices into the brands and segments of NOISE, and into MODEL_NAMES. */
  brand: number;
  segment: number;
  model: number;
  /** Set by whoever writes the table. */
  row: number;
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** A lead with every field there, so that engines keep one shape for it. */
function blankLead(): Lead {
  const latent = { reach: 0, interest: 0, credit: 0 };
  const calendar = { month: 0, week: 1, day: 1, date: 0, weekday: 0, payday: false, hour: 6 };
  const person = { age: 18, male: false, income: 1.5, repeat: false, grade: 0 };
  const contact = { phoneAge: 0, whatsapp: false, otherPhone: false, email: false };
  const history = { previous: 0, monthsSince: NaN, logins: 0, distance: 0.2, leadAge: 0 };
  const offer = { price: 1, downPayment: 0, tenor: 11, installment: 1, dti: 0 };
  const origin = { channel: 0, area: 0 };
  const unit = { named: false, brand: 0, segment: 0, model: 0, row: 0 };
  return {
    ...latent,
    ...calendar,
    ...person,
    ...contact,
    ...history,
    ...offer,
    ...origin,
    ...unit,
  };
}

/**
 * Draws leads one after the other from one stream of random numbers, about 40 a lead. `next` fills
 * and returns the same object each time, so that a million leads cost no garbage.
 */
export class LeadSource {
  readonly #rng: Rng;
  readonly #normal: Normal;
  readonly #lead = blankLead();

  constructor(rng: Rng) {
    this.#rng = rng;
    this.#normal = new Normal(rng);
  }

  /** The next lead, in the object of the one before. */
  next(): Lead {
    const lead = this.#lead;
    const n = this.#normal;
    lead.reach = n.next();
    lead.interest = n.next();
    lead.credit = 0.35 * lead.interest + 0.937 * n.next();
    this.#drawOrigin(lead);
    this.#drawPerson(lead);
    this.#drawContact(lead);
    this.#drawHistory(lead);
    this.#drawOffer(lead);
    this.#drawUnit(lead);
    return lead;
  }

  #drawOrigin(lead: Lead): void {
    const rng = this.#rng;
    lead.month = rng.int(CAMPAIGN_STARTS.length);
    lead.week = choice(rng, WEEKS) + 1;
    lead.day = (lead.week - 1) * 7 + 1 + rng.int(7);
    lead.date = CAMPAIGN_STARTS[lead.month] + (lead.day - 1) * DAY_MS;
    lead.weekday = weekdayOf(lead.date);
    lead.payday = lead.day >= 25 || lead.day <= 3;
    lead.channel = choice(rng, CHANNEL_SHARES[lead.month]);
    const usualHour = lead.channel === WEB_ADS ? 18 : 13;
    lead.hour = clip(Math.round(usualHour + 4 * this.#normal.next()), 6, 23);
    lead.area = rng.int(AREAS.length);
  }

  #drawPerson(lead: Lead): void {
    const rng = this.#rng;
    const n = this.#normal;
    lead.age = clip(Math.round(35 + 9.5 * n.next() + 1.5 * lead.credit), 18, 64);
    lead.male = bernoulli(rng, 0.58);
    lead.income = clip(exp(1.46 + 0.36 * lead.credit + 0.28 * n.next()), 1.5, 30);
    const repeatOdds = -1.3 + (lead.channel === EXISTING_DB ? 1.2 : 0) + 0.35 * lead.credit;
    lead.repeat = bernoulli(rng, sigmoid(repeatOdds));
    const standing = 0.75 * lead.credit + 0.66 * n.next();
    lead.grade = 0;
    for (const cut of GRADE_CUTS) if (standing >= cut) lead.grade++;
  }

  #drawContact(lead: Lead): void {
    const rng = this.#rng;
    const months = exp(2.2 + 0.6 * lead.reach + 0.65 * this.#normal.next());
    lead.phoneAge = clip(Math.round(months), 0, 120);
    lead.whatsapp = bernoulli(rng, sigmoid(1 + 0.95 * lead.reach));
    lead.otherPhone = bernoulli(rng, sigmoid(-1 + 0.55 * lead.reach));
    lead.email = bernoulli(rng, 0.38);
  }

  #drawHistory(lead: Lead): void {
    const rng = this.#rng;
    lead.previous = poisson(rng, exp(-0.2 - 0.4 * lead.reach));
    const months = exponential(rng, 9) * exp(-0.35 * lead.reach);
    lead.monthsSince = lead.repeat ? clip(Math.round(months), 0, 60) : NaN;
    const usesApp = lead.channel === SUPERAPP || bernoulli(rng, 0.35);
    const logins = exp(0.5 + 0.5 * lead.interest + 0.15 * lead.reach);
    lead.logins = usesApp ? poisson(rng, logins) : 0;
    lead.distance = clip(exp(1.6 + 0.75 * this.#normal.next()), 0.2, 80);
    lead.leadAge = clip(Math.round(exponential(rng, 3)), 0, 30);
  }

  #drawOffer(lead: Lead): void {
    const rng = this.#rng;
    const n = this.#normal;
    const { credit, interest } = lead;
    lead.price = PRICES[choice(rng, PRICE_SHARES)] * (1 + 0.02 * n.next());
    const share = 0.15 + 0.035 * credit + 0.025 * interest + 0.05 * n.next();
    lead.downPayment = clip(share, 0, 0.45);
    lead.tenor = TENORS[choice(rng, TENOR_SHARES)];
    const owed = lead.price * (1 - lead.downPayment) * (1 + 0.026 * lead.tenor);
    lead.installment = owed / lead.tenor;
    lead.dti = lead.installment / lead.income;
  }

  #drawUnit(lead: Lead): void {
    const rng = this.#rng;
    lead.named = bernoulli(rng, 0.96);
    lead.brand = BRANDS.draw(rng);
    lead.segment = SEGMENTS.draw(rng);
    const kind = lead.brand * SEGMENTS.levels.length + lead.segment;
    lead.model = kind * MODELS_PER_SEGMENT + rng.int(MODELS_PER_SEGMENT);
  }
}
