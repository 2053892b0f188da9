const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether the command palette is open. */
class Palette {
  #open = $state(false);

  get open(): boolean {
    return this.#open;
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

  show(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }
}

export const palette = new Palette();
