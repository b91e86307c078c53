import { tryInSmall } from './small.ts'

tryInSmall('F4', 'F4b', 'F5')
