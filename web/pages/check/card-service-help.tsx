import type { JSX } from 'preact'
import { ButtonLink } from '../../components/button.tsx'
import { useTexts } from '../../state/language.ts'
import { cardServiceTexts } from './check-texts.ts'

/** How a person gets the card service: `/check#card-service`. */
export function CardServiceHelp({ address }: { address: string | null | undefined }): JSX.Element {
  const t = useTexts(cardServiceTexts)
  return (
    <section class="box stack" id="card-service" aria-labelledby="card-service-title">
      <h2 id="card-service-title">{t.title}</h2>
      <p>{t.why}</p>
      {address ? (
        <div class="row">
          <ButtonLink href={address}>{t.download}</ButtonLink>
        </div>
      ) : (
        <p>{t.noDownload}</p>
      )}
      <ol>
        {[t.install, t.reader, t.again].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{t.chromebook}</p>
      <p class="quiet">{t.staff}</p>
    </section>
  )
}
