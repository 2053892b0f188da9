import type { Messages } from '../../i18n/messages';
import { language } from '../state/language.svelte';

/** A phase of progress in words; '' where it has none. */
export function phaseText(messages: Messages, phase: string): string {
  const cell = /^stage(\d)\.(\w+)$/.exec(phase);
  if (cell) {
    const [, stage, algorithm] = cell;
    const names = Object.entries(language.bench.train.algorithm);
    const name = names.find(([key]) => key === algorithm)?.[1] ?? '';
    return messages.task.cell({ name, stage });
  }
  return Object.entries(messages.task.phases).find(([key]) => key === phase)?.[1] ?? '';
}
