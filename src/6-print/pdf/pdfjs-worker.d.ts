/** It makes itself known where it is loaded, and hands out nothing. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
