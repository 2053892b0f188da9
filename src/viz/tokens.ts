/** Resolved value of a design token by its name without `--`, for instance `c1`; '' where there is none. */
export type TokenReader = (name: string) => string;
