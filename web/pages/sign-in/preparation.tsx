import type { JSX } from 'preact'
import { type CardType, cardTypes, type ReaderKind, readerKindLabels } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { CardPicture } from '../../components/card-picture.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { needsModule } from './card-panel.tsx'
import { extensionTexts, signInTexts } from './sign-in-texts.ts'
import type { ExtensionState } from './use-sign-in.ts'
import './preparation.css'

/** What signing in with this card takes, and whether the extension is there. */
export function Preparation({
  cardType,
  reader,
  extension,
}: {
  cardType: CardType
  reader: ReaderKind
  extension: ExtensionState
}): JSX.Element {
  const t = useTexts(signInTexts)
  const states = useTexts(extensionTexts)
  const language = useLanguage()
  const needs: readonly (readonly [IconName, name: string, hint: string])[] = [
    ['card', say(cardTypes[cardType].label, language), t.insert],
    ['reader', say(readerKindLabels[reader], language), t.connect],
    ...(needsModule(cardType)
      ? ([
          ['module', t.needModule, t.moduleInReader],
          ['pin', t.needPassword, t.ownPassword],
        ] as const)
      : ([['pin', t.needPin, t.cardPin]] as const)),
  ]
  return (
    <section class="preparation stack" aria-labelledby="preparation-title">
      <CardPicture cardType={cardType} large />
      <h2 id="preparation-title">{t.prepare}</h2>
      <ul class="preparation-list">
        {needs.map(([icon, name, hint]) => (
          <li key={icon}>
            <Icon name={icon} />
            <span>
              <strong>{name}</strong>
              <span class="quiet">{hint}</span>
            </span>
          </li>
        ))}
        <li>
          <Icon name="extension" />
          <span>
            <strong>{t.needExtension}</strong>
            <span class="quiet" data-extension={extension.name} role="status">
              {states[extension.name]}
            </span>
          </span>
        </li>
      </ul>
    </section>
  )
}
