import type { Text } from '../../core/i18n/text.ts'
import type { CheckChange } from '../../core/protocol/check.ts'

/** What became of a row after a fix or an undo. */
export const changeTexts: Readonly<Record<CheckChange['outcome'], Text>> = {
  changed: { zhTW: '已變更', en: 'Changed' },
  'put-back': { zhTW: '已復原', en: 'Put back' },
  'nothing-to-change': { zhTW: '不需變更', en: 'Nothing to change' },
  'not-allowed': { zhTW: '未變更：瀏覽器詢問時沒有允許', en: 'Not changed: the browser’s question was not allowed' },
  managed: { zhTW: '未變更：由貴單位管理', en: 'Not changed: managed by your organisation' },
  failed: { zhTW: '變更失敗', en: 'Could not be changed' },
}
