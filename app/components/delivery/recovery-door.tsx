import { type ComponentType, useEffect, useState } from 'react'
import type { RecoveryOfferProps } from './recovery-offer.tsx'

/** Fetched while there is a network, long before somebody needs it. */
export const loadRecovery = () => import('./recovery-offer.tsx')

/** The offer of a recovery file, in a file of its own so that the first screen is not heavier for it; nothing where that cannot be had. */
export function RecoveryDoor({ isOffered, ...offer }: RecoveryOfferProps & { readonly isOffered: boolean }) {
  const [Offer, setOffer] = useState<ComponentType<RecoveryOfferProps> | null>(null)
  useEffect(() => {
    loadRecovery().then(
      (loaded) => setOffer(() => loaded.RecoveryOffer),
      () => {},
    )
  }, [])
  return isOffered && Offer !== null ? <Offer {...offer} /> : null
}
