import { LeadbenchError } from '../../util/errors';
import type { CodedError } from '../../i18n/error-text';

/** Anything thrown as something with a code; a programmer's mistake keeps its message as a parameter. */
export function toCoded(error: unknown): CodedError {
  if (error instanceof LeadbenchError) return { code: error.code, params: error.params };
  if (error instanceof RangeError && /allocation|memory/i.test(error.message)) {
    return { code: 'OUT_OF_MEMORY', params: {} };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'UNEXPECTED', params: { message } };
}

/** The one problem the page shows; the newest replaces the one before. */
class Problems {
  #current = $state.raw<CodedError | null>(null);

  get current(): CodedError | null {
    return this.#current;
  }

  report(error: unknown): void {
    const coded = toCoded(error);
    if (coded.code === 'UNEXPECTED') console.error(error);
    this.#current = coded;
  }

  clear(): void {
    this.#current = null;
  }
}

export const problems = new Problems();
