import { useCallback, useEffect, useState } from 'preact/hooks'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { ReaderIcon } from '../components/icons.tsx'
import { sharedTexts } from '../components/texts.ts'
import { deviceName } from '../readers/web-usb-names.ts'
import { type Choice, chooseReader, type PairingUsb } from './choose-reader.ts'
import { ChoiceNotice } from './choice-notice.tsx'
import { deviceKind } from './examine-device.ts'
import { allDevices, readerFilters } from './reader-filters.ts'
import { texts } from './texts.ts'

type Step = 'idle' | 'choosing' | 'examining'

/** The readers that the browser may use, and the way to more. */
export function ReaderSection({ usb, language }: { readonly usb: PairingUsb; readonly language: Language }) {
  const t = translate(texts, language)
  const [devices, setDevices] = useState<readonly USBDevice[]>()
  const [step, setStep] = useState<Step>('idle')
  const [choice, setChoice] = useState<Choice>()

  const list = useCallback(async () => setDevices(await usb.getDevices()), [usb])
  useEffect(() => {
    const onChange = () => void list()
    onChange()
    usb.addEventListener('connect', onChange)
    usb.addEventListener('disconnect', onChange)
    return () => {
      usb.removeEventListener('connect', onChange)
      usb.removeEventListener('disconnect', onChange)
    }
  }, [usb, list])

  const choose = async (filters: readonly USBDeviceFilter[]) => {
    setStep('choosing')
    setChoice(undefined)
    try {
      setChoice(await chooseReader(usb, filters, () => setStep('examining')))
    } finally {
      setStep('idle')
      await list()
    }
  }
  const forget = async (device: USBDevice) => {
    setChoice(undefined)
    await device.forget()
    await list()
  }

  return (
    <section class="panel" aria-labelledby="readers">
      <h2 id="readers">{t.readers}</h2>
      {devices?.length === 0 && <p class="panel-empty">{t.noReaders}</p>}
      <ul class="rows">
        {devices?.map((device) => (
          <GrantedReader key={device} device={device} language={language} onForget={() => void forget(device)} />
        ))}
      </ul>
      <div role="status" class="panel-status">
        {step === 'choosing' && <p>{t.choosing}</p>}
        {step === 'examining' && <p>{t.examining}</p>}
        {choice && <ChoiceNotice choice={choice} language={language} />}
      </div>
      <button
        class="button button-primary"
        type="button"
        data-action="choose-reader"
        disabled={step !== 'idle'}
        onClick={() => void choose(readerFilters)}
      >
        {say(sharedTexts.chooseReader, language)}
      </button>
      <details class="not-listed">
        <summary>{t.notListed}</summary>
        <ul>
          <li>{t.notListedPlug}</li>
          <li>{t.notListedSerial}</li>
          <li>{t.notListedAll}</li>
        </ul>
        <button
          class="button button-small"
          type="button"
          data-action="list-all"
          disabled={step !== 'idle'}
          onClick={() => void choose(allDevices)}
        >
          {t.listAll}
        </button>
      </details>
    </section>
  )
}

function GrantedReader(props: {
  readonly device: USBDevice
  readonly language: Language
  readonly onForget: () => void
}) {
  const { device, language } = props
  const t = translate(texts, language)
  const name = deviceName(device)
  const kind = deviceKind(device)
  const words = { ready: t.ready, protected: t.notUsable, 'not-a-reader': t.notAReader }
  return (
    <li class="row" data-kind={kind}>
      <ReaderIcon />
      <div class="row-text">
        <p class="row-name">{name}</p>
        <p class="row-state">{words[kind]}</p>
      </div>
      <button class="button button-small" type="button" aria-label={t.forgetReader(name)} onClick={props.onForget}>
        {t.forget}
      </button>
    </li>
  )
}
