import { device } from './device';
import { errors } from './errors';
import { prepare } from './prepare';
import { privacy } from './privacy';
import { profile } from './profile';
import { results } from './results';

/** The pages of the benches, and what every error says; fetched beside the shell's words, and only they wait for it. */
export const bench = { ...prepare, ...profile, ...results, device, privacy, errors };
