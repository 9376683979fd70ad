import type { JSX } from 'preact'
import { reportText } from '../../../core/check/report-text.ts'
import { say } from '../../../core/i18n/text.ts'
import { platformRow } from '../../../core/portal/platforms.ts'
import type { FoundReport } from '../../../core/protocol/staff.ts'
import { DateTime } from '../../components/date-time.tsx'
import { Facts } from '../../components/facts.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { reportTexts } from './staff-texts.ts'

/** A report that was found, in words. */
export function CheckReport({
  found: { code, platform, sentAt, expiresAt, report },
}: {
  found: FoundReport
}): JSX.Element {
  const t = useTexts(reportTexts)
  const language = useLanguage()
  return (
    <section class="box stack" aria-labelledby="report">
      <h2 id="report">{t.found(code)}</h2>
      <Facts
        facts={[
          [t.platform, say(platformRow(platform).title, language)],
          [t.sentAt, <DateTime key="sent" iso={sentAt} />],
          [t.expiresAt, <DateTime key="expires" iso={expiresAt} />],
        ]}
      />
      {report ? <pre class="staff-report">{reportText(report, language)}</pre> : <p>{t.otherVersion}</p>}
    </section>
  )
}
