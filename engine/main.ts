import { errorText } from '../src/i18n/error-text';
import { MESSAGES } from '../src/i18n/all-messages';
import { LeadbenchError } from '../src/util/errors';
import { readArgs, type Args, type OptionNames } from './args';
import { demoJob, demoOptions } from './jobs/demo';
import { evaluateJob, evaluateOptions } from './jobs/evaluate';
import { parseJob, parseOptions } from './jobs/parse';
import { profileJob, profileOptions } from './jobs/profile';
import { pivotJob, pivotOptions } from './jobs/pivot';
import { scoreJob, scoreOptions } from './jobs/score';
import { trainJob, trainOptions } from './jobs/train';

interface Job {
  readonly options: OptionNames;
  readonly run: (args: Args) => Promise<object>;
}

const jobs = new Map<string, Job>([
  ['demo', { options: demoOptions, run: demoJob }],
  ['parse', { options: parseOptions, run: parseJob }],
  ['profile', { options: profileOptions, run: profileJob }],
  ['pivot', { options: pivotOptions, run: pivotJob }],
  ['train', { options: trainOptions, run: trainJob }],
  ['score', { options: scoreOptions, run: scoreJob }],
  ['evaluate', { options: evaluateOptions, run: evaluateJob }],
]);

/** Before the options are read, the language is looked for by hand so that every error speaks it. */
function languageOf(argv: readonly string[]): 'en' | 'id' {
  const at = argv.indexOf('--lang');
  return (at >= 0 && argv[at + 1] === 'id') || argv.includes('--lang=id') ? 'id' : 'en';
}

function printError(error: LeadbenchError, language: 'en' | 'id'): void {
  const { code, params } = error;
  const { what, next } = errorText(MESSAGES[language], error);
  const message = next === '' ? what : `${what} ${next}`;
  process.stdout.write(`${JSON.stringify({ error: { code, params, message } })}\n`);
}

/** Exit code: 0 done, 2 what the user can mend, 1 a fault of ours. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  const language = languageOf(rest);
  try {
    const job = jobs.get(name);
    if (!job)
      throw new LeadbenchError('JOB_UNKNOWN', { job: name, jobs: [...jobs.keys()].join(', ') });
    const result = await job.run(readArgs(rest, job.options));
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof LeadbenchError) {
      printError(error, language);
      return 2;
    }
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
