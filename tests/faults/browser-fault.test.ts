import { tryInSmall } from './small.ts'

tryInSmall('F15')
