import type { Label } from '../logic/label';

/**
 * The one thing worth knowing that is no error: what was not taken in, what a reload took away. It goes
 * when the next run starts.
 */
class Notices {
  #current = $state.raw<Label | null>(null);

  get current(): Label | null {
    return this.#current;
  }

  say(label: Label): void {
    this.#current = label;
  }

  clear(): void {
    this.#current = null;
  }
}

export const notices = new Notices();
