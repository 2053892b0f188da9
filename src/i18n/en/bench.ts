import { device } from './device';
import { prepare } from './prepare';
import { privacy } from './privacy';
import { results } from './results';

/** The pages of the benches; fetched beside the shell's words, and only they wait for it. */
export const bench = { ...prepare, ...results, device, privacy };
