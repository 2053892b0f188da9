import type { ColumnType } from '../../data/table/column';

/** `key` and `known` are there when a lead is scored; `target` and `post` come from calling it. */
export type LeadColumnRole = 'key' | 'known' | 'target' | 'post';

/** One column of the demo leads: its type, role, share of missing cells at random, and meaning. */
export interface LeadColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: LeadColumnRole;
  readonly missing: number;
  readonly meaning: string;
}

type Entry = readonly [
  name: string,
  type: ColumnType,
  role: LeadColumnRole,
  missing: number,
  meaning: string,
];

const ENTRIES = [
  ['LEAD_ID', 'text', 'key', 0, 'key of the lead'],
  ['CAMPAIGN_ID', 'text', 'key', 0, 'monthly campaign the lead belongs to'],
  ['LEAD_DATE', 'timestamp', 'known', 0, 'day the lead was uploaded to the campaign'],
  ['UPLOAD_HOUR', 'number', 'known', 0, 'hour of the upload, 6 to 23'],
  ['CAMPAIGN_WEEK', 'number', 'known', 0, 'week of the campaign, 1 to 4'],
  ['CHANNEL', 'text', 'known', 0, 'where the lead comes from'],
  ['CUSTNAME', 'text', 'key', 0, 'name, generated'],
  ['PHONE', 'text', 'key', 0, 'mobile number, its second block always 0000'],
  ['NIK', 'text', 'key', 0.09, 'national ID number, serial always 9000 to 9999'],
  ['PHONE_AGE_M', 'number', 'known', 0, 'months the phone number has been known'],
  ['HAS_WA', 'number', 'known', 0, 'the number is on WhatsApp'],
  ['HAS_ALT_PHONE', 'number', 'known', 0, 'there is a second number'],
  ['HAS_EMAIL', 'number', 'known', 0, 'there is an e-mail address'],
  ['AGE', 'number', 'known', 0.02, 'years'],
  ['GENDER', 'text', 'known', 0.01, 'L = man, P = woman'],
  ['MARITAL', 'text', 'known', 0.12, 'marital status'],
  ['EDUCATION', 'text', 'known', 0.2, 'highest school finished'],
  ['OCCUPATION', 'text', 'known', 0.09, 'occupation'],
  ['INCOME_MIO', 'number', 'known', 0.18, 'monthly income, million rupiah'],
  ['HOUSE_STATUS', 'text', 'known', 0.22, 'own, family, rented or boarding house'],
  ['PROVINCE', 'text', 'known', 0.03, 'province of the branch'],
  ['CITY', 'text', 'known', 0.04, 'city of the branch'],
  ['BRANCH', 'text', 'known', 0, 'branch, one of 34'],
  ['DISTANCE_KM', 'number', 'known', 0.15, 'distance to the nearest dealer, km'],
  [
    'BRAND',
    'text',
    'known',
    0.04,
    'brand asked for, invented; missing together with model and segment',
  ],
  ['MODEL', 'text', 'known', 0.04, 'model asked for, invented'],
  ['SEGMENT', 'text', 'known', 0.04, 'kind of motorcycle'],
  ['OTR', 'number', 'known', 0, 'on-the-road price, million rupiah'],
  ['DP_PCT', 'number', 'known', 0.12, 'down payment, percent of the price'],
  ['TENOR', 'number', 'known', 0.1, 'months'],
  ['INSTALLMENT', 'number', 'known', 0.12, 'monthly instalment, million rupiah'],
  ['DTI', 'number', 'known', 0.25, 'instalment divided by income'],
  ['IS_REPEAT', 'number', 'known', 0, 'financed before'],
  [
    'MONTHS_SINCE_LAST',
    'number',
    'known',
    0,
    'months since the last contract; empty unless IS_REPEAT',
  ],
  ['CORI_GRADE', 'text', 'known', 0.3, 'credit grade, A best to E'],
  ['APP_LOGINS_30D', 'number', 'known', 0, 'logins to the app in 30 days'],
  ['PREV_ATTEMPTS', 'number', 'known', 0, 'failed attempts in earlier campaigns'],
  ['LEAD_AGE_D', 'number', 'known', 0, 'days between the request and the upload'],
  ['CONSENT', 'number', 'known', 0, 'agreed to be called'],
  ['DNC_FLAG', 'number', 'known', 0, 'on the do-not-call list'],
  ['CALL_STATUS', 'text', 'post', 0, 'how the last call ended; CONNECTED if and only if delivered'],
  ['DELIVERED', 'number', 'target', 0, 'stage 1: the customer was reached'],
  ['CONTACT_RESULT', 'text', 'post', 0, 'what was said; filled if delivered'],
  ['CALL_DATETIME', 'timestamp', 'post', 0, 'time of the last attempt'],
  ['CALL_DURATION_S', 'number', 'post', 0, 'seconds; filled if delivered'],
  ['AGENT_ID', 'text', 'post', 0, 'agent, at random'],
  ['ATTEMPT_NO', 'number', 'post', 0, 'attempts used: 1 to 5 if delivered, else all 6'],
  ['NEXT_ACTION', 'text', 'post', 0, 'what was agreed; filled if delivered'],
  ['REMARK', 'text', 'post', 0, "agent's note; filled if delivered"],
  ['BOOKED', 'number', 'target', 0, 'stage 2: the customer booked; only if delivered'],
  ['BOOKING_DATE', 'timestamp', 'post', 0, 'filled if booked'],
  ['PO_NUMBER', 'text', 'post', 0, 'purchase order; filled if booked'],
  ['PO_DATE', 'timestamp', 'post', 0, 'filled if booked'],
  ['SURVEY_RESULT', 'text', 'post', 0, 'filled if booked'],
  ['APPROVAL_STATUS', 'text', 'post', 0, 'filled if booked'],
  ['CONTRACT_NO', 'text', 'post', 0, 'filled if booked'],
  ['DISBURSED_AMT', 'number', 'post', 0, 'amount financed, million rupiah; filled if booked'],
  ['LOST_REASON', 'text', 'post', 0, 'filled if delivered and not booked'],
] as const satisfies readonly Entry[];

/** The name of a demo column. */
export type LeadColumnName = (typeof ENTRIES)[number][0];

/** The 58 columns of the demo leads in file order: 40 known at scoring, 18 known after the call. */
export const LEAD_SCHEMA: readonly (LeadColumn & { readonly name: LeadColumnName })[] = ENTRIES.map(
  ([name, type, role, missing, meaning]) => ({ name, type, role, missing, meaning }),
);
