/** The version whose manners this server has: a driver then leaves out what only replica sets can do. */
export const VERSION = '7.0.0';
export const WIRE_VERSION = 21;
