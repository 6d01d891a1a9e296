import { describe, expect, it } from 'vitest';
import { deviceLabel, sayDevice } from './device-label.service.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

describe('the name of a device', () => {
  it.each([
    ['curl/8.5.0', { browser: 'curl', system: '', kind: 'program' }],
    ['PostmanRuntime/7.4', { browser: 'Postman', system: '', kind: 'program' }],
    ['Go-http-client/1.1', { browser: 'Go http', system: '', kind: 'program' }],
    [CHROME, { browser: 'Chrome', system: 'Windows', kind: 'desktop' }],
    ['', { browser: 'Unknown browser', system: '', kind: 'unknown' }],
  ])('is read from %j', (userAgent, label) => {
    expect(deviceLabel(userAgent)).toEqual(label);
  });

  it('that nobody knows is said in the reader’s language', () => {
    expect([sayDevice('', 'en'), sayDevice('', 'hi')]).toEqual(['Unknown browser', 'अज्ञात ब्राउज़र']);
    expect(sayDevice(CHROME, 'hi')).toBe('Chrome (Windows)');
  });

  it.each([
    'Curl.your-account-is-frozen.-call-1-800-555-0100-www.evil.example',
    'Your account is frozen, see evil.example/now (x)',
    'Your-account-is-frozen/1.0 ',
    'Your account is frozen/www.evil.example call now',
    `${CHROME} Edg.evil.example/frozen`,
    'Mozilla/5.0 (frozen; evil.example; rv:1) Gecko/frozen evil.example/1',
  ])('says nothing in words of its sender: %j', (userAgent) => {
    expect(sayDevice(userAgent, 'en')).not.toMatch(/frozen|evil|account|[^A-Za-z0-9 ()]/);
  });
});
