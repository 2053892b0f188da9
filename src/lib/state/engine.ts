import { client, type Task } from '../../workers/client';

/** A long call under way. `cancel` makes `done` fail with CANCELLED. */
export type Job<T> = Task<T>;

/** The engine as pages call it; an interface, so that a test can put another in its place. */
export type EngineClient = Pick<typeof client, keyof typeof client>;

/** The one way from the page to its workers. */
export const engine: EngineClient = client;
