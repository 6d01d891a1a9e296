import { RegistrationChallenge } from '@ostiary/domain/registration';

const key = 'ostiary.registration';

// The id names a code that only the address's owner can read; by itself it opens nothing.
export function keepChallenge(challenge: RegistrationChallenge): void {
  sessionStorage.setItem(key, JSON.stringify(challenge));
}

export function forgetChallenge(): void {
  sessionStorage.removeItem(key);
}

/** The registration begun in this tab, after a refresh too; null when there is none. */
export function findChallenge(): RegistrationChallenge | null {
  try {
    return RegistrationChallenge.parse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}
