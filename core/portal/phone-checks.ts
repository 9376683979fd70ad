/** Codes that may be entered for one text message. */
export const codeTries = 5

/** Digits of a code. */
export const codeLength = 6

/** So long a person may take after the code, at the verification service and on the way. */
export const passedSeconds = 900

/** Messages that are sent to one number, and for one ID number, in one hour and in one day. */
export const messagesPerHour = 5
export const messagesPerDay = 10

/** First six characters and ****: as much of an ID number as is shown to its holder. */
export const maskIdNumberEnd = (idNumber: string): string => `${idNumber.slice(0, 6)}****`
