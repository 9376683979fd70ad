import type { Text } from '../../../core/i18n/text.ts'

/** One of the portal's policies. */
export interface Policy {
  /** 更新日期, an ISO 8601 day. */
  readonly updated: string
  readonly lead: Text
  readonly sections: readonly PolicySection[]
}

export interface PolicySection {
  /** Its anchor. */
  readonly id: string
  readonly title: Text
  readonly paragraphs: readonly Text[]
}
