import type { JSX } from 'preact'
import { say } from '../../core/i18n/text.ts'
import { useLanguage, useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { Facts } from './facts.tsx'

const texts = {
  title: { zhTW: '客服資訊', en: 'Helpdesk' },
  phone: { zhTW: '服務電話', en: 'Telephone' },
  hours: { zhTW: '服務時間', en: 'Hours' },
  email: { zhTW: '電子信箱', en: 'E-mail' },
  line: { zhTW: '網路線路檢測/報修專線', en: 'Network line tests and repairs' },
}

/** Whom to ask, as the portal's configuration names it. Nothing until it is known. */
export function Helpdesk(): JSX.Element | null {
  const t = useTexts(texts)
  const language = useLanguage()
  const portal = useStore(useServices().portal)
  if (portal.state !== 'ready') return null
  const { phone, hours, email, line } = portal.value.helpdesk
  return (
    <section class="frame-helpdesk" aria-label={t.title}>
      <Facts
        facts={[
          [t.phone, <PhoneLink number={phone} />],
          [t.hours, say(hours, language)],
          [t.email, <a href={`mailto:${email}`}>{email}</a>],
          [
            t.line,
            <>
              {say(line.carrier, language)} <PhoneLink number={line.phone} />
            </>,
          ],
        ]}
      />
    </section>
  )
}

const PhoneLink = ({ number }: { number: string }): JSX.Element => (
  <a href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>{number}</a>
)
