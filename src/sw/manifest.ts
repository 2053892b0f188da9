/** The files of one build; written into sw.js when the page is built. */
export interface Manifest {
  /** Names the build: a hash over every file's name and bytes. */
  readonly build: string;
  /** Paths without which the page cannot open, kept before the worker takes over. */
  readonly shell: readonly string[];
  /** SHA-256 of every file in base64, by its path relative to the page's folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** The page itself, which a navigation to the folder means. */
export const INDEX = 'index.html';
