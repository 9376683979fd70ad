import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { fileTypes } from '../../../core/portal/file-types.ts'
import type { AnnouncementAttachment } from '../../../core/protocol/announcements.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { saveFrom } from '../../state/save-file.ts'
import { useChange } from '../../state/use-change.ts'
import { announcementTexts } from './announcement-texts.ts'

export type FileAddress = (attachment: string) => Promise<string>

/** Attachments with name and type. `addressOf` is asked when one is pressed: an address may be good for once only. */
export function AttachmentList({
  attachments,
  addressOf,
}: {
  attachments: readonly AnnouncementAttachment[]
  addressOf: FileAddress
}): JSX.Element | null {
  const t = useTexts(announcementTexts)
  const language = useLanguage()
  const { change, run } = useChange()
  if (attachments.length === 0) return null
  return (
    <>
      <p>
        <strong>{t.attachments}</strong>
      </p>
      <ul class="announcement-files">
        {attachments.map(({ id, name, type, size }) => (
          <li key={id} data-file={id}>
            <span class="file-icon" aria-hidden="true">
              {type}
            </span>
            <Button
              kind="quiet"
              label={`${name} (${say(fileTypes[type].label, language)})`}
              onClick={() => void run(async () => saveFrom(await addressOf(id)))}
            >
              {name}
            </Button>{' '}
            <span class="quiet">{t.size(Math.max(1, Math.round(size / 1024)).toLocaleString('en'))}</span>
          </li>
        ))}
      </ul>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
    </>
  )
}
