import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { type LinkSection, linkSection, linkSectionCodes } from '../../../core/portal/links.ts'
import type { LinkView } from '../../../core/protocol/links.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ExternalLink } from '../../components/external-link.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useShowFragment } from '../../state/use-show-fragment.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { linksTexts } from './links-texts.ts'

/** 友善連結: its sections, and whom to ask about the other systems. */
export function LinksPage(): JSX.Element {
  const t = useTexts(linksTexts)
  const { loaded, ask } = useAnswer('GET /api/links', {})
  useShowFragment(loaded.state === 'ready')
  return (
    <PageMain page="links" state={loaded.state === 'loading' ? 'checking' : loaded.state} title={t.title}>
      <p>{t.lead}</p>
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ links }) =>
          links.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            linkSectionCodes.map((section) => (
              <Section key={section} section={section} links={links.filter((link) => link.section === section)} />
            ))
          )
        }
      </LoadedPart>
    </PageMain>
  )
}

/** Nothing for one without rows. */
function Section({ section, links }: { section: LinkSection; links: readonly LinkView[] }): JSX.Element | null {
  const language = useLanguage()
  const { label, tells } = linkSection(section)
  if (links.length === 0) return null
  return (
    <section class="box stack" aria-labelledby={section}>
      <h2 id={section}>{say(label, language)}</h2>
      {tells === 'contact' ? (
        <Contacts caption={say(label, language)} links={links} />
      ) : (
        <ul>
          {links.map(({ id, name, address }) => (
            <li key={id}>
              <ExternalLink href={address}>{name}</ExternalLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Contacts({ caption, links }: { caption: string; links: readonly LinkView[] }): JSX.Element {
  const t = useTexts(linksTexts)
  return (
    <DataTable
      caption={caption}
      rows={links}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', title: t.system, isRowHeader: true, cell: ({ name }) => name },
        { key: 'contact', title: t.contact, cell: ({ contact }) => contact },
        { key: 'phone', title: t.phone, cell: ({ phone }) => phone },
      ]}
    />
  )
}
