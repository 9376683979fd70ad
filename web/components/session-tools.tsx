import type { JSX } from 'preact'
import type { SessionView } from '../../core/protocol/session.ts'
import { signOut } from '../state/sign-out.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { Button } from './button.tsx'
import './session-tools.css'

const texts = {
  hello: (who: string) => ({ zhTW: `${who} 您好`, en: `Hello, ${who}` }),
  signOut: { zhTW: '登出', en: 'Sign out' },
}

/** For the header: who is signed in, and the way out. */
export function SessionTools({ session }: { session: SessionView }): JSX.Element {
  const t = useTexts(texts)
  const services = useServices()
  const who = [session.institution?.code, session.institution?.name, session.personName].filter(Boolean).join(' ')
  return (
    <div class="session-tools">
      <span class="session-who">{t.hello(who)}</span>
      <Button icon="leave" onClick={() => void signOut(services)}>
        {t.signOut}
      </Button>
    </div>
  )
}
