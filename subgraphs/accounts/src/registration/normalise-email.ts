/** The form in which an address is kept and compared: trimmed, NFC, lower-case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
