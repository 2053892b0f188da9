import { describe, expect, it } from 'vitest';
import {
  ACT_WORDS,
  judgedWord,
  nameScore,
  REACH_WORDS,
  saysAssignment,
  saysKey,
  wordsOf,
} from '../../../../src/domain/leads/vocabulary';

describe('wordsOf', () => {
  it.each([
    ['TOTAL_VISITS', ['total', 'visits']],
    ['TotalVisits', ['total', 'visits']],
    ['customerID', ['customer', 'id']],
    ['PONumber', ['po', 'number']],
    ['Last Notable Activity', ['last', 'notable', 'activity']],
    ['APP_LOGINS_30D', ['app', 'logins', '30d']],
    ['step2Visit', ['step2', 'visit']],
    ['__proto__', ['proto']],
    ['  ', []],
  ])('splits %s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe('judgedWord', () => {
  it.each([
    ['Tags', 'tags'],
    ['Lead Quality', 'quality'],
    ['Lead Profile', 'profile'],
    ['Asymmetrique Activity Index', 'index'],
    ['Last Activity', 'last activity'],
    ['NEXT_ACTION', 'next action'],
    ['aktivitasTerakhir', 'terakhir aktivitas'],
    ['TINDAK_LANJUT', 'tindak lanjut'],
    ['CALL_STATUS', 'status'],
    ['KETERANGAN', 'keterangan'],
    ['Skor Prospek', 'skor'],
  ])('names the word of %s', (name, word) => {
    expect(judgedWord(name)).toBe(word);
  });

  it.each([
    'HOUSE_STATUS',
    'NIK_STATUS',
    'Marital_Status',
    'STATUS_PERNIKAHAN',
    'Vintage',
    'Advantages',
    'Indexed_At',
    'MONTHS_SINCE_LAST',
    'Page Views Per Visit',
    'CORI_GRADE',
  ])('lets %s pass', (name) => {
    expect(judgedWord(name)).toBeNull();
  });
});

describe('other vocabularies', () => {
  it('count whole words only', () => {
    expect(saysKey('NIK')).toBe(true);
    expect(saysKey('TEKNIK')).toBe(false);
    expect(saysKey('Idle_Hours')).toBe(false);
    expect(saysAssignment('CAMPAIGN_WEEK')).toBe(true);
    expect(saysAssignment('REAGENT')).toBe(false);
  });

  it('prefer the name that is the word, then the one that ends with it', () => {
    expect(nameScore('visit', REACH_WORDS)).toBe(3);
    expect(nameScore('LEAD_DELIVERED', REACH_WORDS)).toBe(2);
    expect(nameScore('ordered_within_30d', ACT_WORDS)).toBe(1);
    expect(nameScore('TotalVisits', REACH_WORDS)).toBe(0);
  });
});
