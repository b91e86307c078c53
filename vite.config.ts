import { vitePlugin as remix } from '@remix-run/dev'
import '@remix-run/server-runtime'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import remixOptions from './remix.config.js'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  build: { target: 'chrome87', assetsInlineLimit: 0 },
  ssr: { external: ['@electric-sql/pglite', '@prisma/client', 'pglite-prisma-adapter', '@react-pdf/renderer'] },
})
