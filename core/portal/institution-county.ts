import type { County } from './counties.ts'

/** The third and fourth digits of an institution's code. Counties that were joined since have the codes they had before too. */
const countyOfDigits: Readonly<Record<string, County>> = {
  '01': 'TPE',
  '02': 'KHH',
  '03': 'TXG',
  '05': 'TNN',
  '07': 'KHH',
  '11': 'KEE',
  '12': 'HSZ',
  '17': 'TXG',
  '21': 'TNN',
  '22': 'CYI',
  '31': 'NWT',
  '32': 'TAO',
  '33': 'HSQ',
  '34': 'ILA',
  '35': 'MIA',
  '36': 'TXG',
  '37': 'CHA',
  '38': 'NAN',
  '39': 'YUN',
  '40': 'CYQ',
  '41': 'TNN',
  '42': 'KHH',
  '43': 'PIF',
  '44': 'PEN',
  '45': 'HUA',
  '46': 'TTT',
  '90': 'KIN',
  '91': 'LIE',
}

/** Where an institution is by its code; undefined for a code that tells none. */
export const countyOfCode = (code: string): County | undefined => countyOfDigits[code.slice(2, 4)]
