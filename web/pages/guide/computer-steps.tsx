import type { JSX } from 'preact'
import { type CardType, type CardTypeRow, cardTypes, readerKindLabels } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { type Platform, platformRow } from '../../../core/portal/platforms.ts'
import { DataTable } from '../../components/data-table.tsx'
import { Link } from '../../components/link.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { computerTexts } from './guide-texts.ts'

/** 電腦設定: what a computer needs, step by step. */
export function ComputerSteps(): JSX.Element {
  const t = useTexts(computerTexts)
  const portal = useStore(useServices().portal)
  return (
    <>
      <Notice>
        <p>{t.notice}</p>
        <p>
          <Link to="/contacts">{t.contacts}</Link>
        </p>
      </Notice>
      <section class="stack" aria-labelledby="step-1">
        <h2 id="step-1">{t.step1}</h2>
        <p>{t.dns}</p>
      </section>
      <section class="stack" aria-labelledby="step-2">
        <h2 id="step-2">{t.step2}</h2>
        <p>{t.readers}</p>
        {portal.state === 'ready' && <Cards platform={portal.value.platform} />}
        <ol>
          <li>{t.component}</li>
          <li>{t.run}</li>
        </ol>
        <ul class="row guide-links">
          <li>
            <Link to="/check">{t.check}</Link>
          </li>
          <li>
            <Link to="/check" hash="#card-service">
              {t.service}
            </Link>
          </li>
        </ul>
      </section>
      <section class="stack" aria-labelledby="step-3">
        <h2 id="step-3">{t.step3}</h2>
        <p>{t.rights}</p>
        <ol>
          <li>{t.representative}</li>
          <li>{t.manager}</li>
          <li>{t.user}</li>
        </ol>
      </section>
    </>
  )
}

/** Which of the platform's cards go into which of its readers. */
function Cards({ platform }: { platform: Platform }): JSX.Element {
  const t = useTexts(computerTexts)
  const language = useLanguage()
  const { cardTypes: offered, readerKinds } = platformRow(platform)
  const row = (cardType: CardType): CardTypeRow => cardTypes[cardType]
  return (
    <DataTable
      caption={t.table}
      rows={offered}
      rowKey={(cardType) => cardType}
      columns={[
        { key: 'card', title: t.card, isRowHeader: true, cell: (cardType) => say(row(cardType).label, language) },
        ...readerKinds.map((kind) => ({
          key: kind,
          title: say(readerKindLabels[kind], language),
          cell: (cardType: CardType) => {
            const { readers, proof } = row(cardType)
            if (!readers.includes(kind)) return t.fitsNot
            if (proof !== 'sam-and-password' || kind !== 'ccid') return t.fits
            return (
              <>
                {t.fits} <span class="quiet">{t.withModule}</span>
              </>
            )
          },
        })),
      ]}
    />
  )
}
