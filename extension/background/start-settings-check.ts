import type { CheckReport } from '../../core/check/check-report.ts'
import type { CheckId } from '../../core/check/check-rows.ts'
import { systemTimers } from '../../core/smartcard/timers.ts'
import { indexedDbHistory } from '../checks/check-history.ts'
import type { CheckSituation, UserAgentHints } from '../checks/check-situation.ts'
import { checks } from '../checks/checks.ts'
import { chromeSituation } from '../checks/chrome-situation.ts'
import { SettingsCheck } from '../checks/settings-check.ts'
import { chromeUndoStore } from '../checks/undo-store.ts'
import { readManagedPolicy } from '../policy/managed-policy.ts'
import type { Readers } from '../readers/registry.ts'
import type { UsbLike } from '../readers/web-usb.ts'
import { showBadge } from './check-badge.ts'
import { showCheckPage } from './check-page.ts'
import type { OriginPattern } from './portal-origins.ts'
import { ReportToSend } from './report-to-send.ts'
import type { RuntimePort } from './runtime-port.ts'
import { CheckScreens } from './serve-check.ts'

/** The settings check, for who does not show it. */
export interface SettingsCheckService {
  /** Shows its page, at a row where one is named. `opener` is the portal that asks for it, if one does. */
  open(what: { readonly row?: CheckId | undefined; readonly opener?: string | undefined }): Promise<void>
  /** The report that the person agreed to send by this portal; null where there is none. */
  takeReport(portal: string): Promise<CheckReport | null>
}

const openerName = 'check-opener'
const keptOpener = async (): Promise<unknown> => (await chrome.storage.session.get(openerName))[openerName]

/** The settings check with the browser's own parts; `serve` takes a screen's port. */
export function startSettingsCheck(parts: {
  readonly userAgent: UserAgentHints
  readonly portals: readonly OriginPattern[]
  readonly readers: Readers
  readonly usb: UsbLike | undefined
  /** The extension's own, for the reports. */
  readonly version: string
}): SettingsCheckService & { readonly serve: (port: RuntimePort) => void } {
  const screens = new CheckScreens()
  const toSend = new ReportToSend(() => Date.now())
  const check = new SettingsCheck({
    checks,
    situation: () => chromeSituation(parts),
    undoStore: chromeUndoStore,
    hasPermissions: (permissions) => chrome.permissions.contains(permissions),
    fixesAllowed: async () => (await readManagedPolicy()).policy.fixesAllowed ?? true,
    portal: async (situation) => choosePortal(situation, await keptOpener()),
    timers: systemTimers,
    now: () => Date.now(),
    onState: (state) => screens.show(state),
    async onResults(results, whole) {
      await showBadge(results)
      if (whole) await indexedDbHistory.add({ version: 1, madeAt: Date.now(), extension: parts.version, results })
    },
  })
  return {
    serve: (port) => screens.serve(port, { check, send }),
    async open({ row, opener }) {
      if (opener !== undefined) await chrome.storage.session.set({ [openerName]: opener })
      if (await showCheckPage(row)) void check.run()
    },
    takeReport: (portal) => toSend.take(portal),
  }

  async function send(report: CheckReport): Promise<void> {
    const { portal } = check.state
    if (portal === null) return
    await toSend.keep(report, portal)
    await chrome.tabs.create({ url: `${portal}/check#report` })
  }
}

/** The portal that opened the check, else one that is open, else the first. */
async function choosePortal({ portalTabs, sites }: CheckSituation, opener: unknown): Promise<string | null> {
  if (typeof opener === 'string') return opener
  const [portal] = [...(await portalTabs()), ...(await sites())]
  return portal?.origin ?? null
}
