import type { StorageReport, StorageState } from '../../workers/protocol';
import { readSetting, writeSetting } from '../logic/storage';
import { engine } from './engine';
import { notices } from './notices.svelte';
import { privacy } from './privacy.svelte';
import { problems } from './problems.svelte';

/** Rows are kept for so many days; 0 = never. */
export const KEEP_DAYS = { standard: 7, choices: [0, 1, 3, 7, 14, 30] } as const;
const SETTING = 'keep-days';

function keptDays(): number {
  const days = Number(readSetting(SETTING) ?? KEEP_DAYS.standard);
  return KEEP_DAYS.choices.some((choice) => choice === days) ? days : KEEP_DAYS.standard;
}

/** What the engine worker keeps on this device: whether this tab writes, what is kept, for how long. */
class Storage {
  #state = $state.raw<StorageState | null>(null);
  #report = $state.raw<StorageReport | null>(null);
  #days = $state(keptDays());
  #changing = $state(false);

  /** What was open last is opened by the first question to the engine worker, once the gate is open. */
  constructor() {
    engine.useStorage(
      () => ({ days: this.#days, restore: privacy.gate === 'passed' }),
      (state) => this.#note(state),
    );
  }

  /** null until the engine worker has said. */
  get state(): StorageState | null {
    return this.#state;
  }

  get report(): StorageReport | null {
    return this.#report;
  }

  get days(): number {
    return this.#days;
  }

  /** Whether a data set is being opened, closed or forgotten: one such change at a time. */
  get changing(): boolean {
    return this.#changing;
  }

  change(changing: boolean): void {
    this.#changing = changing;
  }

  /** Whether another tab is, or was, the one that writes. */
  get readOnly(): boolean {
    return this.#state !== null && this.#state.mode !== 'writer';
  }

  /** Whether what is open, rows too, would come back after a reload. */
  get keepsRows(): boolean {
    return this.#state?.kept === 'kept' && this.#days > 0;
  }

  /** Whether there is something to say of it on every page: this tab only reads, or nothing is kept. */
  get hasNote(): boolean {
    return this.readOnly || (this.#state !== null && this.#state.kept !== 'kept');
  }

  /** Asks what is kept. */
  async refresh(): Promise<void> {
    try {
      this.#report = await engine.storage();
    } catch (error) {
      problems.report(error);
    }
  }

  async keepFor(days: number): Promise<void> {
    this.#days = days;
    writeSetting(SETTING, days === KEEP_DAYS.standard ? null : String(days));
    try {
      await engine.keepFor(days);
    } catch (error) {
      problems.report(error);
    }
    await this.refresh();
  }

  /** Settings are as on the first visit again, which is what a device that knows nothing has. */
  reset(): void {
    this.#days = KEEP_DAYS.standard;
  }

  #note(state: StorageState): void {
    const { damaged } = state;
    if (damaged !== null && damaged !== this.#state?.damaged) {
      notices.say((m) => m.storage.damaged({ name: damaged }));
    }
    this.#state = state;
  }
}

export const storage = new Storage();
