import { z } from 'zod'
import { checkReport, type CheckReport } from '../../core/check/check-report.ts'
import { maskReport } from '../../core/check/mask-report.ts'

const name = 'report-to-send'

/** Milliseconds from the person's consent to the portal's page that takes the report: it opens at once. */
const lifetime = 10 * 60_000

const kept = z.strictObject({ portal: z.string(), until: z.number(), report: checkReport })

/** The report that the person agreed to send, until a page of that portal takes it. Kept over a restart of the worker. */
export class ReportToSend {
  readonly #now: () => number
  #turn: Promise<unknown> = Promise.resolve()

  /** `now` gives milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** In place of one that was not taken. */
  async keep(report: CheckReport, portal: string): Promise<void> {
    await chrome.storage.session.set({
      [name]: { portal, until: this.#now() + lifetime, report: maskReport(report) },
    })
  }

  /** Null for every other portal, when it was taken before, and when it has grown old. */
  take(portal: string): Promise<CheckReport | null> {
    const taken = this.#turn.then(() => this.#takeOnce(portal))
    this.#turn = taken.catch(() => undefined)
    return taken
  }

  async #takeOnce(portal: string): Promise<CheckReport | null> {
    const { data } = kept.safeParse((await chrome.storage.session.get(name))[name])
    if (data && data.portal !== portal) return null
    await chrome.storage.session.remove(name)
    return data && data.until > this.#now() ? data.report : null
  }
}
