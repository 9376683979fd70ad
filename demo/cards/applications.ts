import type { ApplicationMemory, CardApplication } from './card-application.ts'
import type { CardApplicationCode, CardFile } from './card-file.ts'
import { HcaTestApplication } from './hca-test-application.ts'
import { MoicaNativeApplication } from './moica-native-application.ts'
import { NhiApplication } from './nhi-application.ts'
import { PivApplication } from './piv-application.ts'
import { Pkcs15Application } from './pkcs15-application.ts'
import { SamApplication } from './sam-application.ts'

/** What a chip may run, by the name its card file gives. */
export const cardApplications: Record<
  CardApplicationCode,
  (file: CardFile, memory: ApplicationMemory) => CardApplication
> = {
  'hca-test': (file, memory) => new HcaTestApplication(file, memory),
  nhi: (file, memory) => new NhiApplication(file, memory),
  'moica-native': (file, memory) => new MoicaNativeApplication(file, memory),
  piv: (file, memory) => new PivApplication(file, memory),
  pkcs15: (file, memory) => new Pkcs15Application(file, memory),
  sam: (file, memory) => new SamApplication(file, memory),
}
