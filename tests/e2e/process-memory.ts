import { readdirSync, readFileSync } from 'node:fs';

/** Ids of a process and of all that it started, by /proc. */
function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = read(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (stat !== '') parents.set(pid, parent);
  }
  const family = [root];
  for (const one of family) {
    for (const [pid, parent] of parents) if (parent === one) family.push(pid);
  }
  return family;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Megabytes that a process and its children hold, memory shared between them counted once. Linux only. */
export function megabytesOf(root: number): number {
  const kilobytes = familyOf(root).map((pid) => {
    const found = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`));
    return found ? Number(found[1]) : 0;
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}
