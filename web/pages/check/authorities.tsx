import type { JSX } from 'preact'
import { portalAuthorities } from '../../../core/check/portal-authorities.ts'
import { say } from '../../../core/i18n/text.ts'
import { ExternalLink } from '../../components/external-link.tsx'
import { Facts } from '../../components/facts.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { authorityTexts } from './check-texts.ts'

/** `AB:CD:…`, as the windows of systems show it. */
const inPairs = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(':')

/** The authorities above the site's certificate, with what to compare before one is imported: `/check#certificates`. */
export function Authorities(): JSX.Element {
  const t = useTexts(authorityTexts)
  const language = useLanguage()
  return (
    <section class="box stack" id="certificates" aria-labelledby="certificates-title">
      <h2 id="certificates-title">{t.title}</h2>
      <p>{t.why}</p>
      {portalAuthorities.map(({ file, name, validFrom, validUntil, sha256 }) => (
        <div class="stack authority" key={file}>
          <h3>{say(name, language)}</h3>
          <p class="quiet">{t.valid(validFrom, validUntil)}</p>
          <Facts
            facts={[
              [t.file, file],
              [t.fingerprint, sha256 === null ? t.notAtHand : <code key="sha256">{inPairs(sha256)}</code>],
            ]}
          />
        </div>
      ))}
      <p>
        <ExternalLink href="https://grca.nat.gov.tw/">{t.site}</ExternalLink>
      </p>
    </section>
  )
}
