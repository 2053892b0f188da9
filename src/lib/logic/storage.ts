/** A setting kept on this device, or null; a browser that forbids storage gives null. */
export function readSetting(name: string): string | null {
  try {
    return window.localStorage.getItem(`leadbench.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a setting; null removes it. Forbidden storage is no error: the setting lasts as long as the tab. */
export function writeSetting(name: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(`leadbench.${name}`);
    else window.localStorage.setItem(`leadbench.${name}`, value);
  } catch {
    return;
  }
}
