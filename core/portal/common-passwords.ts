/**
 * What passwords are made of that are tried first (NIST SP 800-63B-4 §3.1.1.2, blocklist). Written for this portal: words,
 * and the patterns that hands make on a keyboard. Real lists hold short passwords; ours must find long ones, which people
 * put together from the same pieces: `password12345678`, `Nhi-Nhi-2026-2026`, `1qaz2wsx3edc4rfv`.
 */

/** What people everywhere write. */
const habits = `
  password passwort passphrase passwd pass pwd secret login logon signin welcome letmein changeme change default
  initial temp temporary test testing tester demo admin administrator root user username guest manager master super
  system server account access computer internet network portal website windows google facebook hello iloveyou love
  lovely baby angel princess prince sunshine flower summer winter spring autumn monkey dragon tiger lion eagle shadow
  superman batman pokemon starwars football baseball basketball soccer hockey freedom forever friend family mother
  father sister brother happy lucky money success trust security secure number correct new old my the is and one two
  three four five january february march april may june july august september october november december monday tuesday
  wednesday thursday friday saturday sunday abc abcd xyz`

/** What this portal and its people have at hand. */
const ours = `
  nhi nhia bnhi mohw moh hca moica gca moeaca vpn med medvpn iccard sam national health insurance healthcare ministry
  welfare medical medicine hospital clinic pharmacy doctor nurse dentist pharmacist patient drug card claim claims
  taiwan roc taipei newtaipei taoyuan hsinchu miaoli taichung changhua nantou yunlin chiayi tainan kaohsiung pingtung
  yilan hualien taitung penghu kinmen formosa jianbao jiankang yiyuan zhensuo yaoju yisheng hushi mima zhanghao denglu
  woaini nihao wode aini zhongguo taiwanese chinese
  健保 健保署 健保局 健保卡 全民健保 全民健康保險 中央健康保險署 健康 保險 衛福部 衛生福利部 醫院 診所 藥局 醫師
  護理師 藥師 牙醫 中醫 密碼 帳號 登入 我的 臺灣 台灣 臺北 台北 我愛你 你好 測試 系統 管理者 使用者 網路 醫事 機構`

const words = `${habits} ${ours}`.trim().split(/\s+/)

/** How signs are written for letters. */
const disguises: Readonly<Record<string, readonly string[]>> = {
  a: ['@', '4'],
  e: ['3'],
  i: ['1', '!'],
  l: ['1'],
  o: ['0'],
  s: ['$', '5'],
  t: ['7'],
}

/** Rows, columns and orders that fingers run along. */
const runs = [
  '01234567890',
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()',
  'q1w2e3r4t5y6u7i8o9p0',
  '1q2w3e4r5t6y7u8i9o0p',
  '147258369',
  '159357',
  'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ',
]
const shortestRun = 3

function disguised(word: string): string[] {
  let written = ['']
  for (const sign of word) {
    const ways = [sign, ...(disguises[sign] ?? [])]
    // A word with many such letters has thousands of ways; those of its beginning are the ones people use.
    const next = written.flatMap((begun) => ways.map((way) => begun + way))
    written = next.length > 96 ? written.map((begun) => begun + sign) : next
  }
  return written
}

function runsOf(row: string): string[] {
  const signs = Array.from(row)
  const found: string[] = []
  for (let from = 0; from < signs.length; from++) {
    for (let to = from + shortestRun; to <= signs.length; to++) {
      const run = signs.slice(from, to)
      found.push(run.join(''), run.toReversed().join(''))
    }
  }
  return found
}

const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => String(first + at))

/** Of a life, and the same in the Republic’s count. */
const years = [...numbers(1911, 2049), ...numbers(60, 138)]

/** Every piece, in small letters. */
export const commonPieces: ReadonlySet<string> = new Set([
  ...words.flatMap(disguised),
  ...runs.flatMap(runsOf),
  ...years,
])

export const longestPiece = Math.max(...Array.from(commonPieces, (piece) => Array.from(piece).length))
