import { describe, expect, it } from 'vitest';
import { privacy as english } from '../../../src/i18n/en/privacy';
import { privacy as indonesian } from '../../../src/i18n/id/privacy';
import { restsOnCode, WAYS } from '../../../src/lib/logic/egress';
import { splitPolicies } from '../../../src/lib/logic/read-policies';
import headers from '../../../src/sw/headers.json';

const HEADERS = new Map(Object.entries(headers));

describe('splitPolicies', () => {
  it('names every directive and header of our answers once', () => {
    const found = splitPolicies([...HEADERS.keys()], (name) => HEADERS.get(name) ?? null);

    expect(found[0]).toEqual({ kind: 'directives', name: 'default-src', value: "'none'" });
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
    expect(found.filter(({ kind }) => kind === 'headers')).toHaveLength(HEADERS.size - 1);
  });

  it('finds nothing in an answer without headers', () => {
    expect(splitPolicies([...HEADERS.keys()], () => null)).toEqual([]);
  });
});

describe.each([
  ['English', english],
  ['Indonesian', indonesian],
])('the words of the Privacy page in %s', (_, words) => {
  it('say what each policy of our answers forbids', () => {
    for (const { kind, name } of splitPolicies(
      [...HEADERS.keys()],
      (one) => HEADERS.get(one) ?? null,
    )) {
      expect(words.policy[kind], name).toHaveProperty(name);
    }
  });

  it('name every way out and no other', () => {
    expect(Object.keys(words.ways.names).sort()).toEqual(WAYS.map(({ id }) => id).sort());
  });
});

describe('WAYS', () => {
  it('rest on the code only where neither policy nor service worker closes them', () => {
    expect(WAYS.filter(restsOnCode).map(({ id }) => id)).toEqual([
      ...['beacon', 'socket', 'navigation', 'cookie', 'service', 'peer', 'realm', 'lookup'],
    ]);
  });
});
