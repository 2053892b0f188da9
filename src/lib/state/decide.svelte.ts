import { capacity, type Team } from '../../ml/metrics/capacity';
import { cutAtCount, cutAtScore, type Cut, type RankedScores } from '../../ml/metrics/threshold';
import { binScores, type Histogram } from '../../viz/score-histogram';
import type { Curve } from '../../ml/metrics/evaluate';
import { gainCurve, scoreOfLargestF, scoreOfRecall, scoreOfYouden } from '../logic/cut-rules';
import { engine } from './engine';
import { problems } from './problems.svelte';

export type Population = 'test' | 'scored';
export type Mode = 'capacity' | 'metric';
export const RULES = ['score', 'recall', 'f', 'youden'] as const;
export type Rule = (typeof RULES)[number];

/** Scores in the page, ranked by the worker that made them; every slider reads from these. */
export interface Loaded {
  readonly rows: number;
  readonly ranked: RankedScores;
  readonly histogram: Histogram;
  readonly gain: Curve;
}

const TEAM: Team = { agents: 12, hours: 27.5, minutesPerAttempt: 2, attemptsPerLead: 3 };

/** The cut: how it is chosen, and what it calls. A drag changes numbers here and sends no message. */
class Decide {
  #population = $state<Population>('test');
  #loaded = $state.raw<Loaded | null>(null);
  #of: unknown = null;
  #mode = $state<Mode>('capacity');
  #rule = $state<Rule>('f');
  #team = $state.raw<Team>(TEAM);
  #score = $state(0.1);
  #recall = $state(0.5);
  #beta = $state(1);

  readonly #threshold = $derived.by(() => {
    const loaded = this.#loaded;
    if (!loaded) return 0;
    if (this.#rule === 'recall') return scoreOfRecall(loaded.ranked, this.#recall);
    if (this.#rule === 'f') return scoreOfLargestF(loaded.ranked, this.#beta);
    return this.#rule === 'youden' ? scoreOfYouden(loaded.ranked) : this.#score;
  });

  readonly #cut = $derived.by(() => {
    const loaded = this.#loaded;
    if (!loaded) return null;
    if (this.#mode === 'capacity') return cutAtCount(loaded.ranked, capacity(this.#team));
    return cutAtScore(loaded.ranked, this.#threshold);
  });

  get population(): Population {
    return this.#population;
  }

  get loaded(): Loaded | null {
    return this.#loaded;
  }

  get mode(): Mode {
    return this.#mode;
  }

  get rule(): Rule {
    return this.#rule;
  }

  get team(): Team {
    return this.#team;
  }

  get score(): number {
    return this.#score;
  }

  get recall(): number {
    return this.#recall;
  }

  get beta(): number {
    return this.#beta;
  }

  /** Leads the team can work, whether or not there are as many. */
  get capacity(): number {
    return capacity(this.#team);
  }

  get cut(): Cut | null {
    return this.#cut;
  }

  /** Fetches the ranked scores of one population; `of` says of which study or scoring they are. */
  async load(population: Population, of: unknown): Promise<void> {
    if (this.#of === of && this.#population === population && this.#loaded) return;
    this.#of = of;
    this.#population = population;
    this.#loaded = null;
    try {
      const scores = await engine.scores(population);
      if (this.#of !== of || this.#population !== population) return;
      const { ranked } = scores;
      if (!ranked.cumulativeEvents && this.#rule !== 'score') this.#rule = 'score';
      this.#loaded = {
        rows: ranked.order.length,
        ranked,
        histogram: binScores(ranked.sorted),
        gain: gainCurve(ranked),
      };
    } catch (error) {
      problems.report(error);
    }
  }

  choose(change: {
    mode?: Mode;
    rule?: Rule;
    team?: Partial<Team>;
    score?: number;
    recall?: number;
    beta?: number;
  }): void {
    this.#mode = change.mode ?? this.#mode;
    this.#rule = change.rule ?? this.#rule;
    this.#team = { ...this.#team, ...change.team };
    this.#score = change.score ?? this.#score;
    this.#recall = change.recall ?? this.#recall;
    this.#beta = change.beta ?? this.#beta;
  }
}

export const decide = new Decide();
