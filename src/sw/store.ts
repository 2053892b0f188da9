import headers from './headers.json';
import { INDEX, type Manifest } from './manifest';
import mime from './mime.json';
import own from './own-policy.json';

/** The one file with a policy of its own. */
const OWN = new RegExp(own.file);

const MIME = new Map<string, string>(Object.entries(mime));

/**
 * The build's files on this device. A file is fetched once, checked against the manifest's hash by
 * the browser (`integrity`), and kept with the headers it will be answered with: isolation, policy,
 * type. A host that changes a byte gets the file refused, not served.
 */
export class Store {
  readonly #manifest: Manifest;
  readonly #scope: string;
  readonly #name: string;
  #keeps = true;
  readonly #coming = new Map<string, Promise<Response>>();

  /** `scope` tells the page's folder from others on the same origin, which share the storage. */
  constructor(manifest: Manifest, scope: string) {
    this.#manifest = manifest;
    this.#scope = scope;
    this.#name = cachePrefix(scope) + manifest.build;
  }

  /** Keeps the shell; fails where one of its files is missing or differs. */
  async keepShell(): Promise<void> {
    await Promise.all(this.#manifest.shell.map((path) => this.answer(path)));
  }

  /** Keeps every file, one at a time; a file that cannot be had now is tried at its first use. */
  async keepAll(): Promise<void> {
    for (const path of Object.keys(this.#manifest.files)) {
      if (!this.#keeps) return;
      if (!(await this.#has(path))) await this.answer(path).catch(() => undefined);
    }
  }

  /** Removes every file of this folder's builds; from now on they are passed on and not kept. */
  async forget(): Promise<void> {
    this.#keeps = false;
    const names = await caches.keys();
    const own = names.filter((name) => name.startsWith(cachePrefix(this.#scope)));
    await Promise.all(own.map((name) => caches.delete(name)));
  }

  /** How many of the build's files are on this device. */
  async countKept(): Promise<number> {
    if (!this.#keeps) return 0;
    const cache = await caches.open(this.#name);
    return (await cache.keys()).length;
  }

  /** Removes other builds of this folder; for when no page of theirs is open. */
  async dropOthers(): Promise<void> {
    const names = await caches.keys();
    const prefix = cachePrefix(this.#scope);
    const others = names.filter((name) => name.startsWith(prefix) && name !== this.#name);
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /** A file of the manifest. Fails where it is neither kept nor to be had with the right hash. */
  async answer(path: string): Promise<Response> {
    const kept = await this.#kept(path);
    if (kept !== undefined) return kept;
    let coming = this.#coming.get(path);
    if (coming === undefined) {
      coming = this.#fetch(path).finally(() => this.#coming.delete(path));
      this.#coming.set(path, coming);
    }
    return (await coming).clone();
  }

  async #fetch(path: string): Promise<Response> {
    const found = await fetch(path === INDEX ? this.#scope : this.#address(path), {
      // Names in assets/ carry their hash; a stale copy of any other file would fail its check.
      cache: path.startsWith('assets/') ? 'default' : 'no-cache',
      credentials: 'same-origin',
      integrity: `sha256-${this.#manifest.files[path]}`,
      redirect: path === INDEX ? 'follow' : 'error',
    });
    if (!found.ok) throw new Error(`${path}: ${found.status}`);
    const answer = new Response(found.body, { headers: headersOf(path) });
    if (!this.#keeps) return answer;
    const cache = await caches.open(this.#name);
    // Without room on the device the page still works, online.
    await cache.put(this.#address(path), answer.clone()).catch(() => undefined);
    return answer;
  }

  async #has(path: string): Promise<boolean> {
    return (await this.#kept(path)) !== undefined;
  }

  async #kept(path: string): Promise<Response | undefined> {
    if (!this.#keeps) return undefined;
    const cache = await caches.open(this.#name);
    return cache.match(this.#address(path));
  }

  #address(path: string): string {
    return new URL(path, this.#scope).href;
  }
}

function cachePrefix(scope: string): string {
  return `leadbench ${scope} `;
}

/** The type comes from the name, so that a bare host's guess does not matter. */
function headersOf(path: string): Record<string, string> {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const policy = OWN.test(path)
    ? own['Content-Security-Policy']
    : headers['Content-Security-Policy'];
  const type = MIME.get(ending) ?? 'application/octet-stream';
  return { ...headers, 'Content-Security-Policy': policy, 'Content-Type': type };
}
