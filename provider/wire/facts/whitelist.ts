/** What a whitelist of an SSH endpoint lets in. */

/** Every address of a family: a prefix of no bits, or all of IPv4 written as IPv6. */
const EVERY_ADDRESS = /\/0+$|^::ffff:(0:0|0\.0\.0\.0)\/96$/i;

/** True if every public address may connect. Absent or empty, the whitelist accepts every address. */
export function isOpenWhitelist(addresses: readonly string[] = []): boolean {
  return addresses.length === 0 || addresses.some((text) => EVERY_ADDRESS.test(text));
}
