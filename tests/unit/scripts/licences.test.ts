import { describe, expect, it } from 'vitest';
import { checkLock, checkNotice, packageOf } from '../../../scripts/lib/licences.js';

const rules = {
  runtime: { good: 'it is needed' },
  licences: {
    any: ['MIT', 'ISC'],
    developmentOnly: ['MPL-2.0'],
    read: { silent: { licence: 'MIT', why: 'its file says so' } },
  },
};

function faultsWith(packages: Record<string, object>, dependencies: Record<string, string> = {}) {
  const root = { dependencies: { good: '1.0.0', ...dependencies } };
  const lock = { packages: { '': root, 'node_modules/good': { license: 'MIT' }, ...packages } };
  return checkLock(lock, rules);
}

describe('checkLock', () => {
  it('takes what is allowed, choices and development tools among it', () => {
    expect(
      faultsWith({
        'node_modules/tool': { license: 'MPL-2.0', dev: true },
        'node_modules/choice': { license: '(GPL-3.0 OR ISC)' },
        'node_modules/silent': {},
      }),
    ).toEqual([]);
  });

  it('names a planted package by its licence, address, or lack of a reason', () => {
    expect(faultsWith({ 'node_modules/@a/b': { license: 'GPL-3.0' } })).toEqual(['@a/b: GPL-3.0']);
    expect(faultsWith({ 'node_modules/x/node_modules/y': {} })).toEqual(['y: no licence']);
    expect(faultsWith({ 'node_modules/mpl': { license: 'MPL-2.0' } })).toEqual(['mpl: MPL-2.0']);
    expect(faultsWith({ 'node_modules/both': { license: 'MIT AND GPL-2.0' } })).toHaveLength(1);
    const address = { license: 'MIT', resolved: 'https://registry.example/x.tgz' };
    expect(faultsWith({ 'node_modules/far': address })).toEqual([
      'far: the lock file names an address',
    ]);
    expect(faultsWith({}, { extra: '1.0.0' })).toEqual([
      'extra: scripts/dependencies.json has no reason for it',
    ]);
    expect(checkLock({ packages: { '': {} } }, rules)).toEqual([
      'good: scripts/dependencies.json names it, package.json does not',
    ]);
  });
});

describe('checkNotice', () => {
  it('wants every shipped package by its name', () => {
    const notice = 'arquero, @uwdata/flechette\nacorn';
    expect(checkNotice(['acorn', 'arquero', '@uwdata/flechette'], notice)).toEqual([]);
    expect(checkNotice(['vega'], notice)).toHaveLength(1);
  });

  it('knows the package of a module', () => {
    expect(packageOf('/a/node_modules/@x/y/src/z.js')).toBe('@x/y');
    expect(packageOf('/a/node_modules/q/node_modules/r/z.js')).toBe('r');
    expect(packageOf('/a/src/z.js')).toBeNull();
  });
});
