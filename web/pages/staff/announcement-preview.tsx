import type { JSX } from 'preact'
import type { AnnouncementDraft } from '../../../core/protocol/announcements.ts'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { RichLine, RichText } from '../../components/rich-text.tsx'
import { useAnswer } from '../../state/use-answer.ts'

/** Title and content as the server would keep them. */
export function AnnouncementPreview({ draft: { title, content } }: { draft: AnnouncementDraft }): JSX.Element {
  const { loaded, ask } = useAnswer('POST /api/staff/announcements/preview', { title, content })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {(shown) => (
        <article class="stack" data-preview>
          <h3>
            <RichLine html={shown.title} />
          </h3>
          <RichText html={shown.content} />
        </article>
      )}
    </LoadedPart>
  )
}
