import { device } from './device';
import { prepare } from './prepare';
import { results } from './results';

/** The pages of the benches; fetched beside the shell's words, and only they wait for it. */
export const bench = { ...prepare, ...results, device };
