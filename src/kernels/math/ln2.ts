/** ln 2 in two parts; k times the first is exact for |k| <= 2^20. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;

/** 1 / ln 2. */
export const INV_LN2 = 1.4426950408889634;
