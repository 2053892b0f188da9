import type { ColumnFinding, GuardReason } from '../../domain/leads/types';
import type { BenchMessages } from '../../i18n/messages';

/** One reason of the guard as a sentence. */
export function reasonText(messages: BenchMessages, reason: GuardReason): string {
  return messages.setup.reasons[reason.code](reason.params);
}

/** Why the guard named a column, or that it found nothing. */
export function whyText(messages: BenchMessages, finding: ColumnFinding): string {
  if (finding.reasons.length > 0) {
    return finding.reasons.map((reason) => reasonText(messages, reason)).join(' ');
  }
  const { availability } = finding;
  if (availability === 'capture' || availability === 'assignment') return messages.setup.nothing;
  return messages.setup.availabilityNote[availability];
}
