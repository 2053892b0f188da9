import headers from '../../sw/headers.json';

/** A directive of the policy, or another header, as it stands in an answer. */
export interface Policy {
  readonly kind: 'directives' | 'headers';
  readonly name: string;
  readonly value: string;
}

const POLICY = 'Content-Security-Policy';

/** Splits what answers carry into one entry a directive, then one a header. */
export function splitPolicies(carried: (name: string) => string | null): Policy[] {
  const directives = (carried(POLICY) ?? '').split(';').flatMap((text): Policy[] => {
    const [name = '', ...rest] = text.trim().split(' ');
    return name === '' ? [] : [{ kind: 'directives', name, value: rest.join(' ') }];
  });
  const others = Object.keys(headers).flatMap((name): Policy[] => {
    const value = name === POLICY ? null : carried(name);
    return value === null ? [] : [{ kind: 'headers', name, value }];
  });
  return [...directives, ...others];
}

/**
 * The policies that the answer to the page's own address carries, from whoever answers here: the service
 * worker or the host. Empty where it carries none or does not come.
 */
export async function readPolicies(): Promise<Policy[]> {
  try {
    const answer = await fetch('./');
    return splitPolicies((name) => answer.headers.get(name));
  } catch {
    return [];
  }
}
