import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { type PortalSetting, portalSettingKeys, portalSettings } from '../../../core/portal/portal-settings.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { StaffPage } from './staff-page.tsx'
import { settingTexts, staffTexts } from './staff-texts.ts'

/** 系統參數維護: the days that the agency sets while the portal runs. */
export const SettingsPage = (): JSX.Element => <StaffPage path="/staff/settings">{() => <Settings />}</StaffPage>

interface Wanted {
  readonly key: PortalSetting
  /** Null takes the setting back. */
  readonly value: string | null
}

function Settings(): JSX.Element {
  const t = useTexts(settingTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/staff/settings', {})
  const [wanted, setWanted] = useState<Wanted>()
  const [done, setDone] = useState<string>()
  const nameOf = (key: PortalSetting) => say(portalSettings[key].label, language)
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ settings }) =>
          portalSettingKeys.map((key) => (
            <Setting
              // drawn anew when it was changed: the field is empty again
              key={`${key} ${settings[key]}`}
              name={key}
              value={settings[key]}
              onChange={(value) => setWanted({ key, value })}
            />
          ))
        }
      </LoadedPart>
      {wanted && (
        <ConfirmDialog
          title={
            wanted.value === null
              ? t.unsetTitle(nameOf(wanted.key))
              : t.setTitle(nameOf(wanted.key), formatDay(wanted.value, language))
          }
          confirm={wanted.value === null ? t.unset : t.set}
          onClose={() => setWanted(undefined)}
          onConfirm={async () => {
            const { key, value } = wanted
            take(await call('PUT /api/staff/settings', { key, value }))
            setWanted(undefined)
            setDone(value === null ? t.undone(nameOf(key)) : t.done(nameOf(key), formatDay(value, language)))
          }}
        >
          <p>{say(portalSettings[wanted.key].explanation, language)}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function Setting({
  name,
  value,
  onChange,
}: {
  name: PortalSetting
  value: string | null
  onChange: (value: string | null) => void
}): JSX.Element {
  const t = useTexts(settingTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const [day, setDay] = useState('')
  const [tried, setTried] = useState(false)
  const { label, explanation } = portalSettings[name]
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(day === '')
    if (day !== '') onChange(day)
  }
  return (
    <form class="box stack" noValidate aria-labelledby={`setting-${name}`} data-setting={name} onSubmit={submit}>
      <h2 id={`setting-${name}`}>{say(label, language)}</h2>
      <p>{say(explanation, language)}</p>
      <p>
        <strong>{value === null ? t.notSet : t.now(formatDay(value, language))}</strong>
      </p>
      <TextField
        id={`setting-${name}-day`}
        type="date"
        required
        label={t.newDay}
        hint={day === '' ? undefined : s.day(formatDay(day, language))}
        error={tried ? t.dayEmpty : undefined}
        value={day}
        onInput={setDay}
      />
      <div class="row">
        <Button kind="primary" submit>
          {t.set}
        </Button>
        {value !== null && (
          <Button kind="danger" onClick={() => onChange(null)}>
            {t.unset}
          </Button>
        )}
      </div>
    </form>
  )
}
