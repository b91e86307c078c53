import { z } from 'zod'

/** The six basic service fields of a posyandu. Source: Permendagri 13/2024. */
export const SERVICE_FIELDS = ['education', 'health', 'public_works', 'housing', 'public_order', 'social'] as const
export const ServiceField = z.enum(SERVICE_FIELDS)
export type ServiceField = z.infer<typeof ServiceField>
