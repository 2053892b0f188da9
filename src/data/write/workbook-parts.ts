import { halfDaysOf } from '../table/date-words';
import { trimTail } from '../../util/trim-tail';
import type { Column } from '../table/column';
import { FIRST_DATE_STYLE } from './sheet-xml';
import { xmlText } from './xml-text';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Number formats below this are Excel's own. */
const FIRST_FORMAT = 164;

/** The small files around one sheet, by their path in the package. Source: ECMA-376 part 1. */
export function workbookParts(
  sheetName: string,
  range: string,
  patterns: readonly string[],
): ReadonlyMap<string, string> {
  return new Map([
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbook(sheetName, range)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', styles(patterns)],
  ]);
}

/** The date patterns of a table in order of first use, and each timestamp column's style number. */
export function dateStyles(columns: readonly Column[]): {
  readonly patterns: readonly string[];
  readonly styleOf: (column: Column) => number;
} {
  const found = columns.filter((column) => column.type === 'timestamp');
  const patterns = [...new Set(found.map((column) => column.pattern))];
  return {
    patterns,
    styleOf: (column) =>
      column.type === 'timestamp' ? FIRST_DATE_STYLE + patterns.indexOf(column.pattern) : 0,
  };
}

/** A sheet name that Excel takes: without its forbidden characters, 1 to 31 long. */
export function sheetNameOf(wanted: string): string {
  const allowed = wanted.replace(/[[\]:*?/\\]/g, ' ').replace(/^'+/, '');
  const name = trimTail(allowed, "'").trim().slice(0, 31);
  return name === '' ? 'Sheet1' : name;
}

function contentTypes(): string {
  const parts = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/worksheets/sheet1.xml', 'worksheet'],
    ['/xl/styles.xml', 'styles'],
  ].map(([path, type]) => `<Override PartName="${path}" ContentType="${CONTENT}.${type}+xml"/>`);
  const rels = 'application/vnd.openxmlformats-package.relationships+xml';
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="${rels}"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}

function relations(parts: readonly (readonly [type: string, target: string])[]): string {
  const list = parts.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function workbook(sheetName: string, range: string): string {
  const quoted = xmlText(`'${sheetName.replaceAll("'", "''")}'!${range}`);
  const sheet = `<sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets>`;
  const filter = `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${quoted}</definedName></definedNames>`;
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${sheet}${filter}</workbook>`;
}

function styles(patterns: readonly string[]): string {
  const formats = patterns.map(
    (pattern, i) =>
      `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${xmlText(excelFormat(pattern))}"/>`,
  );
  const list =
    formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : '';
  const dates = patterns.map(
    (_, i) =>
      `<xf numFmtId="${FIRST_FORMAT + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  return [
    `${HEAD}<styleSheet xmlns="${MAIN}">${list}`,
    `<fonts count="2">${font('')}${font('<b/>')}</fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${FIRST_DATE_STYLE + dates.length}">`,
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    `${dates.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}

/** A timestamp pattern as an Excel number format; names of months come in the workbook's language. */
function excelFormat(pattern: string): string {
  return pattern.replace(
    /'([^']*)'|\{([\w.^-]+)\}|SSS|[TZ]|M+|H+/g,
    (token, ...groups: string[]) => {
      const [literal, word] = groups;
      if (literal !== undefined) return `"${literal}"`;
      if (word !== undefined) return halfDaysOf(word) ? 'AM/PM' : monthFormat(word);
      if (token === 'SSS') return '000';
      if (token === 'T' || token === 'Z') return `"${token}"`;
      return token.toLowerCase();
    },
  );
}

function monthFormat(word: string): string {
  return word.includes('-') ? 'mmm' : 'mmmm';
}
