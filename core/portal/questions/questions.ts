import { type Question, type QuestionCategory, questionCategoryCodes } from './question.ts'
import { addressQuestions } from './addresses.ts'
import { cardQuestions } from './cards.ts'
import { checkQuestions } from './check.ts'
import { chipReaderQuestions } from './chip-reader.ts'
import { nhiReaderQuestions } from './nhi-reader.ts'
import { rightsQuestions } from './rights.ts'
import { signInQuestions } from './sign-in.ts'

/** 常見問答. Long: pages fetch it when somebody asks. */
export const questions: Readonly<Record<QuestionCategory, readonly Question[]>> = {
  rights: rightsQuestions,
  cards: cardQuestions,
  'sign-in': signInQuestions,
  'nhi-reader': nhiReaderQuestions,
  'chip-reader': chipReaderQuestions,
  check: checkQuestions,
  addresses: addressQuestions,
}

/** In the order of the categories. */
export const allQuestions: readonly Question[] = questionCategoryCodes.flatMap((category) => questions[category])
