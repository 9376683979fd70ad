import type { Text } from '../i18n/text.ts'
import type { Rule } from './rule.ts'
import { fatalFaults, type XmlFault } from './xml-reader.ts'

const texts: Readonly<Record<XmlFault, Text>> = {
  DECLARATION: {
    zhTW: '檔案應以 <?xml version="1.0" encoding="BIG5"?> 開始。',
    en: 'The file has to begin with <?xml version="1.0" encoding="BIG5"?>.',
  },
  ROOT: {
    zhTW: '根元素不是此類申報檔案所用者，無法繼續檢核。',
    en: 'The root element is not the one of this kind of claims; checking ends here.',
  },
  MARKUP: {
    zhTW: '檔案不得有 DOCTYPE、CDATA 等宣告，無法繼續檢核。',
    en: 'DOCTYPE, CDATA and other declarations are not accepted; checking ends here.',
  },
  COMMENT: { zhTW: '檔案不得有註解。', en: 'Comments are not accepted.' },
  INSTRUCTION: { zhTW: '檔案不得有處理指令。', en: 'Processing instructions are not accepted.' },
  ATTRIBUTE: { zhTW: '元素不得有屬性。', en: 'Elements must not have attributes.' },
  ENTITY: {
    zhTW: '& 之後只能是 lt、gt、amp、quot、apos 五種實體。',
    en: 'After & only the five entities lt, gt, amp, quot, apos are accepted.',
  },
  TAG: { zhTW: '標籤不完整。', en: 'A tag is malformed.' },
  UNKNOWN: {
    zhTW: '申報格式沒有此元素，其內容未檢核。',
    en: 'The form has no such element; its content is not checked.',
  },
  PLACE: {
    zhTW: '元素不在申報格式規定的位置，其內容未檢核。',
    en: 'The element is not where the form has it; its content is not checked.',
  },
  ORDER: {
    zhTW: 'tdata 應在 ddata 之前，dhead 應在 dbody 之前。',
    en: 'tdata comes before ddata, and dhead before dbody.',
  },
  MISSING: {
    zhTW: '缺少必要的段落（tdata、dhead 或 dbody）。',
    en: 'A section is missing (tdata, dhead or dbody).',
  },
  TWICE: { zhTW: '元素重複，只檢核第一個。', en: 'The element is there twice; only the first is checked.' },
  END: { zhTW: '開始與結束標籤不相符。', en: 'Start and end tags do not match.' },
  TEXT: { zhTW: '元素之間有不屬於任何欄位的文字。', en: 'There is text between elements that belongs to no field.' },
  LONG: {
    zhTW: '欄位內容或標籤過長，無法繼續檢核。',
    en: 'A value or a tag is too long; checking ends here.',
  },
  CUT: { zhTW: '檔案不完整，根元素沒有結束。', en: 'The file is cut short: its root element does not end.' },
  AFTER: { zhTW: '根元素結束之後還有內容。', en: 'There is content after the end of the root element.' },
}

export const xmlFaults = Object.keys(texts) as XmlFault[]

/** Those of every kind of claims: whether the document can be read at all. */
export const documentRules: readonly Rule[] = xmlFaults.map((fault) => ({
  id: `XML-${fault}`,
  field: '',
  severity: 'error',
  source: { document: 'xml', place: fatalFaults.has(fault) ? 'fatal' : 'recoverable' },
  text: texts[fault],
}))
