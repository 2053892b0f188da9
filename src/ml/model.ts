import type { ForestModel } from './forest/model';
import type { GbdtModel } from './gbdt/model';
import type { LogisticModel } from './logistic/model';

/** The algorithms that exist, simplest first: a tie goes to the earlier one. */
export const ALGORITHMS = ['logistic', 'forest', 'gbdt'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Those that are trained unless others are asked for: a forest takes longer, and its file is far larger. */
export const DEFAULT_ALGORITHMS: readonly Algorithm[] = ['logistic', 'gbdt'];

/** A fitted model, plain data; `algorithm` tells which. */
export type Model = GbdtModel | LogisticModel | ForestModel;

/** A number, a choice, or what holds for some features. */
export type ParamValue =
  number | string | boolean | Readonly<Record<string, number>> | readonly (readonly string[])[];

/** Hyperparameters by name, as a caller writes them and a model keeps them. */
export type ModelParams = Readonly<Record<string, ParamValue>>;
