import type { Cell } from '../logic/sort-rows';

/** A column of a table. */
export interface Column {
  readonly key: string;
  readonly label: string;
  /** Right-aligned, and sorted downwards first. */
  readonly numeric?: boolean;
  /** For names that files bring. */
  readonly mono?: boolean;
  /** px, where the table is long */
  readonly width?: number;
  /** A value as it is shown; null is never asked for. */
  readonly format?: (value: Cell) => string;
}

/** One entry of a column's menu. */
export interface MenuItem {
  readonly key: string;
  readonly text: string;
  /** Why it cannot be chosen; null where it can. */
  readonly reason?: string | null;
  /** The focus goes elsewhere then, and not back to the menu's button. */
  readonly movesFocus?: boolean;
  readonly act: () => void;
}
