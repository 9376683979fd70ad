import type { CardProfile } from './card-profile.ts'
import { hcaTest } from './hca-test.ts'

/** Every card application that is known, in the order in which a card is asked for them. */
export const cardProfiles: readonly CardProfile[] = [hcaTest]
