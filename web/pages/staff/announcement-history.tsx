import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { announcementMove, announcementMoveCodes } from '../../../core/portal/announcements.ts'
import type { AnnouncementVersions } from '../../../core/protocol/announcements.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { RichLine, RichText } from '../../components/rich-text.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { writingTexts } from './announcement-texts.ts'
import { atColumn } from './record-columns.tsx'

/** Who changed it, when, and what; and how it stood in each version. */
export function AnnouncementHistory({ id }: { id: string }): JSX.Element {
  const t = useTexts(writingTexts)
  const language = useLanguage()
  const { loaded, ask } = useAnswer('GET /api/staff/announcements/history', { id })
  const [looked, setLooked] = useState<number>()
  const others: Readonly<Record<string, string>> = { create: t.create, attach: t.attachDone, detach: t.detachDone }
  const nameOf = (what: string) => {
    const move = announcementMoveCodes.find((code) => code === what)
    return move ? say(announcementMove(move).label, language) : (others[what] ?? what)
  }
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {({ versions }) => (
        <>
          <DataTable
            caption={t.history}
            exportedAs={{ name: 'announcement-history' }}
            rows={versions}
            rowKey={({ version }) => String(version)}
            columns={[
              { key: 'version', title: t.version, isRowHeader: true, text: ({ version }) => version },
              atColumn(t.at),
              { key: 'by', title: t.by, text: ({ by }) => by },
              { key: 'what', title: t.what, text: ({ what }) => nameOf(what) },
              { key: 'title', title: t.title, text: ({ titleText }) => titleText },
              {
                key: 'content',
                title: t.content,
                cell: ({ version }) => (
                  <Button label={t.lookAt(version)} onClick={() => setLooked(version === looked ? undefined : version)}>
                    {t.look}
                  </Button>
                ),
              },
            ]}
          />
          <div role="status">
            {versions
              .filter(({ version }) => version === looked)
              .map((version) => (
                <Version key={version.version} version={version} />
              ))}
          </div>
        </>
      )}
    </LoadedPart>
  )
}

/** As it stood then. */
function Version({
  version: { version, title, content, fromDay, untilDay, attachments },
}: {
  version: AnnouncementVersions['versions'][number]
}): JSX.Element {
  const t = useTexts(writingTexts)
  return (
    <article class="announcement-version stack" aria-label={t.lookAt(version)} data-version={version}>
      <h3>
        <RichLine html={title} />
      </h3>
      <p class="quiet">
        {t.days}: <Day iso={fromDay} /> – {untilDay === null ? t.noEnd : <Day iso={untilDay} />}
      </p>
      <RichText html={content} />
      {attachments.length > 0 && (
        <p class="quiet">
          {t.attachments}: {attachments.join('、')}
        </p>
      )}
    </article>
  )
}
