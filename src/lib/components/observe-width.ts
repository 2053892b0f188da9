import type { Attachment } from 'svelte/attachments';

/** Tells an element's content width in px, at first and on each change, without a layout in between. */
export function observeWidth(tell: (width: number) => void): Attachment<Element> {
  return (element) => {
    const observer = new ResizeObserver((entries) => {
      const last = entries.at(-1);
      if (last) tell(last.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
