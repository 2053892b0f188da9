const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\r', '&#13;'],
]);

/**
 * Text for XML 1.0: control characters, lone surrogates and non-characters that XML forbids are
 * left out, markup and carriage returns escaped, and what looks like OOXML's own `_xHHHH_` escape
 * kept from being read as one. Source: XML 1.0 section 2.2; ECMA-376 part 1, 22.9.2.19.
 */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (c) => ENTITIES.get(c) ?? c);
}
