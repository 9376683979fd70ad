import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { personnelServiceCodes, personnelServices } from '../../../core/portal/personnel-services.ts'
import { pageAddress } from '../../../core/protocol/pages.ts'
import { ElsewhereWord } from '../../components/elsewhere-word.tsx'
import { Icon } from '../../components/icon.tsx'
import { useLanguage } from '../../state/language.ts'
import './personnel.css'

/** The personnel services, each opening a window of its own. */
export function ServiceCards(): JSX.Element {
  const language = useLanguage()
  return (
    <div class="stack personnel">
      <p class="quiet">
        <ElsewhereWord />
      </p>
      <ul class="personnel-services">
        {personnelServiceCodes.map((code) => (
          <li key={code}>
            <a href={pageAddress('/personnel/services', code)} target="_blank" rel="noopener">
              <strong>{say(personnelServices[code].name, language)}</strong>
              <span class="quiet">{say(personnelServices[code].about, language)}</span>
              <Icon name="external" />
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
