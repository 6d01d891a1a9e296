import { describe, expect, it } from 'vitest';
import { hardCodedText } from './hard-coded-text.ts';
import { uiSources } from './words-check.ts';

const found = (source: string) =>
  hardCodedText({ 'screen.tsx': source }).map((line) => line.replace('screen.tsx:', ''));

describe('the look for text in screens', () => {
  it.each([
    ['<p>Hello {name}</p>', ['1: Hello']],
    ['<p>{isOpen ? "Open now" : t("closed")}</p>', ['1: Open now']],
    ['<p>{isLate && `Late by ${days}`}</p>', ['1: Late by']],
    ['<button aria-label="Close" onClick={close} />', ['1: Close']],
    ['<Field label={"Name"} data-kind="plain" />', ['1: Name']],
    ['<Table captionText={`All ${n}`} />', ['1: All']],
    ['<><p>नमस्ते</p></>', ['1: नमस्ते']],
  ])('finds it in %s', (source, lines) => {
    expect(found(`const a = ${source};`)).toEqual(lines);
  });

  it.each([
    '<p>{t("hello")} · 4 %</p>',
    '<Box w="100%" className="wide" to="/here" />',
    '<p>{x === "OPEN" && t("a")}</p>',
  ])('leaves %s alone', (source) => {
    expect(found(`const a = ${source};`)).toEqual([]);
  });

  it('finds none in what the portals share', () => {
    expect(hardCodedText(uiSources)).toEqual([]);
  });
});
