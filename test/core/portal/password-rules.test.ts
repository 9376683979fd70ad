import { describe, expect, it } from 'vitest'
import { commonPieces } from '../../../core/portal/common-passwords.ts'
import {
  maximumLength,
  normalizePassword,
  passwordFault,
  type PasswordOwner,
} from '../../../core/portal/password-rules.ts'

const owner: PasswordOwner = {
  idNumber: 'A199090017',
  name: '林示範',
  account: 'lin.demo',
  institutions: ['3501999018'],
}
const fault = (password: string) => passwordFault(password, 'account', owner)

describe('the length', () => {
  it('is fifteen signs where the password stands alone, twelve beside the NHI card', () => {
    expect(passwordFault('kumquat-Torf7e', 'account', owner)).toBe('short')
    expect(passwordFault('kumquat-Torf7ex', 'account', owner)).toBeUndefined()
    expect(passwordFault('kumquat-Tor', 'nhi-card', owner)).toBe('short')
    expect(passwordFault('kumquat-Torf', 'nhi-card', owner)).toBeUndefined()
  })

  it('is counted in signs, whatever they take in memory, and ends at 128', () => {
    expect(fault('晨曦照山頭白鷺過水田綠稻香農')).toBe('short')
    expect(fault('晨曦照山頭白鷺過水田綠稻香農家')).toBeUndefined()
    expect(fault('🍈🥭🍍🥥🍋🍊🍇🍉🍓🫐🍒🍑🥝🍅')).toBe('short')
    const long = Array.from({ length: maximumLength }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
    expect(fault(long)).toBeUndefined()
    expect(fault(`${long}山`)).toBe('long')
  })
})

describe('what is refused besides', () => {
  it.each([
    ['repeated', 'aaaaaaaaaaaaaaaaaaaa'],
    ['repeated', 'x1x1x1x1x1x1x1x1'],
    ['repeated', 'rK7!rK7!rK7!rK7!'],
    ['common', 'password12345678'],
    ['common', 'P@ssw0rd-12345678'],
    ['common', 'Nhi-Password-2026'],
    ['common', 'qwertyuiop1234567890'],
    ['common', '1qaz2wsx3edc4rfv5tgb'],
    ['common', 'zyxwvutsrqponmlkj'],
    ['common', 'Taiwan Taipei 1990'],
    ['common', '全民健康保險-衛生福利部-2026'],
    ['common', 'iloveyou19800101!!!'],
    ['common', '健保署健保署健保卡!!!!!!'],
    ['id-number', 'blue a199090017 kite'],
    ['id-number', 'mein-199090017-Haus'],
    ['name', '林示範的拿手菜是番茄炒蛋加蔥花'],
    ['account', 'Lin.Demo kumquat torf'],
    ['institution', 'kumquat3501999018torf'],
  ])('%s: %s', (expected, password) => {
    expect(fault(password)).toBe(expected)
  })

  it.each([
    'taiwan hospital flower bicycle',
    'password of my aunt Kumquat',
    'iuh7-QQe2-lmx9-0ba',
    '三隻白鷺飛過嘉義的綠色稻田邊',
    'oranges under the old bridge',
    '?#{>~&^;%*[!<|=$_',
  ])('nothing in %s', (password) => {
    expect(passwordFault(password, 'nhi-card', owner)).toBeUndefined()
  })

  it('the common ones are a few thousand pieces, all in small letters', () => {
    expect(commonPieces.size).toBeGreaterThan(3000)
    expect([...commonPieces].filter((piece) => piece !== piece.toLowerCase())).toEqual([])
  })

  it('nothing is looked for that is not known of the person', () => {
    const unknown = { idNumber: null, name: null, account: null, institutions: [] }
    expect(passwordFault('kumquat-null-Torf', 'account', unknown)).toBeUndefined()
    expect(passwordFault('kumquat-null-Torf', 'account', {})).toBeUndefined()
  })
})

it('what an input method writes in full width is the same password', () => {
  expect(normalizePassword('ｋｕｍｑｕａｔ－１２')).toBe(normalizePassword('kumquat-12'))
  expect(fault('ｐａｓｓｗｏｒｄ１２３４５６７８')).toBe('common')
})
