import { LeadbenchError } from '../../util/errors';
import type { GbdtParams } from './params';

/** What features may do, by place among them. */
export interface Constraints {
  /** 1 where the margin may only rise with the feature, -1 only fall, 0 both; null where all may do both. */
  readonly signs: Int8Array | null;
  /** Features that may stand on one path; null where all may. */
  readonly groups: readonly ReadonlySet<number>[] | null;
}

/** Names that an error shows. */
const SHOWN = 5;

function placeOf(names: readonly string[], param: string, name: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const choices = names.slice(0, SHOWN).join(', ');
  throw new LeadbenchError('PARAM_CHOICE', { name: param, value: name, choices });
}

function signsOf(given: Readonly<Record<string, number>>, names: readonly string[]) {
  const signs = new Int8Array(names.length);
  for (const [name, value] of Object.entries(given)) {
    if (![-1, 0, 1].includes(value)) {
      const range = { low: -1, high: 1 };
      throw new LeadbenchError('PARAM_OUT_OF_RANGE', {
        name: `monotone_constraints.${name}`,
        value,
        ...range,
      });
    }
    signs[placeOf(names, 'monotone_constraints', name)] = value;
  }
  return signs.some((sign) => sign !== 0) ? signs : null;
}

/**
 * The constraints of params for features with these names. Throws PARAM_CHOICE {name, value, choices} for
 * one that is no feature, PARAM_OUT_OF_RANGE for a sign that is none.
 */
export function constraintsOf(
  { monotone_constraints: monotone, interaction_constraints: groups }: GbdtParams,
  names: readonly string[],
): Constraints {
  return {
    signs: monotone === undefined ? null : signsOf(monotone, names),
    groups:
      groups?.map(
        (group) => new Set(group.map((name) => placeOf(names, 'interaction_constraints', name))),
      ) ?? null,
  };
}

/**
 * Those of `features` that may be cut below cuts at the features of `path`: these again, and all of every
 * group that holds the whole path. As XGBoost's, all at the root. O(features x groups).
 */
export function allowedBelow(
  features: Uint32Array,
  path: ReadonlySet<number>,
  { groups }: Constraints,
): Uint32Array {
  if (groups === null || path.size === 0) return features;
  const open = groups.filter((group) => [...path].every((feature) => group.has(feature)));
  return features.filter((one) => path.has(one) || open.some((group) => group.has(one)));
}
