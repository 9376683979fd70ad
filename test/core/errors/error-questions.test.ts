import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../core/errors/error-codes.ts'
import { questionOfError } from '../../../core/errors/error-questions.ts'
import { errorRow } from '../../../core/errors/error-table.ts'
import { allQuestions } from '../../../core/portal/questions/questions.ts'

const anchors = new Set(allQuestions.map(({ id }) => id))

/** The messages that every user of the portal knows, as they begin. */
const messages = [
  '未安裝憑證元件，請至下載專區下載安裝',
  '讀卡機未備妥，請再確認',
  '健保讀卡機未備妥，請再確認',
  '建立卡片物件失敗',
  '找不到卡片中的任何憑證',
  '憑證卡驗證失敗',
  '非特約醫事機構，無法登入',
  '醫事機構代號與讀卡機晶片所載不符',
  '所持身分尚未經所在院所指派，無法登入本系統',
  '所持身分尚未經機構指派，無法登入本系統',
  '請勾選一個以上查詢條件',
  'PIN 碼錯誤，還可再試 {triesLeft} 次',
  '您的密碼尚未變更',
  '安全模組尚未認證',
  '卡片與安全模組環境不符',
  '此網站的安全憑證有問題',
  '無法顯示網頁',
  '您的DNS設定無法連線至服務主機',
  '您目前使用的瀏覽器為',
  '目前 ',
  '登入要求已逾時或已使用過，請重新登入',
  '卡片已被取出，請重新插卡',
  '此網站未獲允許使用讀卡元件',
  '此卡片尚未登錄於本系統',
]

describe('the answer that a message leads to', () => {
  it.each(messages)('there is one for each error under 「%s」', (message) => {
    const codes = errorCodes.filter((code) => errorRow(code).heading.zhTW.startsWith(message))
    expect(codes).not.toEqual([])
    const without = codes.filter((code) => !anchors.has(questionOfError(code) ?? ''))
    expect(without).toEqual([])
  })

  it('is among the answers, whatever the error', () => {
    const led = errorCodes.map(questionOfError).filter((anchor) => anchor !== undefined)
    expect(led.filter((anchor) => !anchors.has(anchor))).toEqual([])
  })
})
