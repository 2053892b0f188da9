import type { GbdtModel } from '../model';
import { documentOf } from './document';
import { modelOf } from './read-document';
import { decodeUbjson } from './ubjson-decode';
import { encodeUbjson } from './ubjson-encode';

/** The model as `Booster.save_model('m.ubj')` writes it, see `documentOf`. */
export function toXgboostUbjson(model: GbdtModel): Uint8Array<ArrayBuffer> {
  return encodeUbjson(documentOf(model));
}

/** Reads the bytes that XGBoost 1.6 to 3.x saves; errors are those of `decodeUbjson` and `modelOf`. */
export function fromXgboostUbjson(bytes: Uint8Array): GbdtModel {
  return modelOf(decodeUbjson(bytes));
}
