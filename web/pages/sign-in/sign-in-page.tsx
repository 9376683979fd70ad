import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { type CardType, cardTypes, type ReaderKind, readerKindLabels } from '../../../core/cards/card-types.ts'
import { rowOfError } from '../../../core/check/error-rows.ts'
import { errorAction } from '../../../core/errors/error-codes.ts'
import { say } from '../../../core/i18n/text.ts'
import { platformRow } from '../../../core/portal/platforms.ts'
import { CardPicture } from '../../components/card-picture.tsx'
import { ErrorPanel, type Remedies } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { Icon } from '../../components/icon.tsx'
import { lazy } from '../../components/lazy.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain, type PageState } from '../../components/page-main.tsx'
import { TabPanel, Tabs } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import type { Memory } from '../../state/memory.ts'
import type { PortalInfo } from '../../state/portal.ts'
import { useServices } from '../../state/services.ts'
import { useStore } from '../../state/use-store.ts'
import { FrontParts } from '../front/later-front-parts.ts'
import { centreOf, centreSites } from './card-centres.ts'
import { allowsReader, CardPanel, needsModule } from './card-panel.tsx'
import { Help } from './help.tsx'
import { Preparation } from './preparation.tsx'
import { Progress } from './progress.tsx'
import { arrivalTexts, cardHints, signInTexts } from './sign-in-texts.ts'
import { type SignInControl, useSignIn } from './use-sign-in.ts'
import './sign-in-page.css'

/** Fetched where the extension is not ready for use. */
const ExtensionProblem = lazy(
  async () => (await import('../../components/extension-problem.tsx')).ExtensionProblem,
  FetchingPart,
)

/** 一般登入 and its closing, fetched by those whom they concern. */
const GeneralPanel = lazy(async () => (await import('./general-panel.tsx')).GeneralPanel, FetchingPart)
const GeneralClosing = lazy(async () => (await import('./general-closing.tsx')).GeneralClosing, FetchingPart)

const cardName = 'card-type'
const general = 'general'

/** 首頁 with 醫事機構登入: choose the card and the reader, then everything happens in the extension's window. */
export function SignInPage(): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const { portal, router } = useServices()
  const info = useStore(portal)
  const { arrival } = useStore(router)
  const control = useSignIn()
  return (
    <PageMain
      page="sign-in"
      state={pageState(info.state, control)}
      title={t.title}
      data-extension={control.extension.name}
    >
      {arrival && control.attempt.name === 'idle' && (
        <Notice tone={arrival === 'signed-out' ? 'ok' : 'warning'} live>
          <p>{say(arrivalTexts[arrival], language)}</p>
        </Notice>
      )}
      {info.state === 'loading' && (
        <div class="box sign-in-skeleton">
          <Waiting>{t.loading}</Waiting>
        </div>
      )}
      {info.state === 'failed' && (
        <ErrorPanel error={info.error} remedies={{ retry: { run: () => void portal.load() } }} others={['retry']} />
      )}
      {info.state === 'ready' && <SignIn portal={info.value} control={control} />}
      <FrontParts />
    </PageMain>
  )
}

function pageState(portal: 'loading' | 'ready' | 'failed', { extension, attempt }: SignInControl): PageState {
  if (portal === 'failed') return 'failed'
  if (attempt.name === 'working') return 'working'
  if (portal === 'loading' || extension.name === 'checking') return 'checking'
  return attempt.name === 'failed' || extension.name !== 'ready' ? 'failed' : 'ready'
}

/** The card last used on this computer, if it is offered here. */
function rememberedCard(memory: Memory, offered: readonly CardType[]): CardType | undefined {
  const remembered = memory.read(cardName)
  return offered.find((cardType) => cardType === remembered)
}

/** 晶片讀卡機 is chosen at first; a card that needs a security module has its reader instead. */
const usualReader = (cardType: CardType): ReaderKind => (needsModule(cardType) ? 'nhi' : 'ccid')

function SignIn({ portal, control }: { portal: PortalInfo; control: SignInControl }): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const { memory, reload } = useServices()
  const platform = platformRow(portal.platform)
  const [cardType, setCardType] = useState<CardType>(platform.cardTypes[0] ?? 'hca-personnel')
  const [reader, setReader] = useState(() => usualReader(cardType))
  /** Of the holder of a card without a key. Kept over a failure that has to do with something else. */
  const [password, setPassword] = useState('')
  /** 一般登入 is chosen, in place of a card. */
  const [isGeneral, setGeneral] = useState(false)
  const { generalSignIn } = portal
  const { extension, attempt, dismiss } = control

  // before anything is seen, but after the first drawing, which is the server's: it knows nothing of this computer
  useLayoutEffect(() => {
    const remembered = rememberedCard(memory, platform.cardTypes)
    if (remembered === undefined) return
    setCardType(remembered)
    setReader(usualReader(remembered))
  }, [memory, platform])

  const chooseCard = (next: CardType) => {
    setCardType(next)
    setReader(usualReader(next))
    setPassword('')
    setGeneral(false)
    dismiss()
  }
  const chooseTab = (next: CardType | typeof general) => {
    if (next !== general) chooseCard(next)
    else setGeneral(true)
  }
  const signIn = () => {
    memory.write(cardName, cardType)
    control.start({ cardType, reader, language, ...(needsModule(cardType) && { password }) })
  }
  /** Without the password there is nothing to begin anew: the form asks for it. */
  const again = () => (needsModule(cardType) && password === '' ? dismiss() : signIn())
  const code = attempt.name === 'failed' ? attempt.error.code : undefined
  useEffect(() => {
    if (code?.startsWith('ERR_LOGIN_PASSWORD_')) setPassword('')
  }, [code])
  const other = platform.readerKinds.find((kind) => kind !== reader && allowsReader(cardType, kind, portal.cloudModule))
  /** The row of the settings check that explains the failure. */
  const row = attempt.name === 'failed' ? rowOfError(attempt.error.code) : undefined
  const remedies: Remedies = {
    retry: { label: t.signInAgain, run: again },
    'authenticate-sam': { run: again },
    'open-modules': { run: () => control.openPage({ page: 'modules' }) },
    reload: { run: reload },
    'pair-reader': { run: () => control.openPage({ page: 'pairing' }) },
    'open-check': { run: () => control.openPage({ page: 'check', ...(row && { row }) }) },
    'open-card-centre': { href: centreSites[centreOf(cardType)] },
    'choose-other-reader': other && {
      label: t.otherReader(say(readerKindLabels[other], language)),
      run: () => {
        setReader(other)
        dismiss()
      },
    },
  }
  const action = attempt.name === 'failed' ? errorAction(attempt.error.code) : null
  const hasRemedy = row !== undefined || (action !== null && remedies[action] !== undefined)

  const form = (
    <CardPanel
      cardType={cardType}
      reader={reader}
      readerKinds={platform.readerKinds}
      onReader={setReader}
      onSignIn={signIn}
      quiet={hasRemedy}
      cloudModule={portal.cloudModule}
      password={password}
      onPassword={setPassword}
      onModules={() => control.openPage({ page: 'modules' })}
    />
  )
  const selected = isGeneral ? general : cardType
  return (
    <>
      {generalSignIn?.open && generalSignIn.announced && <GeneralClosing lastDay={generalSignIn.lastDay ?? ''} />}
      <div class="box stack">
        <h2 id="choose-card">{t.chooseCard}</h2>
        <Tabs
          name="card"
          label={t.chooseCard}
          selected={selected}
          disabled={attempt.name === 'working'}
          onSelect={chooseTab}
          tabs={[
            ...platform.cardTypes.map((key) => ({
              key,
              label: (
                <>
                  <CardPicture cardType={key} />
                  <span class="sign-in-tab">
                    {say(cardTypes[key].label, language)}
                    <span class="quiet">{say(cardHints[key], language)}</span>
                  </span>
                </>
              ),
            })),
            ...(generalSignIn ? [{ key: general, label: <GeneralTab /> } as const] : []),
          ]}
        />
        <TabPanel name="card" selected={selected} class="sign-in-panel">
          <div class="stack sign-in-work">
            {isGeneral && generalSignIn ? (
              <GeneralPanel general={generalSignIn} />
            ) : attempt.name === 'working' ? (
              <Progress step={attempt.step} hasPin={!needsModule(cardType)} onCancel={control.cancel} />
            ) : extension.name === 'ready' || extension.name === 'checking' ? (
              <>
                {attempt.name === 'failed' && (
                  <ErrorPanel error={attempt.error} remedies={remedies} others={row ? ['open-check'] : []} takeFocus />
                )}
                {form}
              </>
            ) : (
              <ExtensionProblem problem={extension} portal={portal} />
            )}
          </div>
          {!isGeneral && (
            <Preparation
              cardType={cardType}
              reader={reader}
              extension={extension}
              onCheck={() => control.openPage({ page: 'check' })}
            />
          )}
        </TabPanel>
      </div>
      {!isGeneral && <Help cardType={cardType} />}
    </>
  )
}

function GeneralTab(): JSX.Element {
  const t = useTexts(signInTexts)
  return (
    <>
      <Icon name="pin" />
      <span class="sign-in-tab">
        {t.general}
        <span class="quiet">{t.generalHint}</span>
      </span>
    </>
  )
}
