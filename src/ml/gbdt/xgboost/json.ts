import { LeadbenchError } from '../../../util/errors';
import type { GbdtModel } from '../model';
import { documentOf, floatText, isList, type Value } from './document';
import { modelOf } from './read-document';

/** The model as `Booster.save_model('m.json')` writes it, see `documentOf`. */
export function toXgboostJson(model: GbdtModel): string {
  return textOf(documentOf(model));
}

/** Reads the text that XGBoost 1.6 to 3.x saves; see `modelOf`, whose errors it has too. */
export function fromXgboostJson(text: string): GbdtModel {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new LeadbenchError('MODEL_UNREADABLE', { what: 'JSON' });
  }
  return modelOf(document);
}

function textOf(value: Value): string {
  if (value instanceof Float32Array) return `[${Array.from(value, floatText).join(',')}]`;
  if (isNumbers(value)) return `[${value.join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(textOf).join(',')}]`;
  const members = Object.entries(value).map(
    ([name, of]) => `${JSON.stringify(name)}:${textOf(of)}`,
  );
  return `{${members.join(',')}}`;
}

function isNumbers(value: Value): value is Int32Array | BigInt64Array | Uint8Array {
  return ArrayBuffer.isView(value);
}
