import type { Component } from 'svelte';
import { language } from './language.svelte';
import { problems } from './problems.svelte';

/** Component without properties. */
type Part = Component;

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether the command palette is open. It is fetched when it is opened first. */
class Palette {
  #open = $state(false);
  #part = $state.raw<Part | null>(null);

  get open(): boolean {
    return this.#open;
  }

  get part(): Part | null {
    return this.#part;
  }

  /** The keys that open it, as this computer names them. */
  get keys(): string {
    return APPLE ? '⌘ K' : 'Ctrl K';
  }

  /** Whether a key press asks for it. */
  isAsked(event: KeyboardEvent): boolean {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    return chord && event.key.toLowerCase() === 'k';
  }

  async show(): Promise<void> {
    try {
      await language.ready;
      this.#part ??= (await import('../shell/CommandPalette.svelte')).default;
      this.#open = true;
    } catch (error) {
      problems.report(error);
    }
  }

  close(): void {
    this.#open = false;
  }
}

export const palette = new Palette();
