import { LEAD_STEPS, type LeadStep } from '../logic/route';
import { location } from './location.svelte';
import { session } from './session.svelte';
import { setupDraft } from './setup-draft.svelte';
import { tasks } from './tasks.svelte';

export type StepState = 'done' | 'here' | 'attention' | 'running' | 'open';

const RUNS: Readonly<Record<LeadStep, string>> = {
  import: 'import',
  profile: 'profile',
  setup: 'guard',
  train: 'train',
  evaluate: '',
  decide: '',
  score: 'score',
};

function isDone(step: LeadStep): boolean {
  switch (step) {
    case 'import':
      return session.table !== null;
    case 'profile':
      return session.profile !== null;
    case 'setup':
      return session.setup !== null;
    case 'score':
      return session.scored !== null;
    case 'train':
    case 'evaluate':
    case 'decide':
      return session.study !== null;
  }
}

/** How the dot of a step is drawn. */
export function stepState(step: LeadStep): StepState {
  const { route } = location;
  if (route.page === 'leads' && route.step === step) return 'here';
  if (tasks.is(RUNS[step])) return 'running';
  if (step === 'setup' && setupDraft.undecided.length > 0 && session.setup === null)
    return 'attention';
  return isDone(step) ? 'done' : 'open';
}

/** The steps before and after one; null at the ends. */
export function neighbours(step: LeadStep): { before: LeadStep | null; after: LeadStep | null } {
  const at = LEAD_STEPS.indexOf(step);
  return { before: LEAD_STEPS[at - 1] ?? null, after: LEAD_STEPS[at + 1] ?? null };
}
