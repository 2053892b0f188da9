import { count, f, say, three, type Params } from './words';

/** Import, Set up and Train. */
export const prepare = {
  import: {
    title: 'Was the file read as you meant it?',
    intro: 'Check the dialect, the line count and the columns before anything is computed.',
    next: 'Set up the outcomes',
    toProfile: 'Look at the columns',
    empty: 'No leads yet',
    emptyText: 'Drop a lead file here, or start with demo data.',
    another: 'Read another file…',
    read: 'Read the file',
    back: 'Back to the open table',
    dialect: 'How the file is written',
    delimiter: 'Delimiter',
    quote: 'Quote',
    encoding: 'Encoding',
    escape: 'Quote inside a cell',
    escapeDoubled: 'Doubled',
    header: 'Header lines',
    headerNone: 'None',
    skipRows: 'Lines before the header',
    skipBlanks: 'Spaces behind delimiters',
    blanksSkipped: 'Left out',
    blanksKept: 'Part of the cell',
    decimal: 'Decimal mark',
    thousands: 'Mark between thousands',
    dateOrder: 'Order of dates',
    dateOrders: { day: 'Day first', month: 'Month first', year: 'Year first' },
    byColumn: 'By column',
    point: 'Point',
    comma: 'Comma',
    asFound: 'As it was found',
    untold: 'nothing in the file tells',
    detected: ({ share }: { share: number }) => `found, ${f.percent(share, 0)} sure`,
    chosen: 'chosen by you',
    delimiters: {
      ',': 'Comma',
      ';': 'Semicolon',
      '\t': 'Tab',
      '|': 'Pipe',
      ' ': 'Space',
      ':': 'Colon',
    },
    quoteNone: 'None',
    fixedWidth: 'Fixed width',
    widths: 'Widths of the columns, in characters',
    fileNames: ({ name, more, bytes }: { name: string; more: number; bytes: number }) =>
      `${name}${more > 0 ? ` and ${count(more, 'more file', 'more files')}` : ''}, ${f.bytes(bytes)}`,
    appended: ({ files, names }: { files: number; names: string }) =>
      `${count(files, 'file becomes', 'files become')} one table, columns matched by name: ${names}${files > 8 ? ' …' : ''}. What is set above holds for all.`,
    ignored: ({ files, names }: { files: number; names: string }) =>
      `Not read, because no table is expected in them: ${names}${files > 8 ? ' …' : ''}.`,
    files: 'Files',
    filesSub: 'read into one table',
    search: 'Find in all columns',
    looking: 'Looking…',
    fileName: 'File',
    fileRows: 'Rows',
    differences: 'Columns',
    onlyHere: ({ names }: { names: string }) => `only here: ${names}`,
    missingHere: ({ names }: { names: string }) => `missing here: ${names}`,
    recased: ({ written, name }: { written: string; name: string }) => `${written} is ${name}`,
    sameColumns: 'the same as the first',
    preview: 'Preview',
    previewSub: 'first lines, as they would be read',
    fileShown: 'File shown',
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
    lineLists: { rejected: 'Rejected lines', repaired: 'Repaired lines' },
    rejectsSub: ({ shown, all }: { shown: number; all: number }) =>
      shown < all ? `first ${f.int(shown)} of ${f.int(all)}` : count(all, 'line', 'lines'),
    linesDownload: 'Download them',
    otherTables: ({ tables }: { tables: number }) =>
      `The file holds ${count(tables, 'further table', 'further tables')}, not read here. To read one, drop the file again and set “Lines before the header” to the line before it.`,
    otherTable: ({ line, columns, lines }: { line: number; columns: number; lines: number }) =>
      `From line ${f.int(line)}: ${count(columns, 'column', 'columns')}, ${count(lines, 'line', 'lines')}.`,
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
    generated: ({ rows, seconds }: { rows: number; seconds: number }) =>
      `Generated on this device in ${f.duration(seconds)}: ${count(rows, 'lead', 'leads')}, no file was read.`,
    rejectCodes: {
      TOO_MANY_FIELDS: 'More fields than the header',
      TOO_FEW_FIELDS: 'Fewer fields than the header',
      UNBALANCED_QUOTE: 'A quote is opened and never closed',
      LINE_TOO_LONG: 'A line of more than 16 MB',
      OTHER_TABLE: 'Belongs to another table in the file',
    },
    repairCodes: {
      STRAY_QUOTE: 'A quote inside a cell was taken for a character',
      WHOLE_LINE_QUOTED: 'The whole line stood in quotes',
      OTHER_DELIMITER: 'The line has another delimiter than the file',
      MISSING_DELIMITER: 'A delimiter was missing before a quote',
      EXTRA_DELIMITER: 'A delimiter too many',
      TOO_FEW_FIELDS: 'Fewer fields than the header: the last cells are missing',
      BAD_CHARACTERS: 'NUL characters, or bytes that are no text',
    },
  },
  freeForm: {
    title: 'Free-form step',
    sub: 'an Arquero expression, run on this device in a thread with no way out',
    verb: 'Step',
    verbs: { filter: 'Keep rows', derive: 'Add a column', missing: 'Count as missing' },
    name: 'Name of the new column',
    namePlaceholder: 'year',
    expression: 'Expression',
    hint: 'd is the row: d.age, or d["lead id"] for other names. Functions are op.year(d.date), op.mean(d.age) and kin. A missing number or date passes no comparison; op.is_nan(d.age) finds it.',
    examples: {
      filter: 'd => d.age >= 21 && d.age <= 55',
      derive: 'd => op.year(d.date)',
    },
    tooMany: ({ rows, limit }: { rows: number; limit: number }) =>
      `A free-form step takes up to ${f.int(limit)} rows, and this table has ${f.int(rows)}.`,
    noExpression: 'Write an expression first.',
    noName: 'Name the new column first.',
    taken: ({ name }: { name: string }) => `There is a column “${name}” already.`,
    tryIt: 'Try it',
    apply: 'Apply',
    undo: 'Undo the last step',
    preview: 'First rows after the step',
    counts: ({ before, after }: { before: number; after: number }) =>
      `${f.int(before)} rows before, ${f.int(after)} after`,
    applyNote:
      'Applying makes this the open table. Contract, study and scores belong to the table before; undo brings them back.',
    steps: 'Steps on this table',
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
    algorithm: {
      logistic: 'Logistic regression',
      forest: 'Random forest',
      gbdt: 'Gradient boosting',
    },
    algorithmNote: {
      logistic: 'L2, one weight a feature',
      forest: '100 deep trees, a larger project file',
      gbdt: 'histogram trees, early stopping',
    },
    split: 'Test rows',
    splitTime: 'Latest',
    splitRandom: 'Random',
    splitTimeNote: 'The test rows are the latest: the question the call list asks.',
    splitRandomNote: 'The test rows are drawn at random: later rows help to judge earlier ones.',
    splitNoDate: 'No date column is allowed, so the split is random.',
    dateColumn: 'By date column',
    share: 'Test share',
    seed: 'Seed',
    pickOne: 'Choose at least one algorithm.',
    memory: ({ bytes }: { bytes: number }) =>
      `Training takes up to ${f.bytes(bytes)} of memory, given back when it ends.`,
    memoryTooMuch: ({ bytes, limit }: { bytes: number; limit: number }) =>
      `Training would take ${f.bytes(bytes)} of memory; this tab may use ${f.bytes(limit)}.`,
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
    running: 'Training',
    done: 'Trained',
    judged: 'its figures come when all cells are trained',
    before: ({ auc }: { auc: number }) => `before: ${f.num(auc, 3)}`,
    replacing:
      'This run replaces the board. The figures of the run before hold until it ends, and stay if it is cancelled.',
    boardRunning: ({ done, cells }: { done: number; cells: number }) =>
      `${f.int(done)} of ${count(cells, 'cell', 'cells')} trained`,
    champion: 'Champion',
    championFor: ({ name, stages }: { name: string; stages: string }) => `${name} for ${stages}.`,
    and: 'and',
    championWhy: {
      best: 'Its loss on held-back training rows is lowest, and no simpler model comes within the interval.',
      simplest: 'It is the simplest model within the interval of the lowest loss.',
    },
    final: ({
      product,
      auc,
      low,
      high,
    }: {
      product: string;
      auc: number;
      low: number;
      high: number;
    }) =>
      `${product} on all test rows: ROC-AUC ${f.num(auc, 3)} (${f.num(low, 3)} to ${f.num(high, 3)}).`,
    splitUsed: ({ train, test }: { train: number; test: number }) =>
      `${f.int(train)} training rows, ${f.int(test)} test rows`,
    features: ({ features, dropped }: { features: number; dropped: number }) =>
      `${count(features, 'column', 'columns')} used, ${f.int(dropped)} left out`,
    cellsEmpty: 'Nothing is trained yet.',
    trainedIn: ({ seconds }: { seconds: number }) => `trained in ${f.duration(seconds)}`,
    pretrained: 'These models came with the project; train again to use this table.',
  },
};
