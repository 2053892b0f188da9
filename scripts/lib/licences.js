/**
 * What may be depended on: the rules of `npm run check` for packages. Pure, so that a test can plant a
 * bad package.
 */

/**
 * @typedef {object} LockedPackage
 * @property {string} [license]
 * @property {string} [resolved]
 * @property {boolean} [dev]
 * @property {boolean} [link]
 * @property {Record<string, string>} [dependencies]
 */

/**
 * @typedef {object} Rules
 * @property {Record<string, string>} runtime each package the page or engine is made of, and why
 * @property {{any: string[], developmentOnly: string[],
 *   read: Record<string, {licence: string, why: string}>}} licences `read`: where the package does
 *   not say, what its licence file says
 */

/**
 * @param {{packages: Record<string, LockedPackage>}} lock package-lock.json
 * @param {Rules} rules
 * @returns {string[]} one sentence a fault
 */
export function checkLock(lock, rules) {
  const faults = checkRuntime(lock.packages['']?.dependencies ?? {}, rules.runtime);
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path === '' || locked.link) continue;
    const name = nameOf(path);
    if (locked.resolved !== undefined) faults.push(`${name}: the lock file names an address`);
    const licence = locked.license ?? rules.licences.read[name]?.licence ?? 'no licence';
    if (!isAllowed(licence, locked.dev === true, rules.licences))
      faults.push(`${name}: ${licence}`);
  }
  return faults;
}

/**
 * @param {string[]} shipped packages whose code is in the built page
 * @param {string} notice the text of NOTICE
 * @returns {string[]} one sentence a fault
 */
export function checkNotice(shipped, notice) {
  const named = new Set(notice.split(/[\s,]+/));
  return shipped
    .filter((name) => !named.has(name))
    .map((name) => `NOTICE does not name ${name}, which the page contains`);
}

/** @param {string} path a module's @returns {string | null} the package it is of */
export function packageOf(path) {
  const at = path.replaceAll('\\', '/').lastIndexOf('/node_modules/');
  return at < 0 ? null : nameOf(path.replaceAll('\\', '/').slice(at));
}

/** @param {string} path below node_modules */
function nameOf(path) {
  const [first = '', second = ''] = path.slice(path.lastIndexOf('node_modules/') + 13).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** @param {string} licence @param {boolean} dev @param {Rules['licences']} allowed */
function isAllowed(licence, dev, allowed) {
  const known = dev ? [...allowed.any, ...allowed.developmentOnly] : allowed.any;
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((one) => known.includes(one)));
}

/** @param {Record<string, string>} dependencies @param {Record<string, string>} runtime */
function checkRuntime(dependencies, runtime) {
  const unexplained = Object.keys(dependencies).filter((name) => !runtime[name]);
  const gone = Object.keys(runtime).filter((name) => dependencies[name] === undefined);
  return [
    ...unexplained.map((name) => `${name}: scripts/dependencies.json has no reason for it`),
    ...gone.map((name) => `${name}: scripts/dependencies.json names it, package.json does not`),
  ];
}
