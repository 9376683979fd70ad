import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type CardType, cardTypes, type ReaderKind, readerKindLabels } from '../../../core/cards/card-types.ts'
import { errorRow } from '../../../core/errors/error-table.ts'
import { say } from '../../../core/i18n/text.ts'
import { platformRow } from '../../../core/protocol/platforms.ts'
import { CardPicture } from '../../components/card-picture.tsx'
import { ErrorPanel, type Remedies } from '../../components/error-panel.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
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
import { centreOf, centreSites } from './card-centres.ts'
import { CardPanel, needsModule } from './card-panel.tsx'
import { Help } from './help.tsx'
import { Preparation } from './preparation.tsx'
import { Progress } from './progress.tsx'
import { arrivalTexts, cardHints, signInTexts } from './sign-in-texts.ts'
import { type SignInControl, useSignIn } from './use-sign-in.ts'
import './sign-in-page.css'

/** Fetched where the extension is not ready for use. */
const ExtensionProblem = lazy(async () => (await import('./extension-problem.tsx')).ExtensionProblem, FetchingPart)

const cardName = 'card-type'

/** 醫事機構登入: choose the card and the reader, then everything happens in the extension's window. */
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
        <Notice tone={arrival === 'signed-out' ? 'ok' : 'info'} live>
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
    </PageMain>
  )
}

function pageState(portal: 'loading' | 'ready' | 'failed', { extension, attempt }: SignInControl): PageState {
  if (portal === 'failed') return 'failed'
  if (attempt.name === 'working') return 'working'
  if (portal === 'loading' || extension.name === 'checking') return 'checking'
  return attempt.name === 'failed' || extension.name !== 'ready' ? 'failed' : 'ready'
}

/** The card last used on this computer, else the platform's first. */
function rememberedCard(memory: Memory, offered: readonly CardType[]): CardType {
  const remembered = memory.read(cardName)
  return offered.find((cardType) => cardType === remembered) ?? offered[0] ?? 'hca-personnel'
}

/** 晶片讀卡機 is chosen at first; a card that needs a security module has its reader instead. */
const usualReader = (cardType: CardType): ReaderKind => (needsModule(cardType) ? 'nhi' : 'ccid')

function SignIn({ portal, control }: { portal: PortalInfo; control: SignInControl }): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const { memory, reload } = useServices()
  const platform = platformRow(portal.platform)
  const [cardType, setCardType] = useState(() => rememberedCard(memory, platform.cardTypes))
  const [reader, setReader] = useState(() => usualReader(cardType))
  const { extension, attempt, dismiss } = control

  const chooseCard = (next: CardType) => {
    setCardType(next)
    setReader(usualReader(next))
    dismiss()
  }
  const signIn = () => {
    memory.write(cardName, cardType)
    control.start({ cardType, reader, language })
  }
  const remedies: Remedies = {
    retry: { label: t.signInAgain, run: signIn },
    reload: { run: reload },
    'pair-reader': { run: control.pairReader },
    'open-card-centre': { href: centreSites[centreOf(cardType)] },
    'choose-other-reader':
      reader === 'nhi' && !needsModule(cardType)
        ? {
            label: t.otherReader(say(readerKindLabels.ccid, language)),
            run: () => {
              setReader('ccid')
              dismiss()
            },
          }
        : undefined,
  }
  const action = attempt.name === 'failed' ? errorRow(attempt.error.code).action : undefined
  const hasRemedy = action !== undefined && remedies[action] !== undefined

  const form = (
    <CardPanel
      cardType={cardType}
      reader={reader}
      readerKinds={platform.readerKinds}
      onReader={setReader}
      onSignIn={signIn}
      quiet={hasRemedy}
      alternatives={platform.cardTypes
        .filter((other) => cardTypes[other].proof === 'certificate' && cardTypes[other].holder === 'person')
        .slice(0, 2)}
      onCard={chooseCard}
    />
  )
  return (
    <>
      <div class="box stack">
        <h2 id="choose-card">{t.chooseCard}</h2>
        <Tabs
          name="card"
          label={t.chooseCard}
          selected={cardType}
          disabled={attempt.name === 'working'}
          onSelect={chooseCard}
          tabs={platform.cardTypes.map((key) => ({
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
          }))}
        />
        <TabPanel name="card" selected={cardType} class="sign-in-panel">
          <div class="stack sign-in-work">
            {attempt.name === 'working' ? (
              <Progress step={attempt.step} onCancel={control.cancel} />
            ) : extension.name === 'ready' || extension.name === 'checking' ? (
              <>
                {attempt.name === 'failed' && <ErrorPanel error={attempt.error} remedies={remedies} takeFocus />}
                {form}
              </>
            ) : (
              <ExtensionProblem problem={extension} portal={portal} />
            )}
          </div>
          <Preparation cardType={cardType} reader={reader} extension={extension} />
        </TabPanel>
      </div>
      <Help cardType={cardType} />
    </>
  )
}
