/**
 * Type-aware lint. Besides the usual, it holds the house's rules: nothing below lib whose result
 * depends on the machine, the clock or the language, and no way out for data anywhere in src.
 */
import * as regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const BELOW_LIB = ['util', 'i18n', 'kernels', 'data', 'ml', 'domain', 'viz', 'reports', 'workers'];
const BELOW_LIB_FILES = BELOW_LIB.map((room) => `src/${room}/**/*.ts`);
const MAY_MEASURE_TIME = ['src/workers/**/*.ts'];

/** The only files that may ask for bytes: the build's own assets, the probe, the service worker. */
const ASKS_FOR_BYTES = ['src/workers/assets.ts', 'src/workers/probe.worker.ts', 'src/sw/**/*.ts'];

const MATH = ['exp', 'log', 'log1p', 'log2', 'log10', 'expm1', 'pow', 'sin', 'cos', 'tan', 'tanh'];
const MORE_MATH = ['sinh', 'cosh', 'asin', 'acos', 'atan', 'atan2', 'asinh', 'acosh', 'atanh'];
const ROOTS = ['cbrt', 'hypot'];
const OTHER_BITS = 'Its last bits differ between browsers: use src/kernels/math.ts.';

const MATH_RULES = [...MATH, ...MORE_MATH, ...ROOTS].map((property) => ({
  object: 'Math',
  property,
  message: OTHER_BITS,
}));

/** Ways to a banned function that do not name it. */
const MATH_BY_ANOTHER_NAME = [
  ':matches(VariableDeclarator > .init, AssignmentExpression > .right)[name=/^(Math|Date)$/]',
  ':matches(Property > .value, CallExpression > .arguments)[name=/^(Math|Date)$/]',
  'MemberExpression[object.name="Math"][computed=true]',
  'MemberExpression[property.name=/^(Math|Date)$/]',
].map((selector) => ({
  selector,
  message: 'Write Math.name or Date.name in full, so that lint can see what is taken.',
}));

const CLOCK_AND_CHANCE = [
  { object: 'Math', property: 'random', message: 'Pass in an Rng (src/util/rng.ts).' },
  {
    object: 'Date',
    property: 'now',
    message: 'Time is the page’s; use performance.now to measure.',
  },
];

const STOPWATCH = {
  object: 'performance',
  property: 'now',
  message: 'Time is measured by workers and by the page: take a clock as an argument.',
};

const CLOCK_SYNTAX = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Now is the page’s: pass milliseconds.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'Now is the page’s: pass milliseconds.',
  },
];

const LOCAL_TIME = [
  'FullYear',
  'Month',
  'Date',
  'Day',
  'Hours',
  'Minutes',
  'Seconds',
  'TimezoneOffset',
];

const NO_DOOR =
  'Nothing leaves this page; only the files named in eslint.config.js may ask for bytes.';
const DOORS = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'];
const MORE_DOORS = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'open'];

const DOOR_GLOBALS = [...DOORS, ...MORE_DOORS].map((name) => ({ name, message: NO_DOOR }));
const DOOR_PROPERTIES = [
  ...['window', 'self', 'globalThis'].flatMap((object) =>
    [...DOORS, ...MORE_DOORS].map((property) => ({ object, property, message: NO_DOOR })),
  ),
  { object: 'navigator', property: 'sendBeacon', message: NO_DOOR },
];

const LANGUAGE_GLOBALS = [
  { name: 'Intl', message: 'Its output changes with the browser: format by src/i18n.' },
];

const LANGUAGE_SYNTAX = [
  {
    selector:
      'MemberExpression[property.name=/^(localeCompare|toLocale\\w*|to(Date|Time)String)$/]',
    message: 'Its output changes with the browser: compare and format by our own code.',
  },
  {
    selector: `MemberExpression[property.name=/^[gs]et(${LOCAL_TIME.join('|')})$/]`,
    message: 'Timestamps have no zone: use the UTC forms.',
  },
];

/** A power of two with its exponent written down is exact. */
const EXPONENTS = [
  {
    selector:
      'BinaryExpression[operator="**"]:not([left.raw=/^2n?$/][right.raw=/^\\d+n?$/], [left.raw="2"][right.operator="-"][right.argument.raw=/^\\d+$/])',
    message: OTHER_BITS,
  },
  { selector: 'AssignmentExpression[operator="**="]', message: OTHER_BITS },
];

const SAME_EVERYWHERE = [...EXPONENTS, ...MATH_BY_ANOTHER_NAME, ...CLOCK_SYNTAX];

const NO_DEFAULT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only.',
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '.svelte-check/',
      'build/',
      'dist/',
      'shots/',
      'coverage/',
      'assembly/',
      'public/',
      '*.cjs',
      '.*.cjs',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
  },
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-params': ['error', { max: 4 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Our Maps and Sets are data, replaced and never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // The router is a hash router: an address is `#/…`, which no base changes.
      'svelte/no-navigation-without-resolve': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    rules: {
      'no-restricted-globals': ['error', ...DOOR_GLOBALS],
      'no-restricted-properties': ['error', ...DOOR_PROPERTIES],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^node:' }] }],
      'no-restricted-syntax': ['error', NO_DEFAULT],
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  {
    // Text from files and people meets these: none may take more than the length of the text.
    files: ['src/**/*.ts', 'src/**/*.svelte', 'engine/**/*.ts', 'scripts/**/*.js'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['src/**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: BELOW_LIB_FILES,
    rules: {
      'no-restricted-globals': ['error', ...DOOR_GLOBALS, ...LANGUAGE_GLOBALS],
      'no-restricted-properties': [
        'error',
        ...[...DOOR_PROPERTIES, ...CLOCK_AND_CHANCE, ...MATH_RULES, STOPWATCH],
      ],
      'no-restricted-syntax': ['error', NO_DEFAULT, ...SAME_EVERYWHERE, ...LANGUAGE_SYNTAX],
    },
  },
  {
    files: MAY_MEASURE_TIME,
    rules: {
      'no-restricted-properties': ['error', ...DOOR_PROPERTIES, ...CLOCK_AND_CHANCE, ...MATH_RULES],
    },
  },
  {
    files: ASKS_FOR_BYTES,
    rules: {
      'no-restricted-globals': ['error', ...LANGUAGE_GLOBALS],
      'no-restricted-properties': ['error', ...CLOCK_AND_CHANCE, ...MATH_RULES],
    },
  },
  {
    // The signatures of WASM exports and of their twins: pointers and counts, no options.
    files: ['src/kernels/**/*.ts'],
    rules: { 'max-params': 'off' },
  },
  {
    // It shows that code from text is refused.
    files: ['src/workers/probe.worker.ts', 'tests/e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  {
    // Scripts live on JSON and print; the compiler checks them by their JSDoc types.
    files: ['scripts/**/*.js', '*.js', '*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
