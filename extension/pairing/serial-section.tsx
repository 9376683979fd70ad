import { useCallback, useEffect, useState } from 'preact/hooks'
import { serializeError } from '../../core/errors/coded-error.ts'
import { translate, type Language } from '../../core/i18n/text.ts'
import { isNhiReader } from '../../core/serial-ccid/serial-models.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ReaderIcon } from '../components/icons.tsx'
import { portInfo } from '../readers/local-serial-ports.ts'
import { serialReaderName } from '../readers/web-serial-names.ts'
import { uniqueName } from '../readers/web-usb-names.ts'
import { chooseSerialPort, type PairingPort, type PairingSerial, type SerialChoice } from './serial-ports.ts'
import { serialTexts } from './serial-texts.ts'

type Step = 'idle' | 'choosing' | 'examining'

/** The serial ports that the browser may use, and the way to more. */
export function SerialSection({ serial, language }: { readonly serial: PairingSerial; readonly language: Language }) {
  const t = translate(serialTexts, language)
  const [ports, setPorts] = useState<readonly PairingPort[]>()
  const [step, setStep] = useState<Step>('idle')
  const [choice, setChoice] = useState<SerialChoice>()

  const list = useCallback(async () => setPorts(await serial.getPorts()), [serial])
  useEffect(() => {
    const onChange = () => void list()
    onChange()
    serial.addEventListener('connect', onChange)
    serial.addEventListener('disconnect', onChange)
    return () => {
      serial.removeEventListener('connect', onChange)
      serial.removeEventListener('disconnect', onChange)
    }
  }, [serial, list])

  const choose = async () => {
    setStep('choosing')
    setChoice(undefined)
    try {
      setChoice(await chooseSerialPort(serial, () => setStep('examining')))
    } finally {
      setStep('idle')
      await list()
    }
  }
  const forget = async (port: PairingPort) => {
    setChoice(undefined)
    await port.forget()
    await list()
  }

  const names = portNames(ports ?? [])

  return (
    <section class="panel" aria-labelledby="serial-readers">
      <h2 id="serial-readers">{t.heading}</h2>
      <p>{t.intro}</p>
      {ports?.length === 0 && <p class="panel-empty">{t.none}</p>}
      <ul class="rows">
        {ports?.map((port, index) => {
          const name = names[index] ?? ''
          return (
            <li class="row" key={port} data-kind="serial">
              <ReaderIcon />
              <div class="row-text">
                <p class="row-name">{name}</p>
                <p class="row-state">{t.allowed}</p>
              </div>
              <button
                class="button button-small"
                type="button"
                aria-label={t.forgetPort(name)}
                onClick={() => void forget(port)}
              >
                {t.forget}
              </button>
            </li>
          )
        })}
      </ul>
      <div role="status" class="panel-status">
        {step === 'choosing' && <p>{t.choosing}</p>}
        {step === 'examining' && <p>{t.examining}</p>}
        {choice && <SerialChoiceNotice choice={choice} language={language} />}
      </div>
      <button
        class="button button-primary"
        type="button"
        data-action="choose-serial"
        disabled={step !== 'idle'}
        onClick={() => void choose()}
      >
        {t.choose}
      </button>
    </section>
  )
}

/** It stands in a live region. */
function SerialChoiceNotice({ choice, language }: { readonly choice: SerialChoice; readonly language: Language }) {
  const t = translate(serialTexts, language)
  if (choice.kind === 'cancelled') return null
  if (choice.kind === 'refused') return <ErrorNotice error={serializeError(choice.error)} language={language} quiet />
  return (
    <div class="notice notice-good">
      <p>{t.ready(choice.model.slots.map(({ name }) => name).join('、'))}</p>
      {isNhiReader(choice.model) && <p>{t.samAtSignIn}</p>}
    </div>
  )
}

/** As the list of readers numbers them. */
function portNames(ports: readonly PairingPort[]): string[] {
  const names: string[] = []
  for (const port of ports) names.push(uniqueName(serialReaderName(portInfo(port)), new Set(names)))
  return names
}
