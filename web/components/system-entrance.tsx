import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { CatalogueCode } from '../../core/portal/catalogue.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useAnswer } from '../state/use-answer.ts'
import { LoadedPart } from './loaded-part.tsx'
import { NotConnected } from './not-connected.tsx'
import { Waiting } from './waiting.tsx'

const texts = {
  goingOn: (system: string) => ({ zhTW: `正在前往「${system}」…`, en: `Going on to ${system} …` }),
}

/** The way from an entry of the service menu into the system whose it is, where one is connected. */
export function SystemEntrance({ code }: { code: CatalogueCode }): JSX.Element {
  const { loaded, ask } = useAnswer('GET /api/oidc/system', { entry: code })
  return (
    <LoadedPart loaded={loaded} retry={() => void ask()}>
      {({ system }) => (system ? <GoOn {...system} /> : <NotConnected code={code} />)}
    </LoadedPart>
  )
}

function GoOn({ name, address }: { name: string; address: string }): JSX.Element {
  const t = useTexts(texts)
  const { goElsewhere } = useServices()
  useEffect(() => goElsewhere(address, { replace: true }), [address, goElsewhere])
  return <Waiting>{t.goingOn(name)}</Waiting>
}
