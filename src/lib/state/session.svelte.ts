import type { ParseOptions } from '../../data/parse/types';
import type { MissingValues } from '../../data/profile/mark-missing';
import type { TableProfile } from '../../data/profile/types';
import type {
  GuardResult,
  Outcome,
  Setup,
  SetupDraft,
  StudyRequest,
  StudyResult,
} from '../../domain/leads/types';
import type { WrangleStep } from '../../data/wrangle/step';
import { LeadbenchError } from '../../util/errors';
import type {
  AppliedStep,
  EngineStatus,
  ExportRequest,
  ScoredSummary,
  TableSummary,
  WranglePreview,
} from '../../workers/protocol';
import type { DeviceTraces } from '../logic/forget';
import { sameGuard, sameTable } from '../logic/same';
import { engine } from './engine';
import { privacy } from './privacy.svelte';
import { problems } from './problems.svelte';
import { storage } from './storage.svelte';
import { tasks } from './tasks.svelte';

/** So many losses within this time have one cause, and a further worker would die of it too. */
const IN_A_ROW = { most: 3, ms: 15_000 };
/** Rows of the demo table. */
export const DEMO_ROWS = 60_000;

/** What was on the device, and whether nothing of it is left. */
export interface Forgotten {
  readonly copies: number;
  readonly bytes: number;
  readonly traces: DeviceTraces;
  readonly clean: boolean;
}

/** What is open in the engine, read from it and never guessed: table, guard, contract, study, scores. */
class Session {
  #table = $state.raw<TableSummary | null>(null);
  #guard = $state.raw<GuardResult | null>(null);
  #profile = $state.raw<TableProfile | null>(null);
  #setup = $state.raw<Setup | null>(null);
  #draft = $state.raw<SetupDraft | null>(null);
  #study = $state.raw<StudyResult | null>(null);
  #scored = $state.raw<ScoredSummary | null>(null);
  #project = $state.raw<EngineStatus['project']>(null);
  #steps = $state.raw<readonly AppliedStep[]>([]);
  #files = $state.raw<readonly File[]>([]);
  #training = $state.raw<StudyRequest | null>(null);
  #loaded = $state(false);
  #losses: readonly number[] = [];
  #forgotten = $state.raw<Forgotten | null>(null);

  get table(): TableSummary | null {
    return this.#table;
  }

  get guard(): GuardResult | null {
    return this.#guard;
  }

  /** What the open table's columns hold; null until it was asked for. */
  get profile(): TableProfile | null {
    return this.#profile;
  }

  get setup(): Setup | null {
    return this.#setup;
  }

  /** The contract as it was being written when the engine was asked; null where it was not. */
  get draft(): SetupDraft | null {
    return this.#draft;
  }

  /** What "Forget everything" removed in this tab; null before it was pressed. */
  get forgotten(): Forgotten | null {
    return this.#forgotten;
  }

  get study(): StudyResult | null {
    return this.#study;
  }

  get scored(): ScoredSummary | null {
    return this.#scored;
  }

  get project(): EngineStatus['project'] {
    return this.#project;
  }

  /** Free-form steps that made the open table what it is. */
  get steps(): readonly AppliedStep[] {
    return this.#steps;
  }

  /** What is being trained now; null where nothing is. */
  get training(): StudyRequest | null {
    return this.#training;
  }

  /** The files that were dropped and may still be read with another dialect. */
  get files(): readonly File[] {
    return this.#files;
  }

  /** Whether the engine has been asked what is open. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Asks the engine what is open. */
  async refresh(): Promise<void> {
    try {
      this.#take(await engine.status());
    } catch (error) {
      problems.report(error);
    }
    this.#loaded = true;
  }

  /**
   * From now on the loss of the engine worker is told, and a new one opens what the device kept; not
   * where several died in a row, which may be of what they open.
   */
  watchLoss(): void {
    engine.onLost(() => {
      problems.report(new LeadbenchError('WORKER_LOST'));
      const now = performance.now();
      this.#losses = [...this.#losses.filter((at) => now - at < IN_A_ROW.ms), now];
      if (this.#losses.length <= IN_A_ROW.most) void this.refresh();
    });
  }

  /** Takes dropped files: they wait on Import for their dialect to be confirmed. False while the gate is shut. */
  offer(files: readonly File[]): boolean {
    if (!this.#admits()) return false;
    problems.clear();
    this.#files = files;
    return true;
  }

  /** Lets the offered files go; what is open stays. */
  withdraw(): void {
    problems.clear();
    this.#files = [];
  }

  /** Reads the offered files into the open table. True when it is open. */
  async importFiles(options: ParseOptions): Promise<boolean> {
    const files = this.#files;
    if (files.length === 0 || !this.#admits()) return false;
    const table = await tasks.run(
      'import',
      (m) => m.task.importing({ name: files[0].name, more: files.length - 1 }),
      (onProgress) => engine.importFiles(files, options, onProgress),
    );
    if (!table) return false;
    this.#files = [];
    await this.refresh();
    return true;
  }

  /** Tries a free-form step on the open table; null where it failed or was stopped. */
  tryStep(step: WrangleStep): Promise<WranglePreview | null> {
    return tasks.run(
      'wrangle',
      (m) => m.task.wrangling,
      (onProgress) => engine.wrangle(step, onProgress),
    );
  }

  /** Makes the table of the last tried step the open one. */
  applyStep(): Promise<boolean> {
    return this.#replace(() => engine.applyWrangle());
  }

  /** Brings back the table before the last step, and what was made of it. */
  undoStep(): Promise<boolean> {
    return this.#replace(() => engine.undoWrangle());
  }

  /** Looks what every column of the open table holds. */
  async runProfile(): Promise<void> {
    const table = this.#table;
    const profile = await tasks.run(
      'profile',
      (m) => m.task.profiling,
      (onProgress) => engine.profile(onProgress),
    );
    if (profile && this.#table === table) this.#profile = profile;
  }

  /** Makes cells of certain values missing, and looks at the table that this gives. */
  async markMissing(missing: MissingValues): Promise<void> {
    const status = await tasks.run(
      'missing',
      (m) => m.task.marking,
      () => engine.markMissing(missing),
    );
    if (!status) return;
    this.#table = null;
    this.#guard = null;
    this.#take(status);
    await this.runProfile();
  }

  /** Opens the demo table with its trained project. */
  async openDemo(): Promise<boolean> {
    const status = await tasks.run(
      'demo',
      (m) => m.task.demo,
      (onProgress) => engine.openDemo(DEMO_ROWS, onProgress),
    );
    if (status) this.#take(status);
    return status !== null;
  }

  /** Opens a .leadbench file. */
  async openProject(file: File): Promise<boolean> {
    if (!this.#admits()) return false;
    const status = await tasks.run(
      'project',
      (m) => m.task.project({ name: file.name }),
      (onProgress) => engine.openProject(file, onProgress),
    );
    if (status) this.#take(status);
    return status !== null;
  }

  /** Runs the leakage guard; null lets it propose the outcomes. */
  async runGuard(outcomes: readonly Outcome[] | null): Promise<GuardResult | null> {
    const guard = await tasks.run(
      'guard',
      (m) => m.task.guard,
      (onProgress) => engine.guard(outcomes, onProgress),
    );
    if (guard) {
      this.#guard = guard;
      this.#draft = null;
    }
    return guard;
  }

  /** Keeps the contract as it is being written, over the guard it was written over. */
  async keepDraft(draft: SetupDraft, guard: GuardResult): Promise<void> {
    const other = guard === this.#guard ? null : guard;
    this.#guard = guard;
    this.#draft = draft;
    try {
      await engine.setDraft(draft, other);
    } catch (error) {
      problems.report(error);
    }
  }

  /** Confirms the contract. */
  async confirm(setup: Setup): Promise<boolean> {
    try {
      await engine.setSetup(setup);
      await this.refresh();
      return true;
    } catch (error) {
      problems.report(error);
      return false;
    }
  }

  async train(request: StudyRequest): Promise<StudyResult | null> {
    this.#training = request;
    const study = await tasks.run(
      'train',
      (m) => m.task.training,
      (onProgress) => engine.train(request, onProgress),
    );
    this.#training = null;
    if (study) await this.refresh();
    return study;
  }

  /** Scores a file, or the open table where `file` is null. */
  async score(file: File | null): Promise<ScoredSummary | null> {
    if (file && !this.#admits()) return null;
    const name = file?.name ?? this.#table?.name ?? '';
    const scored = await tasks.run(
      'score',
      (m) => m.task.scoring({ name }),
      (onProgress) => engine.score(file, onProgress),
    );
    if (scored) await this.refresh();
    return scored;
  }

  /** Opens a data set that is kept on the device. */
  async openCopy(id: number): Promise<boolean> {
    if (!this.#admits()) return false;
    return this.#replace(() => engine.openCopy(id));
  }

  /** Removes a kept data set; the open one is closed. */
  async removeCopy(id: number): Promise<boolean> {
    return this.#change(async () => {
      await engine.removeCopy(id);
      this.#take(await engine.status());
    });
  }

  /** Closes what is open and removes its rows and models from the device. */
  async close(): Promise<boolean> {
    return this.#change(async () => {
      await engine.closeAll();
      this.#take(await engine.status());
    });
  }

  /** Becomes the tab that writes. */
  async takeOver(): Promise<boolean> {
    return this.#replace(() => engine.takeOver());
  }

  /** Closes what is open and removes everything of this page from the device, then looks what is left. */
  async forget(): Promise<boolean> {
    await storage.refresh();
    const copies = storage.report?.copies ?? [];
    const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
    return this.#change(async () => {
      const { forgetTraces, isClean, readTraces } = await import('../logic/forget');
      const traces = await readTraces();
      await engine.forget();
      await forgetTraces();
      storage.reset();
      const clean = isClean(await readTraces());
      this.#forgotten = { copies: copies.length, bytes, traces, clean };
      this.#take(await engine.status());
    });
  }

  exportScores(request: ExportRequest): Promise<Blob | null> {
    return tasks.run(
      'export',
      (m) => m.task.exporting,
      (onProgress) => engine.exportScores(request, onProgress),
    );
  }

  /** Whether a file may be taken in; says why where not. */
  #admits(): boolean {
    try {
      privacy.assertOpen();
      return true;
    } catch (error) {
      problems.report(error);
      return false;
    }
  }

  /** Takes what another data set is open with; nothing of the one before is the same. */
  #replace(open: () => Promise<EngineStatus>): Promise<boolean> {
    return this.#change(async () => {
      const status = await open();
      this.#table = null;
      this.#guard = null;
      this.#take(status);
    });
  }

  async #change(act: () => Promise<void>): Promise<boolean> {
    if (storage.changing) return false;
    problems.clear();
    storage.change(true);
    try {
      await act();
      return true;
    } catch (error) {
      problems.report(error);
      return false;
    } finally {
      storage.change(false);
      await storage.refresh();
    }
  }

  /** An equal table or guard stays the same object, so that what was done over it stands. */
  #take(status: EngineStatus): void {
    if (!sameTable(this.#table, status.table)) {
      this.#table = status.table;
      this.#profile = null;
    }
    if (!sameGuard(this.#guard, status.guard)) this.#guard = status.guard;
    this.#draft = status.draft;
    this.#setup = status.setup;
    this.#study = status.study;
    this.#scored = status.scored;
    this.#project = status.project;
    this.#steps = status.steps;
    this.#loaded = true;
  }
}

export const session = new Session();
