import { defaultPorts, freePort, isPortFree } from '@tiffin/local-stack';

const ATTEMPTS = 20;

/** A `PORT_OFFSET` with which nobody listens on any of the ports of `npm start`. */
export async function freeOffset(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const offset = (await freePort()) - defaultPorts.gateway;
    const ports = Object.values(defaultPorts).map((port) => port + offset);
    const areFree = await Promise.all(ports.map((port) => isPortFree(port)));
    if (!areFree.includes(false)) return offset;
  }
  throw new Error('no row of free ports');
}
