import type { JSX } from 'preact'
import type { QuestionHelp } from '../../../core/portal/questions/question.ts'
import type { PagePath } from '../../../core/protocol/pages.ts'
import { Link } from '../../components/link.tsx'
import { useTexts } from '../../state/language.ts'
import { questionTexts } from './guide-texts.ts'

const places: Readonly<Record<QuestionHelp, { readonly to: PagePath; readonly hash?: string }>> = {
  check: { to: '/check' },
  'card-service': { to: '/check', hash: '#card-service' },
  certificates: { to: '/check', hash: '#certificates' },
  downloads: { to: '/downloads' },
  contacts: { to: '/contacts' },
  'test-modules': { to: '/sam/test-modules' },
}

/** The pages that help further. */
export function QuestionHelpLinks({ help }: { help: readonly QuestionHelp[] }): JSX.Element {
  const t = useTexts(questionTexts)
  return (
    <ul class="row guide-links">
      {help.map((name) => (
        <li key={name}>
          <Link {...places[name]}>{t[name]}</Link>
        </li>
      ))}
    </ul>
  )
}
