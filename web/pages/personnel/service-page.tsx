import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { isPersonnelService, personnelServices } from '../../../core/portal/personnel-services.ts'
import { NotConnected } from '../../components/not-connected.tsx'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useLanguage } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { NotFoundPage } from '../not-found/not-found-page.tsx'

/** One of the personnel services, for who signed in with a card of the own person. */
export function PersonnelServicePage(): JSX.Element {
  const language = useLanguage()
  const { part } = useStore(useServices().router)
  if (!isPersonnelService(part)) return <NotFoundPage />
  return (
    <SignedInPage
      path="/personnel/services"
      title={say(personnelServices[part].name, language)}
      mayUse={({ cardType }) => cardType !== null && cardTypes[cardType].holder === 'person'}
    >
      {() => <NotConnected code={part} />}
    </SignedInPage>
  )
}
