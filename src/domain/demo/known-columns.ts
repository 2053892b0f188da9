import type { Rng } from '../../util/rng';
import { AREAS } from './areas';
import { ArenaWriter, LevelWriter, NumberWriter, type NumberKind } from './builders';
import { CAMPAIGN_STARTS } from './calendar';
import { CHANNELS, levelsOf, MODEL_NAMES, NOISE } from './categories';
import type { Lead } from './lead';
import { planColumn, type ColumnPlan } from './plan';
import { drawName, drawNik, drawPhone } from './profile';
import type { LeadColumnName } from './schema';

const GRADES = ['E', 'D', 'C', 'B', 'A'];
const CAMPAIGNS = CAMPAIGN_STARTS.map(
  (start) => `CMP-${new Date(start).toISOString().slice(0, 7)}`,
);
const PROVINCES = [...new Set(AREAS.map(({ province }) => province))];
const PROVINCE_OF = AREAS.map(({ province }) => PROVINCES.indexOf(province));
const SEXES = ['L', 'P'];

function round(value: number, unit: number): number {
  return Math.round(value * unit) / unit;
}

type Name = LeadColumnName;
type Plans = ColumnPlan<Lead>[];

/** Shorthands that write one kind of column each; `rng` draws the missing cells. */
function shorthands(rng: Rng, rows: number) {
  return {
    number: (name: Name, kind: NumberKind, cell: (lead: Lead) => number) =>
      planColumn(new NumberWriter(name, rows, { kind }), cell, rng),
    flag: (name: Name, cell: (lead: Lead) => boolean) =>
      planColumn(new NumberWriter(name, rows, { kind: 'small' }), (lead: Lead) =>
        cell(lead) ? 1 : 0,
      ),
    level: (name: Name, levels: readonly string[], cell: (lead: Lead) => number | null) =>
      planColumn(new LevelWriter(name, rows, levels), cell, rng),
    noise: (name: Name & keyof typeof NOISE) => {
      const { levels, draw } = levelsOf(NOISE[name]);
      return planColumn(new LevelWriter(name, rows, levels), () => draw(rng), rng);
    },
    text: (name: Name, cell: (lead: Lead) => string) =>
      planColumn(new ArenaWriter(name, rows), cell, rng),
  };
}

/** Key, campaign, channel and the customer. */
function customerPlans(rng: Rng, rows: number): Plans {
  const { number, flag, level, noise, text } = shorthands(rng, rows);
  const date = { kind: 'any', pattern: 'yyyy-MM-dd' } as const;
  return [
    text('LEAD_ID', ({ row }) => `L${String(row + 1).padStart(8, '0')}`),
    level('CAMPAIGN_ID', CAMPAIGNS, ({ month }) => month),
    planColumn(new NumberWriter('LEAD_DATE', rows, date), (lead: Lead) => lead.date),
    number('UPLOAD_HOUR', 'small', ({ hour }) => hour),
    number('CAMPAIGN_WEEK', 'small', ({ week }) => week),
    level('CHANNEL', CHANNELS, ({ channel }) => channel),
    text('CUSTNAME', ({ male }) => drawName(rng, male)),
    text('PHONE', () => drawPhone(rng)),
    text('NIK', (lead) => drawNik(rng, lead)),
    number('PHONE_AGE_M', 'small', ({ phoneAge }) => phoneAge),
    flag('HAS_WA', ({ whatsapp }) => whatsapp),
    flag('HAS_ALT_PHONE', ({ otherPhone }) => otherPhone),
    flag('HAS_EMAIL', ({ email }) => email),
    number('AGE', 'any', ({ age }) => age),
    level('GENDER', SEXES, ({ male }) => (male ? 0 : 1)),
    noise('MARITAL'),
    noise('EDUCATION'),
    noise('OCCUPATION'),
    number('INCOME_MIO', 'any', ({ income }) => round(income, 100)),
    noise('HOUSE_STATUS'),
  ];
}

/** Place, motorcycle, offer, history. */
function offerPlans(rng: Rng, rows: number): Plans {
  const { number, flag, level } = shorthands(rng, rows);
  const names = (weights: readonly (readonly [string, number])[]) => weights.map(([name]) => name);
  const unit = (name: Name, levels: readonly string[], index: (lead: Lead) => number) =>
    planColumn(new LevelWriter(name, rows, levels), (lead: Lead) =>
      lead.named ? index(lead) : null,
    );
  return [
    level('PROVINCE', PROVINCES, ({ area }) => PROVINCE_OF[area]),
    level(
      'CITY',
      AREAS.map(({ city }) => city),
      ({ area }) => area,
    ),
    level(
      'BRANCH',
      AREAS.map(({ branch }) => branch),
      ({ area }) => area,
    ),
    number('DISTANCE_KM', 'any', ({ distance }) => round(distance, 10)),
    unit('BRAND', names(NOISE.BRAND), ({ brand }) => brand),
    unit('MODEL', MODEL_NAMES, ({ model }) => model),
    unit('SEGMENT', names(NOISE.SEGMENT), ({ segment }) => segment),
    number('OTR', 'any', ({ price }) => round(price, 1000)),
    number('DP_PCT', 'any', ({ downPayment }) => round(100 * downPayment, 100)),
    number('TENOR', 'any', ({ tenor }) => tenor),
    number('INSTALLMENT', 'any', ({ installment }) => round(installment, 1000)),
    number('DTI', 'any', ({ dti }) => round(dti, 1000)),
    flag('IS_REPEAT', ({ repeat }) => repeat),
    planColumn(new NumberWriter('MONTHS_SINCE_LAST', rows, { kind: 'any' }), (lead: Lead) =>
      lead.repeat ? lead.monthsSince : null,
    ),
    level('CORI_GRADE', GRADES, ({ grade }) => grade),
    number('APP_LOGINS_30D', 'int', ({ logins }) => logins),
    number('PREV_ATTEMPTS', 'int', ({ previous }) => previous),
    number('LEAD_AGE_D', 'small', ({ leadAge }) => leadAge),
    flag('CONSENT', () => rng.uniform() < 0.92),
    flag('DNC_FLAG', () => rng.uniform() < 0.015),
  ];
}

/** The 40 columns known at scoring, in file order. Missing cells are drawn at the schema's shares. */
export function knownPlans(rng: Rng, rows: number): Plans {
  return [...customerPlans(rng, rows), ...offerPlans(rng, rows)];
}
