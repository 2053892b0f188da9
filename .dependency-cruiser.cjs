/** The house has one direction: each room imports only from rooms to its left, types too. */
const ROOMS = [
  'util',
  'i18n',
  'kernels',
  'data',
  'ml',
  'domain',
  'viz',
  'reports',
  'workers',
  'lib',
  'routes',
];

const direction = ROOMS.slice(0, -1).map((room, index) => ({
  name: `${room}-imports-from-its-left`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: `^src/(${ROOMS.slice(index + 1).join('|')}|sw|main|App)(/|\\.)`,
    pathNot: messages(room),
  },
}));

/** The page's side of the service worker knows what may be said to it. */
function messages(room) {
  return room === 'lib' ? '^src/sw/messages\\.ts$' : '^$';
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...direction,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '\\.worker\\.ts$'] },
      to: {},
    },
    {
      name: 'only-lib-talks-to-the-engine-worker',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(lib|workers)/' },
      to: { path: '^src/workers/client\\.ts$' },
    },
    {
      name: 'engine-and-bench-up-to-reports',
      severity: 'error',
      // The page that a benchmark opens does as the page does.
      from: { path: '^(engine|bench)/', pathNot: '^bench/csv-page/' },
      to: { path: '^src/(workers|lib|routes|sw)/' },
    },
    {
      name: 'src-stands-alone',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(engine|bench|tests|scripts)/' },
    },
    {
      name: 'src-uses-no-node',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'all-resolve',
      severity: 'error',
      // Peers of that page are installed outside node_modules.
      from: { pathNot: '^bench/csv-page/read-' },
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^build/', '^dist/'] },
    exclude: { path: ['^tests/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.svelte', '.svelte.ts', '.json'],
    },
  },
};
