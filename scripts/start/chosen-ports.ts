import {
  defaultPorts,
  isPortFree,
  LocalStackError,
  serviceNames,
  type Ports,
} from '@tiffin/local-stack';

/** The usual ports, all moved by `PORT_OFFSET`. */
export async function chosenPorts(
  offset = Number(process.env['PORT_OFFSET'] ?? 0),
): Promise<Ports> {
  if (!Number.isInteger(offset)) {
    throw new LocalStackError('PORT_OFFSET is not a whole number: set it to one such as 100.');
  }
  const ports = Object.fromEntries(
    serviceNames.map((name) => [name, defaultPorts[name] + offset]),
  ) as Ports;
  for (const name of serviceNames) {
    if (await isPortFree(ports[name])) continue;
    throw new LocalStackError(
      `Port ${ports[name]} (${name}) is in use: stop the program that holds it, or move all ports with PORT_OFFSET=${offset + 100} npm start.`,
    );
  }
  return ports;
}
