import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TransformComponent, TransformWrapper, type ReactZoomPanPinchRef } from 'react-zoom-pan-pinch';
import { announce } from './announcements.tsx';
import { ImagePage } from './image-page.tsx';
import { useAction } from './use-action.ts';
import { ViewerToolbar, type ViewerControls } from './viewer-toolbar.tsx';
import classes from './viewer.module.css';

const PdfPage = lazy(async () => ({ default: (await import('./pdf-page.tsx')).PdfPage }));

const closeUp = 2.5;
const zoomStep = 0.4;
const motionMs = 120;

/** Turning, paging and zooming of one document. */
function useViewer() {
  const zoomer = useRef<ReactZoomPanPinchRef>(null);
  const [rotation, setRotation] = useState(0);
  const [page, setPage] = useState(1);
  const [pages, setPages] = useState(1);
  const [scale, setScale] = useState(1);
  const renew = () => {
    setScale(1);
    void zoomer.current?.resetTransform(0);
  };
  const controls = {
    page,
    pages,
    percent: Math.round(scale * 100),
    turnTo: (to: number) => {
      setPage(to);
      renew();
    },
    zoom: (by: 1 | -1) =>
      void (by === 1 ? zoomer.current?.zoomIn(zoomStep, motionMs) : zoomer.current?.zoomOut(zoomStep, motionMs)),
    fit: () =>
      void (scale === 1 ? zoomer.current?.centerView(closeUp, motionMs) : zoomer.current?.resetTransform(motionMs)),
    rotate: () => {
      setRotation((turned) => (turned + 90) % 360);
      renew();
    },
  };
  return { zoomer, rotation, setPages, setScale, controls };
}

/** The keys of the document in hand; of two side by side only one listens. */
function useViewerKeys(controls: ViewerControls, isActive: boolean): void {
  const { t } = useTranslation('review');
  const { page, pages, percent } = controls;
  const turn = (by: 1 | -1) => {
    const to = page + by;
    return isActive && to >= 1 && to <= pages ? () => controls.turnTo(to) : undefined;
  };
  const act = (run: () => void, said: string) =>
    isActive
      ? () => {
          run();
          announce(said);
        }
      : undefined;
  useAction('rotate', act(controls.rotate, t('said.rotated')));
  useAction('fit', act(controls.fit, t(percent === 100 ? 'said.closeUp' : 'said.fitted')));
  useAction(
    'larger',
    act(() => controls.zoom(1), t('said.larger')),
  );
  useAction(
    'smaller',
    act(() => controls.zoom(-1), t('said.smaller')),
  );
  useAction('nextPage', turn(1));
  useAction('previousPage', turn(-1));
}

interface DocumentStageProps {
  blob: Blob;
  mediaType: string;
  title?: string;
  label: string;
  isActive: boolean;
  /** Tools of the whole viewer, after those of the document. */
  extra?: ReactNode;
}

/** The document itself on a dark stage, with its tools above. Ctrl and the wheel zoom; the wheel alone scrolls the page. */
export function DocumentStage({ blob, mediaType, title, label, isActive, extra }: DocumentStageProps) {
  const { zoomer, rotation, setPages, setScale, controls } = useViewer();
  const { ref, width, height } = useElementSize();
  useViewerKeys(controls, isActive);
  const page = { blob, label, rotation, stage: { width, height } };
  const isPdf = (blob.type || mediaType) === 'application/pdf';
  return (
    <>
      <ViewerToolbar title={title} controls={controls} extra={extra} />
      <div ref={ref} className={classes.stage}>
        <TransformWrapper
          ref={zoomer}
          minScale={1}
          maxScale={8}
          wheel={{ activationKeys: ['Control', 'Meta'] }}
          keyboard={{ disabled: true }}
          doubleClick={{ mode: 'toggle', step: 1.5 }}
          onTransform={(_ref, state) => setScale(state.scale)}
        >
          <TransformComponent wrapperClass={classes.wrapper} contentClass={classes.content}>
            {isPdf ? (
              <Suspense fallback={null}>
                <PdfPage {...page} page={controls.page} onPages={setPages} />
              </Suspense>
            ) : (
              <ImagePage {...page} />
            )}
          </TransformComponent>
        </TransformWrapper>
      </div>
    </>
  );
}
