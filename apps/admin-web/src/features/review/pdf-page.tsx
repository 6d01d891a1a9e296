import { Callout } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Document, Page, pdfjs } from 'react-pdf';
import { fitInto, type Box, type PageProps } from './fit.ts';
import classes from './viewer.module.css';

// This module is only ever loaded on demand: pdf.js is larger than the rest of the portal.
pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

// A worker takes longer to start than a page to paint: one reads every document, each apart from the others.
const reading = { worker: pdfjs.PDFWorker.create({}) };

// Painted finer than the screen, so that zooming in shows more and not only larger.
const sharpness = 3;

interface PdfPageProps extends PageProps {
  page: number;
  onPages: (count: number) => void;
}

/** One page of a PDF, painted to a canvas: no scripts, forms, links or text layer. */
export function PdfPage({ blob, label, rotation, stage, page, onPages }: PdfPageProps) {
  const { t } = useTranslation('review');
  const [natural, setNatural] = useState<Box & { turned: number }>();
  const isOnSide = rotation % 180 !== 0;
  const upright = natural ?? { width: 600, height: 800, turned: 0 };
  const shown = fitInto(isOnSide ? { width: upright.height, height: upright.width } : upright, stage);
  const broken = <Callout tone="refusal" role="alert" title={t('viewer.broken')} />;
  const waiting = <div className={classes.sheet} style={shown} />;
  return (
    <Document
      file={blob}
      options={reading}
      suspense={false}
      loading={waiting}
      error={broken}
      onLoadSuccess={(pdf) => onPages(pdf.numPages)}
    >
      <div role="img" aria-label={label} className={classes.sheet} style={shown}>
        <Page
          pageNumber={page}
          suspense={false}
          rotate={((natural?.turned ?? 0) + rotation) % 360}
          width={shown.width}
          devicePixelRatio={sharpness}
          renderTextLayer={false}
          renderAnnotationLayer={false}
          loading={null}
          error={broken}
          onLoadSuccess={(loaded) => {
            const { width, height } = loaded.getViewport({ scale: 1 });
            setNatural({ width, height, turned: loaded.rotate });
          }}
        />
      </div>
    </Document>
  );
}
