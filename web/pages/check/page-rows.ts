import { checkRows, type CheckId, findFinding } from '../../../core/check/check-rows.ts'
import type { CheckMark, CheckSystem, Remedy } from '../../../core/check/check-row.ts'
import { judgeClock } from '../../../core/check/judge-clock.ts'
import { stepsFor } from '../../../core/check/report-text.ts'
import type { Text } from '../../../core/i18n/text.ts'
import type { Echo } from '../../../core/protocol/echo.ts'
import { type BrowserInfo, isOutdated, minimumChromium } from '../../state/browser.ts'
import type { ExtensionState } from '../../state/use-extension.ts'

/** What a plain page can look at. */
export interface PageSituation {
  readonly browser: BrowserInfo
  readonly system: CheckSystem
  readonly origin: string
  readonly isSecureContext: boolean
  /** The browser keeps cookies and small things for the page. */
  readonly canStore: boolean
  /** What the server saw; undefined when it did not answer. */
  readonly echo: Echo | undefined
  /** By which the computer's clock is off, as far as the server's answer tells. */
  readonly clockOffsetSeconds: number
  readonly extension: ExtensionState['name']
}

/** One row as it is drawn; places in its texts are filled from `details`. */
export interface PageRow {
  readonly id: string
  readonly label: Text
  readonly mark: CheckMark
  readonly current: Text
  readonly cause?: Text | undefined
  readonly steps: readonly Text[]
  readonly details: Readonly<Record<string, string | number>>
}

/** A row of the extension's check, as far as a page can judge it: by the same table, in the same words. */
function fromCheck(id: CheckId, name: string, system: CheckSystem, details: PageRow['details'] = {}): PageRow {
  const finding = findFinding(id, name)
  if (!finding) throw new RangeError(`${id} has no finding ${name}`)
  const { mark, current, cause, remedy } = finding
  return { id, label: checkRows[id].label, mark, current, cause, steps: steps(remedy, system), details }
}

const steps = (remedy: Remedy | undefined, system: CheckSystem): readonly Text[] =>
  remedy ? stepsFor(remedy, system) : []

const storage = {
  kept: { mark: 'ok', current: { zhTW: '允許', en: 'Allowed' }, steps: [] },
  blocked: {
    mark: 'fail',
    current: { zhTW: '停用', en: 'Blocked' },
    steps: [
      {
        zhTW: '請在瀏覽器設定的「隱私權和安全性」允許本網站使用 Cookie 及網站資料，再重新載入本頁。',
        en: 'Under Privacy and security in the browser’s settings, let this site keep cookies and site data; then reload.',
      },
    ],
  },
} as const satisfies Record<string, Pick<PageRow, 'mark' | 'current' | 'steps'>>

/** In the order in which they are shown. */
export function pageRows(situation: PageSituation): PageRow[] {
  const { system, echo } = situation
  const seconds = Math.abs(Math.round(situation.clockOffsetSeconds))
  return [
    browserRow(situation),
    fromCheck('javascript', 'allowed', system), // else nothing of this would be drawn
    fromCheck('secure-page', situation.isSecureContext ? 'secure' : 'insecure', system, {
      sites: situation.origin,
    }),
    {
      id: 'page-storage',
      label: { zhTW: 'Cookie 與網站資料', en: 'Cookies and site data' },
      details: {},
      ...storage[situation.canStore ? 'kept' : 'blocked'],
    },
    {
      id: 'pop-ups',
      label: checkRows['pop-ups'].label,
      mark: 'unknown',
      current: {
        zhTW: '網頁看不到這項設定，由讀卡元件檢測；登入不受影響',
        en: 'A page cannot see it; the card component checks it. Signing in does not need pop-ups',
      },
      steps: [],
      details: {},
    },
    echo ? fromCheck('clock', judgeClock(seconds), system, { seconds }) : fromCheck('clock', 'unreachable', system),
    proxyRow(situation),
    extensionRow(situation),
  ]
}

function browserRow({ browser, system }: PageSituation): PageRow {
  const details = {
    browser: browser.name,
    version: browser.version ?? '',
    wanted: `${browser.name} ${minimumChromium}`,
  }
  if (browser.shop) return fromCheck('browser-version', isOutdated(browser) ? 'outdated' : 'current', system, details)
  return {
    id: 'browser-version',
    label: checkRows['browser-version'].label,
    mark: 'fail',
    current: { zhTW: '{browser} {version}', en: '{browser} {version}' },
    cause: { zhTW: '這個瀏覽器不能使用讀卡元件。', en: 'This browser cannot run the card component.' },
    steps: [
      {
        zhTW: `請在電腦上改用 Google Chrome 或 Microsoft Edge（${minimumChromium} 以上版本）。`,
        en: `Use Google Chrome or Microsoft Edge (${minimumChromium} or later) on a computer.`,
      },
    ],
    details,
  }
}

function proxyRow({ echo, system }: PageSituation): PageRow {
  if (!echo) return fromCheck('proxy', 'unreachable', system)
  const mark = echo.via ?? echo.forwarded ?? echo.forwardedFor
  return mark === null ? fromCheck('proxy', 'none', system) : fromCheck('proxy', 'seen', system, { proxy: mark })
}

/** Why it is not connected stands beside, with the way to mend it. */
function extensionRow({ extension, system }: PageSituation): PageRow {
  if (extension === 'ready') return fromCheck('page-connection', 'connected', system)
  return {
    id: 'page-connection',
    label: checkRows['page-connection'].label,
    mark: 'fail',
    current: { zhTW: '未連上讀卡元件', en: 'Not connected' },
    steps: [{ zhTW: '請看「讀卡元件」一欄。', en: 'See “Card component”.' }],
    details: {},
  }
}
