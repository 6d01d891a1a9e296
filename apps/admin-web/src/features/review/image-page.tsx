import { Callout } from '@ostiary/ui';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fitInto, type Box, type PageProps } from './fit.ts';
import classes from './viewer.module.css';

/** A photo of a document, turned and made to fit. */
export function ImagePage({ blob, label, rotation, stage }: PageProps) {
  const { t } = useTranslation('review');
  // The blob's address lives exactly as long as the picture that shows it.
  const attach = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  const [natural, setNatural] = useState<Box>();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Callout tone="refusal" role="alert" title={t('viewer.broken')} />;
  const isOnSide = rotation % 180 !== 0;
  const shown = natural && fitInto(isOnSide ? { width: natural.height, height: natural.width } : natural, stage);
  const image = shown && (isOnSide ? { width: shown.height, height: shown.width } : shown);
  return (
    <div className={classes.sheet} style={shown}>
      <img
        ref={attach}
        alt={label}
        draggable={false}
        className={classes.image}
        style={{ ...image, transform: `translate(-50%, -50%) rotate(${rotation}deg)` }}
        onLoad={({ currentTarget }) =>
          setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
        onError={() => setBroken(true)}
      />
    </div>
  );
}
