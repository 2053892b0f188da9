import { readProject, writeProject } from '../../domain/leads/project';
import { LeadbenchError } from '../../util/errors';
import { sha256Hex } from '../../util/hash';
import {
  EMPTY_CATALOG,
  expire,
  filesOf,
  PARTS,
  without,
  type Catalog,
  type Copy,
  type Expiry,
  type PartName,
  type PartRefs,
} from './catalog';
import { pieceOf, readWhole, type Folder } from './folder';
import { NO_PARTS, type Parts } from './parts';
import { readSlots, SLOTS, writeSlot } from './slots';
import { readSnapshot, writeSnapshot, type FileRef } from './snapshot';

/** What is to be kept of the open data set from now on. */
export interface Change {
  /** null: it is new. */
  readonly id: number | null;
  readonly name: string;
  readonly rows: number;
  readonly demo: boolean;
  readonly savedAt: number;
  /** Parts that changed: null = there is none any more; an absent part stays as it is kept. */
  readonly parts: Partial<Parts>;
}

/** What was found on the device. */
export interface Loaded {
  readonly catalog: Catalog;
  /** The copy that was open, or was asked for; null where there is none. */
  readonly copy: Copy | null;
  readonly parts: Parts;
  /** Name of a copy that was not whole and is not listed any more; null where all are. */
  readonly damaged: string | null;
}

/**
 * What is kept on the device. A change writes its files under new names, then one slot that names
 * them; files are removed when neither slot names them. So a change that is cut off anywhere leaves
 * the state before it, whole. One store at a time may write.
 */
export class Store {
  readonly #folder: Folder;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** The newest state that is whole. Throws STORAGE_TOO_NEW. */
  async catalog(): Promise<Catalog> {
    return (await readSlots(this.#folder)).at(0)?.catalog ?? EMPTY_CATALOG;
  }

  /**
   * The open copy, or copy `id`. Where the newest state names a file that is not whole, the state
   * before it is taken, and where that is not whole either, the copy is left out. Writes nothing.
   */
  async load(expiry: Expiry, id: number | null = null): Promise<Loaded> {
    const slots = await readSlots(this.#folder);
    let damaged: Copy | null = null;
    for (const slot of slots) {
      const catalog = expire(slot.catalog, expiry);
      const wanted = id ?? catalog.open;
      const copy = catalog.copies.find((one) => one.id === wanted) ?? null;
      if (!copy) return { catalog, copy: null, parts: NO_PARTS, damaged: damaged?.name ?? null };
      const parts = await this.#readAll(copy.parts);
      if (parts) return { catalog: { ...catalog, open: copy.id }, copy, parts, damaged: null };
      damaged ??= copy;
    }
    const newest = expire(slots.at(0)?.catalog ?? EMPTY_CATALOG, expiry);
    const catalog = damaged ? without(newest, damaged.id) : newest;
    return { catalog, copy: null, parts: NO_PARTS, damaged: damaged?.name ?? null };
  }

  /** Keeps what changed. Returns the copy's number. Throws STORAGE_FULL; what was kept before stays. */
  async save(change: Change): Promise<number> {
    const before = await this.catalog();
    const known = before.copies.find(({ id }) => id === change.id);
    const id = known?.id ?? before.next;
    let next = Math.max(before.next, id + 1);
    const refs = new Map(Object.entries(known?.parts ?? {}));
    try {
      for (const part of PARTS) {
        const value = change.parts[part];
        if (value === undefined) continue;
        refs.delete(part);
        if (value !== null) refs.set(part, await this.#write(part, String(next++), change.parts));
      }
    } catch (error) {
      await this.#sweep([before]);
      throw error;
    }
    const { name, rows, demo, savedAt } = change;
    const parts: PartRefs = Object.fromEntries(refs);
    const others = before.copies.filter((copy) => copy.id !== id && !(demo && copy.demo));
    const copies = [...others, { id, name, rows, demo, savedAt, parts }];
    await this.commit({ ...before, next, open: id, copies });
    return id;
  }

  /** Makes a catalog the newest state. What it does not name is removed with the state after it. */
  async commit(catalog: Catalog): Promise<void> {
    await writeSlot(this.#folder, catalog);
    await this.#sweep((await readSlots(this.#folder)).map((slot) => slot.catalog));
  }

  /** Makes a catalog both states, so that what it does not name is gone when this returns. */
  async scrub(catalog: Catalog): Promise<void> {
    await writeSlot(this.#folder, catalog);
    const last = await writeSlot(this.#folder, catalog);
    await this.#sweep([last]);
  }

  async #sweep(catalogs: readonly Catalog[]): Promise<void> {
    const named = new Set<string>([...SLOTS, ...catalogs.flatMap(filesOf).map(({ name }) => name)]);
    for (const name of await this.#folder.names()) {
      if (!named.has(name)) await this.#folder.remove(name);
    }
  }

  async #write(part: PartName, number: string, parts: Partial<Parts>): Promise<FileRef> {
    if (part !== 'project' || !parts.project) {
      return writeSnapshot(this.#folder, `${number}.${part}`, parts[part]);
    }
    const name = `${number}.leadbench`;
    const bytes = new Uint8Array(await writeProject(parts.project));
    await this.#folder.write(name, pieceOf(bytes));
    return { name, bytes: bytes.length, sha256: await sha256Hex(bytes) };
  }

  /** All parts, or null where one is not whole. */
  async #readAll(refs: PartRefs): Promise<Parts | null> {
    const parts = new Map<string, unknown>();
    try {
      for (const part of PARTS) {
        const ref = refs[part];
        if (ref) parts.set(part, await this.#read(part, ref));
      }
    } catch (error) {
      if (error instanceof LeadbenchError) return null;
      throw error;
    }
    return { ...NO_PARTS, ...(Object.fromEntries(parts) as Partial<Parts>) };
  }

  async #read(part: PartName, ref: FileRef): Promise<unknown> {
    if (part !== 'project') return readSnapshot(this.#folder, ref);
    const bytes = await readWhole(this.#folder, ref.name);
    if (bytes === null || (await sha256Hex(bytes)) !== ref.sha256) {
      throw new LeadbenchError('COPY_DAMAGED');
    }
    return readProject(bytes);
  }
}
