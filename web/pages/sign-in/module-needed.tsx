import type { JSX } from 'preact'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'

const texts = {
  nhiTitle: { zhTW: '健保卡請使用健保讀卡機', en: 'The NHI card needs the NHI card reader' },
  nhiWhy: {
    zhTW: '健保卡內沒有憑證，登入時須由醫事機構的安全模組（SAM）一起證明身分，再輸入本人的登入密碼。安全模組在健保讀卡機內，晶片讀卡機沒有。',
    en: 'The NHI card holds no certificate. The institution’s security module (SAM) must vouch for it, and its holder enters a password. The module is inside the NHI card reader; a chip-card reader has none.',
  },
  nhiNotYet: {
    zhTW: '這台電腦目前沒有可用的安全模組，因此無法以健保卡登入。請改用其他卡片，例如：',
    en: 'This computer has no security module ready, so the NHI card cannot sign in here. Use another card, for example:',
  },
  useCard: (card: string) => ({ zhTW: `改用${card}`, en: `Use: ${card}` }),
}

/** In place of the button, for a card that cannot sign in without a security module: why, and with which card instead. */
export function ModuleNeeded({
  alternatives,
  onCard,
}: {
  alternatives: readonly CardType[]
  onCard: (cardType: CardType) => void
}): JSX.Element {
  const t = useTexts(texts)
  const language = useLanguage()
  return (
    <Notice tone="info">
      <h2>{t.nhiTitle}</h2>
      <p>{t.nhiWhy}</p>
      <p>{t.nhiNotYet}</p>
      <div class="row">
        {alternatives.map((cardType) => (
          <Button key={cardType} onClick={() => onCard(cardType)}>
            {t.useCard(say(cardTypes[cardType].label, language))}
          </Button>
        ))}
      </div>
    </Notice>
  )
}
