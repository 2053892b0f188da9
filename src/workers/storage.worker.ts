import './lock-down';
import { exposeJobs } from './job';
import { copyBytes, expire, without, type Catalog, type Expiry } from './storage/catalog';
import { folderName, opfsFolder, removeOpfsFolder } from './storage/opfs';
import { Store, type Change, type Loaded } from './storage/store';
import { alone } from './storage/writer-lock';
import type { KeptCopy } from './protocol';

async function inStore<T>(base: string, work: (store: Store) => Promise<T>): Promise<T> {
  const name = folderName(base);
  return alone(name, async () => work(new Store(await opfsFolder(name))));
}

async function change(base: string, next: (catalog: Catalog) => Catalog): Promise<void> {
  return inStore(base, async (store) => {
    const before = await store.catalog();
    const after = next(before);
    if (after !== before) await store.scrub(after);
  });
}

const api = {
  load: (base: string, expiry: Expiry, id: number | null): Promise<Loaded> =>
    inStore(base, (store) => store.load(expiry, id)),
  save: (base: string, changed: Change): Promise<number> =>
    inStore(base, (store) => store.save(changed)),
  /** What was loaded becomes the newest state; what it left out is removed. */
  settle: (base: string, catalog: Catalog): Promise<void> =>
    inStore(base, (store) => store.scrub(catalog)),
  remove: (base: string, id: number): Promise<void> =>
    change(base, (catalog) => without(catalog, id)),
  close: (base: string): Promise<void> =>
    change(base, (catalog) => (catalog.open === null ? catalog : without(catalog, catalog.open))),
  expire: (base: string, expiry: Expiry): Promise<void> =>
    change(base, (catalog) => expire(catalog, expiry)),
  list: (base: string): Promise<KeptCopy[]> =>
    inStore(base, async (store) => {
      const { copies, open } = await store.catalog();
      return copies.map((copy) => ({
        id: copy.id,
        name: copy.name,
        rows: copy.rows,
        demo: copy.demo,
        savedAt: copy.savedAt,
        bytes: copyBytes(copy),
        hasRows: copy.parts.rows !== undefined,
        hasProject: copy.parts.project !== undefined,
        isOpen: copy.id === open,
      }));
    }),
  forget: (base: string): Promise<void> =>
    alone(folderName(base), () => removeOpfsFolder(folderName(base))),
};
export type StorageJobs = typeof api;

exposeJobs(api);
