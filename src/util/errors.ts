/** Values a message may name. Text goes to the reader as it is, numbers are formatted by language. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * Something a user can act on. `code` picks the sentence in src/i18n, `params` fill it.
 * Programmer mistakes are plain `Error`s and never this class.
 */
export class LeadbenchError extends Error {
  readonly code: string;
  readonly params: ErrorParams;

  constructor(code: string, params: ErrorParams = {}) {
    super(code);
    this.name = 'LeadbenchError';
    this.code = code;
    this.params = params;
  }
}
