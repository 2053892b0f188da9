/** What a benchmark's `run` gives: printed as JSON on the last line of stdout. */
export interface BenchResult {
  /** Whether it stayed within its limits; the exit code is 1 where it did not. */
  readonly passed: boolean;
  readonly [figure: string]: unknown;
}
