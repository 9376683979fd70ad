import type { JSX } from 'preact'
import { type Text, say } from '../../../core/i18n/text.ts'
import { footLinks } from '../../../core/protocol/frame-links.ts'
import { type PagePath, pageRow } from '../../../core/protocol/pages.ts'
import { Day } from '../../components/date-time.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { openDataPolicy } from './open-data-policy.ts'
import type { Policy, PolicySection } from './policy.ts'
import { privacyPolicy } from './privacy-policy.ts'
import { securityPolicy } from './security-policy.ts'

const texts = { updated: { zhTW: '更新日期：', en: 'Updated: ' } }

/** 隱私權政策: its items unfold. */
export const PrivacyPage = (): JSX.Element => (
  <PolicyPage path="/policies/privacy" policy={privacyPolicy}>
    {(section) => <UnfoldingSection key={section.id} section={section} />}
  </PolicyPage>
)

export const SecurityPage = (): JSX.Element => (
  <PolicyPage path="/policies/security" policy={securityPolicy}>
    {(section) => <OpenSection key={section.id} section={section} />}
  </PolicyPage>
)

export const OpenDataPage = (): JSX.Element => (
  <PolicyPage path="/policies/open-data" policy={openDataPolicy}>
    {(section) => <OpenSection key={section.id} section={section} />}
  </PolicyPage>
)

/** Named as the entry that leads there. */
function PolicyPage({
  path,
  policy: { updated, lead, sections },
  children,
}: {
  path: PagePath
  policy: Policy
  children: (section: PolicySection) => JSX.Element
}): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  const label: Text = footLinks.find(({ to }) => to === path)?.label ?? { zhTW: '', en: '' }
  return (
    <PageMain page={pageRow(path).name} state="ready" title={say(label, language)}>
      <div class="box stack">
        <p>{say(lead, language)}</p>
        {sections.map(children)}
        <p class="quiet">
          {t.updated}
          <Day iso={updated} />
        </p>
      </div>
    </PageMain>
  )
}

function UnfoldingSection({ section }: { section: PolicySection }): JSX.Element {
  return <Disclosure title={say(section.title, useLanguage())}>{() => <Paragraphs section={section} />}</Disclosure>
}

function OpenSection({ section }: { section: PolicySection }): JSX.Element {
  return (
    <section class="stack" aria-labelledby={section.id}>
      <h2 id={section.id}>{say(section.title, useLanguage())}</h2>
      <Paragraphs section={section} />
    </section>
  )
}

function Paragraphs({ section: { paragraphs } }: { section: PolicySection }): JSX.Element {
  const language = useLanguage()
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p key={paragraph.en}>{say(paragraph, language)}</p>
      ))}
    </>
  )
}
