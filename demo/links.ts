import type { LinkSection } from '../core/portal/links.ts'

/** 友善連結 of the demo: agencies as everybody knows them, and invented people to ask. */
export interface DemoLink {
  readonly section: LinkSection
  readonly name: string
  readonly address?: string
  readonly contact?: string
  readonly phone?: string
}

export const demoLinks: readonly DemoLink[] = [
  { section: 'divisions', name: '臺北業務組資訊交流區', address: 'https://www.nhi.gov.tw/' },
  { section: 'divisions', name: '高屏業務組資訊交流區', address: 'https://www.nhi.gov.tw/' },
  { section: 'disclosure', name: '醫療品質資訊公開', address: 'https://www.nhi.gov.tw/' },
  { section: 'systems', name: '衛生福利部', address: 'https://www.mohw.gov.tw/' },
  { section: 'systems', name: '衛生福利部中央健康保險署', address: 'https://www.nhi.gov.tw/' },
  { section: 'systems', name: '衛生福利部國民健康署', address: 'https://www.hpa.gov.tw/' },
  { section: 'systems', name: '衛生福利部疾病管制署', address: 'https://www.cdc.gov.tw/' },
  { section: 'systems', name: '衛生福利部食品藥物管理署', address: 'https://www.fda.gov.tw/' },
  { section: 'systems', name: '醫事憑證管理中心 HCA', address: 'https://hca.nat.gov.tw/' },
  { section: 'systems', name: '政府憑證管理中心 GCA', address: 'https://gca.nat.gov.tw/' },
  { section: 'system-contacts', name: '兒童健康管理系統', contact: '王示範', phone: '(04)0000-0100 分機 2430' },
  { section: 'system-contacts', name: '口腔癌篩檢系統', contact: '資訊廠商', phone: '(02)0000-0200 分機 1558' },
  { section: 'system-contacts', name: '醫療費用爭議案件系統', contact: '受理承辦', phone: '(02)0000-0300' },
  { section: 'system-contacts', name: '戒菸服務系統', contact: '客服專線', phone: '(02)0000-0400 分機 1553' },
]
