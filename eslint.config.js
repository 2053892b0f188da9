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
  'Nothing leaves this page: only the files named in eslint.config.js may use this, each for one purpose.';

/** Globals that send, or that make code or markup of text. */
const DOORS = [
  ...['fetch', 'Request', 'XMLHttpRequest', 'importScripts', 'fetchLater', 'FontFace', 'Image'],
  ...['WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'Audio', 'Notification'],
  ...['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'open', 'SharedWorker'],
  ...['PushManager', 'PaymentRequest', 'XSLTProcessor', 'DOMParser', 'customElements', 'frames'],
  ...['cookieStore', 'navigation', 'eval', 'Function'],
];

/** Properties that do, whatever they hang on. */
const DOOR_MEMBERS = [
  ...['sendBeacon', 'registerProtocolHandler', 'requestSubmit', 'srcdoc', 'srcObject', 'keepalive'],
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe'],
  ...['createContextualFragment', 'parseFromString', 'contentWindow', 'contentDocument'],
  ...['addModule', 'pushManager', 'backgroundFetch', 'navigationPreload', 'showNotification'],
];

/** Elements that fetch, navigate, run or hold another document. */
const DOOR_ELEMENTS = [
  ...['script', 'link', 'meta', 'base', 'form', 'img', 'audio', 'video', 'source', 'track'],
  ...['iframe', 'frame', 'frameset', 'fencedframe', 'object', 'embed', 'portal'],
].join('|');

/** An address of elsewhere or of code; the names of file formats look like one and are none. */
const ADDRESS =
  '/^\\s*(?:javascript|(?:http|ws|ftp)s?|mailto|tel|stuns?|turns?):' +
  '(?!\\/\\/(?:schemas\\.openxmlformats\\.org|vega\\.github\\.io\\/schema|www\\.w3\\.org)\\/)/i';

/** Files with one purpose each that needs a door, and the doors they need. */
const DOOR_KEEPERS = {
  'src/workers/assets.ts': ['fetch'],
  'src/workers/fetch-probe.ts': ['fetch'],
  'src/workers/probe.worker.ts': ['Function'],
  'src/sw/store.ts': ['fetch'],
  'src/lib/hold-navigation.ts': ['navigation'],
  'src/lib/logic/read-policies.ts': ['fetch'],
};

/** @param {readonly string[]} [but] */
const doorGlobals = (but = []) =>
  DOORS.filter((name) => !but.includes(name)).map((name) => ({ name, message: NO_DOOR }));

/** @param {readonly string[]} [but] */
const doorProperties = (but = []) => [
  ...['window', 'self', 'globalThis'].flatMap((object) =>
    doorGlobals(but).map(({ name }) => ({ object, property: name, message: NO_DOOR })),
  ),
  ...['write', 'writeln', 'cookie', 'open', 'location'].map((property) => ({
    object: 'document',
    property,
    message: NO_DOOR,
  })),
  ...['share', 'credentials'].map((property) => ({
    object: 'navigator',
    property,
    message: NO_DOOR,
  })),
];

/** What cannot be said by a name alone. */
const DOOR_SYNTAX = [
  `:matches(MemberExpression, Property)[property.name=/^(${DOOR_MEMBERS.join('|')})$/]`,
  `Property[key.name=/^(${DOOR_MEMBERS.join('|')})$/]`,
  'AssignmentExpression[left.name="location"]',
  'AssignmentExpression[left.property.name=/^(location|href|src|action|formAction|ping)$/]',
  'AssignmentExpression[left.object.property.name="location"]:not([left.property.name="hash"])',
  'AssignmentExpression[left.object.name="location"]:not([left.property.name="hash"])',
  'CallExpression[callee.object.property.name="location"][callee.property.name=/^(assign|replace)$/]',
  'CallExpression[callee.object.name="location"][callee.property.name=/^(assign|replace)$/]',
  `CallExpression[callee.property.name=/^createElement(NS)?$/] > Literal[value=/^(${DOOR_ELEMENTS})$/i]`,
  'ImportExpression > :not(Literal).source',
  `Literal[value=${ADDRESS}]`,
  `TemplateElement[value.raw=${ADDRESS}]`,
  `SvelteLiteral[value=${ADDRESS}]`,
  `SvelteElement[name.name=/^(${DOOR_ELEMENTS})$/]`,
].map((selector) => ({ selector, message: NO_DOOR }));

const LANGUAGE_GLOBALS = [
  { name: 'Intl', message: 'Its output changes with the browser: format by src/i18n.' },
];

/**
 * @param {[string, string[]]} keeper
 * @returns {import('eslint').Linter.Config}
 */
function keeperConfig([file, names]) {
  const properties = [...doorProperties(names), ...CLOCK_AND_CHANCE, ...MATH_RULES];
  return {
    files: [file],
    rules: {
      'no-restricted-globals': ['error', ...doorGlobals(names), ...LANGUAGE_GLOBALS],
      'no-restricted-properties': ['error', ...properties],
    },
  };
}

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
      'no-restricted-globals': ['error', ...doorGlobals()],
      'no-restricted-properties': ['error', ...doorProperties()],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^node:' }] }],
      'no-restricted-syntax': ['error', NO_DEFAULT, ...DOOR_SYNTAX],
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  {
    // Text from files and people meets these: none may take more than the length of the text.
    files: ['src/**/*.ts', 'src/**/*.svelte', 'engine/**/*.ts'],
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
      'no-restricted-globals': ['error', ...doorGlobals(), ...LANGUAGE_GLOBALS],
      'no-restricted-properties': [
        'error',
        ...[...doorProperties(), ...CLOCK_AND_CHANCE, ...MATH_RULES, STOPWATCH],
      ],
      'no-restricted-syntax': [
        'error',
        ...[NO_DEFAULT, ...SAME_EVERYWHERE, ...LANGUAGE_SYNTAX, ...DOOR_SYNTAX],
      ],
    },
  },
  {
    files: MAY_MEASURE_TIME,
    rules: {
      'no-restricted-properties': [
        'error',
        ...[...doorProperties(), ...CLOCK_AND_CHANCE, ...MATH_RULES],
      ],
    },
  },
  ...Object.entries(DOOR_KEEPERS).map(keeperConfig),
  {
    // Its link is to bytes the page made itself.
    files: ['src/lib/logic/save-blob.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT] },
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
