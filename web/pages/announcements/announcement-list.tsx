import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { announcementCategories } from '../../../core/portal/announcements.ts'
import { departments } from '../../../core/portal/departments.ts'
import { divisions } from '../../../core/portal/divisions.ts'
import type { AnnouncementDetails, AnnouncementItem } from '../../../core/protocol/announcements.ts'
import { Day } from '../../components/date-time.tsx'
import { Facts } from '../../components/facts.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { RichLine, RichText } from '../../components/rich-text.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { publicFileAddress } from '../../../core/protocol/documents.ts'
import { announcementTexts } from './announcement-texts.ts'
import { AttachmentList, type FileAddress } from './attachment-list.tsx'
import './announcements.css'

/** Announcements, each a line that opens in place. `isOwn` for those that only the signed-in may read. */
export function AnnouncementList({
  items,
  isOwn,
  seenBefore,
  open,
}: {
  items: readonly AnnouncementItem[]
  isOwn: boolean
  /** What came later is marked as new; nothing is while it is undefined. */
  seenBefore: string | undefined
  /** Opened at first. */
  open?: string | undefined
}): JSX.Element {
  return (
    <ul class="announcements">
      {items.map((item) => (
        <li key={item.id} data-announcement={item.id}>
          <Line
            item={item}
            isOwn={isOwn}
            isNew={seenBefore !== undefined && item.since > seenBefore}
            opensAtOnce={item.id === open}
          />
        </li>
      ))}
    </ul>
  )
}

function Line({
  item,
  isOwn,
  isNew,
  opensAtOnce,
}: {
  item: AnnouncementItem
  isOwn: boolean
  isNew: boolean
  opensAtOnce: boolean
}): JSX.Element {
  const t = useTexts(announcementTexts)
  const language = useLanguage()
  const [isOpen, setOpen] = useState(opensAtOnce)
  const title = useRef<HTMLSpanElement>(null)
  const isCut = useIsCut(title)
  const { department, division, category, keyword } = item
  const about = [
    department && say(departments[department], language),
    division && say(divisions[division], language),
    category && say(announcementCategories[category], language),
    keyword,
  ].filter(Boolean)
  const panel = `announcement-${item.id}`
  return (
    <>
      <div class="announcement-line">
        <span class="announcement-about">
          {about.length > 0 && `${about.join('．')} / `}
          <Day iso={item.day} />
        </span>
        {isNew && <span class="announcement-new">{t.isNew}</span>}
        <span class={`announcement-title${isOpen ? '' : ' announcement-cut'}`} ref={title}>
          <RichLine html={item.title} />
        </span>
        {(item.hasDetails || isCut || isOpen) && (
          <button
            type="button"
            class="button button-quiet"
            aria-expanded={isOpen}
            aria-controls={panel}
            aria-label={`${isOpen ? t.close : t.details} ${item.titleText}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t.close : t.details}
          </button>
        )}
      </div>
      <div id={panel} hidden={!isOpen}>
        {isOpen && item.hasDetails && (isOwn ? <OwnDetails id={item.id} /> : <PublicDetails id={item.id} />)}
      </div>
    </>
  )
}

/** Whether the title has not room enough; looked at once it is drawn, and again when the room changes. */
function useIsCut(title: { readonly current: HTMLElement | null }): boolean {
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    const { current } = title
    if (!current) return undefined
    const observer = new ResizeObserver(() => {
      if (current.classList.contains('announcement-cut')) setCut(current.scrollWidth > current.clientWidth)
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [title])
  return isCut
}

function PublicDetails({ id }: { id: string }): JSX.Element {
  const { loaded, ask } = useAnswer('GET /api/announcements/details', { id })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(details) => <Details details={details} addressOf={(file) => Promise.resolve(publicFileAddress(file))} />}
    </LoadedPart>
  )
}

function OwnDetails({ id }: { id: string }): JSX.Element {
  const call = useSignedInCall()
  const { loaded, ask } = useAnswer('GET /api/announcements/own/details', { id })
  const addressOf: FileAddress = async (attachment) =>
    (await call('POST /api/announcements/own/file', { id, attachment })).address
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(details) => <Details details={details} addressOf={addressOf} />}
    </LoadedPart>
  )
}

/** Content, attachments, and whom to call. */
export function Details({
  details: { content, attachments, contact },
  addressOf,
}: {
  details: AnnouncementDetails
  addressOf: FileAddress
}): JSX.Element {
  const t = useTexts(announcementTexts)
  return (
    <div class="announcement-details stack">
      {content !== '' && <RichText html={content} />}
      <AttachmentList attachments={attachments} addressOf={addressOf} />
      {contact && (
        <Facts
          facts={[
            [t.contact, contact.name],
            [t.phone, contact.phone],
          ]}
        />
      )}
    </div>
  )
}
