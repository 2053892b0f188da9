import type { Messages } from '../../i18n/messages';

/** A text in whatever language is chosen when it is drawn. */
export type Label = (messages: Messages) => string;
