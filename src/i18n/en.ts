import { FORMATS } from './format';

const f = FORMATS.en;

type Value = string | number;
const n = (value: Value): string => (typeof value === 'number' ? f.plain(value) : value);
const count = (value: number, one: string, many: string): string =>
  `${f.int(value)} ${value === 1 ? one : many}`;

/** English. Strings, and functions of named parameters that take plain numbers. */
export const en = {
  name: 'English',
  app: 'Leadbench',
  nav: {
    label: 'Leadbench',
    skip: 'Skip to content',
    home: 'Home',
    leads: 'Leads',
    import: 'Import',
    setup: 'Set up',
    train: 'Train',
    evaluate: 'Evaluate',
    decide: 'Decide',
    score: 'Score',
    privacy: 'Privacy',
    menu: 'Menu',
    closeMenu: 'Close menu',
    steps: 'Steps',
    stepOf: ({ step, steps }: { step: number; steps: number }) => `${step} of ${steps}`,
    previous: 'Previous step',
    next: 'Next step',
    todo: ({ count: c }: { count: number }) => `${f.int(c)} to decide`,
    state: {
      done: 'done',
      here: 'you are here',
      attention: 'needs you',
      running: 'running',
      open: 'not reached yet',
    },
  },
  top: {
    noProject: 'Leadbench',
    demo: 'demo data',
    language: 'Language',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
    badge: ({ bytes }: { bytes: number }) => `${f.int(bytes)} bytes sent`,
    badgeRefused: ({ count: c }: { count: number }) => `${count(c, 'request', 'requests')} refused`,
    badgeOpen: 'open Privacy',
  },
  task: {
    label: 'Running work',
    idle: 'Nothing is running',
    cancel: 'Cancel',
    cancelling: 'Stopping',
    finished: ({ label }: { label: string }) => `${label}: finished`,
    stopped: ({ label }: { label: string }) => `${label}: stopped`,
    stoppedNote: 'What was there before is kept.',
    failed: ({ label }: { label: string }) => `${label}: failed`,
    failedNote: 'The reason is on the page.',
    of: ({ done, total }: { done: string; total: string }) => `${done} of ${total}`,
    rate: ({ rate, unit }: { rate: string; unit: string }) => `${rate} ${unit}/s`,
    left: ({ time }: { time: string }) => `${time} left`,
    units: { bytes: '', rows: 'rows', rounds: 'rounds', steps: 'steps' },
    busy: 'Another run is going on: see the strip below.',
    importing: ({ name }: { name: string }) => `Reading ${name}`,
    demo: 'Opening the demo',
    project: ({ name }: { name: string }) => `Opening ${name}`,
    guard: 'Checking columns for leaks',
    training: 'Training',
    scoring: ({ name }: { name: string }) => `Scoring ${name}`,
    exporting: 'Writing the list',
  },
  common: {
    rows: ({ rows }: { rows: number }) => count(rows, 'row', 'rows'),
    columns: ({ columns }: { columns: number }) => count(columns, 'column', 'columns'),
    interval: ({ low, high }: { low: string; high: string }) => `${low} to ${high}`,
    change: 'Change',
    close: 'Close',
    cancel: 'Cancel',
    masked: 'Masked',
    showMasked: 'Show in full',
    notNumber: 'Not a number',
    outside: ({ min, max }: { min: number; max: number }) => `From ${n(min)} to ${n(max)}`,
    loading: 'Reading',
  },
  chart: {
    asTable: 'Show as table',
    asChart: 'Show as chart',
    svg: 'Download SVG',
    png: 'Download PNG',
    anyOrder: 'any order',
  },
  grid: {
    range: ({ from, to, rows }: { from: number; to: number; rows: number }) =>
      `Rows ${f.int(from)} to ${f.int(to)} of ${f.int(rows)}`,
    row: 'Row',
  },
  types: { number: 'number', boolean: 'yes/no', timestamp: 'date', text: 'text' },
  home: {
    title: 'What are you working on?',
    intro:
      'Drop a lead file or a saved project anywhere on this page. It is read on this device only.',
    drop: 'Drop a lead file here',
    dropNow: 'Let go to read it',
    dropSub: 'CSV, TSV or TXT, gzipped too, or a .leadbench project.',
    choose: 'Choose files…',
    demoTitle: 'Try it with demo data',
    demoText: 'A generated motorcycle-financing set with trained models. No person in it is real.',
    demoRows: 'leads over 6 months',
    demoRowsValue: '60,000',
    demoStages: 'stages: delivered, then booking',
    demoStart: 'Start with demo data',
    privacyText:
      'Files are processed in this browser tab. There is no server and no upload. Closing the tab removes the data unless you save a project.',
    privacyLink: 'How to check this yourself',
    openTitle: 'Open now',
    openContinue: 'Continue',
    gateWaiting: 'Checking that nothing can leave this page. Files are taken in after that.',
  },
  gate: {
    title: 'No file is taken in yet',
    fetch: 'The browser would let this page send a request: the policy is not in force.',
    code: 'The browser would let this page run text as code: the policy is not in force.',
    worker: 'The check itself could not run.',
    noServiceWorker:
      'This window has no service worker, as in some private windows. The host can send the policy itself.',
    reload: 'Reload once',
    reloaded:
      'A reload did not help. Use a normal window, or ask whoever hosts the page to send the policy as headers.',
  },
  import: {
    title: 'Was the file read as you meant it?',
    intro: 'Check the dialect, the line count and the columns before anything is computed.',
    next: 'Set up the outcomes',
    empty: 'No leads yet',
    emptyText: 'Drop a lead file here, or start with demo data.',
    another: 'Read another file…',
    read: 'Read the file',
    dialect: 'How the file is written',
    delimiter: 'Delimiter',
    quote: 'Quote',
    encoding: 'Encoding',
    header: 'First line holds the names',
    detected: 'found from the bytes',
    chosen: 'chosen by you',
    yes: 'Yes',
    no: 'No',
    delimiters: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Pipe' },
    quoteNone: 'None',
    preview: 'Preview',
    previewSub: 'first lines, as they would be read',
    estimate: ({ rows, memory, available }: { rows: number; memory: number; available: number }) =>
      `About ${f.int(rows)} rows. They need ${f.bytes(memory)} of memory; this tab may use ${f.bytes(available)}.`,
    tooBig: ({ memory, available }: { memory: number; available: number }) =>
      `The table would need ${f.bytes(memory)} and this tab may use ${f.bytes(available)}. Drop columns or split the file first.`,
    lines: 'Lines',
    linesRead: 'Lines read',
    kept: 'Kept',
    repaired: 'Repaired',
    rejected: 'Rejected',
    linesIdentity: ({
      read,
      kept,
      repaired,
      rejected,
    }: {
      read: number;
      kept: number;
      repaired: number;
      rejected: number;
    }) => `${f.int(read)} = ${f.int(kept)} + ${f.int(repaired)} + ${f.int(rejected)}`,
    linesOther: ({
      header,
      blank,
      preamble,
      footer,
      physical,
    }: {
      header: number;
      blank: number;
      preamble: number;
      footer: number;
      physical: number;
    }) =>
      `Beside these: ${f.int(header)} header, ${f.int(blank)} blank, ${f.int(preamble)} before the header, ${f.int(footer)} footer. ${f.int(physical)} physical lines in all.`,
    keptNote: 'became rows as they are',
    repairedNote: 'became rows after a repair',
    rejectedNote: 'became no row',
    allKept: 'Every line became a row.',
    rejects: 'Rejected lines',
    rejectsSub: ({ shown, all }: { shown: number; all: number }) =>
      shown < all ? `first ${f.int(shown)} of ${f.int(all)}` : count(all, 'line', 'lines'),
    rejectsDownload: 'Download all rejects',
    line: 'Line',
    offset: 'Byte',
    reason: 'Reason',
    text: 'Text',
    columns: 'Columns',
    column: 'Column',
    type: 'Type',
    missing: 'Missing',
    missingShare: 'Missing, %',
    distinct: 'Distinct',
    rows: 'All rows',
    file: ({ name, bytes, seconds }: { name: string; bytes: number; seconds: number }) =>
      `${name}, ${f.bytes(bytes)}, read in ${f.duration(seconds)}`,
    rejectCodes: {
      TOO_MANY_FIELDS: 'More fields than the header',
      TOO_FEW_FIELDS: 'Fewer fields than the header',
      UNBALANCED_QUOTE: 'A quote is opened and never closed',
      LINE_TOO_LONG: 'A line of more than 16 MB',
    },
  },
  setup: {
    title: 'What may the model know?',
    intro:
      'A column is safe only if its value exists when the call list is made. Leadbench proposes, you confirm, and the contract is enforced again at scoring.',
    confirm: 'Confirm contract',
    confirmed: 'Contract confirmed',
    next: 'Go to training',
    noTable: 'No table is open yet.',
    noTableText: 'Read a lead file first, or start with demo data.',
    run: 'Check the columns',
    runText:
      'The guard measures each column alone against both outcomes, and reads names and dates.',
    stage1: 'Stage 1 outcome, all leads',
    stage2: ({ column }: { column: string }) => `Stage 2 outcome, rows where ${column} happened`,
    stage2None: 'Stage 2 outcome: none, one stage only',
    equals: ({ value }: { value: string }) => `= ${value}`,
    share: ({ positives, rows }: { positives: number; rows: number }) =>
      `${f.int(positives)} of ${f.int(rows)},`,
    checks: 'Checks',
    implicationOk: 'Every stage 2 case is a stage 1 case, 0 counter-examples',
    implicationBad: ({ count: c }: { count: number }) =>
      `${count(c, 'row has', 'rows have')} stage 2 without stage 1`,
    implicationRows: ({ rows }: { rows: string }) => `Rows ${rows}`,
    gateOk: 'Enough positives in every stage (gate is 120)',
    gateAmber: ({ stage, positives }: { stage: number; positives: number }) =>
      `Stage ${stage} has ${f.int(positives)} positives, under 120: intervals will be wide`,
    gateBlock: ({ stage, positives }: { stage: number; positives: number }) =>
      `Stage ${stage} has ${f.int(positives)} positives, under 40: it cannot be trained`,
    outcomeColumn: 'Column',
    outcomeValue: 'Value that counts as yes',
    outcomeNone: 'no second stage',
    recheck: 'Check with these outcomes',
    filters: 'Show columns',
    all: 'All',
    toDecide: 'To decide',
    blocked: 'Blocked',
    allowed: 'Allowed',
    outcomes: 'Outcomes',
    find: 'Filter columns',
    column: 'Column',
    known: 'Known',
    power: 'Power alone, S1 / S2',
    why: 'Why',
    groupDecide: 'Needs your decision',
    groupBlocked: 'Blocked',
    groupAllowed: 'Allowed',
    groupOutcomes: 'Outcomes',
    levels: ({ distinct }: { distinct: number }) => count(distinct, 'level', 'levels'),
    nothing: 'Nothing suspicious',
    amber: 'amber 0.70',
    red: 'red 0.975',
    shown: ({ shown, all }: { shown: number; all: number }) =>
      `${f.int(shown)} of ${count(all, 'column', 'columns')} shown`,
    stagePower: ({ stage, value }: { stage: number; value: number | null }) =>
      `stage ${stage}: ${f.num(value, 3)}`,
    block: 'Block at training and scoring',
    keep: 'Keep it, I know why',
    isBlocked: 'Blocked: neither trained on nor asked for at scoring.',
    isAllowed: 'Allowed: the model may use it.',
    isUndecided: 'Undecided: it counts as kept until you choose.',
    missing: ({ missing, rows }: { missing: number; rows: number }) =>
      `${f.int(missing)} of ${f.int(rows)} rows are empty (${f.percent(missing / Math.max(1, rows))}).`,
    distinct: ({ distinct }: { distinct: number }) =>
      count(distinct, 'distinct value', 'distinct values'),
    noFeatures: 'No column is left for the model: allow at least one.',
    undecided: ({ count: c }: { count: number }) =>
      `${count(c, 'column waits', 'columns wait')} for your decision; undecided columns are kept.`,
    availability: {
      capture: 'At capture',
      assignment: 'At assignment',
      contact: 'After contact',
      outcome: 'After outcome',
      identifier: 'Identifier',
    },
    availabilityNote: {
      capture: 'Known when the lead comes in.',
      assignment: 'Known when the lead is given to an agent.',
      contact:
        'Known only after contact. When the list is made this column is empty for every lead.',
      outcome:
        'Known only after the outcome. When the list is made this column is empty for every lead.',
      identifier: 'Names or numbers one person or lead: it says who, not how likely.',
    },
    reasons: {
      copy: (p: Params) => `A copy of ${say(p.outcome, 'an outcome')}.`,
      power: (p: Params) =>
        `Predicts stage ${say(p.stage)} alone with power ${three(p.gini)}: over the red line.`,
      filledAfter: (p: Params) =>
        p.outcome === undefined
          ? 'Filled only where an outcome happened.'
          : `Filled only where ${say(p.outcome)} is ${say(p.class, '1')}.`,
      datedAfter: (p: Params) =>
        p.date === undefined
          ? 'How late its date is gives the outcome away.'
          : `Its dates lie after ${say(p.date)}, which only the outcome fills.`,
      strong: (p: Params) =>
        `Predicts stage ${say(p.stage)} alone with power ${three(p.gini)}: over the amber line.`,
      standsOut: (p: Params) =>
        p.times === undefined
          ? `On stage ${say(p.stage)} no other column has any power.`
          : `On stage ${say(p.stage)} ${say(p.times)} times as strong as the next column.`,
      missingness: (p: Params) =>
        typeof p.missing === 'number'
          ? `Missing in ${f.percent(p.missing, 0)} of rows, and whether it is filled follows stage ${say(p.stage)}.`
          : 'Whether it is filled follows the outcome.',
      name: (p: Params) =>
        p.word === undefined
          ? 'The name says that someone judged or touched the lead later.'
          : `The name says “${say(p.word)}”: someone judged or touched the lead later.`,
    },
  },
  train: {
    title: 'Which model ranks the leads, and how sure is that?',
    intro: 'Every cell is trained on the same rows and judged on the same test rows.',
    run: 'Train',
    runCount: ({ cells }: { cells: number }) => `Train ${count(cells, 'cell', 'cells')}`,
    next: 'See what the ranking is worth',
    noSetup: 'The contract is not confirmed yet.',
    noSetupText: 'Say which columns the model may know, then train.',
    goSetup: 'Go to set up',
    settings: 'Run settings',
    algorithms: 'Algorithms',
    algorithm: { logistic: 'Logistic regression', gbdt: 'Gradient boosting' },
    algorithmNote: {
      logistic: 'L2, one weight a feature',
      gbdt: 'histogram trees, early stopping',
    },
    split: 'Test rows',
    splitTime: 'Latest',
    splitRandom: 'Random',
    splitTimeNote: 'The test rows are the latest: the question the call list asks.',
    splitRandomNote: 'The test rows are drawn at random: later rows help to judge earlier ones.',
    splitNoDate: 'No date column is allowed, so the split is random.',
    dateColumn: 'By date column',
    share: 'Share held for the test',
    seed: 'Seed',
    pickOne: 'Choose at least one algorithm.',
    board: 'Board',
    boardSub: 'ROC-AUC on the test rows, 95% interval; recall and precision at the 0.5 cut',
    algorithmHead: 'Algorithm',
    stageHead: ({ stage, column }: { stage: number; column: string }) =>
      `Stage ${stage}: ${column}`,
    baseRate: ({ rate }: { rate: number }) => `base rate ${f.num(rate, 3)}`,
    recall: ({ value }: { value: number }) => `recall ${f.num(value, 2)}`,
    precision: ({ value }: { value: number }) => `precision ${f.num(value, 2)}`,
    fit: ({ seconds }: { seconds: number }) => `fitted in ${f.duration(seconds)}`,
    waiting: 'Waiting',
    running: 'Running',
    champion: 'Champion',
    championBest: ({ stage, name }: { stage: number; name: string }) =>
      `Stage ${stage}: ${name}. Its loss on held-back training rows is lowest and no simpler model comes within the interval.`,
    championSimplest: ({ stage, name }: { stage: number; name: string }) =>
      `Stage ${stage}: ${name}. It is the simplest model within the interval of the lowest loss.`,
    final: ({ auc, low, high }: { auc: number; low: number; high: number }) =>
      `Both stages multiplied, on all test rows: ROC-AUC ${f.num(auc, 3)} (${f.num(low, 3)} to ${f.num(high, 3)}).`,
    splitUsed: ({ train, test }: { train: number; test: number }) =>
      `${f.int(train)} training rows, ${f.int(test)} test rows`,
    features: ({ features, dropped }: { features: number; dropped: number }) =>
      `${count(features, 'column', 'columns')} used, ${f.int(dropped)} left out`,
    cellsEmpty: 'Nothing is trained yet.',
    trainedIn: ({ seconds }: { seconds: number }) => `trained in ${f.duration(seconds)}`,
    pretrained: 'These models came with the project; train again to use this table.',
  },
  evaluate: {
    title: 'Is the ranking worth calling by?',
    introProduct: ({ rows }: { rows: number }) =>
      `P(stage 1) × P(stage 2 | stage 1), judged on ${f.int(rows)} test rows that training never saw.`,
    introStage: ({ rows, algorithm }: { rows: number; algorithm: string }) =>
      `${algorithm}, judged on ${f.int(rows)} test rows that training never saw.`,
    next: 'Decide who is called',
    noStudy: 'Nothing is trained yet.',
    noStudyText: 'Train the models first: their test figures appear here.',
    goTrain: 'Go to training',
    view: 'What is judged',
    stage: ({ stage }: { stage: number }) => `Stage ${stage}`,
    product: 'Product, all leads',
    one: 'All leads',
    rocAuc: 'ROC-AUC',
    prAuc: 'PR-AUC',
    ks: 'KS, exact',
    brier: 'Brier',
    logLoss: 'Log loss',
    events: 'Events',
    noSkill: 'no skill 0.500',
    base: ({ value, decimals }: { value: number; decimals: number }) =>
      `base rate ${f.num(value, decimals)}`,
    byDecile: ({ value }: { value: number }) => `by decile ${f.num(value, 3)}`,
    eventsDetail: ({ rows }: { rows: number }) => `of ${f.int(rows)} rows`,
    deciles: 'Deciles',
    decilesSub: ({ rows, events, rate }: { rows: number; events: number; rate: number }) =>
      `highest scores first, ${f.int(rows)} leads, ${f.int(events)} events; dashed line: overall rate ${f.percent(rate)}`,
    decile: 'Decile',
    leads: 'Leads',
    eventsHead: 'Events',
    rate: 'Rate, 95% interval',
    predicted: 'Predicted',
    cumCapture: 'Cumulative capture',
    lift: 'Lift',
    cumLift: 'Cumulative lift',
    total: 'All',
    orderHolds: ({ bins }: { bins: number }) => `Rank order holds: 0 breaks in ${f.int(bins)} bins`,
    orderBreaks: ({ breaks, where }: { breaks: number; where: string }) =>
      `${count(breaks, 'rank-order break', 'rank-order breaks')}: decile ${where} is above the one before it`,
    tied: ({ share }: { share: number }) =>
      `${f.percent(share)} of rows share their score with another row.`,
    roc: 'ROC',
    rocSub: 'share of events found against share of non-events called',
    rocTakeaway: ({ auc }: { auc: number }) =>
      `Of 100 pairs of an event and a non-event, the score puts ${f.int(auc * 100)} in the right order.`,
    rocX: 'non-events called',
    rocY: 'events found',
    pr: 'Precision and recall',
    prSub: 'share of calls that hit against share of events found',
    prTakeaway: ({ precision, base }: { precision: number; base: number }) =>
      `Where half of the events are found, ${f.percent(precision)} of calls hit; in any order it is ${f.percent(base)}.`,
    prX: 'recall: events found',
    prY: 'precision: calls that hit',
    capture: 'Capture',
    captureSub: 'share of all events found',
    captureTakeaway: ({ called, found }: { called: number; found: number }) =>
      `Calling the first ${f.percent(called, 0)} of leads finds ${f.percent(found)} of the events.`,
    captureX: 'leads called, highest score first',
    captureY: 'events found',
    liftTitle: 'Lift by decile',
    liftSub: 'rate of the decile over the overall rate',
    liftTakeaway: ({ lift }: { lift: number }) =>
      `The first decile holds ${f.num(lift, 2)} times the overall rate.`,
    liftX: 'decile, highest scores first',
    liftY: 'times the overall rate',
    liftRef: 'overall rate',
  },
  decide: {
    title: 'Who is called this week?',
    introCapacity:
      'The cut follows the capacity of the team. Move a figure and every result below moves with it.',
    introMetric: 'The cut follows a metric, measured on the test rows.',
    next: 'Score and export the list',
    noScores: 'There are no scores yet.',
    noScoresText: 'Train the models first, or open a project with trained models.',
    population: 'Which leads',
    test: 'Test rows',
    scored: 'Scored file',
    how: 'How the cut is chosen',
    capacity: 'Capacity',
    metric: 'Metric',
    agents: 'Agents',
    agentsUnit: 'people',
    hours: 'Hours an agent, a week',
    hoursUnit: 'hours',
    minutes: 'Minutes an attempt',
    minutesUnit: 'min',
    attempts: 'Attempts a lead',
    attemptsUnit: 'times',
    formula: ({
      agents,
      hours,
      minutes,
      attempts,
    }: {
      agents: number;
      hours: number;
      minutes: number;
      attempts: number;
    }) =>
      `${f.plain(agents)} × ${f.plain(hours)} × 60 ÷ ${f.plain(minutes)} ÷ ${f.plain(attempts)} =`,
    formulaLeads: ({ leads }: { leads: number }) => count(leads, 'lead', 'leads'),
    capped: ({ rows }: { rows: number }) =>
      `The team could call more than the ${f.int(rows)} leads there are.`,
    rule: 'Rule',
    rules: { score: 'Score', recall: 'Recall', f: 'F-beta', youden: 'Youden' },
    scoreCut: 'Lowest score called',
    scoreUnit: 'score',
    recallAtLeast: 'Recall at least',
    recallUnit: '%',
    beta: 'Beta: weight of recall',
    betaUnit: '×',
    needsOutcome: 'This rule needs known outcomes: use the test rows.',
    youdenNote: 'The cut where recall minus the false-call rate is largest.',
    fNote: ({ value }: { value: number }) => `The cut where F-beta is largest: ${f.num(value, 3)}.`,
    expected: 'Expected events',
    expectedDetail: 'sum of the scores of the leads called',
    anyOrder: ({ times, count: c }: { times: number; count: number }) =>
      `${f.num(times, 1)} × any order (${f.int(c)})`,
    calls: 'Leads called',
    callsOf: ({ rows }: { rows: number }) => `of ${f.int(rows)}`,
    cut: ({ cut }: { cut: number }) => `final score from ${f.num(cut, 4)}`,
    observed: 'Events among them',
    observedOf: ({ events }: { events: number }) => `of ${f.int(events)}`,
    recall: ({ value }: { value: number }) => `recall ${f.percent(value)}`,
    precision: 'Precision',
    perHundred: ({ hits }: { hits: number }) => `about ${f.int(hits)} of 100 calls hit`,
    unknown: 'outcomes are not known here',
    histogram: 'Distribution of the final score',
    histogramSub: ({ rows }: { rows: number }) => `${f.int(rows)} leads`,
    histogramTakeaway: ({ called, cut }: { called: number; cut: number }) =>
      `${f.int(called)} leads score ${f.num(cut, 4)} or more.`,
    histogramX: 'final score',
    histogramY: 'leads',
    histogramCut: 'cut',
    confusion: 'Confusion matrix',
    actualYes: 'Event',
    actualNo: 'None',
    called: 'Called',
    notCalled: 'Not called',
    tp: 'TP',
    fp: 'FP',
    fn: 'FN',
    tn: 'TN',
    gain: 'Events by calls',
    gainSub: 'how many events the first calls find',
    gainX: 'leads called',
    gainY: 'events',
    gainTakeaway: ({ calls, events }: { calls: number; events: number }) =>
      `${f.int(calls)} calls find ${f.int(events)} events.`,
    expectedNote: 'Expected events add the scores up; they are as well calibrated as the model is.',
  },
  score: {
    title: 'Which list goes to the agents?',
    intro:
      'Columns are matched by name. Columns the contract forbids are ignored, a missing one is refused by name.',
    open: ({ rows }: { rows: number }) => `Score the open table, ${f.int(rows)} leads`,
    file: 'Score a file…',
    dropHint: 'or drop a new lead file anywhere on this page',
    noStudy: 'There is no model to score with.',
    noStudyText: 'Train one, or open a project with trained models.',
    scoredIn: ({ seconds }: { seconds: number }) => `scored in ${f.duration(seconds)}`,
    rows: 'Leads scored',
    grades: 'Grades',
    gradesText: 'A the highest 10%, then 15, 25, 25 and 25%',
    gradeCount: ({ grade, count: c }: { grade: string; count: number }) => `${grade} ${f.int(c)}`,
    unseen: 'Levels never seen in training',
    unseenNone: 'None: every level was seen in training.',
    unseenText: 'Treated as “other”',
    unseenColumn: ({ column, count: c }: { column: string; count: number }) =>
      `${column} ${f.int(c)}`,
    ignored: 'Columns ignored by contract',
    ignoredNone: 'None',
    list: 'Call list',
    listSub: ({ rows }: { rows: number }) => `${f.int(rows)} leads, highest score first`,
    rank: '#',
    grade: 'Grade',
    decile: 'Decile',
    final: 'Score',
    exportTitle: 'Download the list',
    format: 'Format',
    which: 'Which leads',
    top: 'First',
    all: 'All, in input order',
    topUnit: 'leads',
    exportTop: ({ rows, format }: { rows: number; format: string }) =>
      `Export ${f.int(rows)} leads as ${format}`,
    exportAll: ({ rows, format }: { rows: number; format: string }) =>
      `Export all ${f.int(rows)} leads as ${format}`,
    exportNote: 'The file holds names and numbers in full, as your table does.',
    save: 'Save project',
    saveNote: 'Models, contract and figures; no rows.',
    maskNote: 'Names, ID numbers and phones are masked on screen.',
  },
  privacy: {
    title: 'What can leave this page?',
    intro:
      'Nothing of your files. What the browser enforces and what rests on published code is told apart here.',
    countedSub: 'by the service worker, since it started',
    served: 'Files of this page served',
    refused: 'Requests refused',
    sent: 'Bytes of your data sent',
    servedNote: 'from its own build, checked by hash',
    refusedNote: 'anything else, the own host included',
    sentNote: 'no request with a body is let through',
    noWorker: 'No service worker is counting in this window.',
    refusedUrls: 'Refused addresses',
    probe: 'Checked before any file is taken in',
    probeFetch: 'A request from a worker is refused',
    probeCode: 'Text run as code is refused',
    probeIsolated: 'The page is isolated from others (threads are available)',
    probeNotIsolated: 'The page is not isolated: it runs without threads',
    passed: 'passed',
    failed: 'failed',
    waiting: 'running',
    again: 'Check again',
    enforced: 'What the browser enforces',
    enforcedList: [
      'Every answer carries a policy: scripts, workers and requests only from this page’s own address.',
      'The service worker answers only files of its own build and refuses everything else.',
      'No form may be sent, no other page may frame this one, no text becomes code.',
    ],
    published: 'What rests on the published code',
    publishedList: [
      'Peer connections and following a link away cannot be closed by a policy: the page takes the first away at its start and contains no link that carries data.',
      'Downloads are files you ask for by a button; what you do with them is up to you.',
    ],
    check: 'How to check this yourself',
    checkList: [
      'Open the browser’s developer tools, choose Network, and work: the list stays empty after loading.',
      'Switch the network off after the first visit: everything still works.',
    ],
    stays: 'What stays on this device',
    staysText:
      'Language, theme and the page’s own files. Rows live in the memory of this tab and go when it closes; a project you save holds models and figures, no rows.',
    law: 'This page does not make anyone compliant with UU PDP: legal basis, retention and impact assessment stay with whoever uses the data.',
  },
  errors: {
    codeLabel: 'Code',
    dismiss: 'Close',
    fallback: {
      what: 'Something stopped the work.',
      next: 'What was open before is kept. The code below says what it was.',
    },
    FILE_EMPTY: { what: 'The file is empty.', next: 'Choose another file.' },
    HEADER_ONLY: {
      what: 'The file has a header and no rows.',
      next: 'Check the export that made it.',
    },
    BINARY_FILE: (p: Params) => ({
      what: `This is ${say(p.kind, 'a binary file')}, not delimited text.`,
      next: 'Save it as CSV first and drop that.',
    }),
    FILE_TOO_BIG: (p: Params) => ({
      what: `The table would need ${size(p.estimate)} of memory, and this tab may use ${size(p.limit)}.`,
      next: 'Nothing was read. Drop columns or split the file.',
    }),
    GZIP_DAMAGED: {
      what: 'The compressed file is damaged or cut off.',
      next: 'Nothing was kept. Copy or compress it again.',
    },
    UNBALANCED_QUOTE: {
      what: 'A quote is opened and never closed.',
      next: 'Choose “None” as quote, or mend the file.',
    },
    TOO_MANY_FIELDS: {
      what: 'Lines have more fields than the header.',
      next: 'Check the delimiter.',
    },
    CANCELLED: { what: 'Stopped by you.', next: 'What was there before is kept.' },
    WORKER_LOST: {
      what: 'The worker stopped answering.',
      next: 'The table is kept where it can be. Run the step again.',
    },
    ONE_CLASS: (p: Params) => ({
      what:
        p.column === undefined
          ? 'Only one outcome occurs among these rows.'
          : `Column ${say(p.column)} holds only one value among these rows.`,
      next: 'Choose another outcome or another value.',
    }),
    OUTCOME_UNKNOWN_COLUMN: (p: Params) => ({
      what: `The table has no column ${say(p.column)}.`,
      next: 'Choose an outcome that is there.',
    }),
    OUTCOME_NOT_BINARY: (p: Params) => ({
      what: `Column ${say(p.column)} has more than two values.`,
      next: 'Say which value counts as yes.',
    }),
    OUTCOME_VALUE_ABSENT: (p: Params) => ({
      what: `Column ${say(p.column)} never holds ${say(p.value)}.`,
      next: 'Choose a value that occurs.',
    }),
    TOO_FEW_POSITIVES: (p: Params) => ({
      what: `Stage ${say(p.stage)} has ${say(p.positives)} positives; at least ${say(p.minimum)} are needed.`,
      next: 'Add months of data, or choose another outcome.',
    }),
    NO_FEATURES: {
      what: 'No column is left for the model.',
      next: 'Allow at least one column in Set up.',
    },
    COLUMNS_MISSING: (p: Params) => ({
      what: `The model needs columns this file does not have: ${say(p.columns)}.`,
      next: 'Nothing was scored. Rename the columns or choose another file.',
    }),
    COLUMN_TYPE: (p: Params) => ({
      what: `Column ${say(p.column)} should hold ${typeName(p.expected)} and holds ${typeName(p.found)}.`,
      next: 'Nothing was scored. Check how the file is written.',
    }),
    PROJECT_DAMAGED: (p: Params) => ({
      what: `The project is damaged: ${say(p.file)} does not match its checksum.`,
      next: 'Nothing was opened. Use another copy.',
    }),
    PROJECT_TOO_NEW: (p: Params) => ({
      what: `The project has version ${say(p.found)}; this page reads up to ${say(p.supported)}.`,
      next: 'Reload the page to get its newest version.',
    }),
    NOT_A_PROJECT: {
      what: 'This file is no Leadbench project.',
      next: 'Choose a .leadbench file.',
    },
    SHEET_TOO_LONG: (p: Params) => ({
      what: `A worksheet ends at 1,048,576 rows and the list has ${say(p.rows)}.`,
      next: 'Export fewer leads, or use CSV.',
    }),
    MODEL_UNSUPPORTED: (p: Params) => ({
      what: `The model cannot be run here: ${say(p.what)}.`,
      next: 'Nothing was scored.',
    }),
    PROBE_FAILED: (p: Params) => ({
      what: `The privacy check failed: ${say(p.what)}.`,
      next: 'No file is taken in. Reload the page once.',
    }),
    ALL_LINES_REJECTED: (p: Params) => ({
      what: `None of the ${say(p.lines)} lines became a row.`,
      next: 'Check the delimiter and the quote.',
    }),
    QUOTE_INVALID: (p: Params) => ({
      what: `${say(p.quote)} cannot be a quote.`,
      next: 'Choose one of the list.',
    }),
    DELIMITER_INVALID: (p: Params) => ({
      what: `${say(p.delimiter)} cannot be a delimiter.`,
      next: 'Choose one of the list.',
    }),
    SPLIT_NO_DATE: (p: Params) => ({
      what: `Column ${say(p.column)} holds no dates.`,
      next: 'Choose a date column, or a random split.',
    }),
    TIME_SPLIT_IMPOSSIBLE: (p: Params) => ({
      what: `Only ${say(p.dated)} of ${say(p.rows)} rows have a date that splits them.`,
      next: 'Choose another date column, or a random split.',
    }),
    NO_OUTCOME: {
      what: 'No column looks like an outcome.',
      next: 'Choose the outcome yourself in Set up.',
    },
    FEATURE_INFINITE: (p: Params) => ({
      what: `Column ${say(p.feature)} holds infinite numbers.`,
      next: 'Block the column, or mend the file.',
    }),
    PARAM_UNKNOWN: (p: Params) => ({
      what: `${say(p.algorithm)} has no parameter ${say(p.name)}.`,
      next: 'Leave it out.',
    }),
    PARAM_OUT_OF_RANGE: (p: Params) => ({
      what: `Parameter ${say(p.name)} is ${say(p.value)}; it may be from ${say(p.low)} to ${say(p.high)}.`,
      next: 'Choose a value inside.',
    }),
    SHEET_TOO_WIDE: (p: Params) => ({
      what: `A worksheet ends at ${say(p.limit)} columns and the list has ${say(p.columns)}.`,
      next: 'Use CSV.',
    }),
    PROJECT_TOO_LARGE: (p: Params) => ({
      what: `The project would unpack to ${size(p.bytes)}; the limit is ${size(p.limit)}.`,
      next: 'Nothing was opened.',
    }),
    MODEL_UNREADABLE: (p: Params) => ({
      what: `The model cannot be read: ${say(p.what)}.`,
      next: 'Nothing was opened.',
    }),
    ONNX_MISMATCH: (p: Params) => ({
      what: `Stage ${say(p.stage)} scores differ between the saved model and its ONNX file.`,
      next: 'Nothing was scored. Train again.',
    }),
    FORMAT_NOT_BUILT: (p: Params) => ({
      what: `Files of the kind ${say(p.format)} cannot be read yet.`,
      next: 'Save it as CSV.',
    }),
    ASSET_MISSING: (p: Params) => ({
      what: `A file of this page is missing: ${say(p.file)}.`,
      next: 'Connect once and reload the page.',
    }),
    NO_TABLE: { what: 'No table is open.', next: 'Read a lead file first.' },
    NO_PROJECT: { what: 'There is no model yet.', next: 'Train one, or open a project.' },
    NO_TEST_ROWS: {
      what: 'The project came without its test rows.',
      next: 'Open its table and train, or score a file.',
    },
    NOT_SCORED: { what: 'Nothing is scored yet.', next: 'Score the open table or a file.' },
    MEMORY_FULL: (p: Params) => ({
      what: `Another ${say(p.megabytes)} MB of memory could not be had.`,
      next: 'What was there before is kept. Close other tabs, or use fewer rows or columns.',
    }),
    OUT_OF_MEMORY: {
      what: 'The memory of this tab is full.',
      next: 'What was there before is kept. Close other tabs, or use fewer rows or columns.',
    },
  },
};

type Params = Readonly<Record<string, Value>>;

function say(value: Value | undefined, otherwise = f.plain(null)): string {
  return value === undefined ? otherwise : n(value);
}

/** Power with the three decimals its lines have. */
function three(value: Value | undefined): string {
  return typeof value === 'number' ? f.num(value, 3) : say(value);
}

/** A column type in words. */
function typeName(value: Value | undefined): string {
  const names: Readonly<Record<string, string>> = {
    number: 'numbers',
    boolean: 'yes or no',
    timestamp: 'dates',
    text: 'text',
  };
  return typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : say(value);
}

function size(value: Value | undefined): string {
  return typeof value === 'number' ? f.bytes(value) : say(value);
}
