import type { Availability, ColumnFinding, GuardResult, Setup } from '../../domain/leads/types';
import {
  draftFrom,
  draftOf,
  mayBeFeature,
  setupOf,
  standingOf,
  type Draft,
  type Standing,
} from '../logic/contract';
import { session } from './session.svelte';

/** The contract as the analyst is writing it, over the guard's newest proposal. */
class SetupDraft {
  #edited = $state.raw<{ guard: GuardResult; draft: Draft } | null>(null);

  readonly #draft = $derived.by((): Draft | null => {
    const { guard, setup } = session;
    if (!guard) return null;
    if (this.#edited?.guard === guard) return this.#edited.draft;
    return setup ? draftFrom(guard, setup) : draftOf(guard);
  });

  get columns(): readonly ColumnFinding[] {
    return session.guard?.columns ?? [];
  }

  /** Suspects that still wait for a decision. */
  get undecided(): readonly ColumnFinding[] {
    return this.columns.filter((finding) => this.standing(finding) === 'undecided');
  }

  get features(): number {
    return this.columns.filter((f) => ['allowed', 'undecided'].includes(this.standing(f))).length;
  }

  /** The setup as it stands; null before the guard has run. */
  get setup(): Setup | null {
    const draft = this.#draft;
    return draft && session.guard && setupOf(session.guard, draft);
  }

  /** Whether something was changed since the contract was confirmed. */
  get changed(): boolean {
    return this.#edited !== null && this.#edited.guard === session.guard;
  }

  standing(finding: ColumnFinding): Standing {
    const draft = this.#draft;
    return draft && session.guard ? standingOf(finding, draft, session.guard.outcomes) : 'allowed';
  }

  availability(column: string): Availability {
    return this.#draft?.availability.get(column) ?? 'identifier';
  }

  /** Sets when a column is known; one that may be a feature again is no longer left out. */
  know(column: string, availability: Availability): void {
    this.#edit((draft) => {
      const dropped = new Set(draft.dropped);
      if (mayBeFeature(availability)) dropped.delete(column);
      return {
        availability: new Map(draft.availability).set(column, availability),
        dropped,
        decided: new Set(draft.decided).add(column),
      };
    });
  }

  /** Leaves a column out. */
  block(column: string): void {
    this.#edit((draft) => ({
      ...draft,
      dropped: new Set(draft.dropped).add(column),
      decided: new Set(draft.decided).add(column),
    }));
  }

  /** Keeps a column as a feature; one that was known too late counts as known at capture from now on. */
  keep(column: string): void {
    const availability = this.availability(column);
    this.know(column, mayBeFeature(availability) ? availability : 'capture');
  }

  /** Takes the confirmed contract as the starting point again. */
  settle(): void {
    this.#edited = null;
  }

  #edit(change: (draft: Draft) => Draft): void {
    const draft = this.#draft;
    if (draft && session.guard) this.#edited = { guard: session.guard, draft: change(draft) };
  }
}

export const setupDraft = new SetupDraft();
