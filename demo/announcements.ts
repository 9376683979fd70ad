import type { AnnouncementCategory, AnnouncementKind } from '../core/portal/announcements.ts'
import type { CatalogueCode } from '../core/portal/catalogue.ts'
import type { Department } from '../core/portal/departments.ts'
import type { Division } from '../core/portal/divisions.ts'

/** Announcements of the demo, every one invented. Days are counted from the day on which they are written. */
export interface DemoAnnouncement {
  readonly kind: AnnouncementKind
  readonly title: string
  readonly content?: string
  readonly daysAgo: number
  readonly daysLeft?: number
  readonly department?: Department
  readonly category?: AnnouncementCategory
  readonly keyword?: string
  readonly entry?: CatalogueCode
  readonly division?: Division
}

export const demoAnnouncements: readonly DemoAnnouncement[] = [
  {
    kind: 'urgent',
    title: '<b>示範環境</b>：本系統為展示用，公告與資料均為虛構。',
    content: '<p>請使用<b>測試卡</b>登入；<span class="rich-red">正式卡片請勿插入測試環境</span>。</p>',
    daysAgo: 1,
    daysLeft: 365,
  },
  {
    kind: 'business',
    title: '示範：預檢醫療費用申報作業說明會',
    content:
      '<p>說明會場次如下：</p><table><thead><tr><th>場次</th><th>地點</th></tr></thead><tbody><tr><td>上午</td><td>示範大樓一樓</td></tr><tr><td>下午</td><td>線上</td></tr></tbody></table>',
    daysAgo: 2,
    department: 'medical-affairs',
    category: 'training',
    keyword: '預檢',
  },
  {
    kind: 'business',
    title: '示範：修正支付標準部分診療項目，自下個月起適用，請各特約醫事服務機構轉知所屬並更新院內資訊系統之對照檔',
    daysAgo: 9,
    department: 'medical-review',
    category: 'payment',
    keyword: '支付標準',
  },
  {
    kind: 'business',
    title: '示範：年度特約事項異動申請期限',
    content: '<p>申請期限至本月底止。</p>',
    daysAgo: 30,
    department: 'planning',
    category: 'general',
  },
  {
    kind: 'system',
    title: '示範：讀卡元件新版上線',
    content: '<ul><li>支援晶片讀卡機</li><li>支援健保讀卡機</li></ul>',
    daysAgo: 3,
    department: 'information',
    category: 'general',
    keyword: '讀卡機',
  },
  {
    kind: 'system',
    title: '示範：本週六凌晨系統維護，暫停服務兩小時',
    daysAgo: 4,
    department: 'information',
    category: 'maintenance',
  },
  {
    kind: 'system',
    title: '示範：請勿將 PIN 碼提供他人',
    content: '<p>本署<b>不會</b>以電話或電子郵件索取 PIN 碼。</p>',
    daysAgo: 12,
    department: 'information',
    category: 'security',
    keyword: 'PIN 碼',
  },
  {
    kind: 'headquarters',
    title: '示範：固接網路及允入 HIS 廠商申請提醒',
    content: '<p>廠商線路期限將屆者，請提前申請。</p>',
    daysAgo: 2,
    department: 'information',
    category: 'general',
    keyword: '固接網路',
    entry: 'A.01',
  },
  {
    kind: 'headquarters',
    title: '示範：費用支付資料下載新增檔案格式',
    daysAgo: 6,
    department: 'finance',
    category: 'claims',
    keyword: '費用支付',
    entry: 'E',
  },
  {
    kind: 'headquarters',
    title: '示範：機構管理者請定期檢視使用者授權',
    content: '<p>離職人員之授權請即移除。</p>',
    daysAgo: 15,
    department: 'information',
    category: 'general',
    keyword: '授權',
    entry: 'O',
  },
  {
    kind: 'division',
    title: '示範：臺北業務組業務聯繫會議',
    content: '<p>請派員參加，並於三日前回覆。</p>',
    daysAgo: 1,
    category: 'general',
    keyword: '聯繫會議',
    division: 'taipei',
  },
  {
    kind: 'division',
    title: '示範：中區業務組抽審案件送審方式調整',
    content: '<p>自下月起改以線上送審。</p>',
    daysAgo: 5,
    category: 'review',
    keyword: '抽審',
    division: 'central',
  },
]
