import { atMostRatio, type BenchResult, notMeasured } from '../result.ts'
import { lengths, type Samples } from './measure-commands.ts'

/** Of one run on one reader. */
export interface ComparedSamples {
  readonly ours: Samples
  readonly libccid: Samples
}

const rowName = (reader: string, length: number): string => `apdu (Node: ${reader}, READ BINARY of ${length})`

/** Our driver takes no longer than pcscd with libccid. */
export const judgeAgainstLibccid = (reader: string, { ours, libccid }: ComparedSamples): BenchResult[] =>
  lengths.map((length, index) =>
    atMostRatio({
      name: rowName(reader, length),
      samples: ours[index] ?? [],
      reference: 'pcscd with libccid, SCardTransmit from Node',
      referenceSamples: libccid[index] ?? [],
      limit: 1,
    }),
  )

export const notCompared = (reader: string, why: string): BenchResult[] =>
  lengths.map((length) => notMeasured(rowName(reader, length), 'median <= 1.0 x', why))
