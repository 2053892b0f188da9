import { describe, expect, it } from 'vitest';
import { withChoice } from '../../../src/lib/logic/dialect-choices';

describe('what a person says of how a file is written', () => {
  it('is an option of the reader', () => {
    expect(withChoice({}, 'delimiter', ';')).toEqual({ delimiter: ';' });
    expect(withChoice({ quote: "'" }, 'quote', '')).toEqual({ quote: '' });
    expect(withChoice({}, 'escape', '\\')).toEqual({ escape: '\\' });
    expect(withChoice({}, 'encoding', 'windows-1252')).toEqual({ encoding: 'windows-1252' });
    expect(withChoice({}, 'headerRows', '2')).toEqual({ headerRows: 2 });
    expect(withChoice({ headerRows: 2 }, 'skipRows', '12')).toEqual({
      headerRows: 2,
      skipRows: 12,
    });
    expect(withChoice({}, 'skipBlanks', 'no')).toEqual({ skipBlanks: false });
    expect(withChoice({}, 'widths', '10, 5 20')).toEqual({ widths: [10, 5, 20] });
    expect(withChoice({ widths: [1, 2] }, 'widths', ' ')).toEqual({});
    expect(withChoice({}, 'dateOrder', 'month')).toEqual({ dateOrder: 'month' });
  });

  it('is not said any more where it is to be found column by column', () => {
    const said = withChoice(withChoice({}, 'decimal', ','), 'thousands', '.');
    expect(said).toEqual({ decimal: ',', thousands: '.' });
    expect(withChoice(said, 'decimal', '')).toEqual({ thousands: '.' });
    expect(withChoice({ dateOrder: 'day' }, 'dateOrder', 'year')).toEqual({});
    expect(withChoice({ encoding: 'utf-8' }, 'encoding', 'utf-7')).toEqual({});
  });
});
