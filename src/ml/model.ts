import type { GbdtModel } from './gbdt/model';
import type { LogisticModel } from './logistic/model';

/** The algorithms that exist, simplest first: a tie goes to the earlier one. */
export const ALGORITHMS = ['logistic', 'gbdt'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** A fitted model is plain JSON; `algorithm` tells which. */
export type Model = GbdtModel | LogisticModel;

/** A number, a choice, or what holds for some features. */
export type ParamValue =
  number | string | Readonly<Record<string, number>> | readonly (readonly string[])[];

/** Hyperparameters by name, as a caller writes them and a model keeps them. */
export type ModelParams = Readonly<Record<string, ParamValue>>;
