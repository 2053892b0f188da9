import type { Attachment } from 'svelte/attachments';

const GAP = 6;
const EDGE = 8;
/** Time to reach the text with the pointer, ms. */
const LINGER = 150;

let tip: HTMLElement | null = null;
let shownFor: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function make(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'tip';
  element.popover = 'manual';
  // The owner has the same words as its name or description.
  element.ariaHidden = 'true';
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', hideSoon);
  document.body.append(element);
  return element;
}

function show(owner: HTMLElement, text: string): void {
  clearTimeout(timer);
  tip ??= make();
  shownFor = owner;
  tip.textContent = text;
  tip.showPopover();
  const at = owner.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const below = at.bottom + GAP + size.height < window.innerHeight;
  const left = at.left + (at.width - size.width) / 2;
  tip.style.top = `${below ? at.bottom + GAP : at.top - GAP - size.height}px`;
  tip.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - size.width - EDGE))}px`;
}

function hide(): void {
  clearTimeout(timer);
  shownFor = null;
  if (tip?.matches(':popover-open')) tip.hidePopover();
}

function hideSoon(): void {
  timer = setTimeout(hide, LINGER);
}

/**
 * Shows `text` beside its element while the pointer is over it or the keyboard's focus on it; Escape puts
 * it away. It adds nothing for a screen reader: the element is to have the words as its name or
 * description. Null shows nothing.
 */
export function tooltip(text: string | null): Attachment<HTMLElement> {
  return (owner) => {
    if (text === null) return;
    const enter = (event: PointerEvent) => event.pointerType !== 'touch' && show(owner, text);
    const focus = () => owner.matches(':focus-visible') && show(owner, text);
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    const stop = new AbortController();
    const { signal } = stop;
    owner.addEventListener('pointerenter', enter, { signal });
    owner.addEventListener('pointerleave', hideSoon, { signal });
    owner.addEventListener('focus', focus, { signal });
    owner.addEventListener('blur', hide, { signal });
    document.addEventListener('keydown', escape, { signal });
    return () => {
      stop.abort();
      if (shownFor === owner) hide();
    };
  };
}
