/**
 * Ends the task that runs: what comes after is a task of its own, with touches and paint let in before.
 * A page awaits it before the part below what is looked at first, so that opening it stays short.
 */
export function nextTask(): Promise<void> {
  if ('scheduler' in globalThis && 'yield' in scheduler) return scheduler.yield();
  return new Promise((resolve) => setTimeout(resolve));
}
