import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isCatalogueCode } from '../../../core/portal/catalogue.ts'
import { clientIdPattern } from '../../../core/portal/single-sign-on.ts'
import { areOnOneHost, isSystemAddress } from '../../../core/portal/system-addresses.ts'
import { readSystemKeys } from '../../../core/portal/system-keys.ts'
import type { ClientRecord } from '../../../core/protocol/clients.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { TextArea } from '../../components/text-area.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { clientTexts } from './client-texts.ts'
import { FormDialog } from './form-dialog.tsx'
import { recordTexts } from './record-texts.ts'
import { staffTexts } from './staff-texts.ts'

type Facts = RouteRequest<'POST /api/staff/clients'>

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean)

/** One system, or a new one. */
export function ClientDialog({
  client,
  onSave,
  onClose,
}: {
  client: ClientRecord | undefined
  onSave: (facts: Facts) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(clientTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const [typed, setTyped] = useState({
    clientId: client?.clientId ?? '',
    name: client?.name ?? '',
    entries: client?.entries.join(' ') ?? '',
    loginAddress: client?.loginAddress ?? '',
    redirectAddresses: client?.redirectAddresses.join('\n') ?? '',
    postLogoutAddresses: client?.postLogoutAddresses.join('\n') ?? '',
    logoutAddress: client?.logoutAddress ?? '',
    keys: client ? JSON.stringify({ keys: client.keys }, null, 1) : '',
  })
  const words = wordsOf(typed.entries)
  const entries = words.filter(isCatalogueCode)
  const redirectAddresses = wordsOf(typed.redirectAddresses)
  const postLogoutAddresses = wordsOf(typed.postLogoutAddresses)
  const [clientId, name] = [typed.clientId.trim(), typed.name.trim()]
  const [loginAddress, logoutAddress] = [typed.loginAddress.trim(), typed.logoutAddress.trim()]
  const keys = readSystemKeys(typed.keys)
  const returns = redirectAddresses.length > 0 && redirectAddresses.every(isSystemAddress)
  const errors = {
    clientId: clientIdPattern.test(clientId) ? undefined : t.clientIdWrong,
    name: name === '' ? r.needed : undefined,
    entries: words.length === 0 ? r.needed : entries.length < words.length ? t.entriesWrong : undefined,
    loginAddress: isSystemAddress(loginAddress) ? undefined : t.addressWrong,
    redirectAddresses: returns && areOnOneHost(redirectAddresses) ? undefined : t.redirectWrong,
    postLogoutAddresses: postLogoutAddresses.every(isSystemAddress) ? undefined : t.addressWrong,
    logoutAddress: logoutAddress === '' || isSystemAddress(logoutAddress) ? undefined : t.addressWrong,
    keys: keys ? undefined : t.keysWrong,
  }
  const field = (key: keyof typeof errors, tried: boolean) => ({
    id: `client-${key}`,
    label: t[key],
    error: tried ? errors[key] : undefined,
    value: typed[key],
    onInput: (value: string) => setTyped({ ...typed, [key]: value }),
  })
  const line = (key: keyof typeof errors, tried: boolean) => ({
    ...field(key, tried),
    autocomplete: 'off' as const,
    spellcheck: false,
  })
  return (
    <FormDialog
      title={client ? s.changeOf(client.name) : t.add}
      save={s.save}
      isRight={Object.values(errors).every((error) => error === undefined)}
      onClose={onClose}
      onSave={() =>
        onSave({
          clientId,
          name,
          entries,
          loginAddress,
          redirectAddresses,
          postLogoutAddresses,
          logoutAddress,
          keys: keys ?? [],
          inUse: client?.inUse ?? true,
        })
      }
    >
      {(tried) => (
        <>
          {!client && <TextField {...line('clientId', tried)} hint={t.clientIdHint} required maxLength={40} />}
          <TextField {...line('name', tried)} required maxLength={100} />
          <TextField {...line('entries', tried)} hint={t.entriesHint} required maxLength={500} />
          <TextField {...line('loginAddress', tried)} required maxLength={500} />
          <TextArea {...field('redirectAddresses', tried)} hint={t.redirectHint} required most={5000} />
          <TextArea {...field('postLogoutAddresses', tried)} hint={t.lineHint} most={5000} />
          <TextField {...line('logoutAddress', tried)} hint={t.logoutHint} maxLength={500} />
          <TextArea {...field('keys', tried)} hint={t.keysHint} required most={4000} />
          <p>{t.signs}</p>
        </>
      )}
    </FormDialog>
  )
}
