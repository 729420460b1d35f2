/** A value that would begin a field of its own, or end the head. */
const LINE_BREAK = /[\r\n\0]/;

/**
 * One field of a head with the end of its line.
 * @throws Error for a value that is more than one
 */
export function fieldText(name: string, value: string): string {
  if (LINE_BREAK.test(value)) throw new Error(`the value of ${name} has more than one line`);
  return `${name}: ${value}\r\n`;
}

/** What all requests to an address begin with: a POST of JSON, up to the fields of its own. */
export function requestStart({ host, pathname, search }: URL): string {
  return (
    `POST ${pathname}${search} HTTP/1.1\r\n` +
    fieldText('host', host) +
    fieldText('content-type', 'application/json') +
    fieldText('accept', 'application/json') +
    fieldText('accept-encoding', 'identity')
  );
}
