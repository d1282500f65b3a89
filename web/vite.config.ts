/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The edge serves `dist/` at `/`. Old WebViews of WeChat set the language level of the bundle.
export default defineConfig({
  plugins: [react()],
  // The package's `browser` entry is one UMD bundle: whole, and with a namespace as its default.
  resolve: { mainFields: ['module', 'browser', 'main'] },
  build: { target: 'es2018', cssTarget: ['chrome69', 'safari12'], sourcemap: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], css: true },
});
