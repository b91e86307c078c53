import { tryInSmall } from './small.ts'

tryInSmall('F2', 'F3', 'F10')
