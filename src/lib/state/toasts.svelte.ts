import type { Label } from '../logic/label';

const SHOWN_MS = 4000;

/**
 * A short word that something small was done: copied, saved. It goes by itself, so nothing stands in it
 * that anyone needs: an error goes to `problems`, what was not taken in to `notices`.
 */
class Toasts {
  #current = $state.raw<Label | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get current(): Label | null {
    return this.#current;
  }

  say(label: Label): void {
    this.#current = label;
    this.resume();
  }

  /** Keeps it, while someone reads it under the pointer. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  /** Lets its time run from now. */
  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#current = null), SHOWN_MS);
  }
}

export const toasts = new Toasts();
