import type { ParseOptions } from '../data/parse/types';
import type { MissingValues } from '../data/profile/mark-missing';
import type {
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
  StudyRequest,
  StudyResult,
} from '../domain/leads/types';
import type { Launch } from './launch-by-page';
import { Librarian } from './librarian';
import type {
  EngineApi,
  EngineStatus,
  JobId,
  OnProgress,
  ScoredSummary,
  StorageOptions,
  StorageReport,
  StorageState,
  TableSummary,
} from './protocol';
import { Keeper } from './storage/keeper';
import { PARTS } from './storage/catalog';
import { NO_PARTS } from './storage/parts';

/**
 * The librarian with a memory on the device: whatever changes is saved, and a new engine worker takes
 * up where the last one was, whether the tab was reloaded or the worker died. Where another tab writes,
 * whatever would change something fails with READ_ONLY.
 */
export class Engine extends Librarian implements EngineApi {
  readonly #keeper: Keeper;

  constructor(launch: Launch) {
    super(launch);
    this.#keeper = new Keeper(launch, () => this.holdings());
  }

  async start(options: StorageOptions, tell: (state: StorageState) => void): Promise<void> {
    const parts = await this.#keeper.start(options, tell);
    if (parts) this.restore(parts);
  }

  override async importFiles(
    job: JobId,
    files: readonly File[],
    options: ParseOptions,
    onProgress: OnProgress,
  ): Promise<TableSummary> {
    return this.#begin(() => super.importFiles(job, files, options, onProgress));
  }

  override async openDemo(
    job: JobId,
    demo: { rows: number; base: string },
    onProgress: OnProgress,
  ): Promise<EngineStatus> {
    return this.#begin(() => super.openDemo(job, demo, onProgress));
  }

  override async openProject(
    job: JobId,
    file: File,
    onProgress: OnProgress,
  ): Promise<EngineStatus> {
    return this.#begin(() => super.openProject(job, file, onProgress));
  }

  override async guard(
    job: JobId,
    outcomes: readonly Outcome[] | null,
    onProgress: OnProgress,
  ): Promise<GuardResult> {
    this.#keeper.assertWriter();
    const guard = await super.guard(job, outcomes, onProgress);
    this.#keeper.touch('work');
    return guard;
  }

  override setDraft(draft: SetupDraft, guard: GuardResult | null): void {
    this.#keeper.assertWriter();
    super.setDraft(draft, guard);
    this.#keeper.touch('work');
  }

  override setSetup(setup: Setup): void {
    this.#keeper.assertWriter();
    super.setSetup(setup);
    this.#keeper.touch('work');
  }

  override applyWrangle(): EngineStatus {
    return this.#change(() => super.applyWrangle());
  }

  override async markMissing(job: JobId, missing: MissingValues): Promise<EngineStatus> {
    this.#keeper.assertWriter();
    const status = await super.markMissing(job, missing);
    this.#keeper.touch(...PARTS);
    return status;
  }

  override undoWrangle(): EngineStatus {
    return this.#change(() => super.undoWrangle());
  }

  override async train(
    job: JobId,
    request: StudyRequest,
    onProgress: OnProgress,
  ): Promise<StudyResult> {
    this.#keeper.assertWriter();
    const study = await super.train(job, request, onProgress);
    this.#keeper.touch('project', 'work', 'test', 'scored');
    return study;
  }

  override async score(
    job: JobId,
    file: File | null,
    onProgress: OnProgress,
  ): Promise<ScoredSummary> {
    this.#keeper.assertWriter();
    const scored = await super.score(job, file, onProgress);
    this.#keeper.touch('scored');
    return scored;
  }

  storage(): Promise<StorageReport> {
    return this.#keeper.report();
  }

  async openCopy(id: number): Promise<EngineStatus> {
    this.#keeper.assertWriter();
    this.restore(await this.#keeper.open(id));
    return this.status();
  }

  async removeCopy(id: number): Promise<void> {
    this.#keeper.assertWriter();
    if (this.#keeper.isOpen(id)) await this.closeAll();
    else await this.#keeper.remove(id);
  }

  async keepFor(days: number): Promise<void> {
    this.#keeper.assertWriter();
    await this.#keeper.keepFor(days);
  }

  async closeAll(): Promise<void> {
    this.#keeper.assertWriter();
    this.close();
    await this.#keeper.close();
  }

  async forget(): Promise<void> {
    this.#keeper.assertWriter();
    this.close();
    await this.#keeper.forget();
  }

  async takeOver(): Promise<EngineStatus> {
    this.restore((await this.#keeper.takeOver()) ?? NO_PARTS);
    return this.status();
  }

  /** Makes another table of the one that is open, which keeps its place on the device. */
  #change(make: () => EngineStatus): EngineStatus {
    this.#keeper.assertWriter();
    const status = make();
    this.#keeper.touch(...PARTS);
    return status;
  }

  /** Opens another data set; what is open until then is saved first. */
  async #begin<T>(open: () => Promise<T>): Promise<T> {
    this.#keeper.assertWriter();
    await this.#keeper.flush();
    const result = await open();
    this.#keeper.begin();
    return result;
  }
}
