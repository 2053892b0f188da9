/** A directive of the policy, or another header, as it stands in an answer. */
export interface Policy {
  readonly kind: 'directives' | 'headers';
  readonly name: string;
  readonly value: string;
}

const POLICY = 'Content-Security-Policy';

/**
 * Splits what an answer carries into one entry a directive, then one a header.
 *
 * @param names the headers to look for
 * @param carried a header's text by its name, null where there is none
 */
export function splitPolicies(
  names: readonly string[],
  carried: (name: string) => string | null,
): Policy[] {
  const directives = (carried(POLICY) ?? '').split(';').flatMap((text): Policy[] => {
    const [name = '', ...rest] = text.trim().split(' ');
    return name === '' ? [] : [{ kind: 'directives', name, value: rest.join(' ') }];
  });
  const others = names.flatMap((name): Policy[] => {
    const value = name === POLICY ? null : carried(name);
    return value === null ? [] : [{ kind: 'headers', name, value }];
  });
  return [...directives, ...others];
}

/**
 * The policies that the answer to the page's own address carries, from whoever answers here: the service
 * worker or the host; `names` are the headers to look for. Empty where it carries none or does not come.
 */
export async function readPolicies(names: readonly string[]): Promise<Policy[]> {
  try {
    const answer = await fetch('./');
    return splitPolicies(names, (name) => answer.headers.get(name));
  } catch {
    return [];
  }
}
