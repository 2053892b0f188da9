import type {
  Availability,
  ColumnFinding,
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
} from '../../domain/leads/types';
import { changeTo, redo, startHistory, undo, type History } from '../../util/history';
import type { TableSummary } from '../../workers/protocol';
import {
  draftFrom,
  draftOf,
  mayBeFeature,
  setupOf,
  standingOf,
  type Standing,
} from '../logic/contract';
import { sameSetup } from '../logic/same';
import { session } from './session.svelte';

/** Outcomes and columns as they are set, over what the guard found about them. */
interface Written {
  readonly table: TableSummary;
  readonly guard: GuardResult;
  readonly draft: SetupDraft;
}

/**
 * The set-up as the analyst is writing it: an immutable value with a history. Its present is kept by
 * the engine, its past lasts as long as the tab.
 */
class SetupDraftState {
  #history = $state.raw<History<Written> | null>(null);

  readonly #now = $derived.by((): Written | null => {
    const { table, guard, setup, draft } = session;
    if (!table || !guard) return null;
    const present = this.#history?.present;
    if (present?.table === table && present.guard === guard) return present;
    const written = draft ?? (setup ? draftFrom(guard, setup) : draftOf(guard));
    return { table, guard, draft: written };
  });

  /** The history of what is open; another table starts a new one. */
  readonly #current = $derived.by((): History<Written> | null => {
    const now = this.#now;
    if (!now) return null;
    const history = this.#history;
    if (history?.present === now) return history;
    return history?.present.table === now.table ? changeTo(history, now) : startHistory(now);
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
    const now = this.#now;
    return now && setupOf(now.guard, now.draft);
  }

  /** Whether it says something else than the contract that was confirmed. */
  get changed(): boolean {
    const { setup } = this;
    return setup !== null && session.setup !== null && !sameSetup(setup, session.setup);
  }

  get canUndo(): boolean {
    return (this.#current?.past.length ?? 0) > 0;
  }

  get canRedo(): boolean {
    return (this.#current?.future.length ?? 0) > 0;
  }

  standing(finding: ColumnFinding): Standing {
    const now = this.#now;
    return now ? standingOf(finding, now.draft, now.guard.outcomes) : 'allowed';
  }

  availability(column: string): Availability {
    return this.#now?.draft.availability.get(column) ?? 'identifier';
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

  /** Has the guard look at other outcomes; what was set over the ones before can be gone back to. */
  async check(outcomes: readonly Outcome[]): Promise<void> {
    this.#history = this.#current;
    if (await session.runGuard(outcomes)) this.#history = this.#current;
  }

  undo(): void {
    if (this.#current) this.#go(undo(this.#current));
  }

  redo(): void {
    if (this.#current) this.#go(redo(this.#current));
  }

  #edit(change: (draft: SetupDraft) => SetupDraft): void {
    const history = this.#current;
    if (!history) return;
    const { present } = history;
    this.#go(changeTo(history, { ...present, draft: change(present.draft) }));
  }

  #go(history: History<Written>): void {
    this.#history = history;
    const { draft, guard } = history.present;
    void session.keepDraft(draft, guard);
  }
}

export const setupDraft = new SetupDraftState();
