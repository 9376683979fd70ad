import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { useTexts } from '../../state/language.ts'
import { AuditCounts } from './audit-counts.tsx'
import { AuditRows } from './audit-rows.tsx'
import { StaffPage } from './staff-page.tsx'
import { auditTexts } from './staff-texts.ts'

/** 稽核紀錄查詢: the rows, and the refusals that are only counted. */
export const AuditPage = (): JSX.Element => <StaffPage path="/staff/audit">{() => <Audit />}</StaffPage>

function Audit(): JSX.Element {
  const t = useTexts(auditTexts)
  const [part, setPart] = useState<'rows' | 'counts'>('rows')
  return (
    <>
      <Tabs
        name="audit"
        label={t.parts}
        tabs={[
          { key: 'rows', label: t.rows },
          { key: 'counts', label: t.counts },
        ]}
        selected={part}
        onSelect={setPart}
      />
      <TabPanel name="audit" selected={part} class="stack">
        {part === 'rows' ? <AuditRows /> : <AuditCounts />}
      </TabPanel>
    </>
  )
}
