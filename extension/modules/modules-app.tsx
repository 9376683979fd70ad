import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { isCoded, serializeError, type SerializedError } from '../../core/errors/coded-error.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import type { ModulesRequest, ModulesState } from '../../core/protocol/modules.ts'
import {
  type ConnectionState,
  connectToWorker,
  type WorkerConnection,
  type WorkerPort,
} from '../components/connect-to-worker.ts'
import type { ModuleListing, ModuleStore } from './module-store.ts'
import { ModulesPage } from './modules-page.tsx'
import { acceptModule, type ModuleOffer, offerModule } from './offer-module.ts'
import { texts } from './texts.ts'

/** The module page tied to the worker and to the browser's store. What it uses of the browser is handed in. */
export function ModulesApp(props: {
  readonly language: Language
  readonly store: ModuleStore
  readonly connect: () => WorkerPort<ModulesRequest, ModulesState>
  /** Milliseconds since 1970. */
  readonly now: () => number
}) {
  const { language, store, connect, now } = props
  const t = translate(texts, language)
  const [state, setState] = useState<ModulesState>()
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const [listing, setListing] = useState<ModuleListing>()
  const [error, setError] = useState<SerializedError>()
  const [done, setDone] = useState('')
  const toWorker = useRef<WorkerConnection<ModulesRequest>>(undefined)

  const list = useCallback(async () => {
    try {
      setListing(await store.list())
      setError(undefined)
    } catch (refusal) {
      if (!isCoded(refusal)) throw refusal
      setError(serializeError(refusal))
    }
  }, [store])

  useEffect(() => {
    const opened = connectToWorker({
      connect,
      hello: { action: 'attach' },
      // It may have marked a module as revoked.
      onState(told) {
        setState(told)
        void list()
      },
      onConnection: setConnection,
    })
    toWorker.current = opened
    return () => opened.close()
  }, [connect, list])

  const offer = useCallback(
    async (file: File) => {
      setDone('')
      return offerModule(file, { store, authorities: state?.authorities ?? [], now: now() })
    },
    [store, state, now],
  )
  const changed = async (what: string) => {
    setDone(what)
    toWorker.current?.send({ action: 'modules-changed' })
    await list()
  }
  const accept = async (offered: ModuleOffer, secret: Uint8Array) => {
    await acceptModule(offered, secret, { store, now: now() })
    await changed(t.imported(offered.module.institutionName))
  }
  const remove = async (institution: string, name: string) => {
    try {
      await store.remove(institution)
      await changed(t.removed(name))
    } catch (refusal) {
      if (!isCoded(refusal)) throw refusal
      setError(serializeError(refusal))
    }
  }

  return (
    <ModulesPage
      language={language}
      state={state}
      isLost={connection === 'lost'}
      listing={listing}
      error={error}
      done={done}
      now={now()}
      offer={offer}
      accept={accept}
      remove={remove}
      askRevocations={() => toWorker.current?.send({ action: 'ask-revocations' })}
    />
  )
}
