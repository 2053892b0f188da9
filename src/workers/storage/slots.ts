import { LeadbenchError } from '../../util/errors';
import { sha256Hex } from '../../util/hash';
import { EMPTY_CATALOG, type Catalog } from './catalog';
import { pieceOf, readWhole, type Folder } from './folder';

/** The version of a slot this build writes, and the newest it reads. */
export const SLOT_VERSION = 1;
export const SLOTS = ['slot-a', 'slot-b'] as const;
type SlotName = (typeof SLOTS)[number];

/** A catalog, and the slot it stands in. */
export interface Slot {
  readonly slot: SlotName;
  readonly catalog: Catalog;
}

const HEADER = /^leadbench slot (\d+) (\d+) ([0-9a-f]{64})\n/;
const HEADER_BYTES = 120;

/** A slot's bytes: a line with version, length and SHA-256, then the catalog as JSON. */
async function encode(catalog: Catalog): Promise<Uint8Array<ArrayBuffer>> {
  const body = new TextEncoder().encode(JSON.stringify(catalog));
  const header = `leadbench slot ${SLOT_VERSION} ${body.length} ${await sha256Hex(body)}\n`;
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(new TextEncoder().encode(header));
  bytes.set(body, header.length);
  return bytes;
}

/** The catalog of a slot's bytes; null where they are cut off or changed. Throws STORAGE_TOO_NEW. */
async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Catalog | null> {
  const start = new TextDecoder().decode(bytes.slice(0, HEADER_BYTES));
  const match = HEADER.exec(start);
  if (!match) return null;
  const [header, version, length, sha256] = match;
  if (Number(version) > SLOT_VERSION) {
    throw new LeadbenchError('STORAGE_TOO_NEW', { found: version, supported: SLOT_VERSION });
  }
  const body = bytes.slice(header.length);
  if (body.length !== Number(length) || (await sha256Hex(body)) !== sha256) return null;
  return JSON.parse(new TextDecoder().decode(body)) as Catalog;
}

/** The slots that are whole, newest first. Throws STORAGE_TOO_NEW {found, supported}. */
export async function readSlots(folder: Folder): Promise<Slot[]> {
  const slots: Slot[] = [];
  for (const slot of SLOTS) {
    const bytes = await readWhole(folder, slot);
    const catalog = bytes && (await decode(bytes));
    if (catalog) slots.push({ slot, catalog });
  }
  return slots.sort((a, b) => b.catalog.sequence - a.catalog.sequence);
}

/**
 * Writes the next catalog over the older slot. The newer one is not touched, so a write that is cut
 * off anywhere leaves the state before it. Returns what was written.
 */
export async function writeSlot(folder: Folder, catalog: Catalog): Promise<Catalog> {
  const slots = await readSlots(folder);
  const newest = slots.at(0);
  const slot = newest?.slot === 'slot-a' ? 'slot-b' : 'slot-a';
  const sequence = (newest?.catalog ?? EMPTY_CATALOG).sequence + 1;
  const next = { ...catalog, sequence };
  await folder.write(slot, pieceOf(await encode(next)));
  return next;
}
