import type { CardProfile, ReadOnlyProfile } from './card-profile.ts'
import { hcaTest } from './hca-test.ts'
import { moicaNative } from './moica-native.ts'
import { nhi } from './nhi.ts'
import { piv } from './piv.ts'
import { pkcs15 } from './pkcs15.ts'
import { sam } from './sam-card.ts'

/** Every card application that signs, in the order in which a card is asked for them. */
export const cardProfiles: readonly CardProfile[] = [hcaTest, piv, pkcs15]

/** Those that are known for what they are. They are asked for last, but first where the ATR names them. */
export const readOnlyProfiles: readonly ReadOnlyProfile[] = [nhi, moicaNative, sam]
