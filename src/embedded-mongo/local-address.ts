import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** The address behind a name. Rejects when another machine could reach it. */
export async function localAddress(host: string): Promise<string> {
  const { address } = await lookup(host || '0.0.0.0');
  if (LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return address;
  throw new Error(`the built-in store serves this machine only, not ${host}`);
}
