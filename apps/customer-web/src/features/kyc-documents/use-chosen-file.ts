import type { FileDropState } from '@ostiary/ui';
import i18next, { type TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayMegabytes } from '../../lib/format.ts';
import { type FileFinding, inspectFile } from './file-hints.ts';
import { shrinkPhoto } from './shrink-photo.ts';

type Show = (state: FileDropState) => void;

interface Question {
  words: { message: string; confirm: string };
  /** The file to send when the answer is yes; null when there is none after all. */
  yes: () => Promise<File | null>;
}

/** What is worth asking before this file is sent; null when nothing is. */
function questionOf(finding: FileFinding, file: File, t: TFunction<'documents'>): Question | null {
  if (finding.kind === 'small-image')
    return {
      words: { message: t('hint.IMAGE_SMALL', finding), confirm: t('drop.sendAnyway') },
      yes: () => Promise.resolve(file),
    };
  if (finding.kind === 'large-photo')
    return {
      words: {
        message: t('hint.PHOTO_TOO_LARGE', { size: sayMegabytes(file.size, i18next.language) }),
        confirm: t('drop.shrink'),
      },
      yes: () => shrinkPhoto(file),
    };
  return null;
}

/** The file at hand: looked at before it may be sent, and asked about where that is worth a word. */
export function useChosenFile(show: Show) {
  const { t } = useTranslation('documents');
  const [file, setFile] = useState<File | null>(null);
  const latest = useRef<File | null>(null);
  const question = useRef<Question | null>(null);

  const keep = (next: File) => {
    setFile(next);
    show({ kind: 'selected', file: next });
    return next;
  };
  const refuse = (fileName: string, hint: string) => {
    show({ kind: 'failed', fileName, message: t(`hint.${hint}`), canRetry: false });
    return null;
  };
  /** Resolves to the file when it may go at once; null when it was refused or something is asked. */
  const choose = async (next: File): Promise<File | null> => {
    latest.current = next;
    setFile(null);
    show({ kind: 'preparing', fileName: next.name });
    const finding = await inspectFile(next);
    if (latest.current !== next) return null;
    if (finding.kind === 'refused') return refuse(next.name, finding.hint);
    question.current = questionOf(finding, next, t);
    if (question.current === null) return keep(next);
    show({ kind: 'asking', fileName: next.name, ...question.current.words });
    return null;
  };
  /** Yes to what was asked; null when the photo could not be made smaller. */
  const agree = async (): Promise<File | null> => {
    const asked = latest.current;
    if (!asked || !question.current) return null;
    show({ kind: 'preparing', fileName: asked.name });
    const next = await question.current.yes();
    if (latest.current !== asked) return null;
    return next ? keep(next) : refuse(asked.name, 'FILE_TOO_LARGE');
  };
  const drop = () => {
    latest.current = null;
    setFile(null);
  };
  return { file, choose, agree, drop };
}
