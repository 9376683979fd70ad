import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { counties } from '../../../core/portal/counties.ts'
import type { PlacedInstitution } from '../../../core/protocol/support-reports.ts'
import type { RouteAnswer } from '../../../core/protocol/routes.ts'
import { Button } from '../../components/button.tsx'
import { ChoiceGroup } from '../../components/choice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { placeText } from './describe-content.ts'
import { ownTexts } from './support-reports-texts.ts'

/** The supported institution, looked for by code or name. */
export function InstitutionField({
  chosen,
  error,
  onChoose,
}: {
  chosen: PlacedInstitution | undefined
  error: string | undefined
  onChoose: (institution: PlacedInstitution) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const [typed, setTyped] = useState('')
  const [short, setShort] = useState(false)
  const [found, setFound] = useState<RouteAnswer<'GET /api/support-reports/institutions'>>()
  const { change, run } = useChange()
  const find = () => {
    const text = typed.trim()
    setShort(text.length < 2)
    if (text.length >= 2) void run(async () => setFound(await call('GET /api/support-reports/institutions', { text })))
  }
  return (
    <div class="stack">
      {chosen && (
        <p role="status" data-chosen={chosen.code}>
          {o.chosen(placeText(chosen, language))}
        </p>
      )}
      <TextField
        id="institution-words"
        label={o.institutionWords}
        required
        autocomplete="off"
        maxLength={50}
        hint={o.institutionHint}
        error={short ? o.institutionShort : error}
        value={typed}
        onInput={setTyped}
      />
      <div class="row">
        <Button disabled={change.state === 'working'} onClick={find}>
          {o.find}
        </Button>
      </div>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      <div role="status">
        {found?.institutions.length === 0 && <p>{o.foundNone}</p>}
        {found?.more && <p>{o.foundMore}</p>}
      </div>
      {found && found.institutions.length > 0 && (
        <ChoiceGroup
          name="institution"
          title={o.found}
          choices={found.institutions.map(({ code, name, county }) => ({
            key: code,
            label: name,
            hint: `${code} ${say(counties[county], language)}`,
          }))}
          chosen={chosen?.code}
          onChoose={(code) => {
            const institution = found.institutions.find((it) => it.code === code)
            if (institution) onChoose(institution)
          }}
        />
      )}
    </div>
  )
}
