import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const door = 'http://127.0.0.1:8001';

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5174,
    strictPort: true,
    proxy: { '/trpc': door, '/api': door, '/documents': door },
  },
  build: {
    sourcemap: false,
    // data: URLs would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
