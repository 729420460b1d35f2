import { createHmac } from 'node:crypto';

/** The value of the `stripe-signature` header: `t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`. */
export function signWebhook(secret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${signature}`;
}
