import type { Text } from '../i18n/text.ts'

export interface LinkSectionRow {
  readonly label: Text
  /** What its rows tell beside a name: an address to go to, or whom to ask. */
  readonly tells: 'address' | 'contact'
}

/** The sections of 友善連結, in their order. */
export const linkSections = {
  divisions: { label: { zhTW: '健保分區業務組資訊交流區', en: 'Regional divisions' }, tells: 'address' },
  disclosure: { label: { zhTW: '醫療資訊揭露', en: 'Disclosure of medical information' }, tells: 'address' },
  systems: { label: { zhTW: '其它應用系統', en: 'Other systems' }, tells: 'address' },
  'system-contacts': {
    label: { zhTW: '其它應用系統聯絡窗口', en: 'Contacts of the other systems' },
    tells: 'contact',
  },
} as const satisfies Record<string, LinkSectionRow>

export type LinkSection = keyof typeof linkSections

export const linkSectionCodes = Object.keys(linkSections) as LinkSection[]

export const linkSection = (section: LinkSection): LinkSectionRow => linkSections[section]
