import type { JSX } from 'preact'
import { modulePart } from '../../../core/assertion/module-part.ts'
import { type CardType, cardTypes, type ReaderKind, readerKindLabels } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { CardPicture } from '../../components/card-picture.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import type { ExtensionState } from '../../state/use-extension.ts'
import { Link } from '../../components/link.tsx'
import { needsModule } from './card-panel.tsx'
import { extensionTexts, signInTexts } from './sign-in-texts.ts'
import './preparation.css'

/** What signing in with this card takes, and whether the extension is there. */
export function Preparation({
  cardType,
  reader,
  extension,
  onCheck,
}: {
  cardType: CardType
  reader: ReaderKind
  extension: ExtensionState
  /** Opens the extension's settings check. */
  onCheck: () => void
}): JSX.Element {
  const t = useTexts(signInTexts)
  const states = useTexts(extensionTexts)
  const language = useLanguage()
  const needs: readonly (readonly [IconName, name: string, hint: string])[] = [
    ['card', say(cardTypes[cardType].label, language), t.insert],
    ['reader', say(readerKindLabels[reader], language), t.connect],
    ...(modulePart({ purpose: 'login', cardType, reader }) === 'none'
      ? []
      : ([['module', t.needModule, reader === 'nhi' ? t.moduleInReader : t.moduleImported]] as const)),
    needsModule(cardType) ? ['pin', t.needPassword, t.ownPassword] : ['pin', t.needPin, t.cardPin],
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
      {extension.name === 'ready' ? (
        <Button icon="check" onClick={onCheck}>
          {t.checkSettings}
        </Button>
      ) : (
        <p>
          <Link to="/check">{t.checkSettings}</Link>
        </p>
      )}
    </section>
  )
}
