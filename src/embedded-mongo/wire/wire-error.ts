/** The peer does not speak the protocol: its connection is closed, and nobody else notices. */
export class WireError extends Error {}
